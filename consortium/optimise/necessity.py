"""Necessity of the joint bid: would one member, or fewer members, have covered? (CNMC S/0519/14; docs/model.md)"""

from itertools import combinations
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.result import Necessity, Smaller, Verdict
from consortium.domain.rules.registry import RULES
from consortium.domain.verify import Reading, suffices, values


class TooMany(Exception):
    """More subsets than the time allows."""


def necessity(case: Case, members: tuple[str, ...], deadline: float) -> Necessity | None:
    """Judge a coalition's necessity twice: as recorded and with every unknown in the members' favour.

    None where ``deadline`` (of ``time.monotonic``) comes before every subset was tried.
    """
    try:
        recorded = _smaller(case, members, False, deadline)
        favourable = _smaller(case, members, True, deadline)
    except TooMany:
        return None
    verdict = None if len(members) == 1 else _verdict(recorded, favourable)
    return Necessity(recorded, favourable, _per_lot(case, members), verdict)


def _verdict(recorded: Smaller, favourable: Smaller) -> Verdict:
    if recorded.found:
        return Verdict.RED
    return Verdict.AMBER if favourable.found else Verdict.GREEN


def _smaller(case: Case, members: tuple[str, ...], favourable: bool, deadline: float) -> Smaller:
    alone = tuple(m for m in members if _suffices(case, (m,), favourable, deadline))
    return Smaller(alone, _minimal_subsets(case, members, favourable, deadline))


def _suffices(case: Case, members: tuple[str, ...], favourable: bool, deadline: float) -> bool:
    if monotonic() > deadline:
        raise TooMany
    return suffices(case, members, favourable)


def _per_lot(case: Case, members: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {lot: (_able(case, members, False, lot), _able(case, members, True, lot)) for lot in case.lots}


def _able(case: Case, members: tuple[str, ...], favourable: bool, lot: str) -> tuple[str, ...]:
    return tuple(m for m in members if suffices(case, (m,), favourable, (lot,)))


def _minimal_subsets(
    case: Case, members: tuple[str, ...], favourable: bool, deadline: float
) -> tuple[tuple[str, ...], ...]:
    """The proper subsets that suffice and hold no smaller one that does, sorted.

    Where no member records a negative number, whoever fails with any one member removed keeps that member in every
    sufficing subset: only the rest is tried in all combinations.
    """
    core = _core(case, members, favourable, deadline)
    rest = tuple(m for m in members if m not in core)
    found: list[frozenset[str]] = []
    for size in range(len(rest) + 1):
        for extra in combinations(rest, size):
            if monotonic() > deadline:
                raise TooMany
            subset = tuple(sorted((*core, *extra)))
            if not subset or len(subset) == len(members) or any(f <= set(subset) for f in found):
                continue
            if _suffices(case, subset, favourable, deadline):
                found.append(frozenset(subset))
    return tuple(sorted(tuple(sorted(f)) for f in found))


def _core(case: Case, members: tuple[str, ...], favourable: bool, deadline: float) -> tuple[str, ...]:
    if _monotone(case, members):
        without = {m: tuple(x for x in members if x != m) for m in members}
        return tuple(m for m in members if not without[m] or not _suffices(case, without[m], favourable, deadline))
    return ()


def _monotone(case: Case, members: tuple[str, ...]) -> bool:
    """Whether removing a member of a covering coalition never helps.

    A minimum that the coalition meets is met by every part of it, so that only groups, whose ways may change with
    the members, negatives, and limits of 0, which an unknown meets and a value not held does not, can stand against it.
    """
    determined = [i for i, need in enumerate(case.needs) if need.determined]
    return (
        all(case.needs[i].least > 0 and all(n > 0 for _, n in case.needs[i].numbers) for i in determined)
        and all(
            RULES[case.needs[i].rule].grows(case.needs[i])
            for group in case.groups
            for option in group.options
            for i in option.needs
            if case.needs[i].determined
        )
        and all((v or 0) >= 0 for i in determined for v in values(case, i, members, Reading.RECORDED).values())
    )
