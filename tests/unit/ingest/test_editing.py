from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from consortium.domain.call import Rule, Tender
from consortium.ingest import facts_of, rows_of, standing, tender_with_facts, tender_with_rows
from consortium.ingest.tender import TenderReading
from tests.unit.ingest.build import codes, rows, sheet, tender, told

HEAD = ("ID", "Lot", "Requirement", "Category", "Rule", "Threshold", "Unit", "Parameters", "Mandatory", "Points",
        "Alternative")  # fmt: skip
KINDS: tuple[tuple[object, ...], ...] = (
    ("R1", "1;2", "a", "economic", "sum", 1.125, "EUR", "floor=1,5; member_min=20%", "yes", None, "G/a"),
    ("R2", None, "b", None, None, "250 k€", None, None, None, 2.5),
    ("R3", "2", "c", "award", None, "1,5 x VEC", None, None, None, 3),
    ("R4", None, "d", "varios", None, "ver apartado L", None, "k=muchos; suelo=3"),
    ("R5", None, "e", None, "acumulable", "1.500", 5, None, None, None, "G"),
    ("R6", None, "f", "exclusion", None, "70 %", None, None, "no"),
    ("R7", None, "g", None, "any", None, None, "external=yes"),
)


def full() -> TenderReading:
    facts = sheet(
        "Tender",
        [("Reference", "X"), ("Estimated value", 850000), ("Duration months", 24), ("Deadline", date(2026, 12, 31)),
         ("Minimum share", "20 %"), ("CPV", "85312000;98513310"), ("Colour", "red")],
    )  # fmt: skip
    return tender(facts, sheet("Requirements", [HEAD, *KINDS]))


def edited(read: TenderReading, n: int, **cells: object) -> TenderReading:
    table = [dict(row) for row in rows_of(read.tender)]
    table[n] |= cells
    return tender_with_rows(read.tender, table)


def test_rows_of_every_kind_come_back_as_they_were() -> None:
    before = full().tender
    again = tender_with_rows(before, rows_of(before)).tender
    for old, new in zip(before.requirements, again.requirements, strict=True):
        texts = {"threshold_text": old.threshold_text}  # 1.125 is written 1.1250, lest it be read as 1125
        assert replace(new, **texts) == old
    assert again.lots == before.lots
    twice = tender_with_rows(again, rows_of(again))
    assert twice.tender == again


def test_findings_of_rows_come_back_with_their_cells() -> None:
    read = full()
    again = tender_with_rows(read.tender, rows_of(read.tender))
    kept = {(f.code, str(f.place)) for f in (*standing(read.findings, read.tables), *again.findings)}
    assert kept == {(f.code, str(f.place)) for f in read.findings}


def test_settling_a_threshold_settles_its_finding() -> None:
    read = full()
    assert "Requirements!F5" in told(read.findings, "unreadable_threshold")
    after = edited(read, 3, threshold="500.000,00", parameters="", category="economic", unit="EUR")
    row = after.tender.requirements[3]
    assert (row.threshold, row.unread, row.rule) == (500_000, (), Rule.SUM)
    assert "Requirements!F5" not in told(after.findings, "unreadable_threshold")


def test_a_default_rule_follows_the_row_and_a_chosen_one_stays() -> None:
    read = full()
    after = edited(read, 1, threshold="", unit="")
    assert (after.tender.requirements[1].rule, after.tender.requirements[1].rule_stated) == (Rule.ANY, False)
    chosen = edited(read, 1, rule="any").tender.requirements[1]
    assert (chosen.rule, chosen.rule_stated) == (Rule.ANY, True)


def test_a_typed_number_with_two_readings_is_not_guessed() -> None:
    after = edited(full(), 0, threshold="2.500")
    assert ("threshold", "2.500") in after.tender.requirements[0].unread


def test_numbers_from_the_screen() -> None:
    after = edited(full(), 0, threshold=1500.5, points=2).tender.requirements[0]
    assert (after.threshold, after.points) == (Decimal("1500.5"), 2)


