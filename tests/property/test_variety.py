"""Coalitions besides the smallest, and orders of the user's own, against trying everything."""

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from consortium.domain.preferences import CLAIMS, COST, MARGIN, POINTS, Favour, Preferences, aims
from consortium.domain.result import Options
from consortium.domain.verify import assess
from consortium.optimise import solve
from consortium.optimise.variety import diverse, near_minimum
from tests import oracle
from tests.generators import random_case
from tests.generators_all import random_case_of
from tests.property.compare import domain_case, options
from tests.spec import Cap, Case, EntityRow, ExternalRow, RegisterSpec, Row, TenderSpec
from tests.unit.domain import builders
from tests.unit.domain.builders import external, holds, row

SECONDS = 20.0
Members = tuple[str, ...]


def coverable(kind: str, most: int = 7) -> Iterator[tuple[int, Case, int]]:
    """Cases that some coalition covers, with the least size."""
    for seed in range(60):
        rng = random.Random(f"{kind} {seed}")
        case = random_case(rng, most) if seed % 2 else random_case_of(rng, most=6)
        size = oracle.solve(case).size
        if size:
            yield seed, case, size


def certificates() -> Iterator[tuple[int, Case, int]]:
    """Who holds which of five certificates at random: many ways to be a member larger."""
    names = "vwxyz"
    for seed in range(1000, 1012):
        rng = random.Random(seed)
        caps = tuple(Cap(e, name, "yes") for e in "ABCDEFGH" for name in names if rng.random() < 0.35)
        rows = tuple(Row(name, capability=name) for name in names)
        case = Case(TenderSpec(rows), RegisterSpec(tuple(map(EntityRow, "ABCDEFGH")), caps))
        if size := oracle.solve(case).size:
            yield seed, case, size


def with_externals() -> Iterator[tuple[int, Case, int]]:
    """Three certificates held at random, at random costs; for one of them a non-member may be relied on."""
    for seed in range(2000, 2012):
        rng = random.Random(seed)
        caps = tuple(Cap(e, name, "yes") for e in "ABCDEF" for name in "xyz" if rng.random() < 0.4)
        rows = tuple(Row(name, capability=name, parameters="external=yes" if name == "x" else "") for name in "xyz")
        entities = tuple(EntityRow(e, cost=str(rng.randint(1, 9))) for e in "ABCDEF")
        case = Case(
            TenderSpec(rows), RegisterSpec(entities, caps, externals=(ExternalRow("X", "x", "yes", letter="yes"),))
        )
        if size := oracle.solve(case).size:
            yield seed, case, size


def ranked(case: Case, found: list[Members]) -> list[Members]:
    judged = {members: oracle.check(case, members) for members in found}
    return sorted(found, key=lambda m: (len(m), *oracle.rank(judged[m], m)))


def covering(case: Case) -> list[Members]:
    world = oracle.World(case)
    return [members for members in world.permitted() if world.covers(members)]


def needed(case: Case, members: Members) -> bool:
    world = oracle.World(case)
    rests = [tuple(m for m in members if m != left) for left in members if left not in case.choice.include]
    return not any(rest and world.covers(rest) and world.pairs_hold(rest) and world.shares_fit(rest) for rest in rests)


def test_one_member_more_of_whom_none_can_leave() -> None:
    listed = 0
    for seed, case, size in (*coverable("near"), *certificates()):
        expected = [m for m in covering(case) if len(m) == size + 1 and needed(case, m)]
        found = near_minimum(domain_case(case), options(case), size, SECONDS)
        assert found.complete, seed
        assert [c.members for c in found.coalitions] == ranked(case, expected), seed
        listed += len(expected)
    assert listed > 10


@pytest.mark.parametrize("differ", [1, 2])
def test_each_differs_from_all_before(differ: int) -> None:
    several = 0
    for seed, case, _ in coverable(f"diverse {differ}"):
        left, expected = covering(case), list[Members]()
        while left and len(expected) < 4:
            expected.append(ranked(case, left)[0])
            left = [m for m in left if len(set(m) - set(expected[-1])) >= differ]
        found = diverse(domain_case(case), options(case), differ, 4, SECONDS)
        assert ([c.members for c in found.coalitions], found.complete) == (expected, True), seed
        several += len(expected) > 1
    assert several > 10


def test_ties_in_the_users_order() -> None:
    orders = ((COST, POINTS), (MARGIN,), (CLAIMS, COST), ("small", POINTS), (POINTS, COST))
    changed = 0
    for seed, case, _ in (*coverable("order"), *with_externals()):
        rng = random.Random(seed)
        ids = tuple(sorted(e.id for e in case.register.entities))
        small = Favour("small", tuple(sorted(rng.sample(ids, len(ids) // 2))))
        wish = Preferences(orders[seed % len(orders)], (small,))
        domain = domain_case(case)
        answer = solve(domain, replace(options(case), preferences=wish))
        by_default = solve(domain, options(case))
        worth = {m: _worth(case, domain, m, wish) for m in (c.members for c in by_default.alternatives.coalitions)}
        best = max(worth.values())
        assert answer.canonical, seed
        assert worth[answer.members] == best, seed
        assert {c.members for c in answer.alternatives.coalitions} == set(worth), seed
        changed += answer.members != by_default.members
    assert changed > 0


def _worth(case: Case, domain: object, members: Members, wish: Preferences) -> tuple[Fraction, ...]:
    """Fewest non-members first, whatever the order; points, cost and favours by the oracle, the rest by the domain."""
    judged = oracle.check(case, members)
    known = {"points": judged.points, "cost": -judged.cost, "small": Fraction(len({*wish.favours[0].ids} & {*members}))}
    told = dict(aims(domain, assess(domain, members), wish))  # type: ignore[arg-type]
    assert all(Fraction(told[name]) == known[name] for name in told if name in known)
    return Fraction(-len(judged.externals)), *(Fraction(told[name]) for name in wish.order)


@pytest.mark.parametrize("order", [(COST,), (COST, POINTS), ("small",)])
def test_no_aim_goes_before_the_fewest_externals(order: tuple[str, ...]) -> None:
    """B is cheaper and favoured, but needs X beside it; A holds it all."""
    asked = row("R", external=True), row("S")
    held = *holds("A", R="yes", S="yes"), *holds("B", S="yes")
    domain = builders.case(*asked, *held, external("X", "R", "yes"), costs={"A": "9", "B": "1"})
    wish = Preferences(order, (Favour("small", ("B",)),))
    assert [c.members for c in solve(domain, Options(preferences=wish)).alternatives.coalitions] == [("A",), ("B",)]


def test_at_least_so_many_of_a_kind() -> None:
    bound = 0
    for seed, case, _ in coverable("bound"):
        ids = tuple(sorted(e.id for e in case.register.entities))
        wanted = Favour("local", tuple(random.Random(seed).sample(ids, max(1, len(ids) // 3))), 1)
        fitting = [m for m in covering(case) if set(m) & set(wanted.ids)]
        answer = solve(domain_case(case), replace(options(case), preferences=Preferences(favours=(wanted,))))
        assert answer.members == (ranked(case, fitting)[0] if fitting else ()), seed
        bound += bool(fitting) and answer.members != oracle.solve(case).members
    assert bound > 3
