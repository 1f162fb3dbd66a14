"""Every why of an answer, each part proven or said not to be (docs/formats.md, ``explain``)."""

from consortium.optimise.explain.recipe import explain
from consortium.optimise.explain.why import Barriers, barriers, lacks, swaps, with_partner, without_member

__all__ = ["Barriers", "barriers", "explain", "lacks", "swaps", "with_partner", "without_member"]
