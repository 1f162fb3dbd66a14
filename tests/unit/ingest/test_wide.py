from decimal import Decimal

import pytest

from consortium.domain.findings import Level
from consortium.domain.register import Mark
from tests.unit.ingest.build import ENTITIES, codes, one, register, sheet, told, values

WIDE = (
    ("Entidad", "ISO 9001", "Facturación (k€)", "UNE 158301 (SAD)", "Camas (lavables)"),
    ("E1", "✓", 250, "sí", 3),
    ("Beta", "no", None, "?", "4"),
)
EXPECTED = {
    ("E1", "ISO 9001"): Mark.YES,
    ("E1", "Facturación"): Decimal(250),
    ("E1", "UNE 158301 (SAD)"): Mark.YES,
    ("E1", "Camas"): Decimal(3),
    ("E2", "ISO 9001"): Mark.NO,
    ("E2", "UNE 158301 (SAD)"): Mark.UNKNOWN,
    ("E2", "Camas"): Decimal(4),
}


def turned(rows):  # type: ignore[no-untyped-def]
    return tuple(zip(*rows, strict=True))


@pytest.mark.parametrize(
    "rows", [WIDE, turned(WIDE), (("Registro 2026",), (), *WIDE)], ids=["wide", "turned", "titled"]
)
def test_a_matrix_beside_a_sheet_of_entities(rows: tuple[tuple[object, ...], ...]) -> None:
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", rows))
    assert values(read.register) == EXPECTED
    units = {c.name: c.unit and c.unit.word for c in read.register.capabilities}
    assert (units["Facturación"], units["Camas"], units["ISO 9001"]) == ("k€", "lavables", None)


@pytest.mark.parametrize("corner", ["Capacidad", "Capability", None, "Entidad"])
def test_a_matrix_on_its_side_whatever_its_corner_says(corner: str | None) -> None:
    rows = ((corner, "E2", "Alpha"), ("ISO 9001", "x", None), ("Oficina", "no", "sí"))
    read = register(sheet("Entities", ENTITIES), sheet("Capacidades", rows))
    assert values(read.register) == {
        ("E2", "ISO 9001"): Mark.YES,
        ("E2", "Oficina"): Mark.NO,
        ("E1", "Oficina"): Mark.YES,
    }
    places = {str(c.place) for c in read.register.capabilities}
    assert places == {"Capacidades!B2", "Capacidades!B3", "Capacidades!C3"}


def test_units_in_a_column_of_their_own() -> None:
    rows = (("Capability", "Unit", "E1", "E2"), ("Turnover", "k€", 5, 6), ("ISO", None, "x", "x"))
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", rows))
    assert values(read.register)["E2", "Turnover"] == 6
    assert {c.unit.word for c in read.register.capabilities if c.unit} == {"k€"}
    assert codes(read.findings) == []


def test_units_in_a_row_of_their_own() -> None:
    rows = (("Entidad", "Turnover", "ISO"), ("Unidad", "k€", None), ("E1", 5, "x"))
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", rows))
    assert values(read.register) == {("E1", "Turnover"): 5, ("E1", "ISO"): Mark.YES}
    assert codes(read.findings) == []


@pytest.mark.parametrize("title", ["Entities", "Capabilities", "", "Hoja1"])
def test_entities_and_capabilities_in_one_sheet(title: str) -> None:
    rows = (("ID", "Name", "NIF", "ISO 9001", "Staff (people)"), ("E1", "Alpha", "B1", "X", 12), ("E2", "Beta", "B2"))
    read = register(sheet(title, rows))
    assert [(e.id, e.name, e.tax_id) for e in read.register.entities] == [("E1", "Alpha", "B1"), ("E2", "Beta", "B2")]
    assert values(read.register) == {("E1", "ISO 9001"): Mark.YES, ("E1", "Staff"): 12}
    assert read.findings == ()


@pytest.mark.parametrize("title", ["Entities", "Capabilities", ""])
def test_the_same_on_its_side(title: str) -> None:
    rows = (("ID", "E1", "E2"), ("Name", "Alpha", "Beta"), ("NIF", "B1", "B2"), ("ISO 9001", "X", None))
    read = register(sheet(title, rows))
    assert [(e.id, e.name, e.tax_id) for e in read.register.entities] == [("E1", "Alpha", "B1"), ("E2", "Beta", "B2")]
    assert values(read.register) == {("E1", "ISO 9001"): Mark.YES}
    assert str(read.register.capabilities[0].place).endswith("B4")


@pytest.mark.parametrize("title", ["Capabilities", ""])
def test_a_matrix_alone_names_its_entities(title: str) -> None:
    read = register(sheet(title, (("Capability", "Alpha", "Beta"), ("ISO", "x", "no"))))
    assert [entity.id for entity in read.register.entities] == ["Alpha", "Beta"]
    assert str(read.register.entities[1].source.at()).endswith("C1")
    assert values(read.register) == {("Alpha", "ISO"): Mark.YES, ("Beta", "ISO"): Mark.NO}


def test_columns_of_free_text_are_no_capabilities() -> None:
    rows = (("ID", "Name", "Notes", "ISO"), ("E1", "A", "called on Monday", "x"), ("E2", "B", "no", "x"))
    read = register(sheet("Entities", rows))
    assert values(read.register)["E1", "ISO"] is Mark.YES
    rows = (("ID", "Notes"), ("E1", "called on Monday"), ("E2", "on leave"))
    assert told(register(sheet("Entities", rows)).findings, "unknown_column") == ["Entities!B1"]


def test_a_cell_that_cannot_be_read_is_unknown_with_its_place() -> None:
    rows = (("ID", "ISO", "Turnover (k€)"), ("E1", "x", "250.000,00 €"), ("E2", "en trámite", 5), ("E3", "no", 70))
    read = register(sheet("Entities", rows, percents=frozenset({(3, 2)})))
    assert told(read.findings, "value_against_unit") == ["Entities!C2", "Entities!C4"]
    assert told(read.findings, "unreadable_value") == ["Entities!B3"]
    assert values(read.register)["E2", "ISO"] is Mark.UNKNOWN


def test_an_unknown_entity_in_a_matrix_is_an_error() -> None:
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", (*WIDE, ("E9", "x"))))
    found = one(read.findings, "unknown_entity")
    assert (found.level, str(found.place)) == (Level.ERROR, "Capabilities!A4")


def test_a_sheet_that_is_no_matrix_is_an_error() -> None:
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", (("a", "b"), ("c", "d"))))
    assert one(read.findings, "no_headings").level is Level.ERROR


def test_cells_beside_a_matrix_are_told() -> None:
    rows = (*WIDE, (None, None, None, None, None, "note"))
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", rows))
    assert told(read.findings, "cell_not_used") == ["Capabilities!F4"]


def test_a_table_of_a_matrix_is_published() -> None:
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", WIDE))
    table = read.tables[1]
    assert (table.header_row, table.first_row, table.last_row, table.columns) == (1, 2, 3, (("entity", "A"),))
