"""Whoever performs a task holds all that is asked of it."""

from consortium.domain.verify import assess
from tests.unit.domain.builders import LAPSED, case, holds, row, state, states


def test_one_member_that_performs_is_enough() -> None:
    assert state(row("R", "performer"), A="yes", B="no") == "met"
    assert state(row("R", "performer", "10"), A="9", B="10") == "met"
    assert state(row("R", "performer"), A="no", B="?") == "unknown"
    assert state(row("R", "performer"), A="no", B=LAPSED) == "unmet"


def test_all_rows_of_a_task_are_held_by_one_member() -> None:
    rows = row("R", "performer", task="Transport"), row("S", "performer", task="transport")
    split = case(*rows, holds("A", R="yes", S="no"), holds("B", R="no", S="yes"))
    assert sorted(states(assess(split, ("A", "B"))).values()) == ["met", "unmet"]
    one = case(*rows, holds("A", R="yes", S="no"), holds("B", R="yes", S="yes"))
    found = assess(one, ("A", "B"))
    assert set(states(found).values()) == {"met"}
    assert found.performers == {("transport", None): "B"}


def test_without_a_task_every_row_is_its_own() -> None:
    rows = row("R", "performer"), row("S", "performer")
    question = case(*rows, holds("A", R="yes", S="no"), holds("B", R="no", S="yes"))
    assert set(states(assess(question, ("A", "B"))).values()) == {"met"}


def test_another_lot_may_have_another_performer() -> None:
    rows = row("R", "performer", task="t", lot="1"), row("S", "performer", task="t", lot="2")
    question = case(*rows, holds("A", R="yes", S="no"), holds("B", R="no", S="yes"))
    assert set(states(assess(question, ("A", "B"))).values()) == {"met"}


def test_the_performer_is_who_meets_most_of_what_is_mandatory_then_most_points() -> None:
    rows = (
        row("R", "performer", task="t"),
        row("S", "performer", task="t", mandatory=False, points="5"),
        row("T", "performer", task="t", mandatory=False, points="9"),
    )
    held = (
        holds("A", R="no", S="yes", T="yes"),
        holds("B", R="yes", S="yes", T="no"),
        holds("C", R="yes", S="no", T="no"),
    )
    found = assess(case(*rows, *held), ("A", "B", "C"))
    assert states(found) == {"R": "met", "S": "met", "T": "unmet"}
    assert found.points == 5


def test_a_performer_row_in_a_group_counts_with_its_group() -> None:
    """By performer A the group is met by R; by B the row S: the group is worth as much, so that points decide."""
    rows = (
        row("R", "performer", task="t", group="G/a"),
        row("Q", group="G/b"),
        row("S", "performer", task="t", mandatory=False, points="1"),
    )
    question = case(*rows, holds("A", R="yes", Q="yes", S="no"), holds("B", R="no", S="yes"))
    found = assess(question, ("A", "B"))
    assert (found.points, found.groups[0].option) == (1, "b")
