"""Registers as people have them: a sheet per lot, suppliers in columns, marks without a heading, one firm twice."""

from decimal import Decimal

import pytest

from consortium.domain.register import Mark
from tests.unit.ingest.build import ENTITIES, codes, one, register, sheet, told, values

YES, NO = Mark.YES, Mark.NO
SUPPLIERS = (
    ("If you bid for this lot, say what you can do.",),
    (None, None, "Supplier name", "Alfa, S.L.", "Beta, S. Coop."),
    (None, None, "DUNS number", "602014337", "384406627"),
    ("Description", "Ref", "Service", "Can you?", "Can you?"),
    ("Package E",),
    ("Re-lamping", "SE9", "Additional", "No", "Yes"),
    ("Catering", "SE14", "Additional", "Yes", None),
)
REGIONS = (
    ("Supplier", "DUNS Number", "UKC1", "NC01"),
    ("Alfa", "602014337", "X", None),
    ("Beta", "384406627", None, None),
)
MARKS = ((None, "ISO 9001", "ISO 14001"), ("Acoge, S. Coop.", "✓", None), ("Fundación Ñ", "no", "✓"))


def turned(rows):  # type: ignore[no-untyped-def]
    return tuple(zip(*rows, strict=True))


def test_suppliers_in_columns_take_the_services_names_from_the_column_that_tells_them_apart() -> None:
    read = register(sheet("Lot 1a", SUPPLIERS))
    assert [(e.id, e.tax_id) for e in read.register.entities] == [
        ("Alfa, S.L.", "602014337"),
        ("Beta, S. Coop.", "384406627"),
    ]
    assert values(read.register) == {
        ("Alfa, S.L.", "Re-lamping"): NO,
        ("Beta, S. Coop.", "Re-lamping"): YES,
        ("Alfa, S.L.", "Catering"): YES,
    }
    assert {str(c.place) for c in read.register.capabilities} == {"Lot 1a!D6", "Lot 1a!E6", "Lot 1a!D7"}
    assert told(read.findings, "cell_not_used") == ["Lot 1a!A1", "Lot 1a!A4", "Lot 1a!A5"]


def test_every_sheet_is_read_and_one_entity_of_several_sheets_is_one() -> None:
    read = register(sheet("Lot 1a", REGIONS), sheet("Lot 1b", REGIONS))
    assert [e.id for e in read.register.entities] == ["Alfa", "Beta"]
    assert [(c.entity, c.name, str(c.place)) for c in read.register.capabilities] == [
        ("Alfa", "UKC1", "Lot 1a!C2"),
        ("Alfa", "UKC1", "Lot 1b!C2"),
    ]
    assert [table.sheet for table in read.tables] == ["Lot 1a", "Lot 1b"]


def test_a_column_in_which_nobody_has_a_mark_is_told() -> None:
    read = register(sheet("Lot 1a", REGIONS))
    found = one(read.findings, "capability_column_blank")
    assert (str(found.place), found.fields["capability"]) == ("Lot 1a!D1", "NC01")
    assert "unknown_column" not in codes(read.findings)


def test_sheets_that_say_different_things_of_one_entity_are_told_and_the_first_counts() -> None:
    first = (("ID", "Name", "NIF", "ISO"), ("E1", "Alpha", None, "x"))
    second = (("ID", "Name", "NIF", "Email", "EMAS"), ("E1", "Alfa", "B1", "a@a.es", "x"))
    read = register(sheet("Hoja1", second), sheet("Hoja2", first))
    found = one(read.findings, "entity_differs")
    assert (str(found.place), found.fields["value"], found.fields["other"]) == ("Hoja2!B2", "Alpha", "Hoja1!B2")
    (entity,) = read.register.entities
    assert (entity.name, entity.tax_id, entity.email) == ("Alfa", "B1", "a@a.es")
    assert values(read.register) == {("E1", "ISO"): YES, ("E1", "EMAS"): YES}


@pytest.mark.parametrize(
    "rows", [MARKS, turned(MARKS), (("Cuadro de socios",), *MARKS)], ids=["wide", "turned", "titled"]
)
def test_marks_alone_are_a_matrix_and_asked_about(rows: tuple[tuple[object, ...], ...]) -> None:
    read = register(sheet("Hoja1", rows))
    assert values(read.register) == {
        ("Acoge, S. Coop.", "ISO 9001"): YES,
        ("Fundación Ñ", "ISO 9001"): NO,
        ("Fundación Ñ", "ISO 14001"): YES,
    }
    found = one(read.findings, "matrix_guessed")
    assert (found.fields["entity"], found.fields["capability"]) == ("Acoge, S. Coop.", "ISO 9001")


