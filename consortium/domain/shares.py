"""Participation shares: whether whole hundredths of a per cent exist that satisfy everything asked of them, exactly.

A term is met by shares u iff  u[i] <= most[i]  and  sum(gains[i] * min(u[i], full)) >= least: concave in u, so that
a relaxation to fractions is a linear programme (``polytope``), and branching on one share at a time settles the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import gcd

from consortium.domain.polytope import Polytope

WHOLE = 10_000
"""All of it, in hundredths of a per cent."""
MOST_ROUNDED = 6
"""Up to so many fractional shares are rounded in every way before branching."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What one need asks of the members' shares, in the members' order; whole numbers throughout."""

    most: tuple[int, ...]
    gains: tuple[int, ...] = ()
    """What each hundredth of a per cent brings; empty: nothing is added up."""
    least: int = 0
    full: int = WHOLE
    """Beyond it a share brings no more."""

    def met(self, shares: Sequence[int]) -> bool:
        """Whether these shares satisfy it."""
        if any(share > most for share, most in zip(shares, self.most, strict=True)):
            return False
        gained = (gain * min(share, self.full) for gain, share in zip(self.gains, shares, strict=bool(self.gains)))
        return not self.gains or sum(gained) >= self.least


def free(members: int) -> Terms:
    """Terms that any shares meet."""
    return Terms((WHOLE,) * members)


def shares_for(members: int, minimum: int, terms: Sequence[Terms]) -> tuple[int, ...] | None:
    """Shares of at least ``minimum`` each, ``WHOLE`` in all, that meet all terms; None: there are none."""
    if not members:
        return None
    return _within([minimum] * members, [WHOLE] * members, [_coarser(t) for t in terms])


