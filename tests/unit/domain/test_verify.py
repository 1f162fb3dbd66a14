"""A coalition as a whole: its lead, points, cost, pairs and shares."""

from decimal import Decimal

from consortium.domain.verify import assess
from tests.unit.domain.builders import case, holds, row, states

# lead


def test_no_lead_is_named_where_no_row_needs_one() -> None:
    assert assess(case(row("R"), holds("A", R="yes")), ("A",)).lead is None


def test_the_lead_is_a_member_with_which_the_rows_hold() -> None:
    question = case(row("R", "lead"), holds("A", R="no"), holds("B", R="yes"))
    judged = assess(question, ("A", "B"))
    assert (judged.lead, judged.covers) == ("B", True)


def test_of_several_leads_the_one_with_most_points() -> None:
    rows = (row("R", "lead"), row("S", "lead", points="5", mandatory=False))
    question = case(*rows, holds("A", R="yes", S="no"), holds("B", R="yes", S="yes"))
    assert assess(question, ("A", "B")).lead == "B"


def test_of_equal_leads_the_smallest_id() -> None:
    question = case(row("R", "lead"), holds("B", R="yes"), holds("A", R="yes"))
    assert assess(question, ("B", "A")).lead == "A"


def test_of_leads_with_equal_points_the_one_with_which_an_optional_row_holds() -> None:
    question = case(
        row("R", "lead", mandatory=False), row("Q", "each"), holds("A", Q="yes"), holds("B", Q="yes", R="yes")
    )
    judged = assess(question, ("A", "B"))
    assert (judged.lead, states(judged)) == ("B", {"R": "met", "Q": "met"})


def test_points_come_before_optional_rows_without_any_when_choosing_the_lead() -> None:
    rows = (
        row("R", "lead", mandatory=False),
        row("S", "lead", points="1", mandatory=False),
        row("T", "lead", mandatory=False),
    )
    assert assess(case(*rows, holds("A", S="yes"), holds("B", R="yes", T="yes")), ("A", "B")).lead == "A"


def test_rows_come_before_points_when_choosing_the_lead() -> None:
    rows = (row("R", "lead"), row("S", "lead", points="5", mandatory=False))
    question = case(*rows, holds("A", R="yes", S="no"), holds("B", R="no", S="yes"))
    judged = assess(question, ("A", "B"))
    assert (judged.lead, judged.points) == ("A", 0)


def test_one_lead_for_all_lots() -> None:
    rows = (row("R", "lead", lot="1"), row("S", "lead", lot="2"))
    question = case(*rows, holds("A", R="yes", S="no"), holds("B", R="no", S="yes"))
    assert not assess(question, ("A", "B")).covers


def test_an_undetermined_lead_row_needs_no_lead() -> None:
    question = case(row("Q"), row("R", "lead", unread=(("threshold", "?"),)), holds("A", Q="yes"))
    assert assess(question, ("A",)).lead is None


def test_a_given_lead_is_kept() -> None:
    question = case(row("R", "lead"), holds("A", R="yes"), holds("B", R="no"))
    judged = assess(question, ("A", "B"), "B")
    assert (judged.lead, judged.covers) == ("B", False)


# points and cost


def test_points_count_where_the_row_is_met_and_not_mandatory() -> None:
    rows = (
        row("R", points="7"),
        row("S", mandatory=False, points="2.5"),
        row("T", mandatory=False, points="10"),
        row("U", mandatory=False, points="20"),
    )
    question = case(*rows, holds("A", R="yes", S="yes", T="no", U="?"))
    assert assess(question, ("A",)).points == Decimal("2.5")


def test_points_never_cure_a_missing_requirement() -> None:
    question = case(row("R"), row("S", mandatory=False, points="100"), holds("A", R="no", S="yes"))
    assert not assess(question, ("A",)).covers


def test_cost_is_the_sum_over_the_members() -> None:
    question = case(row("R"), holds("A", R="yes"), holds("B", R="yes"), costs={"A": "0.1", "B": "0.2"})
    assert assess(question, ("A", "B")).cost == Decimal("0.3")


# structure


def test_a_coalition_has_at_least_one_member() -> None:
    assert not assess(case(row("R", "each"), entities="A"), ()).covers


def test_members_are_a_set() -> None:
    question = case(row("R", "sum", "100"), holds("A", R="60"))
    judged = assess(question, ("A", "A"))
    assert (judged.members, judged.covers) == (("A",), False)


def test_a_pair_that_must_stay_apart_breaks_the_coalition() -> None:
    question = case(row("R"), holds("A", R="yes"), entities="B", apart=("AB",))
    assert assess(question, ("A", "B")).broken == (("A", "B"),)
    assert not assess(question, ("A", "B")).covers
    assert assess(question, ("A",)).covers


def test_a_pair_that_must_go_together_is_broken_by_one_alone() -> None:
    question = case(row("R"), holds("A", R="yes"), entities="B C", together=("AB",))
    assert not assess(question, ("A",)).covers
    assert assess(question, ("A", "B")).covers


def test_neither_of_a_pair_breaks_nothing() -> None:
    question = case(row("R"), holds("C", R="yes"), entities="A B", together=("AB",), apart=("AB",))
    assert assess(question, ("C",)).broken == ()


def test_the_minimum_share_binds_every_coalition() -> None:
    question = case(row("R", "sum", "3"), holds("A", R="1"), holds("B", R="1"), holds("C", R="1"), minimum_share="0.4")
    assert not assess(question, ("A", "B", "C")).share_possible
    assert not assess(question, ("A", "B", "C")).covers


def test_a_minimum_share_that_fits_exactly_binds_nobody() -> None:
    question = case(row("R", "sum", "2"), holds("A", R="1"), holds("B", R="1"), minimum_share="0.5")
    assert assess(question, ("A", "B")).covers


def test_a_larger_coalition_can_fail_where_a_smaller_one_passed() -> None:
    question = case(row("R", "each"), row("S"), holds("A", R="yes", S="yes"), holds("B", R="no", S="yes"))
    assert assess(question, ("A",)).covers
    assert not assess(question, ("A", "B")).covers


def test_how_much_holds_counts_mandatory_rows_and_groups() -> None:
    rows = (row("R"), row("S", group="G/a"), row("T", mandatory=False), row("U", None))
    question = case(*rows, holds("A", R="yes", S="yes", T="yes"))
    assert assess(question, ("A",)).demands_met == 2
