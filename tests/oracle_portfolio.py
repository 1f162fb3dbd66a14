"""The best plan for several calls, by trying every one."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product

from tests import oracle
from tests.spec import Case

Members = tuple[str, ...]
LAST = "\U0010ffff"
"""After every ID."""


def at_most(most: int | None, plan: Sequence[Members]) -> bool:
    """Whether nobody is in more coalitions than that."""
    seats = [member for members in plan for member in members]
    return most is None or all(seats.count(member) <= most for member in seats)


def best_plan(
    cases: Sequence[Case], allowed: Callable[[Sequence[Members]], bool], decided: Sequence[Members] = ()
) -> tuple[Members, ...]:
    """Most served, fewest members and externals, most kept of ``decided``, most points, least cost, smallest IDs."""

    @cache
    def judged(n: int, members: Members) -> oracle.Check:
        return oracle.check(cases[n], members)

    def key(plan: Sequence[Members]) -> tuple[object, ...]:
        found = [judged(n, members) for n, members in enumerate(plan) if members]
        kept = sum(bool(members) and members == own for members, own in zip(plan, decided, strict=bool(decided)))
        return (
            sum(len(check.externals) for check in found),
            -kept,
            -sum(check.points for check in found),
            sum(check.cost for check in found),
            tuple((*members, LAST) for members in plan),
        )

    return min(_fewest([plan for plan in product(*map(_ways, cases)) if allowed(plan)]), key=key)


def _ways(case: Case) -> Iterator[Members]:
    world = oracle.World(case)
    yield ()
    yield from (tuple(sorted(members)) for members in world.permitted() if world.covers(members))


def _fewest(plans: list[tuple[Members, ...]]) -> Iterator[tuple[Members, ...]]:
    def size(plan: tuple[Members, ...]) -> tuple[int, int]:
        return -sum(map(bool, plan)), sum(map(len, plan))

    least = min(map(size, plans))
    return (plan for plan in plans if size(plan) == least)
