"""The ideal missing partner: the least that one new entity must prove for the call to be coverable, or by fewer."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.exact import exactly, plain
from consortium.domain.explanation import Brought, IdealPartner, Part
from consortium.domain.result import Options
from consortium.optimise.explain.ask import Asker, Unsettled
from consortium.optimise.explain.changes import Changed, Key, all_by_value, enough, keys, new_id, step_of
from consortium.optimise.explain.dial import least_turn
from consortium.optimise.explain.minimal import TooMany, grown, minimal_sets
from consortium.optimise.forms import bits


def ideal_partner(asker: Asker, case: Case, options: Options, size: int | None) -> Part[IdealPartner | None]:
    """The fewest capabilities, then the least amounts in the order of the rows; None where no newcomer helps.

    ``size``: the least size as it is, None where nothing covers.
    """
    if size == 1:
        return Part(True, None)
    wanted = options if size is None else replace(options, max_members=size - 1)
    newcomer = _Newcomer(asker, case, wanted)
    try:
        found, fewest = newcomer.least()
    except Unsettled:
        return Part(False, None)
    return Part(fewest and all_by_value(case), found)


class _Newcomer:
    """One new entity, its capabilities as positions of masks."""

    def __init__(self, asker: Asker, case: Case, options: Options) -> None:
        self.asker, self.case, self.options = asker, case, options
        self.new = new_id(case)
        self.needs = keys(case)
        self.keys = tuple(self.needs)
        self.full = {key: enough(case, positions) for key, positions in self.needs.items()}
        self.vain: list[int] = []
        self.useful: list[int] = []

    def least(self) -> tuple[IdealPartner | None, bool]:
        """The ideal partner, and whether fewer capabilities are ruled out. Raises Unsettled."""
        everything = (1 << len(self.keys)) - 1
        if self._vain(everything):
            return None, True
        irreducible = self._shrunk(everything)
        fewest = self._fewest()
        chosen = irreducible if fewest is None else fewest
        amounts = {self.keys[j]: self.full[self.keys[j]] for j in bits(chosen)}
        for key in amounts:
            amounts[key] = self._least_amount(key, amounts)
        members = self.asker.known(*self._with(amounts)).members
        brings = tuple(self._brought(key, amount) for key, amount in amounts.items())
        return IdealPartner(brings, len(members)), fewest is not None

    def _shrunk(self, mask: int) -> int:
        """A set that helps and would not with anything left out."""
        for j in bits(mask):
            if not self._vain(mask & ~(1 << j)):
                mask &= ~(1 << j)
        return mask

    def _fewest(self) -> int | None:
        """A smallest set that helps, the first in the order of the rows; None where half the time does not suffice."""
        whole = self.asker
        self.asker = whole.until((whole.deadline - monotonic()) / 2)
        try:
            return next(minimal_sets(len(self.keys), self._vain, lambda mask: grown(len(self.keys), mask, self._vain)))
        except (Unsettled, TooMany):
            return None
        finally:
            self.asker = whole

    def _vain(self, mask: int) -> bool:
        """Whether all of these capabilities together would not help."""
        if any(mask & known == mask for known in self.vain):
            return True
        if any(mask & known == known for known in self.useful):
            return False
        amounts = {self.keys[j]: self.full[self.keys[j]] for j in bits(mask)}
        vain = not self.asker.known(*self._with(amounts)).found
        (self.vain if vain else self.useful).append(mask)
        return vain

    def _with(self, amounts: Mapping[Key, Decimal]) -> tuple[Case, Options]:
        gifts = {key: {self.new: amount} for key, amount in amounts.items()}
        return Changed(gifts=gifts, new=self.new).made(self.case, self.options)

    def _least_amount(self, key: Key, amounts: Mapping[Key, Decimal]) -> Decimal:
        positions = self.needs[key]
        if all(self.case.needs[i].threshold is None for i in positions):
            return amounts[key]
        with exactly():
            step = step_of(self.case, positions)
            turn = least_turn(self.asker, lambda n: self._with({**amounts, key: n * step}), int(amounts[key] / step))
            assert turn is not None
            return turn.position * step

    def _brought(self, key: Key, amount: Decimal) -> Brought:
        rows = [self.case.needs[i] for i in self.needs[key]]
        need = next((row for row in rows if row.threshold is not None), rows[0])
        with exactly():
            value = None if need.threshold is None else Decimal(plain(need.in_unit(amount)))
        unit = need.unit.word if need.unit and value is not None else None
        return Brought(need.requirement.capability, str(need.rule), value, unit)