def test_a_new_row_without_id_and_a_doubled_one() -> None:
    read = full()
    table = [*rows_of(read.tender), {"text": "new"}, {"id": "R1", "text": "again"}]
    after = tender_with_rows(read.tender, table)
    assert [row.id for row in after.tender.requirements][-2:] == ["R8", "R1"]
    assert "duplicate_id" in codes(after.findings)


def test_no_row_left_is_an_error() -> None:
    assert "no_requirements" in codes(tender_with_rows(full().tender, ()).findings)


def test_lots_follow_the_rows_only_without_a_sheet_of_their_own() -> None:
    assert [lot.id for lot in edited(full(), 0, lot="3").tender.lots] == ["3", "2"]
    read = tender(
        sheet("Lots", [("Lot", "Title"), (1, "A"), (2, "B")]),
        sheet("Requirements", [("ID", "Lot", "Requirement"), ("R1", 1, "x")]),
    )
    after = edited(read, 0, lot="3")
    assert [lot.id for lot in after.tender.lots] == ["1", "2"]
    assert told(after.findings, "unknown_lot") == ["Requirements!B2"]


def test_facts_come_back_as_they_were() -> None:
    before = full().tender
    assert facts_of(before)["minimum_share"] == 20
    again = tender_with_facts(before, {}).tender
    assert facts_of(again) == facts_of(before)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [("estimated_value", "2.450.000,50", Decimal("2450000.50")), ("estimated_value", "850.000", Decimal(850_000)),
     ("estimated_value", "", None), ("deadline", "2027-01-31", date(2027, 1, 31)), ("deadline", None, None),
     ("minimum_share", "15", Decimal("0.15")), ("cpv", "03000000", ("03000000",)), ("currency", "", "EUR"),
     ("title", "New", "New")],
)  # fmt: skip
def test_facts_as_typed(field: str, text: object, value: object) -> None:
    assert getattr(tender_with_facts(full().tender, {field: text}).tender, field) == value


def test_a_fact_that_cannot_be_read_is_told() -> None:
    after = tender_with_facts(full().tender, {"estimated_value": "900.000", "deadline": "31/02/2027"})
    assert {"ambiguous_number", "impossible_date"} <= set(codes(after.findings))
    assert after.tender.estimated_value is None


def test_a_value_makes_a_formula_computable() -> None:
    read = tender(sheet("Requirements", [("ID", "Requirement", "Threshold"), ("R1", "x", "1.5x VEC")]))
    assert "formula_figures" in codes(read.findings)
    assert "formula_figures" not in codes(tender_with_facts(read.tender, {"estimated_value": 5}).findings)


def test_what_stands_after_an_edit() -> None:
    read = tender(
        sheet("Tender", [("Colour", "red"), ("Deadline", "31/02/2026")]),
        sheet("Lots", [("Lot", "Estimated value"), (1, "mucho")]),
        sheet(
            "Requirements", [("ID", "Requirement", "Threshold", "Note"), (None, "x", "y")], hidden_rows=frozenset({1})
        ),
        sheet("Other", [("z",)]),
    )
    rows_only = set(codes(standing(read.findings, read.tables)))
    assert {"unknown_fact", "impossible_date", "unreadable_number", "unknown_column", "hidden_rows"} <= rows_only
    assert not rows_only & {"unreadable_threshold", "default_id", "no_deadline"}
    both = set(codes(standing(read.findings, read.tables, facts=True)))
    assert rows_only - both == {"impossible_date"}


def test_an_empty_tender_can_be_filled_on_screen() -> None:
    after = tender_with_rows(Tender(), [{"id": "A", "text": "ISO 9001"}])
    assert after.tender.requirements[0].rule is Rule.ANY
    assert rows(("A", "ISO 9001"), head=("ID", "Requirement")).tender.requirements[0].rule is Rule.ANY
