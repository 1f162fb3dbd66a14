from decimal import Decimal

import pytest

from consortium.domain.call import Category, Lot, Rule
from consortium.domain.findings import Level, has_errors
from consortium.domain.units import currency_unit
from tests.unit.ingest.build import REQUIREMENTS, codes, one, rows, sheet, tender, told

FULL = ("R1", "text", "technical", "yes", "cap", "any")
SPANISH = ("Código", "Lote", "Categoría", "Requisito", "Capacidad", "Regla", "Umbral", "Unidad", "Parámetros",
           "Obligatorio", "Puntos", "Alternativa", "Acreditación", "Apartado")  # fmt: skip
ENGLISH = ("ID", "Lot", "Category", "Requirement", "Capability", "Rule", "Threshold", "Unit", "Parameters",
           "Mandatory", "Points", "Alternative", "Evidence", "Source")  # fmt: skip


def errors(findings) -> list[str]:  # type: ignore[no-untyped-def]
    return [f.code for f in findings if f.level is Level.ERROR]


def test_a_clean_row_has_nothing_to_say_but_the_missing_deadline() -> None:
    assert codes(rows(FULL).findings) == ["no_deadline"]


@pytest.mark.parametrize("head", [SPANISH, ENGLISH])
def test_every_column_in_either_language(head: tuple[str, ...]) -> None:
    row = ("A1", "1", "economic", "Text", "Turnover", "suma", 5, "k€", "floor=1", "no", 3, "G/a", "Accounts", "9.1")
    read = rows(row, head=head)
    found = read.tender.requirements[0]
    assert (found.id, found.lots, found.category, found.rule) == ("A1", ("1",), Category.ECONOMIC, Rule.SUM)
    assert (found.threshold, found.parameters, found.points) == (5, (("floor", Decimal(1)),), 3)
    assert (found.evidence, found.clause, found.mandatory) == ("Accounts", "9.1", False)
    assert str(found.source.at("threshold")) == "Requirements!G2"
    assert not has_errors(read.findings)


def test_columns_in_another_order_below_title_rows() -> None:
    read = rows(
        ("Servicio de comedor", None, "2026"),
        (),
        ("Requisito", "Nº", "Unidad", "Valor mínimo"),
        ("Turnover", 1, "EUR", 500),
        head=("Cuadro de requisitos",),
    )
    found = read.tender.requirements[0]
    assert (found.id, found.text, found.threshold, found.unit) == ("1", "Turnover", 500, currency_unit("EUR"))
    assert one(read.findings, "rows_above").fields["rows"] == "1-2"
    table = read.tables[0]
    assert (table.header_row, table.first_row, table.last_row) == (4, 5, 5)
    assert table.columns == (("text", "A"), ("id", "B"), ("unit", "C"), ("threshold", "D"))


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Descripción", "text"), ("Excluyente", "mandatory"), ("Pass/Fail", "mandatory"), ("Importe", "threshold"),
     ("Medio de acreditación", "evidence"), ("Cláusula", "source"), ("Pág.", "source"), ("Ponderación", "points"),
     ("N.º", "id"), ("Req. no.", "id"), ("Bloque", "category"), ("Consortium rule", "rule"), ("Regla UTE", "rule")],
)  # fmt: skip
def test_synonyms_of_headings(heading: str, field: str) -> None:
    other = "Capability" if field == "text" else "Requirement"
    table = rows(("a", "b"), head=(heading, other)).tables[0]
    assert dict(table.columns)[field] == "A"


def test_a_unit_in_the_heading_of_the_threshold() -> None:
    found = rows(("R1", "x", 250), head=("ID", "Requirement", "Umbral (k€)")).tender.requirements[0]
    assert found.unit is not None
    assert (found.unit.word, found.rule) == ("k€", Rule.SUM)


def test_the_same_id_twice() -> None:
    found = one(rows(FULL, FULL).findings, "duplicate_id")
    assert (found.level, str(found.place), found.fields["other"]) == (Level.ERROR, "Requirements!A3", "Requirements!A2")


def test_ids_are_exact_text() -> None:
    read = rows(("a", "x"), ("A", "x"), (1, "x"), ("1.0", "x"), head=("ID", "Requirement"))
    assert [row.id for row in read.tender.requirements] == ["a", "A", "1", "1.0"]
    assert "duplicate_id" not in codes(read.findings)


def test_a_generated_id_does_not_clash() -> None:
    read = rows(("R3", "x"), (None, "y"), head=("ID", "Requirement"))
    ids = [row.id for row in read.tender.requirements]
    assert ids[0] == "R3"
    assert len(set(ids)) == 2
    assert "duplicate_id" not in codes(read.findings)


def test_defaults_of_a_column_are_told_once_with_their_rows() -> None:
    read = rows(("R1", "x"), ("R2", "y"), ("R3", "z"), head=("ID", "Requirement"))
    for code in ("default_category", "default_mandatory", "default_capability"):
        assert one(read.findings, code).fields["rows"] == "2-4"
    assert len(told(read.findings, "default_rule_any")) == 3


def test_no_requirement_is_an_error() -> None:
    found = one(rows().findings, "no_requirements")
    assert (found.level, str(found.place)) == (Level.ERROR, "Requirements")


def test_no_sheet_of_requirements_is_an_error() -> None:
    assert errors(tender(sheet("Notes", [("hello",)])).findings) == ["no_requirements_table"]


