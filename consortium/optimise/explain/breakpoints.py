"""How far a threshold must fall before fewer members would do."""

from dataclasses import replace
from decimal import Decimal

from consortium.domain.case import Case
from consortium.domain.exact import exactly, plain
from consortium.domain.explanation import Breakpoint, Part
from consortium.domain.result import Options
from consortium.optimise.explain.ask import Asker, Unsettled
from consortium.optimise.explain.changes import Changed, in_steps, mandatory, step_of
from consortium.optimise.explain.dial import least_turn


def thresholds(case: Case) -> tuple[tuple[int, ...], ...]:
    """The needs whose numeric threshold can move, those of one row and threshold together, in the order of the rows."""
    found: dict[tuple[str, Decimal], list[int]] = {}
    for i in mandatory(case):
        need = case.needs[i]
        if need.threshold is not None:
            found.setdefault((need.requirement.id, need.threshold), []).append(i)
    return tuple(tuple(positions) for positions in found.values())


def breakpoints(asker: Asker, case: Case, options: Options, size: int) -> Part[tuple[Breakpoint, ...]]:
    """For each row the greatest threshold at which fewer than ``size`` members cover, where there is one."""
    found: list[Breakpoint] = []
    if size <= 1:
        return Part(True, ())
    complete = True
    for positions in thresholds(case):
        complete &= all(in_steps(case.needs[i]) for i in positions)
        try:
            point = _breakpoint(asker, case, options, size, positions)
        except Unsettled:
            complete = False
            continue
        if point is not None:
            found.append(point)
    return Part(complete, tuple(found))


def _breakpoint(asker: Asker, case: Case, options: Options, size: int, positions: tuple[int, ...]) -> Breakpoint | None:
    stated = case.needs[positions[0]].threshold
    assert stated is not None
    smaller = replace(options, max_members=size - 1)
    with exactly():
        step = step_of(case, positions)
        most = int(stated / step)

        def setting(position: int) -> tuple[Case, Options]:
            lower = dict.fromkeys(positions, stated - position * step)
            return Changed(thresholds=lower).made(case, smaller)

        turn = least_turn(asker, setting, most)
        if turn is None:
            return None
        need = case.needs[positions[0]]
        threshold = Decimal(plain(need.in_unit(stated - turn.position * step)))
        return Breakpoint(need.requirement.id, threshold, size, len(turn.members))
