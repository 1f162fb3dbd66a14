"""The benchmark runs on its smallest size, and both sides find the same size there."""

from tests.benchmarks import peer
from tests.benchmarks.run import pairs, table
from tests.large import realistic
from tests.oracle import check
from tests.spec import Case


def test_both_sides_agree_on_the_size() -> None:
    case = realistic(120, 20)
    (pair,) = pairs(case, 1)
    assert pair.size == peer.solve(peer.data(case)).size


def test_a_table_has_a_row_per_register() -> None:
    page = table(((60, 12),), seeds=(1,), repeats=1)
    rows = [row for row in page.splitlines() if row.startswith("| 60 × 12 |")]
    assert [row.split(" | ")[1] for row in rows] == ["rare", "common"]


def test_a_realistic_register_is_covered_by_everybody_who_meets_the_conditions() -> None:
    case: Case = realistic(200, 30)
    lacking = {c.entity for c in case.register.capabilities if c.value == "no"}
    members = [e.id for e in case.register.entities if e.id not in lacking]
    assert check(case, members).covers
