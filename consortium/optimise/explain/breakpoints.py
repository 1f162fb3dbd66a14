"""How far a threshold must fall before fewer members would do."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from consortium.domain.case import Case
from consortium.domain.exact import exactly, shortest
from consortium.domain.explanation import Breakpoint, Part
from consortium.domain.result import Options
from consortium.optimise.explain.ask import Asker, Unsettled
from consortium.optimise.explain.changes import Changed, in_steps, mandatory, step_of
from consortium.optimise.explain.dial import least_turn
from consortium.optimise.explain.quotients import Break, breaking


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
    smaller = replace(options, max_members=size - 1)
    complete = True
    for positions in thresholds(case):
        try:
            point = greatest(asker, case, smaller, positions)
        except Unsettled:
            complete = False
            continue
        if point is not None:
            need = case.needs[positions[0]]
            with exactly():
                threshold = shortest(point.threshold * Fraction(need.in_unit(Decimal(1))))
            found.append(Breakpoint(need.requirement.id, threshold, size, len(point.members)))
    return Part(complete, tuple(found))


def greatest(asker: Asker, case: Case, options: Options, positions: tuple[int, ...]) -> Break | None:
    """The greatest threshold of one row at which something covers; None: not even 0 is enough.

    At the stated one nothing may. Raises Unsettled.
    """
    find = _in_steps if all(in_steps(case.needs[i]) for i in positions) else breaking
    return find(asker, case, options, positions)


def _in_steps(asker: Asker, case: Case, options: Options, positions: tuple[int, ...]) -> Break | None:
    """The same for a row that multiples of a step decide."""
    with exactly():
        stated, step = case.needs[positions[0]].least, step_of(case, positions)

        def setting(position: int) -> tuple[Case, Options]:
            return Changed(dict.fromkeys(positions, stated - position * step)).made(case, options)

        turn = least_turn(asker, setting, int(stated / step))
        return None if turn is None else Break(Fraction(stated - turn.position * step), turn.members)
