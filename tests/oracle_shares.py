"""Shares by enumeration: whether whole hundredths of a per cent exist that satisfy everything at once."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

WHOLE = 10_000
FULL_WEIGHT = 2_000
"""A share of 20 % and more counts a member's classification in full."""


@dataclass(frozen=True)
class Bound:
    """Nobody's share may be above: one number a member, in hundredths of a per cent."""

    most: tuple[int, ...]


@dataclass(frozen=True)
class Weighted:
    """Shares, or what counts of them towards a classification, times ``weights`` reach ``least``."""

    weights: tuple[int, ...]
    least: int
    capped: bool = False

    def counted(self, share: int) -> int:
        return min(share, FULL_WEIGHT) if self.capped else share


Condition = Bound | Weighted


def possible(n: int, least: int, conditions: Sequence[Condition], deviation: Fraction | None = None) -> bool:
    """Whether ``n`` shares of at least ``least`` each satisfy all conditions (and stray no more from equal)."""
    most = [WHOLE] * n
    for bound in conditions:
        if isinstance(bound, Bound):
            most = [min(a, b) for a, b in zip(most, bound.most, strict=True)]
    low = [least] * n
    if deviation is not None:
        low = [max(x, math.ceil(Fraction(WHOLE, n) - deviation)) for x in low]
        most = [min(x, math.floor(Fraction(WHOLE, n) + deviation)) for x in most]
    weighted = [c for c in conditions if isinstance(c, Weighted)]
    if any(a > b for a, b in zip(low, most, strict=True)) or not sum(low) <= WHOLE <= sum(most):
        return False
    return all(_reachable(c, low, most) for c in weighted) and _search((), low, most, weighted)


def least_deviation(n: int, least: int, conditions: Sequence[Condition]) -> Fraction:
    """The smallest largest distance from equal shares, where shares are possible at all."""
    steps = sorted({abs(Fraction(share) - Fraction(WHOLE, n)) for share in range(WHOLE + 1)})
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        if possible(n, least, conditions, steps[middle]):
            high = middle
        else:
            low = middle + 1
    return steps[low]


def _reachable(c: Weighted, low: Sequence[int], most: Sequence[int]) -> bool:
    """The greatest that one condition can be by itself: the heaviest first. Not reached: nothing can."""
    left, total = WHOLE - sum(low), sum(c.counted(x) * w for x, w in zip(low, c.weights, strict=True))
    for weight, start, end in sorted(zip(c.weights, low, most, strict=True), reverse=True):
        useful = max(min(end, FULL_WEIGHT) if c.capped else end, start) - start
        take = min(left, useful)
        total, left = total + max(weight, 0) * take, left - take
    return total >= c.least or any(w < 0 for w in c.weights)


def _search(chosen: tuple[int, ...], low: Sequence[int], most: Sequence[int], conditions: Sequence[Weighted]) -> bool:
    at, n = len(chosen), len(low)
    rest = WHOLE - sum(chosen)
    if n - at == 1:
        return low[at] <= rest <= most[at] and all(_value(c, (*chosen, rest)) >= c.least for c in conditions)
    start = max(low[at], rest - sum(most[at + 1 :]))
    end = min(most[at], rest - sum(low[at + 1 :]))
    if n - at == 2:
        return any(_fits(chosen, rest, part, conditions) for part in _segments(start, end, rest))
    return any(_search((*chosen, x), low, most, conditions) for x in range(start, end + 1))


def _value(c: Weighted, shares: Sequence[int]) -> int:
    return sum(c.counted(x) * w for x, w in zip(shares, c.weights, strict=True))


def _segments(start: int, end: int, rest: int) -> Iterator[tuple[int, int]]:
    """The stretches of the last but one share on which every condition is linear."""
    cuts = sorted({start, end, *(x for x in (FULL_WEIGHT, rest - FULL_WEIGHT) if start < x < end)})
    if start == end:
        yield start, end
    elif start < end:
        yield from pairwise(cuts)


def _fits(chosen: tuple[int, ...], rest: int, part: tuple[int, int], conditions: Sequence[Weighted]) -> bool:
    low, high = part
    for c in conditions:
        first, last = (_value(c, (*chosen, x, rest - x)) for x in part)
        slope = Fraction(last - first, part[1] - part[0]) if part[1] > part[0] else Fraction(0)
        if slope == 0:
            if first < c.least:
                return False
            continue
        edge = part[0] + (c.least - first) / slope
        low, high = (max(low, math.ceil(edge)), high) if slope > 0 else (low, min(high, math.floor(edge)))
    return low <= high
