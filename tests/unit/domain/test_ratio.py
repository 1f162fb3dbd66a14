"""Ratios: pooled or each by itself, never summed; the denominator has to be known."""

from fractions import Fraction

import pytest

from consortium.domain.call import Requirement
from consortium.domain.verify import Outcome, assess
from tests.unit.domain.builders import LAPSED, case, holds, row, states

POOLED = row("R", "ratio", "1.5", num="assets", den="debts")
EACH = row("R", "ratio", "1.5", num="assets", den="debts", mode="each")


def judged(requirement: Requirement, *figures: tuple[str, str]) -> Outcome:
    """A row for members A, B, ... with their numerators and denominators; "" is nothing recorded."""
    held = []
    for entity, (above, below) in zip("ABC", figures, strict=False):
        recorded = {name: value for name, value in (("assets", above), ("debts", below)) if value}
        held.append(holds(entity, **recorded))
    members = tuple("ABC"[: len(figures)])
    return assess(case(requirement, *held, entities=" ".join(members)), members).outcomes[0]


def test_the_members_numerators_are_divided_by_their_denominators_together() -> None:
    """(30 + 10) / (10 + 10) = 2, though B alone has 1."""
    found = judged(POOLED, ("30", "10"), ("10", "10"))
    assert (found.state, found.measure and found.measure.provided) == ("met", 2)
    assert judged(EACH, ("30", "10"), ("10", "10")).state == "unmet"


def test_a_strong_member_is_pulled_down_by_a_weak_one() -> None:
    assert judged(POOLED, ("15", "10")).state == "met"
    assert judged(POOLED, ("15", "10"), ("14", "10")).state == "unmet"


def test_one_cent_decides() -> None:
    assert judged(POOLED, ("29.99", "20")).state == "unmet"
    assert judged(POOLED, ("30.00", "20")).state == "met"


def test_a_ratio_that_no_decimal_says_is_kept_exactly() -> None:
    measure = judged(POOLED, ("10", "30")).measure
    assert measure is not None
    assert measure.exact == Fraction(1, 3)
    assert Fraction(measure.provided) < Fraction(1, 3)


def test_a_percentage_is_a_hundredth() -> None:
    row_in_percent = row("R", "ratio", "30", "%", num="assets", den="debts")
    found = judged(row_in_percent, ("3", "10"))
    assert (found.state, found.measure and found.measure.provided) == ("met", 30)
    assert judged(row_in_percent, ("2.99", "10")).state == "unmet"


def test_figures_in_different_units_of_money_convert() -> None:
    assert judged(POOLED, ("0.03 M€", "20 k€")).state == "met"
    assert judged(POOLED, ("30 USD", "20 EUR")).state == "unknown"


@pytest.mark.parametrize(
    ("figures", "state"),
    [
        ((("30", ""),), "unknown"),
        ((("30", "?"), ("30", "10")), "unknown"),
        ((("", "10"),), "unknown"),
        ((("30", LAPSED),), "unmet"),
        ((("30", "10"), ("30", LAPSED)), "unmet"),
        ((("30", "0"),), "unmet"),
        ((("0", "?"),), "unmet"),
        ((("30", "0"), ("0", "10")), "met"),
        (((LAPSED, "10"), ("30", "10")), "met"),
    ],
)
def test_what_is_not_known_or_not_held(figures: tuple[tuple[str, str], ...], state: str) -> None:
    assert judged(POOLED, *figures).state == state


def test_nothing_held_reaches_not_even_a_ratio_of_zero() -> None:
    zero = row("R", "ratio", "0", num="assets", den="debts")
    assert judged(zero, (LAPSED, "10")).state == "unmet"
    assert judged(zero, ("", "10")).state == "met"
    assert judged(zero, ("1", "?")).state == "unknown"


def test_without_threshold_a_ratio_of_one_is_enough() -> None:
    assert judged(row("R", "ratio", num="assets", den="debts"), ("10", "10")).state == "met"


def test_each_by_itself_counts_the_members_that_have_it() -> None:
    measure = judged(EACH, ("30", "10"), ("10", "10")).measure
    assert measure is not None
    assert (measure.required, measure.provided, measure.providers) == (2, 1, ("A",))


def test_names_of_figures_are_compared_like_all_names() -> None:
    question = case(row("R", "ratio", "1", num="ACTIVO  corriente", den="pasivo"),
                    holds("A", **{"Activo corriente": "2", "Pasivo": "1"}))  # fmt: skip
    assert states(assess(question, ("A",))) == {"R": "met"}


def test_a_figure_that_nobody_records_is_told() -> None:
    found = [
        f.fields["capability"] for f in case(POOLED, holds("A", assets="1")).findings if f.code == "capability_nobody"
    ]
    assert found == ["debts"]