@pytest.mark.parametrize("corner", [None, "Certificados 2026", "¿Quién?"])
def test_beside_a_list_of_entities_a_matrix_needs_no_heading(corner: str | None) -> None:
    rows = ((corner, "ISO 9001", "EMAS"), ("E1", "x", "no"), ("Beta", None, "x"))
    read = register(sheet("Entities", ENTITIES), sheet("Hoja2", rows))
    assert values(read.register) == {("E1", "ISO 9001"): YES, ("E1", "EMAS"): NO, ("E2", "EMAS"): YES}
    assert "no_capabilities_table" not in codes(read.findings)


def test_a_sheet_of_other_things_is_left_out() -> None:
    prices = (("Concepto", "Lunes", "Martes"), ("Hora de auxiliar", "18", "20"), ("Kilómetro", "1", "2"))
    read = register(sheet("Entities", ENTITIES), sheet("Tarifas", prices))
    assert told(read.findings, "sheet_not_used") == ["Tarifas"]
    assert values(read.register) == {}


def test_one_tax_id_under_two_names_is_a_question_and_nothing_is_joined() -> None:
    rows = (
        ("ID", "Nombre", "NIF", "ISO"),
        ("E1", "Acoge", "A-58818501", "x"),
        ("E2", "Grupo Acoge Sur", "ESA58818501", "x"),
    )
    read = register(sheet("Entidades", rows))
    assert [e.id for e in read.register.entities] == ["E1", "E2"]
    assert told(read.findings, "entity_same_tax_id") == ["Entidades!C3"]


def test_nearly_one_name_is_a_question() -> None:
    rows = (("ID", "Nombre", "ISO"), ("E1", "Cuidados Ribera, S. Coop.", "x"), ("E2", "Cuidados Rivera S.Coop", "x"))
    assert told(register(sheet("Entidades", rows)).findings, "entity_alike") == ["Entidades!B3"]


def test_a_row_may_name_its_entity_by_tax_id() -> None:
    entities = (("ID", "Name", "NIF"), ("E1", "Alpha", "A58818501"), ("E2", "Beta", ""))
    rows = (("Entity", "Capability", "Value"), ("ES-A58818501", "ISO", "yes"), ("B99999999", "ISO", "yes"))
    read = register(sheet("Entities", entities), sheet("Capabilities", rows))
    assert values(read.register) == {("E1", "ISO"): YES}
    assert told(read.findings, "unknown_entity") == ["Capabilities!A3"]


def test_long_sheets_of_one_kind_are_read_one_after_another() -> None:
    head = ("Entity", "Capability", "Value")
    sheets = (sheet("2025", (head, ("E1", "ISO", "yes"))), sheet("2026", (head, ("E2", "ISO", "no"))))
    assert values(register(sheet("Entities", ENTITIES), *sheets).register) == {("E1", "ISO"): YES, ("E2", "ISO"): NO}


def test_numbers_are_read_in_their_column_s_manner() -> None:
    long = (("Entity", "Capability", "Value"), ("E1", "Turnover", "1.250.000,50"), ("E2", "Turnover", "1.500"))
    assert values(register(sheet("Entities", ENTITIES), sheet("Capabilities", long)).register)["E2", "Turnover"] == 1500
    wide = (("ID", "Name", "Turnover", "Index"), ("E1", "A", "2,250.50", "0.5"), ("E2", "B", "1,500", "1.500"))
    read = register(sheet("Hoja1", wide))
    assert (values(read.register)["E2", "Turnover"], values(read.register)["E2", "Index"]) == (1500, Decimal("1.5"))
    assert codes(read.findings) == []


def test_alone_an_ambiguous_number_is_asked() -> None:
    wide = (("ID", "Name", "Turnover"), ("E1", "A", "1.500"), ("E2", "B", "2.500"))
    assert told(register(sheet("Hoja1", wide)).findings, "ambiguous_value") == ["Hoja1!C2", "Hoja1!C3"]
