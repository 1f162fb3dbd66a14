from datetime import date
from decimal import Decimal

import pytest

from consortium.domain.findings import Level
from tests.unit.ingest.build import codes, one, sheet, tender, told

ROWS = sheet("Requirements", [("ID", "Requirement"), ("R1", "x")])


def facts(*pairs: tuple[object, ...], title: str = "Tender", **marks: object):  # type: ignore[no-untyped-def]
    return tender(sheet(title, pairs, **marks), ROWS)


def test_all_fields_in_spanish_in_any_order_below_a_title() -> None:
    read = facts(
        ("Datos del contrato",),
        ("Participación mínima", "20 %"),
        ("Fecha límite:", "31/12/2026"),
        ("Duración (meses)", 24),
        ("Moneda", "EUR"),
        ("Valor estimado", "1.250.000,50 €"),
        ("CPV", "85312000-9; 98513310"),
        ("Órgano de contratación", "Ayuntamiento"),
        ("Título", "Ayuda"),
        ("Expediente", 12),
        title="Licitación",
    )
    found = read.tender
    assert (found.reference, found.title, found.buyer, found.currency) == ("12", "Ayuda", "Ayuntamiento", "EUR")
    assert found.cpv == ("85312000-9", "98513310")
    assert (found.estimated_value, found.duration_months) == (Decimal("1250000.50"), 24)
    assert (found.deadline, found.minimum_share) == (date(2026, 12, 31), Decimal("0.2"))
    assert told(read.findings, "unknown_fact") == ["Licitación!A1"]


@pytest.mark.parametrize("label", ["Reference", "Title", "Buyer", "CPV", "Estimated value", "Currency",
                                   "Duration months", "Deadline", "Minimum share"])  # fmt: skip
def test_every_english_label_is_known(label: str) -> None:
    assert "unknown_fact" not in codes(facts((label, None)).findings)


def test_without_facts_the_defaults_hold() -> None:
    read = tender(ROWS)
    assert (read.tender.currency, read.tender.minimum_share, read.tender.deadline) == ("EUR", 0, None)
    assert one(read.findings, "no_deadline").level is Level.WARNING


@pytest.mark.parametrize(("text", "value"), [("2,45 M€", 2450000), ("250 k€", 250000), (1500.5, Decimal("1500.5"))])
def test_the_estimated_value_in_euros(text: object, value: Decimal) -> None:
    assert facts(("Estimated value", text)).tender.estimated_value == value


def test_a_unit_in_the_label_belongs_to_the_value() -> None:
    assert facts(("Valor estimado (k€)", 250)).tender.estimated_value == 250_000
    assert facts(("Duración (años)", 2)).tender.duration_months == 24
    assert facts(("Valor estimado (sin IVA)", 250)).tender.estimated_value == 250


@pytest.mark.parametrize("text", ["24 meses", "2 años", 24, "24"])
def test_duration(text: object) -> None:
    assert facts(("Duración", text)).tender.duration_months == 24


@pytest.mark.parametrize(
    ("label", "text", "code", "level"),
    [
        ("Estimated value", "mucho", "unreadable_number", Level.WARNING),
        ("Estimated value", -5, "unreadable_number", Level.WARNING),
        ("Estimated value", "850.000", "ambiguous_number", Level.WARNING),
        ("Estimated value", "5 USD", "wrong_unit", Level.WARNING),
        ("Duration months", 0, "unreadable_number", Level.WARNING),
        ("Duration months", "24 horas", "unreadable_number", Level.WARNING),
        ("Deadline", "31/02/2026", "impossible_date", Level.ERROR),
        ("Deadline", "31/12/26", "short_year", Level.ERROR),
        ("Deadline", "pronto", "unreadable_date", Level.ERROR),
        ("Currency", "euretes", "unknown_currency", Level.ERROR),
        ("Currency", "k€", "unknown_currency", Level.ERROR),
        ("Minimum share", 120, "bad_share", Level.ERROR),
        ("Minimum share", -1, "bad_share", Level.ERROR),
        ("Minimum share", "veinte", "bad_share", Level.ERROR),
    ],
)
def test_a_fact_that_cannot_be_read(label: str, text: object, code: str, level: Level) -> None:
    found = one(facts((label, text)).findings, code)
    assert (found.level, str(found.place)) == (level, "Tender!B1")


def test_a_share_shown_as_a_percentage_and_one_that_was_not() -> None:
    assert facts(("Minimum share", 20), percents=frozenset({(0, 1)})).tender.minimum_share == Decimal("0.2")
    assert facts(("Minimum share", 20)).tender.minimum_share == Decimal("0.2")
    read = facts(("Minimum share", 0.2))
    assert read.tender.minimum_share == Decimal("0.002")
    assert told(read.findings, "small_share") == ["Tender!B1"]


def test_a_cpv_code_gets_its_zero_back() -> None:
    read = facts(("CPV", 3000000))
    assert read.tender.cpv == ("03000000",)
    assert one(read.findings, "cpv_zero").fields["cpv"] == "03000000"


def test_the_currency_is_read_before_the_value() -> None:
    read = facts(("Estimated value", "5 USD"), ("Currency", "usd"))
    assert (read.tender.currency, read.tender.estimated_value) == ("USD", 5)


def test_unknown_twice_and_beside_are_told_with_their_cells() -> None:
    read = facts(("Title", "a", "b"), ("Colour", "red"), ("Título", "c"))
    assert read.tender.title == "a"
    assert told(read.findings, "cell_not_used") == ["Tender!C1"]
    assert told(read.findings, "unknown_fact") == ["Tender!A2"]
    assert told(read.findings, "fact_twice") == ["Tender!A3"]


def test_an_error_cell_is_not_a_blank() -> None:
    read = facts(("Estimated value", None), errors={(0, 1): "#REF!"})
    assert one(read.findings, "unreadable_number").fields["value"] == "#REF!"
