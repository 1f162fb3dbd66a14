"""Necessity of the joint bid: would one member, or fewer members, have covered? (CNMC S/0519/14; docs/model.md)"""

from dataclasses import dataclass
from itertools import combinations
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.reading import Reading
from consortium.domain.result import Necessity, Smaller, Verdict
from consortium.domain.rules.registry import RULES
from consortium.domain.verify import suffices, values


class TooMany(Exception):
    """More subsets than the time allows."""


def necessity(
    case: Case, members: tuple[str, ...], deadline: float, externals: tuple[str, ...] = ()
) -> Necessity | None:
    """Judge a coalition's necessity twice: as recorded and with every unknown in the members' favour.

    The non-members that the answer relies on (``externals``) stand beside every part of it. None where ``deadline``
    (of ``time.monotonic``) comes before every subset was tried.
    """
    readings = (_Reading(case, members, favourable, externals, deadline) for favourable in (False, True))
    try:
        recorded, favourable = (reading.smaller() for reading in readings)
    except TooMany:
        return None
    verdict = None if len(members) == 1 else _verdict(recorded, favourable)
    return Necessity(recorded, favourable, _per_lot(case, members, externals), verdict)


def _verdict(recorded: Smaller, favourable: Smaller) -> Verdict:
    if recorded.found:
        return Verdict.RED
    return Verdict.AMBER if favourable.found else Verdict.GREEN


Able = tuple[str, ...]


def _per_lot(case: Case, members: tuple[str, ...], externals: tuple[str, ...]) -> dict[str, tuple[Able, Able]]:
    def able(favourable: bool, lot: str) -> Able:
        return tuple(m for m in members if suffices(case, (m,), favourable, (lot,), externals))

    return {lot: (able(False, lot), able(True, lot)) for lot in case.lots}


@dataclass(frozen=True, slots=True)
class _Reading:
    """A coalition in one reading of what is not known."""

    case: Case
    members: tuple[str, ...]
    favourable: bool
    externals: tuple[str, ...]
    deadline: float

    def smaller(self) -> Smaller:
        """Who would do without the rest. Raises TooMany."""
        return Smaller(tuple(m for m in self.members if self._suffices((m,))), self._minimal_subsets())

    def _suffices(self, members: tuple[str, ...]) -> bool:
        if monotonic() > self.deadline:
            raise TooMany
        return suffices(self.case, members, self.favourable, externals=self.externals)

    def _minimal_subsets(self) -> tuple[tuple[str, ...], ...]:
        """The proper subsets that suffice and hold no smaller one that does, sorted.

        Whoever cannot be spared by itself is in every sufficing subset, where removing a member never helps: only the
        rest is then tried in all combinations.
        """
        core = self._core()
        rest = tuple(m for m in self.members if m not in core)
        found: list[frozenset[str]] = []
        for size in range(len(rest) + 1):
            for extra in combinations(rest, size):
                if monotonic() > self.deadline:
                    raise TooMany
                subset = tuple(sorted((*core, *extra)))
                if not subset or len(subset) == len(self.members) or any(f <= set(subset) for f in found):
                    continue
                if self._suffices(subset):
                    found.append(frozenset(subset))
        return tuple(sorted(tuple(sorted(f)) for f in found))

    def _core(self) -> tuple[str, ...]:
        if not _monotone(self.case, self.members):
            return ()
        without = {m: tuple(x for x in self.members if x != m) for m in self.members}
        return tuple(m for m in self.members if not without[m] or not self._suffices(without[m]))


def _monotone(case: Case, members: tuple[str, ...]) -> bool:
    """Whether removing a member of a covering coalition never helps.

    A minimum that the coalition meets is met by every part of it, so that only these can stand against it: rules that
    a part and the whole may meet without what lies between, groups, whose ways may change with the members, negatives,
    and limits of 0, which an unknown meets and a value not held does not.
    """
    determined = [i for i, need in enumerate(case.needs) if need.determined]
    grouped = {i for group in case.groups for option in group.options for i in option.needs}
    return (
        all(RULES[case.needs[i].rule].between for i in determined)
        and all(RULES[case.needs[i].rule].grows(case.needs[i]) for i in grouped if case.needs[i].determined)
        and all(case.needs[i].least > 0 and all(n > 0 for _, n in case.needs[i].numbers) for i in determined)
        and not any(_has_negative(case, i, members) for i in determined)
    )


def _has_negative(case: Case, i: int, members: tuple[str, ...]) -> bool:
    if any((v or 0) < 0 for v in values(case, i, members, Reading.RECORDED).values()):
        return True
    return any((line.own or 0) < 0 for line in case.proofs[i].lines if line.entity in members)