def fairest(members: int, minimum: int, terms: Sequence[Terms]) -> tuple[int, ...] | None:
    """Of those shares some with the least largest deviation from equal."""
    found = shares_for(members, minimum, terms)
    if found is None:
        return None
    coarser, equal = [_coarser(t) for t in terms], Fraction(WHOLE, members)
    target = low = _deviation(_spread([0] * members, [WHOLE] * members), equal)
    high = _deviation(found, equal)
    while low < high:
        least = max(minimum, int(-((target - equal) // 1)))
        better = _within([least] * members, [int((equal + target) // 1)] * members, coarser)
        if better is None:
            low = _next(target, equal)
        else:
            found, high = better, _deviation(better, equal)
        target = (low + high) / 2
    return found


def _deviation(shares: Sequence[int], equal: Fraction) -> Fraction:
    return max(abs(share - equal) for share in shares)


def _next(beyond: Fraction, equal: Fraction) -> Fraction:
    """The least deviation above ``beyond`` that a whole share can have."""
    above, below = equal + beyond, equal - beyond
    return min(above // 1 + 1 - equal, equal - (-((-below) // 1) - 1))


def _coarser(terms: Terms) -> Terms:
    """The same terms with ``least`` raised to what whole shares can reach.

    Where every share counts in full, gains * u = WHOLE * g0 + sum((g - g0) * u), the last a multiple of a common step.
    """
    if not terms.gains or terms.full < WHOLE:
        return terms
    first = terms.gains[0]
    step = gcd(*(gain - first for gain in terms.gains))
    if step <= 1:
        return terms
    rest = -(-(terms.least - WHOLE * first) // step) * step
    return Terms(terms.most, terms.gains, WHOLE * first + rest, terms.full)


def _within(low: list[int], high: list[int], terms: Sequence[Terms]) -> tuple[int, ...] | None:
    high = [min(h, *(t.most[i] for t in terms)) if terms else h for i, h in enumerate(high)]
    if any(a > b for a, b in zip(low, high, strict=True)) or not sum(low) <= WHOLE <= sum(high):
        return None
    adding = [t for t in terms if t.gains]
    for term in adding:
        best = _greedy(low, high, term)
        if not term.met(best):
            return None
        if all(t.met(best) for t in adding):
            return best
    return _branched(low, high, adding) if adding else _spread(low, high)


def _greedy(low: Sequence[int], high: Sequence[int], term: Terms) -> tuple[int, ...]:
    """The shares that bring one term most: what is concave and added up takes the greatest gain first."""
    shares, left = list(low), WHOLE - sum(low)
    ranked = sorted(range(len(low)), key=lambda i: -term.gains[i])
    useful = [i for i in ranked if term.gains[i] > 0]
    for top, order in ((term.full, useful), (WHOLE, ranked if term.full == WHOLE else sorted(ranked))):
        for i in order:
            given = max(0, min(left, min(high[i], top) - shares[i]))
            shares[i], left = shares[i] + given, left - given
    return tuple(shares)


def _spread(low: Sequence[int], high: Sequence[int]) -> tuple[int, ...]:
    """Any shares between the bounds, as even as filling up from below makes them."""
    shares, left = list(low), WHOLE - sum(low)
    while left:
        lowest = min(share for share, most in zip(shares, high, strict=True) if share < most)
        level = [i for i, most in enumerate(high) if shares[i] == lowest and shares[i] < most]
        above = min((share for share in shares if share > lowest), default=WHOLE)
        step = min(above, *(high[i] for i in level)) - lowest
        each = min(step, left // len(level))
        for i in level if each else level[:left]:
            shares[i] += each or 1
            left -= each or 1
    return tuple(shares)


def _branched(low: Sequence[int], high: Sequence[int], terms: Sequence[Terms]) -> tuple[int, ...] | None:
    """Branch and bound, exact: fractions where the relaxation has them are split at their floor."""
    problem = _relaxed(low, high, terms)
    pending = [(tuple(low), tuple(high))]
    while pending:
        least, most = pending.pop()
        point = problem.point(least, most)
        if point is None:
            continue
        for shares in _rounded(point[: len(low)]):
            bounded = all(a <= s <= b for a, s, b in zip(least, shares, most, strict=True))
            if bounded and all(t.met(shares) for t in terms):
                return shares
        i = max(range(len(low)), key=lambda i: (_distance(point[i]), most[i] - least[i], -i))
        split = min(int(point[i] // 1), most[i] - 1)
        pending.append(((*least[:i], split + 1, *least[i + 1 :]), most))
        pending.append((least, (*most[:i], split, *most[i + 1 :])))
    return None


def _distance(number: Fraction) -> Fraction:
    part = number % 1
    return min(part, 1 - part)


def _rounded(point: Sequence[Fraction]) -> Iterator[tuple[int, ...]]:
    """Whole shares around a point: what rounding down leaves goes to some of those that were rounded."""
    floors = [int(x // 1) for x in point]
    broken = [i for i, x in enumerate(point) if x % 1]
    if len(broken) > MOST_ROUNDED:
        return
    for raised in combinations(broken, WHOLE - sum(floors)):
        yield tuple(x + (i in raised) for i, x in enumerate(floors))


def _relaxed(low: Sequence[int], high: Sequence[int], terms: Sequence[Terms]) -> Polytope:
    """The linear programme: shares first, then for each ``full`` below WHOLE what counts of every share."""
    n = len(low)
    caps = sorted({t.full for t in terms if t.full < WHOLE})
    width = n * (1 + len(caps))
    rows: list[tuple[dict[int, int], int | None]] = []
    for c, _ in enumerate(caps, start=1):
        rows += [({i: 1, c * n + i: -1}, None) for i in range(n)]
    for term in terms:
        at = (caps.index(term.full) + 1) * n if term.full < WHOLE else 0
        rows.append(({at + i: gain for i, gain in enumerate(term.gains) if gain}, term.least))
    uppers = tuple(cap for cap in caps for _ in range(n))
    return Polytope(width, dict.fromkeys(range(n), 1), WHOLE, tuple((row, least or 0) for row, least in rows), uppers)
