"""The benchmark runs on its smallest size, and both sides find the same size there."""

from pathlib import Path

from tests.benchmarks import peer
from tests.benchmarks.covers import Instance, ours, plain
from tests.benchmarks.page import put
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


def test_a_section_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# All\n\n## One\n\nold\n\n## Two\n\nkept\n")
    put(page, "## One\n", "## One\n\nnew\n")
    put(page, "## Three\n", "## Three\n\nadded\n")
    assert page.read_text() == "# All\n\n## One\n\nnew\n\n## Two\n\nkept\n\n## Three\n\nadded\n"


def test_a_set_cover_is_solved_by_both() -> None:
    fano = ((0, 1, 2), (0, 3, 4), (0, 5, 6), (1, 3, 5), (1, 4, 6), (2, 3, 6), (2, 4, 5))
    instance = Instance("fano", 7, fano)
    assert ours(instance, "cbc", 10.0).size == plain(instance, "cbc", 10.0).size == 3
