"""Past contracts: distinct ones, own amounts, windows, kinds, and the cap on their number."""

from datetime import date

import pytest

from consortium.domain.call import Requirement
from consortium.domain.register import Reference, Status
from consortium.domain.verify import Outcome, assess
from tests.unit.domain.builders import case, reference, row

THREE = row("R", "references", "100", "EUR", k="2")


def judged(requirement: Requirement, *found: Reference, members: str = "AB", **facts: object) -> Outcome:
    return assess(case(requirement, *found, entities="A B C", **facts), tuple(members)).outcomes[0]


def test_references_of_all_members_are_counted() -> None:
    held = reference("r1", "A", "100"), reference("r2", "B", "150"), reference("r3", "C", "900")
    found = judged(THREE, *held)
    assert found.measure is not None
    assert (found.state, found.measure.provided, found.measure.providers) == ("met", 2, ("A", "B"))
    assert judged(THREE, *held, members="A").state == "unmet"


def test_only_the_part_executed_counts() -> None:
    """CJEU C-387/14: half of 199.99 is a cent too little."""
    assert judged(THREE, reference("r1", "A", "100"), reference("r2", "A", "199.98", share="0.5")).state == "unmet"
    assert judged(THREE, reference("r1", "A", "100"), reference("r2", "A", "200", share="0.5")).state == "met"


def test_a_joint_reference_counts_once_and_its_parts_add_up_first() -> None:
    one = row("R", "references", "100", "EUR")
    joint = reference("r1", "A", "60"), reference("r1", "B", "40")
    assert judged(one, *joint).state == "met"
    assert judged(one, *joint, members="A").state == "unmet"
    assert judged(THREE, reference("r1", "A", "100"), reference("r1", "B", "100")).state == "unmet"


@pytest.mark.parametrize(
    ("ended", "state"),
    [
        (date(2023, 12, 1), "met"),
        (date(2023, 11, 30), "unmet"),
        (date(2026, 12, 1), "met"),
        (date(2026, 12, 2), "unmet"),
        (None, "unknown"),
    ],
)
def test_the_window_holds_both_its_days(ended: date | None, state: str) -> None:
    """The deadline is 1 December 2026."""
    assert judged(row("R", "references", years="3"), reference("r1", "A", ended=ended)).state == state


@pytest.mark.parametrize(
    ("years", "first", "before"),
    [
        ("4", date(2020, 2, 29), date(2020, 2, 28)),
        ("3", date(2021, 2, 28), date(2021, 2, 27)),
        ("124", date(1900, 2, 28), date(1900, 2, 27)),
    ],
)
def test_a_window_that_ends_on_a_leap_day_begins_on_the_last_of_february(years: str, first: date, before: date) -> None:
    question, leap_day = row("R", "references", years=years), date(2024, 2, 29)
    assert judged(question, reference("r1", "A", ended=first), deadline=leap_day).state == "met"
    assert judged(question, reference("r1", "A", ended=before), deadline=leap_day).state == "unmet"


def test_without_deadline_every_reference_counts() -> None:
    old = reference("r1", "A", ended=date(1990, 1, 1))
    assert judged(row("R", "references", years="3"), old, deadline=None).state == "met"


def test_a_leap_day_has_the_end_of_february_before_it() -> None:
    rows = row("R", "references", years="1"), reference("r1", "A", ended=date(2027, 2, 28))
    assert judged(*rows, deadline=date(2028, 2, 29)).state == "met"


@pytest.mark.parametrize(
    ("cpv", "state"), [("85312000-9", "met"), ("85000000", "unmet"), ("45000000, 85310000-5", "met"), ("", "unknown")]
)
def test_the_kind_is_told_by_the_first_digits(cpv: str, state: str) -> None:
    assert judged(row("R", "references", cpv="853"), reference("r1", "A", cpv=cpv)).state == state


def test_the_best_up_to_the_cap_make_the_total() -> None:
    capped = row("R", "references", "", "EUR", cap="2", total="100")
    held = [reference(f"r{n}", "A", amount) for n, amount in enumerate(("40", "40", "59"))]
    assert judged(capped, *held).state == "unmet"
    assert judged(capped, *held[:2], reference("r3", "A", "60")).state == "met"
    assert judged(row("R", "references", "", "EUR", k="3", cap="2"), *held).state == "unmet"


def test_a_total_in_per_cent_is_of_the_least_amount() -> None:
    wanted = row("R", "references", "100", "EUR", total="250%")
    assert judged(wanted, reference("r1", "A", "100"), reference("r2", "A", "149.99")).state == "unmet"
    assert judged(wanted, reference("r1", "A", "100"), reference("r2", "A", "150")).state == "met"


def test_an_amount_not_recorded_is_no_amount_for_certain() -> None:
    assert judged(row("R", "references", "100", "EUR"), reference("r1", "A")).state == "unknown"
    assert judged(row("R", "references"), reference("r1", "A")).state == "met"
    assert judged(row("R", "references", "100", "EUR"), reference("r1", "A", "100 USD")).state == "unknown"


def test_what_is_known_of_a_reference_is_not_forgotten_for_its_date() -> None:
    late = reference("r1", "A", "99")
    assert judged(row("R", "references", "100", "EUR", years="3"), late).state == "unmet"


def test_with_verified_evidence_only_a_claim_is_unknown() -> None:
    one = row("R", "references", "100", "EUR")
    assert judged(one, reference("r1", "A", "100"), verified=True).state == "unknown"
    assert judged(one, reference("r1", "A", "100", status=Status.VERIFIED), verified=True).state == "met"


def test_an_amount_that_does_not_convert_is_told() -> None:
    question = case(THREE, reference("r1", "A", "100 USD"))
    (found,) = (f for f in question.findings if f.code == "unit_mismatch")
    assert (found.fields["unit"], found.fields["wanted"]) == ("USD", "EUR")
