"""What counts on the deadline: validity, units, several rows, statuses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from consortium.domain.case import Case
from consortium.domain.evidence import Holding
from consortium.domain.findings import Finding, Level
from consortium.domain.register import Capability, Status
from tests.unit.domain.builders import DEADLINE, case, proof, row

DAY = timedelta(days=1)
LATER, EARLIER = DEADLINE + DAY, DEADLINE - DAY


def held(*rows: Capability, threshold: str = "10", unit: str = "", verified: bool = False) -> Holding:
    return case(row("R", "any", threshold, unit), *rows, verified=verified).holdings[0]["A"]


def codes(question: Case) -> list[str]:
    return [finding.code for finding in question.findings]


def only(question: Case, code: str) -> Finding:
    (found,) = [finding for finding in question.findings if finding.code == code]
    return found


# validity


def test_the_last_day_counts() -> None:
    assert held(proof("A", "R", "5", until=DEADLINE)).number == 5


def test_the_first_day_counts() -> None:
    assert held(proof("A", "R", "5", since=DEADLINE)).number == 5


def test_expired_the_day_before_is_not_held() -> None:
    lapsed = held(proof("A", "R", "5", until=EARLIER))
    assert (lapsed.number, lapsed.unknown) == (None, False)


def test_valid_from_the_day_after_is_not_held() -> None:
    early = held(proof("A", "R", "5", since=LATER))
    assert (early.number, early.unknown) == (None, False)


def test_blank_days_are_open() -> None:
    assert held(proof("A", "R", "5")).number == 5
    assert held(proof("A", "R", "5", since=date(1990, 1, 1))).number == 5


def test_without_a_deadline_every_proof_counts_and_a_warning_says_so() -> None:
    question = case(row("R", "any"), proof("A", "R", "5", until=date(2000, 1, 1)), deadline=None)
    assert question.holdings[0]["A"].number == 5
    assert codes(question) == ["no_deadline"]


def test_expired_evidence_is_a_finding_at_its_cell() -> None:
    found = only(case(row("R", "any"), proof("A", "R", "yes", until=EARLIER, line=7)), "evidence_expired")
    assert (found.level, found.place.sheet, found.place.cell) == (Level.WARNING, "Capabilities", "C7")
    assert found.fields["date"] == EARLIER


def test_evidence_not_yet_valid_is_a_finding() -> None:
    assert only(case(row("R", "any"), proof("A", "R", "yes", since=LATER)), "evidence_not_yet").fields["date"] == LATER


def test_expired_evidence_beside_a_valid_one_is_only_told() -> None:
    question = case(row("R", "any"), proof("A", "R", "yes", until=EARLIER), proof("A", "R", "yes", line=3))
    assert only(question, "evidence_expired").level is Level.INFO
    assert question.holdings[0]["A"].number == 1


# names and units


def test_capability_names_are_compared_without_case_accents_and_repeated_spaces() -> None:
    question = case(row("R", "any", capability="Facturación anual"), proof("A", "FACTURACION  ANUAL", "5"))
    assert question.holdings[0]["A"].number == 5


def test_a_blank_unit_is_the_requirements() -> None:
    assert held(proof("A", "R", "5"), unit="k€").number == 5000


def test_a_unit_of_the_same_kind_converts() -> None:
    assert held(proof("A", "R", "5 M€"), unit="k€").number == 5_000_000


def test_a_unit_that_does_not_convert_makes_the_value_unknown() -> None:
    assert held(proof("A", "R", "5 hours"), unit="people").unknown


def test_a_unit_that_does_not_convert_is_a_warning_that_names_both_cells() -> None:
    question = case(row("R", "any", "10", "people"), proof("A", "R", "5 hours", line=9))
    found = only(question, "unit_mismatch")
    assert (found.level, found.place.cell) == (Level.WARNING, "C9")
    assert {"unit": "hours", "wanted": "people", "requirement": "R"}.items() <= found.fields.items()
    assert "other" in found.fields


def test_another_currency_does_not_convert() -> None:
    assert held(proof("A", "R", "5 USD"), unit="EUR").unknown


def test_any_unit_answers_a_yes_no_row() -> None:
    assert held(proof("A", "R", "5 hours"), threshold="").number == 5


# several rows


def test_the_highest_status_counts_before_the_greatest_value() -> None:
    claimed = proof("A", "R", "9")
    verified = proof("A", "R", "5", status=Status.VERIFIED)
    assert held(claimed, verified).number == 5


def test_of_one_status_the_greatest_value_counts() -> None:
    assert held(proof("A", "R", "5 EUR"), proof("A", "R", "1 k€"), unit="EUR").number == 1000


def test_values_do_not_add_up_within_one_entity() -> None:
    assert held(proof("A", "R", "5"), proof("A", "R", "5", line=3)).number == 5


def test_a_verified_no_counts_before_a_claimed_yes() -> None:
    assert held(proof("A", "R", "yes"), proof("A", "R", "no", status=Status.VERIFIED)).number == 0


def test_expired_rows_do_not_compete() -> None:
    assert held(proof("A", "R", "9", until=EARLIER, status=Status.VERIFIED), proof("A", "R", "5")).number == 5


@pytest.mark.parametrize("open_value", ["?", "7 hours"])
def test_unknown_and_unconvertible_rows_count_only_if_no_other_does(open_value: str) -> None:
    shadowed = held(proof("A", "R", open_value, status=Status.VERIFIED), proof("A", "R", "5"), unit="EUR")
    assert shadowed.number == 5
    assert held(proof("A", "R", open_value), unit="EUR").unknown


def test_several_valid_rows_are_a_warning_that_names_both_cells() -> None:
    found = only(case(row("R", "any"), proof("A", "R", "5", line=4), proof("A", "R", "6", line=8)), "evidence_several")
    assert (found.level, found.place.cell) == (Level.WARNING, "C4")
    assert found.fields["others"] == ("Capabilities!C8",)


# yes, no, ? and statuses


@pytest.mark.parametrize(("value", "number"), [("yes", 1), ("no", 0), ("-3.5", Decimal("-3.5"))])
def test_marks_are_numbers_and_numbers_stay(value: str, number: Decimal) -> None:
    assert held(proof("A", "R", value)).number == number


def test_a_question_mark_is_unknown() -> None:
    assert held(proof("A", "R", "?")) == Holding(None, True, proof("A", "R", "?"))


def test_a_yes_against_a_threshold_is_a_warning() -> None:
    question = case(row("R", "any", "10", "EUR"), proof("A", "R", "yes"))
    assert only(question, "yes_against_threshold").level is Level.WARNING
    assert question.holdings[0]["A"].number == 1


def test_a_yes_against_a_threshold_in_thousands_proves_one_euro() -> None:
    assert held(proof("A", "R", "yes"), unit="k€").number == 1


def test_verified_only_makes_all_other_evidence_unknown() -> None:
    for status in (Status.CLAIMED, Status.EVIDENCED):
        assert held(proof("A", "R", "5", status=status), verified=True).unknown
    assert held(proof("A", "R", "5", status=Status.VERIFIED), verified=True).number == 5


def test_verified_only_makes_even_a_claimed_no_unknown() -> None:
    assert held(proof("A", "R", "no"), verified=True).unknown


def test_verified_only_leaves_lapsed_evidence_not_held() -> None:
    lapsed = held(proof("A", "R", "5", until=EARLIER, status=Status.VERIFIED), verified=True)
    assert (lapsed.number, lapsed.unknown) == (None, False)


def test_a_capability_that_nobody_records_is_a_warning() -> None:
    assert codes(case(row("R", "any"), entities="A")) == ["capability_nobody"]
