"""Each rule by itself, and sums that are decided by one cent."""

import random

import pytest
from hypothesis import given, settings

from tests.generators import rows_of
from tests.large import edge_sums
from tests.property.compare import agree, answered, domain_case, options, solve
from tests.spec import Cap as Holding
from tests.spec import Case, EntityRow, RegisterSpec, Row, TenderSpec

EXAMPLES = settings(max_examples=60, deadline=None)


@EXAMPLES
@given(rows_of("any"))
def test_any(case: Case) -> None:
    agree(case)


@EXAMPLES
@given(rows_of("each"))
def test_each(case: Case) -> None:
    agree(case)


@EXAMPLES
@given(rows_of("sum"))
def test_sum(case: Case) -> None:
    agree(case)


@EXAMPLES
@given(rows_of("count"))
def test_count(case: Case) -> None:
    agree(case)


@EXAMPLES
@given(rows_of("lead"))
def test_lead(case: Case) -> None:
    agree(case)


@pytest.mark.parametrize("cents", [-1, 0, 1])
@pytest.mark.parametrize("seed", range(8))
def test_sums_at_the_edge(seed: int, cents: int) -> None:
    agree(edge_sums(9, 1 + seed % 3, seed, cents))


@pytest.mark.parametrize(("cents", "size"), [(-1, 2), (0, 2), (1, 3)])
def test_one_cent_decides_beside_a_billion(cents: int, size: int) -> None:
    values = ("1000000000", "999999999.99", "0.01", "0.01")
    register = RegisterSpec(
        tuple(EntityRow(e) for e in "ABCD"),
        tuple(Holding(e, "f", v) for e, v in zip("ABCD", values, strict=True)),
    )
    threshold = f"{199999999999 + cents}"
    row = Row("R1", capability="f", rule="sum", threshold=f"{threshold[:-2]}.{threshold[-2:]}", unit="EUR")
    case = Case(TenderSpec((row,)), register)
    assert answered(solve(domain_case(case), options(case)))["size"] == size
    agree(case)


@pytest.mark.parametrize("bound", ["floor", "member_min", "lead_min"])
@pytest.mark.parametrize("seed", range(10))
def test_bounds_of_a_sum_at_a_members_own_value(bound: str, seed: int) -> None:
    rng = random.Random(seed)
    case = edge_sums(8, 1, seed, rng.choice((-1, 0, 1)))
    value = rng.choice(case.register.capabilities).value
    row = case.tender.rows[0]
    least = Row(row.id, capability=row.capability, rule="sum", threshold=row.threshold, unit="EUR",
                parameters=f"{bound}={value}")  # fmt: skip
    agree(Case(TenderSpec((least,)), case.register))
