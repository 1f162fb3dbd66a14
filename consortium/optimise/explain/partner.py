"""The ideal missing partner: the least that one new entity must prove for the call to be coverable, or by fewer."""

from dataclasses import replace
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.explanation import IdealPartner, Part
from consortium.domain.result import Options
from consortium.optimise.explain.ask import Asker, Unsettled
from consortium.optimise.explain.bench import Bench, Single
from consortium.optimise.explain.changes import new_id
from consortium.optimise.explain.means import Means
from consortium.optimise.explain.minimal import TooMany, grown, minimal_sets
from consortium.optimise.explain.tell import brought
from consortium.optimise.forms import bits


def ideal_partner(asker: Asker, case: Case, options: Options, size: int | None) -> Part[IdealPartner | None]:
    """The fewest things to bring, then the least amounts in the order of the rows; None where no newcomer helps.

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
    return Part(fewest and newcomer.bench.one_way, found)


class _Newcomer:
    """One new entity, the things that it may bring as positions of masks."""

    def __init__(self, asker: Asker, case: Case, options: Options) -> None:
        self.new = new_id(case)
        self.bench = Bench(asker, case, options, self.new)
        self.means = tuple(self.bench.own)
        self.vain: list[int] = []
        self.useful: list[int] = []

    def least(self) -> tuple[IdealPartner | None, bool]:
        """The ideal partner, and whether fewer things are ruled out. Raises Unsettled."""
        everything = (1 << len(self.means)) - 1
        if self._vain(everything):
            return None, True
        irreducible = self._shrunk(everything)
        fewest = self._fewest()
        singles = self.bench.least(self._sparing(irreducible if fewest is None else fewest))
        members = self.bench.found(singles)
        return IdealPartner(tuple(brought(self.bench, one) for one in singles), len(members)), fewest is not None

    def _shrunk(self, mask: int) -> int:
        """A set that helps and would not with anything left out."""
        for j in bits(mask):
            if not self._vain(mask & ~(1 << j)):
                mask &= ~(1 << j)
        return mask

    def _fewest(self) -> int | None:
        """A smallest set that helps, the first in the order of the rows; None where half the time does not suffice."""
        whole = self.bench.asker
        self.bench.asker = whole.until((whole.deadline - monotonic()) / 2)
        try:
            return next(
                minimal_sets(len(self.means), self._vain, lambda mask: grown(len(self.means), mask, self._vain))
            )
        except (Unsettled, TooMany):
            return None
        finally:
            self.bench.asker = whole

    def _vain(self, mask: int) -> bool:
        """Whether all of these things together would not help."""
        if any(mask & known == mask for known in self.vain):
            return True
        if any(mask & known == known for known in self.useful):
            return False
        vain = not self.bench.helps([one for j in bits(mask) for one in self._all_of(self.means[j])])
        (self.vain if vain else self.useful).append(mask)
        return vain

    def _all_of(self, means: Means) -> list[Single]:
        return [Single(means=means, entity=self.new)] * self.bench.copies(means)

    def _sparing(self, mask: int) -> list[Single]:
        """A set that helps, with no reference more than it takes."""
        things = [self._all_of(self.means[j]) for j in bits(mask)]
        for own in things:
            while len(own) > 1:
                spare = own.pop()
                if not self.bench.helps([one for some in things for one in some]):
                    own.append(spare)
                    break
        return [one for own in things for one in own]
