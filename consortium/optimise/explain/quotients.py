"""The greatest threshold of a row that quotients decide: a ratio, or values in proportion to the shares.

No grid of steps holds them, but at which thresholds a coalition can break is known. Each round takes a coalition that
covers, raises the threshold as far as that one goes (the verifier decides), and asks for one that goes any further:
Dinkelbach's method (1967). Every other round halves what is left open instead.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.exact import exactly
from consortium.domain.result import Options
from consortium.domain.rules.ratio import bar, each_by_itself
from consortium.domain.shares import WHOLE
from consortium.optimise.explain.ask import Asker, still

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Break:
    """The greatest threshold at which something covers, in base units, and a smallest coalition there."""

    threshold: Fraction
    members: tuple[str, ...]


def breaking(asker: Asker, case: Case, options: Options, positions: tuple[int, ...]) -> Break | None:
    """How far the one threshold of these needs must fall, from where nothing covers; None: not even 0 is enough.

    Raises Unsettled.
    """
    row = _Row(case, positions)
    members = asker.known(row.at(ZERO), options).members
    if not members:
        return None
    low, high = row.reach(members, ZERO), row.stated
    near = True
    while (next_up := row.above(low)) < high:
        asked = next_up if near else max(next_up, _middle(low, high))
        reply = asker.known(row.at(asked), options)
        if reply.found:
            members, low = reply.members, row.reach(reply.members, asked)
        else:
            high = asked
        near = not near
    return Break(low, members)


def _middle(low: Fraction, high: Fraction) -> Fraction:
    """Something in the middle half, with a denominator no larger than that takes."""
    parts = 4 // (high - low) + 1
    return Fraction(floor((low + high) / 2 * parts), parts)


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The thresholds ``top`` / 1, ``top`` / 2, ... ``top`` / ``rungs``; ``top`` > 0."""

    top: Fraction
    rungs: int = 1

    def last_above(self, low: Fraction) -> int:
        """The last rung strictly above ``low``; 0: none is."""
        return min(self.rungs, ceil(self.top / low) - 1) if low else self.rungs


class _Row:
    """The needs of one row and threshold, and the thresholds at which they can break."""

    def __init__(self, case: Case, positions: tuple[int, ...]) -> None:
        self.case, self.positions = case, positions
        self.stated = Fraction(case.needs[positions[0]].least)
        pooled = not each_by_itself(case.needs[positions[0]])
        self.finest = max(_most_below(case, i) for i in positions) if pooled else 0
        self.everybody = () if pooled else tuple(self._ladders(case.entities))

    def at(self, threshold: Fraction) -> Case:
        """The case at a threshold that no decimal may say: p / q is p where everybody proves q times as much."""
        over, under = Decimal(threshold.numerator), Decimal(threshold.denominator)
        needs, holdings = list(self.case.needs), list(self.case.holdings)
        with exactly():
            for i in self.positions:
                needs[i] = replace(needs[i], threshold=over)
                known = {e: h.number for e, h in holdings[i].items() if h.number is not None}
                holdings[i] = {
                    e: replace(h, number=known[e] * under) if e in known else h for e, h in holdings[i].items()
                }
        return replace(self.case, needs=tuple(needs), holdings=tuple(holdings))

    def reach(self, members: tuple[str, ...], low: Fraction) -> Fraction:
        """The greatest threshold below the stated one at which members, who cover at ``low``, do."""
        for ladder in self._ladders(members):

            def climbs(rung: int, top: Fraction = ladder.top) -> bool:
                return still(self.at(top / rung), members)

            rungs = range(floor(ladder.top / self.stated) + 1, ladder.last_above(low) + 1)
            if rungs and climbs(rungs[-1]):
                low = ladder.top / rungs[bisect_left(rungs[:-1], True, key=climbs)]
        return low

    def above(self, low: Fraction) -> Fraction:
        """The least threshold above ``low`` that some coalition may reach; what lies between decides nothing.

        Two fractions differ by at least 1 in the product of their denominators.
        """
        if self.finest:
            return low + Fraction(1, low.denominator * self.finest)
        rungs = ((ladder.top, ladder.last_above(low)) for ladder in self.everybody)
        return min((top / rung for top, rung in rungs if rung > 0), default=self.stated)

    def _ladders(self, members: tuple[str, ...]) -> Iterator[_Ladder]:
        for i in self.positions:
            yield from LADDERS[self.case.needs[i].rule](self.case, i, members)


def _ratios(case: Case, i: int, members: tuple[str, ...]) -> Iterator[_Ladder]:
    """The ratio of all together, or of each."""
    above, below = _figures(case, i, members)
    parts = [(m,) for m in members] if each_by_itself(case.needs[i]) else [members]
    for part in parts:
        top, bottom = (sum((figures[m] for m in part), ZERO) for figures in (above, below))
        if top > 0 and bottom > 0:
            yield _Ladder(top / bottom)


def _figures(case: Case, i: int, members: tuple[str, ...]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Numerators, as the threshold has them (per cents are a hundred), and denominators; 0 where not known."""
    whole = 1 / Fraction(bar(replace(case.needs[i], threshold=Decimal(1))))
    held = (case.holdings[i], case.proofs[i].denominators)
    above, below = ({m: Fraction(h[m].number or 0) if m in h else ZERO for m in members} for h in held)
    return {m: top * whole for m, top in above.items()}, below


def _most_below(case: Case, i: int) -> int:
    """No ratio of a coalition has a denominator above this: all of them together, in a step common to all figures."""
    above, below = _figures(case, i, case.entities)
    numbers = (*above.values(), *below.values())
    common = lcm(*(n.denominator for n in numbers))
    step = Fraction(gcd(*(int(n * common) for n in numbers)), common)
    return int(sum(max(ZERO, n) for n in below.values()) / step) if step else 1


def _proportions(case: Case, i: int, members: tuple[str, ...]) -> Iterator[_Ladder]:
    """What each proves for every share it may have."""
    known = (h.number for m in members if (h := case.holdings[i].get(m)) is not None)
    yield from (_Ladder(Fraction(number) * WHOLE, WHOLE) for number in known if number is not None and number > 0)


LADDERS: dict[Rule, Callable[[Case, int, tuple[str, ...]], Iterator[_Ladder]]] = {
    Rule.RATIO: _ratios,
    Rule.SHARE: _proportions,
}
"""The thresholds at which a coalition can break a row, of each rule with rows that quotients decide."""
