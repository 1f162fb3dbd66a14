"""Why nothing covers: the rows and groups that no permitted coalition can meet, and the part that fails."""

from decimal import Decimal

from consortium.domain.case import Case
from consortium.domain.result import Gap, Options
from consortium.optimise import solve
from tests.unit.domain.builders import LAPSED, case, holds, row


def gaps(question: Case, **options: object) -> dict[str, Gap]:
    return {gap.requirement: gap for gap in solve(question, Options(**options)).gaps}  # type: ignore[arg-type]


def only(question: Case, **options: object) -> tuple[str, Decimal | None, Decimal | None, Decimal | None]:
    (gap,) = gaps(question, **options).values()
    return gap.part, gap.required, gap.best_available, gap.shortfall


def test_no_gap_where_a_coalition_covers() -> None:
    assert gaps(case(row("R"), holds("A", R="yes"))) == {}


def test_only_rows_that_fail_are_named() -> None:
    assert list(gaps(case(row("R"), row("S"), holds("A", R="yes", S="no")))) == ["S"]


def test_rows_that_fail_only_in_company_are_not_gaps() -> None:
    question = case(row("R", "each"), row("S"), holds("A", R="yes", S="no"), holds("B", R="no", S="yes"))
    assert gaps(question) == {}


def test_optional_rows_are_no_gaps() -> None:
    assert list(gaps(case(row("R"), row("S", mandatory=False), holds("A", R="no", S="no")))) == ["R"]


def test_sum_falls_short_of_its_threshold() -> None:
    question = case(row("R", "sum", "100", "k€"), holds("A", R="60"), holds("B", R="30"), holds("C", R="9999.99 EUR"))
    assert only(question) == ("threshold", 100, Decimal("99.99999"), Decimal("0.00001"))


def test_sum_counts_only_what_reaches_the_floor() -> None:
    question = case(row("R", "sum", "100", floor="50"), holds("A", R="60"), holds("B", R="49"))
    assert only(question) == ("threshold", 100, 60, 40)


def test_sum_under_a_limit_of_members() -> None:
    question = case(row("R", "sum", "100"), *(holds(e, R="40") for e in "ABC"))
    assert only(question, max_members=2) == ("threshold", 100, 80, 20)


def test_sum_without_rivals_together() -> None:
    question = case(row("R", "sum", "100"), holds("A", R="60"), holds("B", R="40"), holds("C", R="10"), apart=("AB",))
    assert only(question) == ("threshold", 100, 70, 30)


def test_nobody_reaches_the_minimum_of_a_member() -> None:
    question = case(row("R", "sum", "100", member_min="50%"), *(holds(e, R="40") for e in "ABC"))
    assert only(question) == ("member_min", 50, 40, 10)


def test_who_is_forced_in_does_not_reach_the_minimum_of_a_member() -> None:
    question = case(row("R", "sum", "100", "EUR", member_min="20"), holds("A", R="10"), holds("B", R="200"))
    assert only(question, include=("A",)) == ("member_min", 20, 10, 10)


def test_who_belongs_to_one_that_is_forced_in_does_not_reach_the_minimum_either() -> None:
    parts = holds("A", R="10"), holds("B", R="200")
    question = case(row("R", "sum", "100", "EUR", member_min="20"), *parts, together=("AB",))
    assert only(question, include=("B",)) == ("member_min", 20, 10, 10)


def test_of_those_forced_in_one_may_lead_and_stay_under_the_minimum_of_a_member() -> None:
    rule = row("R", "sum", "100", "EUR", member_min="40", lead_min="20")
    held = holds("A", R="20"), holds("B", R="30"), holds("C", R="70")
    assert only(case(rule, *held), include=("A", "B")) == ("member_min", 40, 30, 10)
    assert only(case(rule, *held), include=("A",)) == ("threshold", 100, 90, 10)


def test_nobody_reaches_the_minimum_of_the_lead() -> None:
    question = case(row("R", "sum", "100", lead_min="60%"), holds("A", R="59"), holds("B", R="50"))
    assert only(question) == ("lead_min", 60, 59, 1)


def test_any_compares_the_best_single_value() -> None:
    question = case(row("R", "any", "100"), holds("A", R="60"), holds("B", R="80"))
    assert only(question) == ("threshold", 100, 80, 20)


def test_a_yes_no_row_has_no_amount() -> None:
    assert only(case(row("R"), holds("A", R="no"))) == ("yes", None, None, None)