def test_a_sheet_of_requirements_without_headings_is_an_error() -> None:
    read = tender(sheet("Requirements", [("R1", "Turnover of 500")]))
    assert errors(read.findings) == ["no_headings"]


def test_a_register_is_recognised() -> None:
    read = tender(sheet("Entidades", [("Código", "Nombre"), ("E1", "A")]))
    assert errors(read.findings) == ["looks_like_register"]
    long = [("Entity", "Capability", "Value", "Unit"), ("E1", "ISO", "yes", None)]
    assert errors(tender(sheet("", long)).findings) == ["looks_like_register"]


def test_lots_from_their_sheet() -> None:
    read = tender(
        sheet("Lots", [("Lot", "Title", "Estimated value", "Duration months"), (1, "A", "1.000,00 €", 12), (2, "B")]),
        sheet("Requirements", [("ID", "Lot", "Requirement"), ("R1", "1;2", "x"), ("R2", None, "y")]),
    )
    assert read.tender.lots == (Lot("1", "A", Decimal("1000.00"), Decimal(12)), Lot("2", "B"))
    assert read.tender.requirements[0].lots == ("1", "2")
    assert errors(read.findings) == []


def test_an_unknown_lot_is_an_error_at_its_cell() -> None:
    read = tender(
        sheet("Lotes", [("Lote",), ("1",)]),
        sheet("Requisitos", [("Código", "Lote", "Requisito"), ("R1", "1;9", "x")]),
    )
    found = one(read.findings, "unknown_lot")
    assert (found.level, str(found.place), found.fields["lot"]) == (Level.ERROR, "Requisitos!B2", "9")


def test_without_a_sheet_of_lots_they_are_those_named() -> None:
    read = rows(("R1", "Norte", "x"), ("R2", "Sur;Norte", "y"), head=("ID", "Lot", "Requirement"))
    assert [lot.id for lot in read.tender.lots] == ["Norte", "Sur"]
    assert "unknown_lot" not in codes(read.findings)


def test_an_empty_sheet_of_lots_says_nothing() -> None:
    read = tender(sheet("Lots", [("Lot", "Title")]), sheet("Requirements", [("Lot", "Requirement"), (1, "x")]))
    assert [lot.id for lot in read.tender.lots] == ["1"]


def test_lots_twice_and_nameless() -> None:
    read = tender(
        sheet("Lots", [("Lot", "Title"), (1, "a"), (1, "b"), (None, "c")]),
        sheet("Requirements", [REQUIREMENTS[0], FULL]),
    )
    assert told(read.findings, "duplicate_lot") == ["Lots!A3"]
    assert told(read.findings, "lot_without_id") == ["Lots!A4"]


@pytest.mark.parametrize(
    ("head", "row", "code", "cell"),
    [
        (("ID", "Requirement", "Threshold"), ("R1", "x", "ver apartado L"), "unreadable_threshold", "C2"),
        (("ID", "Requirement", "Threshold"), ("R1", "x", "1.500"), "ambiguous_threshold", "C2"),
        (("ID", "Requirement", "Threshold"), ("R1", "x", -5), "unreadable_threshold", "C2"),
        (("ID", "Requirement", "Unit"), ("R1", "x", 5), "unreadable_unit", "C2"),
        (("ID", "Requirement", "Rule"), ("R1", "x", "todas"), "unreadable_rule", "C2"),
        (("ID", "Requirement", "Rule"), ("R1", "x", "count"), "count_without_k", "A2"),
        (("ID", "Requirement", "Rule"), ("R1", "x", "sum"), "sum_without_threshold", "A2"),
        (("ID", "Requirement", "Rule"), ("R1", "x", "ratio"), "ratio_without_parts", "A2"),
        (("ID", "Requirement", "Parameters"), ("R1", "x", "suelo=3"), "unreadable_parameters", "C2"),
        (("ID", "Requirement", "Alternative"), ("R1", "x", "G"), "unreadable_alternative", "C2"),
        (("ID", "Requirement", "Threshold"), ("R1", "x", "1.5x VEC"), "formula_figures", "C2"),
        (("ID", "Requirement", "Threshold"), ("R1", "x", "70 %"), "rule_undetermined", "A2"),
    ],
)
def test_an_undetermined_row_says_why_and_where(
    head: tuple[str, ...], row: tuple[object, ...], code: str, cell: str
) -> None:
    found = one(rows(row, head=head).findings, code)
    assert (found.level, str(found.place)) == (Level.WARNING, f"Requirements!{cell}")
    assert found.fields["requirement"] == "R1"


def test_an_ambiguous_threshold_offers_both_readings() -> None:
    read = rows(("R1", "x", "1.500"), head=("ID", "Requirement", "Threshold"))
    fields = one(read.findings, "ambiguous_threshold").fields
    assert (fields["first"], fields["second"]) == (1500, Decimal("1.5"))


def test_a_formula_of_a_lot_names_the_lot() -> None:
    read = tender(
        sheet("Tender", [("Estimated value", 100)]),
        sheet("Lots", [("Lot", "Estimated value"), (1, None), (2, 50)]),
        sheet("Requirements", [("ID", "Lot", "Requirement", "Threshold"), ("R1", "1;2", "x", "1.5x VEC")]),
    )
    assert one(read.findings, "formula_figures_lot").fields["lot"] == "1"
