"""Met, unmet, unknown: blank is not no, and only met covers."""

from consortium.domain.verify import assess, covers
from tests.unit.domain.builders import LAPSED, case, holds, row, state, states


def test_not_recorded_is_unknown() -> None:
    assert state(row("R", "any"), A="") == "unknown"


def test_a_question_mark_is_unknown() -> None:
    assert state(row("R", "any"), A="?") == "unknown"


def test_no_is_unmet_and_not_unknown() -> None:
    assert state(row("R", "any"), A="no") == "unmet"


def test_lapsed_is_unmet_and_not_unknown() -> None:
    assert state(row("R", "any"), A=LAPSED) == "unmet"


def test_a_row_is_met_whatever_the_unknowns_are() -> None:
    assert state(row("R", "any"), A="yes", B="?") == "met"
    assert state(row("R", "sum", "100"), A="100", B="") == "met"


def test_an_unknown_is_at_least_zero() -> None:
    assert state(row("R", "any", "0"), A="?") == "met"
    assert state(row("R", "sum", "0"), A="") == "met"


def test_an_unknown_may_be_as_much_as_it_takes() -> None:
    assert state(row("R", "sum", "1000000000"), A="1", B="?") == "unknown"


def test_an_unknown_cannot_help_a_member_that_fails_each() -> None:
    assert state(row("R", "each"), A="no", B="?") == "unmet"


def test_an_unknown_may_break_each() -> None:
    assert state(row("R", "each"), A="yes", B="") == "unknown"


def test_an_unknown_may_be_under_the_minimum_of_a_member() -> None:
    assert state(row("R", "sum", "10", member_min="5"), A="10", B="?") == "unknown"


def test_count_is_unmet_where_even_all_unknowns_do_not_suffice() -> None:
    assert state(row("R", "count", k="3"), A="yes", B="?", C="no") == "unmet"


def test_an_unknown_elsewhere_does_not_make_a_lead_row_unknown() -> None:
    assert state(row("R", "lead"), "A", A="no", B="?") == "unmet"


def test_only_met_covers() -> None:
    assert not covers(case(row("R", "any"), holds("A", R="?")), ("A",))
    assert covers(case(row("R", "any"), holds("A", R="yes")), ("A",))


def test_an_undetermined_row_is_neither_met_nor_unmet_and_does_not_stop_the_rest() -> None:
    question = case(row("R", "any"), row("S", None), holds("A", R="yes"))
    judged = assess(question, ("A",))
    assert states(judged) == {"R": "met", "S": "undetermined"}
    assert judged.covers
    assert question.undetermined() == ("S",)


def test_an_optional_undetermined_row_makes_nothing_conditional() -> None:
    assert case(row("R", "any"), row("S", None, mandatory=False)).undetermined() == ()
