"""Case and options -> the smallest coalition, proven, with every tie settled."""

from consortium.optimise.solve import interrupted, solve

__all__ = ["interrupted", "solve"]
