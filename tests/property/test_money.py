"""Money at the edge: needs that a sum of a few entities reaches to the cent, or a cent more; nothing may be short."""

import random
from decimal import Decimal
from itertools import combinations

import pytest

from consortium.domain.call import Requirement, Rule, Tender
from consortium.domain.case import Case, case_of
from consortium.domain.register import Capability, Entity, Register
from consortium.domain.result import Options, Status
from consortium.domain.units import unit
from consortium.optimise import solve
from tests.generators_money import money_case
from tests.property.compare import agree, alone_differences

CENT = Decimal("0.01")


def amounts(rng: random.Random, entities: int) -> list[int]:
    """Cents of one kind of size, or of all sizes from a cent to a thousand million euros."""
    middle = 10 ** rng.uniform(0, 11)
    mixed = rng.random() < 0.3
    return [max(1, int(10 ** rng.uniform(0, 11) if mixed else middle * rng.uniform(0.5, 1.5))) for _ in range(entities)]


def instance(seed: int) -> tuple[list[list[int]], list[int]]:
    """Amounts by row and entity, and what each row needs: some sum, or a cent more or less."""
    rng = random.Random(f"money {seed}")
    entities, rows = rng.randint(3, 12), rng.randint(1, 3)
    table = [amounts(rng, entities) for _ in range(rows)]
    picked = rng.sample(range(entities), rng.randint(1, min(5, entities)))
    return table, [max(1, sum(row[j] for j in picked) + rng.choice((-1, 0, 0, 1))) for row in table]


def brute_force(table: list[list[int]], needs: list[int]) -> int | None:
    """The least size, by whole cents."""
    entities = range(len(table[0]))
    for size in range(1, len(entities) + 1):
        for members in combinations(entities, size):
            if all(sum(row[j] for j in members) >= need for row, need in zip(table, needs, strict=True)):
                return size
    return None


def case(table: list[list[int]], needs: list[int]) -> Case:
    """The instance as a tender in euros."""
    euro = unit("EUR")
    rows = tuple(
        Requirement(f"R{i}", f"R{i}", f"R{i}", rule=Rule.SUM, threshold=need * CENT, unit=euro)
        for i, need in enumerate(needs)
    )
    caps = tuple(
        Capability(f"E{j:02}", f"R{i}", value * CENT, euro)
        for i, row in enumerate(table)
        for j, value in enumerate(row)
    )
    return case_of(Tender(requirements=rows), Register(tuple(Entity(f"E{j:02}") for j in range(len(table[0]))), caps))


def check(seed: int, solver: str) -> None:
    table, needs = instance(seed)
    answer, size = solve(case(table, needs), Options(solver=solver)), brute_force(table, needs)
    assert answer.status is (Status.OPTIMAL if size else Status.INFEASIBLE), seed
    members = [int(e[1:]) for e in answer.members]
    assert (len(members) or None) == size, seed
    assert not size or all(sum(row[j] for j in members) >= n for row, n in zip(table, needs, strict=True)), seed


@pytest.mark.parametrize("block", range(5))
def test_500_instances(block: int) -> None:
    for seed in range(100 * block, 100 * (block + 1)):
        check(seed, ("cbc", "highs")[seed % 2])


@pytest.mark.parametrize("block", range(2))
def test_the_solver_alone_is_never_a_cent_short(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consortium.optimise.size.prove", lambda *_: False)
    for seed in range(50 * block, 50 * (block + 1)):
        check(seed, ("cbc", "highs")[seed % 2])


def check_all_rules(seed: int) -> None:
    rng, solver = random.Random(f"money of all rules {seed}"), ("cbc", "highs")[seed % 2]
    agree(money_case(rng, rng.randint(3, 7)), lambda case: alone_differences(case, solver))


@pytest.mark.usefixtures("solver_alone")
@pytest.mark.parametrize("block", range(3))
def test_the_solver_alone_is_right_to_the_cent_in_all_rules(block: int) -> None:
    for seed in range(40 * block, 40 * (block + 1)):
        check_all_rules(seed)


@pytest.mark.slow
@pytest.mark.usefixtures("solver_alone")
@pytest.mark.parametrize("block", range(3, 53))
def test_2_000_instances_of_all_rules(block: int) -> None:
    for seed in range(40 * block, 40 * (block + 1)):
        check_all_rules(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(5, 105))
def test_20_000_instances(block: int) -> None:
    for seed in range(200 * block, 200 * (block + 1)):
        check(seed, ("cbc", "highs")[seed % 2])
