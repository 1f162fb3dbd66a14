"""Case and options -> the smallest coalition, proven, with every tie settled."""

from consortium.optimise.necessity import necessity
from consortium.optimise.solve import NECESSITY_SECONDS, interrupted, solve

__all__ = ["NECESSITY_SECONDS", "interrupted", "necessity", "solve"]
