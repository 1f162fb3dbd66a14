"""Every why of an answer, each part proven or said not to be (docs/formats.md, ``explain``)."""

from consortium.optimise.explain.changes import new_id
from consortium.optimise.explain.recipe import explain
from consortium.optimise.explain.why import Barriers, asker, barriers, lacks, swaps, with_partner, without_member

__all__ = ["Barriers", "asker", "barriers", "explain", "lacks", "new_id", "swaps", "with_partner", "without_member"]