def test_lead_compares_the_best_single_value() -> None:
    question = case(row("R", "lead", "10"), holds("A", R="4"), holds("B", R="7"))
    assert only(question) == ("threshold", 10, 7, 3)


def test_count_falls_short_in_members() -> None:
    question = case(row("R", "count", "10", k="3"), holds("A", R="10"), holds("B", R="10"), holds("C", R="9"))
    assert only(question) == ("count", 3, 2, 1)


def test_each_without_threshold_has_no_amount() -> None:
    assert only(case(row("R", "each"), holds("A", R="no"))) == ("each", None, None, None)


def test_each_fails_by_its_best_candidate() -> None:
    assert only(case(row("R", "each", "10"), holds("A", R="4"), holds("B", R="7"))) == ("each", 10, 7, 3)


def test_each_fails_by_a_member_that_is_forced_in() -> None:
    question = case(row("R", "each", "10"), holds("A", R="4"), holds("B", R="17"))
    assert only(question, include=("A",)) == ("each", 10, 4, 6)


def test_shares_in_proportion_are_whole_steps() -> None:
    """33.33 % and 66.66 %: a third of 1 000.00 is not quite proved by 333.33."""
    question = case(row("R", "share", "1000", "EUR", mode="each"), holds("A", R="333.33"), holds("B", R="666.67"))
    assert only(question) == ("threshold", 1000, Decimal("999.9"), Decimal("0.1"))


def test_what_is_there_but_cannot_be_had_is_no_amount() -> None:
    bound = case(row("R", "each", "5"), holds("A", R="1"), holds("B", R="10"), together=("AB",))
    assert only(bound) == ("each", 5, None, None)


def test_a_group_of_which_no_alternative_can_be_met() -> None:
    question = case(row("R", group="G/a"), row("S", "sum", "10", group="G/b"), holds("A", R="no", S="9"))
    assert list(gaps(question)) == ["G"]
    assert only(question) == ("alternatives", None, None, None)


def test_an_excluded_entity_does_not_help() -> None:
    question = case(row("R", "sum", "100"), holds("A", R="60"), holds("B", R="40"))
    assert only(question, exclude=("B",)) == ("threshold", 100, 60, 40)


def test_who_cannot_join_those_that_are_forced_in_does_not_help() -> None:
    parts = row("R", "any", "100"), holds("A", R="10"), holds("B", R="200")
    assert only(case(*parts), include=("A",), max_members=1) == ("threshold", 100, 10, 90)
    assert only(case(*parts, apart=("AB",)), include=("A",)) == ("threshold", 100, 10, 90)


def test_an_unavailable_entity_does_not_help() -> None:
    question = case(row("R", "sum", "100"), holds("A", R="60"), holds("B", R="40"), unavailable="B")
    assert only(question) == ("threshold", 100, 60, 40)


def test_an_unknown_adds_nothing_to_what_is_available() -> None:
    question = case(row("R", "sum", "100"), holds("A", R="60"), holds("B", R="?"))
    assert only(question) == ("threshold", 100, 60, 40)


def test_nearest_are_the_up_to_three_that_come_closest() -> None:
    question = case(
        row("R", "any", "100"), *(holds(e, R=v) for e, v in zip("ABCD", ("10", "40", "30", "20"), strict=True))
    )
    assert gaps(question)["R"].nearest == ("B", "C", "D")


def test_nearest_of_equals_are_the_smallest_ids() -> None:
    question = case(row("R", "any", "100"), *(holds(e, R="10") for e in "DCBA"))
    assert gaps(question)["R"].nearest == ("A", "B", "C")


def test_nearest_where_nobody_has_a_value_are_the_open_and_the_lapsed() -> None:
    question = case(row("R"), holds("A", R=LAPSED), holds("B", R="?"), holds("C", R="no"))
    assert gaps(question)["R"].nearest == ("B", "A")


def test_a_row_of_two_lots_is_a_gap_in_each() -> None:
    found = solve(case(row("R", lot="1;2"), holds("A", R="no")), Options()).gaps
    assert [(gap.requirement, gap.lot) for gap in found] == [("R", "1"), ("R", "2")]


def test_options_that_clash_leave_no_permitted_coalition_for_any_row() -> None:
    question = case(row("R"), row("S"), holds("A", R="yes", S="yes"), entities="B", apart=("AB",))
    assert list(gaps(question, include=("A", "B"))) == ["R", "S"]
