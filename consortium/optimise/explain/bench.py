"""Single changes put together on a case, whether they help, and the least amounts with which they do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from types import MappingProxyType

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.exact import exactly
from consortium.domain.explanation import Thing
from consortium.domain.register import Capability
from consortium.domain.result import Options
from consortium.domain.rules.ratio import PLACES
from consortium.optimise.explain.ask import Asker
from consortium.optimise.explain.changes import Changed, in_steps, mandatory, step_of
from consortium.optimise.explain.dial import least_turn
from consortium.optimise.explain.gifts import Gift, likely, unknown
from consortium.optimise.explain.means import ZERO, Asked, Means, Part, amount_of, asked

Amounts = Mapping[Means, Decimal]
PART = Decimal("1e-6")
"""To which at the most a value is told that shares divide."""


@dataclass(frozen=True, slots=True)
class Single:
    """One change: a threshold that falls (of ``positions``), something that an entity brings, an option that goes.

    ``amount``: the threshold, or how much is brought; None: as far as it goes.
    """

    option: str = ""
    positions: tuple[int, ...] = ()
    means: Means | None = None
    entity: str = ""
    amount: Decimal | None = None
    proves: str | None = None
    """As in ``Gift``."""
    recorded: bool = False
    """Whether the amount is what the register says of what is proved."""


class Bench:
    """A case, and what can be brought to it; ``new``: an entity that is not in the register."""

    def __init__(self, asker: Asker, case: Case, options: Options, new: str | None = None) -> None:
        self.asker, self.case, self.options, self.new = asker, case, options, new
        self.asked = asked(case)
        self.own = self._own()
        self.parts = {means: tuple(self._answered(means)) for means in self.own}
        self.bests = {means: self._bests(means) for means in self.own}

    def _own(self) -> dict[Means, tuple[int, ...]]:
        """What decides, in the order of the rows, and the needs that ask for exactly it."""
        found: dict[Means, list[int]] = {}
        for i in mandatory(self.case):
            for part in self.asked[i]:
                if part.part is not Part.GATE:
                    found.setdefault(part.means, []).append(i)
        return {means: tuple(dict.fromkeys(rows)) for means, rows in found.items()}

    def _answered(self, means: Means) -> Iterator[tuple[int, Asked]]:
        """The needs for which it counts, and as what."""
        for i in mandatory(self.case):
            yield from ((i, part) for part in self.asked[i] if part.answered_by(means))

    def _bests(self, means: Means) -> tuple[Decimal, ...]:
        """Amounts of which one serves best."""
        parts = [part for _, part in self.parts[means]]
        above = [part.bests[0] for part in parts if part.part is not Part.BELOW]
        below = [part.bests for part in parts if part.part is Part.BELOW]
        with exactly():
            enough = (sum(above, ZERO) if means.thing is Thing.PEOPLE else max(above),) if above else ()
            hairs = tuple(min(amounts) for amounts in zip(*below, strict=True))
        return (*hairs, *enough)

    @property
    def one_way(self) -> bool:
        """Whether bringing more never harms: no figure stands above and below, no denominator is under 0."""
        held = (h for i in mandatory(self.case) for h in self.case.proofs[i].denominators.values())
        sides = ({part.part is Part.BELOW for _, part in parts} for parts in self.parts.values())
        return all(len(side) == 1 for side in sides) and all(h.number is None or h.number >= 0 for h in held)

    def is_below(self, means: Means) -> bool:
        """Whether it is a denominator."""
        return any(part.part is Part.BELOW for _, part in self.parts[means])

    def is_measured(self, means: Means) -> bool:
        """Whether an amount of it matters."""
        return any(part.measured for _, part in self.parts[means])

    def copies(self, means: Means) -> int:
        """How many changes one entity can make of it: one reference each."""
        if means.thing is not Thing.REFERENCE:
            return 1
        return max(int(self.case.needs[i].number("k") or 1) for i, _ in self.parts[means])

    def made(self, singles: Sequence[Single], amounts: Amounts = MappingProxyType({})) -> tuple[Case, Options]:
        """The case and options after some changes; ``amounts``: of what is brought as far as it goes."""
        lower = {i: single.amount or ZERO for single in singles for i in single.positions}
        gifts: dict[Means, list[Gift]] = {}
        for n, single in enumerate(singles):
            means, amount = single.means, single.amount
            if means is not None:
                brought = amounts[means] if amount is None else amount
                gifts.setdefault(means, []).append(Gift(means, single.entity, brought, n, single.proves))
        dropped = frozenset(single.option for single in singles if single.option)
        return Changed(lower, gifts, dropped, self.new).made(self.case, self.options, self.asked)

    def found(self, singles: Sequence[Single], amounts: Amounts = MappingProxyType({})) -> tuple[str, ...]:
        """A smallest coalition after some changes, () where there is none. Raises Unsettled."""
        return self.asker.known(*self.made(singles, amounts)).members

    def helps(self, singles: Sequence[Single]) -> bool:
        """Whether something covers after some changes, taken as far as they go. Raises Unsettled."""
        extremes = {means: tuple(dict.fromkeys((all_[0], all_[-1]))) for means, all_ in self.bests.items()}
        return any(self.found(singles, amounts) for amounts in _amounts(singles, extremes))

    def least(self, singles: Sequence[Single]) -> tuple[Single, ...]:
        """Changes that help, with the least amounts, one after the other. Raises Unsettled."""
        amounts = next(some for some in _amounts(singles, self.bests) if self.found(singles, some))
        filled = tuple(s if s.means is None else replace(s, amount=amounts[s.means]) for s in singles)
        for n, single in enumerate(filled):
            filled = self._proving(filled, n, single)
        for n in range(len(filled)):
            filled = self._lowered(filled, n)
        return filled

    def _proving(self, singles: tuple[Single, ...], n: int, single: Single) -> tuple[Single, ...]:
        """The same with something unknown of the entity's own proved instead of something further, if that does."""
        taken = {other.proves for other in singles if other.entity == single.entity}
        for proof in self._unknown(single):
            some = (*singles[:n], proof, *singles[n + 1 :])
            if (proof.proves is None or proof.proves not in taken) and self.found(some):
                return some
        return singles

    def recorded(self, single: Single, i: int) -> Capability | None:
        """What the register says of an entity's value for a need."""
        below = single.means is not None and self.is_below(single.means)
        held = (self.case.proofs[i].denominators if below else self.case.holdings[i]).get(single.entity)
        return None if held is None else held.row

    def _unknown(self, single: Single) -> Iterator[Single]:
        """What of the entity's own could be proved instead: a reference, people, a denominator that has expired."""
        for i in self.own[single.means] if single.means is not None else ():
            proofs, row = self.case.proofs[i], self.recorded(single, i)
            if row is not None and single.means is not None and self.is_below(single.means):
                amount = amount_of(self.case.needs[i], row)
                if amount is not None:
                    yield replace(single, amount=amount, recorded=True)
            for line in proofs.lines:
                if line.entity == single.entity and unknown(line):
                    amount = single.amount if line.own is None else line.own
                    yield replace(single, proves=line.reference, amount=amount, recorded=line.own is not None)
            if likely(proofs.fits, single.entity):
                yield replace(single, proves="")

    def _lowered(self, singles: tuple[Single, ...], n: int) -> tuple[Single, ...]:
        """The same with the least amount of one of them."""
        single, case = singles[n], self.made(singles)[0]
        if single.option or single.recorded:
            return singles
        if single.means is not None and (len(self.bests[single.means]) > 1 or not self.is_measured(single.means)):
            return singles

        def set_to(amount: Decimal) -> tuple[Single, ...]:
            return (*singles[:n], replace(single, amount=amount), *singles[n + 1 :])

        with exactly():
            step = self._step(case, single)
            top = self.case.needs[single.positions[0]].least if single.positions else single.amount or ZERO
            whole, rest = divmod(top, step)

            def amount(position: int) -> Decimal:
                return max(ZERO, top - position * step) if single.positions else position * step

            turn = least_turn(self.asker, lambda position: self.made(set_to(amount(position))), int(whole) + bool(rest))
            return singles if turn is None else set_to(amount(turn.position))

    def _step(self, case: Case, single: Single) -> Decimal:
        """Of what amounts are multiples; the threshold of a quotient is told to so many places."""
        if single.means is None:
            exact = all(in_steps(self.case.needs[i]) for i in single.positions)
            return min(step_of(some, single.positions) for some in (case, self.case)) if exact else PLACES
        if single.means.thing is Thing.PEOPLE:
            return Decimal(1)
        rows = [i for i, _ in self.parts[single.means]]
        shared = any(self.case.needs[i].rule is Rule.SHARE for i in rows)
        return min(step_of(case, rows), PART) if shared else step_of(case, rows)


def _amounts(singles: Sequence[Single], bests: Mapping[Means, tuple[Decimal, ...]]) -> Iterator[Amounts]:
    """Every choice of the best amounts of what is brought, one of each."""
    brought = tuple(dict.fromkeys(s.means for s in singles if s.means is not None))
    for amounts in product(*(bests[means] for means in brought)):
        yield dict(zip(brought, amounts, strict=True))
