from datetime import date
from decimal import Decimal

import pytest

from consortium.domain.findings import Level, has_errors
from consortium.domain.register import Mark, Status
from tests.unit.ingest.build import ENTITIES, capabilities, codes, one, register, sheet, told, values

NOTHING_PROVED = sheet("Capabilities", [("Entity", "Capability", "Value")])


def errors(findings) -> list[str]:  # type: ignore[no-untyped-def]
    return [f.code for f in findings if f.level is Level.ERROR]


def test_every_field_of_an_entity_in_spanish() -> None:
    head = ("Código", "Nombre", "NIF", "Forma jurídica", "Tamaño", "Sectores", "Territorio", "Email", "Coste",
            "Disponible")  # fmt: skip
    row = (
        1,
        "Coop",
        "F00717751",
        "S. Coop.",
        "mediana",
        "cuidados; comidas",
        "Toledo",
        "a@b.example",
        "1.200,50",
        "no",
    )
    read = register(sheet("Entidades", [head, row]), NOTHING_PROVED)
    found = read.register.entities[0]
    assert (found.id, found.name, found.tax_id, found.legal_form) == ("1", "Coop", "F00717751", "S. Coop.")
    assert (found.size, found.sectors, found.territory) == ("mediana", ("cuidados", "comidas"), "Toledo")
    assert (found.email, found.cost, found.available) == ("a@b.example", Decimal("1200.50"), False)
    assert str(found.source.at("cost")) == "Entidades!I2"
    assert read.findings == ()


def test_a_headcount_may_be_the_size() -> None:
    assert register(sheet("Entities", [("ID", "Size"), ("E1", 12)])).register.entities[0].size == "12"


def test_defaults_of_an_entity() -> None:
    found = register(sheet("Entities", ENTITIES)).register.entities[0]
    assert (found.cost, found.available) == (0, True)


def test_a_capability_row_in_full() -> None:
    row = ("E1", "ISO 9001", 5, "k€", date(2020, 1, 1), "31/12/2026", "acreditada")
    read = capabilities(row)
    found = read.register.capabilities[0]
    assert (found.entity, found.name, found.value, found.status) == ("E1", "ISO 9001", Decimal(5), Status.EVIDENCED)
    assert (found.valid_from, found.valid_until) == (date(2020, 1, 1), date(2026, 12, 31))
    assert found.unit is not None
    assert (found.unit.word, str(found.place)) == ("k€", "Capabilities!C2")
    assert read.findings == ()


@pytest.mark.parametrize(
    ("cell", "value"),
    [("sí", Mark.YES), ("✓", Mark.YES), ("X", Mark.YES), (True, Mark.YES), ("no", Mark.NO), (False, Mark.NO),
     ("?", Mark.UNKNOWN), (0, Decimal(0)), ("1.250.000,50", Decimal("1250000.50")), (-5, Decimal(-5))],
)  # fmt: skip
def test_what_a_value_may_be(cell: object, value: object) -> None:
    read = capabilities(("E1", "c", cell))
    assert read.register.capabilities[0].value == value
    assert read.findings == ()


@pytest.mark.parametrize(
    ("cell", "unit", "code"),
    [("ver anexo", None, "unreadable_value"), ("1.500", None, "ambiguous_value"), ("N.A.", None, "unreadable_value"),
     ("250 €", "k€", "value_against_unit"), ("5", 7, "unreadable_value_unit"),
     (date(2026, 5, 3), None, "unreadable_value")],
)  # fmt: skip
def test_a_value_that_cannot_be_read_is_unknown_with_a_warning(cell: object, unit: object, code: str) -> None:
    read = capabilities(("E1", "c", cell, unit))
    assert read.register.capabilities[0].value is Mark.UNKNOWN
    found = one(read.findings, code)
    assert (found.level, found.fields["entity"]) == (Level.WARNING, "E1")
    assert str(found.place) == ("Capabilities!D2" if code == "unreadable_value_unit" else "Capabilities!C2")


def test_blank_values_are_unknown_and_told_once() -> None:
    read = capabilities(("E1", "a", None), ("E2", "a", "yes"), ("E2", "b", " "))
    assert values(read.register)["E1", "a"] is Mark.UNKNOWN
    found = one(read.findings, "values_blank")
    assert (found.level, found.fields["rows"]) == (Level.INFO, "2, 4")


def test_a_value_shown_as_a_percentage_is_in_per_cent() -> None:
    read = capabilities(("E1", "c", 70), percents=frozenset({(1, 2)}))
    found = read.register.capabilities[0]
    assert found.unit is not None
    assert (found.value, found.unit.word) == (70, "%")


def test_a_unit_in_the_heading_of_the_value() -> None:
    read = capabilities(("E1", "c", 70), head=("Entidad", "Capacidad", "Valor (k€)"))
    assert read.register.capabilities[0].unit is not None


def test_an_entity_by_its_exact_name() -> None:
    assert capabilities(("Beta", "c", "yes")).register.capabilities[0].entity == "E2"


@pytest.mark.parametrize("text", ["E9", "beta", "e1"])
def test_an_unknown_entity_is_an_error_at_its_cell(text: str) -> None:
    read = capabilities(("E1", "c", "yes"), (text, "c", "yes"))
    found = one(read.findings, "unknown_entity")
    assert (found.level, str(found.place), found.fields["entity"]) == (Level.ERROR, "Capabilities!A3", text)
    assert len(read.register.capabilities) == 1


def test_a_name_of_two_entities_is_ambiguous_and_an_id_goes_before_a_name() -> None:
    entities = sheet("Entities", [("ID", "Name"), ("E1", "Same"), ("E2", "Same"), ("E3", "E1")])
    head = ("Entity", "Capability", "Value")
    read = register(entities, sheet("Capabilities", [head, ("Same", "c", "yes"), ("E1", "c", "yes")]))
    assert one(read.findings, "ambiguous_entity").fields["ids"] == ("E1", "E2")
    assert [c.entity for c in read.register.capabilities] == ["E1"]


def test_rows_without_entity_or_capability() -> None:
    read = capabilities((None, "c", "yes"), ("E1", None, "yes"))
    assert (one(read.findings, "entity_blank").level, told(read.findings, "capability_blank")) == (
        Level.ERROR,
        ["Capabilities!B3"],
    )
    assert read.register.capabilities == ()


def test_the_same_entity_id_twice() -> None:
    read = register(sheet("Entities", [("ID", "Name"), ("E1", "a"), (1, "b"), ("E1", "c"), ("1", "d")]), NOTHING_PROVED)
    assert told(read.findings, "duplicate_entity") == ["Entities!A4", "Entities!A5"]
    assert errors(read.findings) == ["duplicate_entity"] * 2


def test_an_entity_without_id_goes_by_its_name() -> None:
    read = register(sheet("Entities", [("ID", "Name", "NIF"), (None, "Alpha"), (None, None, "B1")]), NOTHING_PROVED)
    assert [entity.id for entity in read.register.entities] == ["Alpha"]
    assert codes(read.findings) == ["entity_named", "entity_without_id"]


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [("Cost", "mucho", "unreadable_number"), ("Cost", -1, "unreadable_number"), ("Cost", "1.500", "ambiguous_number"),
     ("Available", "quizá", "unreadable_available")],
)  # fmt: skip
def test_bad_cost_and_availability_are_warnings(heading: str, cell: object, code: str) -> None:
    read = register(sheet("Entities", [("ID", heading), ("E1", cell)]))
    assert (one(read.findings, code).level, read.register.entities[0].available) == (Level.WARNING, True)
    assert read.register.entities[0].cost == 0


@pytest.mark.parametrize("field", [4, 5])
def test_an_impossible_date_is_an_error_at_its_cell(field: int) -> None:
    row: list[object] = ["E1", "c", "yes", None, None, None]
    row[field] = "31/02/2026"
    found = one(capabilities(row).findings, "impossible_date")
    assert (found.level, str(found.place)) == (Level.ERROR, f"Capabilities!{'ABCDEF'[field]}2")


def test_days_the_wrong_way_round_and_open_ends() -> None:
    read = capabilities(
        ("E1", "c", "yes", None, "2026-02-01", "2026-01-01"), ("E2", "c", "yes", None, None, "Indefinida")
    )
    assert told(read.findings, "days_swapped") == ["Capabilities!E2"]
    assert read.register.capabilities[1].valid_until is None


def test_an_unreadable_status_is_claimed() -> None:
    read = capabilities(("E1", "c", "yes", None, None, None, "segura"))
    assert read.register.capabilities[0].status is Status.CLAIMED
    assert one(read.findings, "unreadable_status").level is Level.WARNING


def test_an_error_value_is_unknown_and_told() -> None:
    read = capabilities(("E1", "c"), errors={(1, 2): "#DIV/0!"})
    assert read.register.capabilities[0].value is Mark.UNKNOWN
    assert one(read.findings, "unreadable_value").fields["value"] == "#DIV/0!"


def test_capabilities_without_entities_name_what_is_missing() -> None:
    head = ("Entity", "Capability", "Value")
    assert errors(register(sheet("Capabilities", [head, ("E1", "c", "yes")])).findings) == ["no_entities_table"]
    assert errors(register(sheet("", [head, ("E1", "c", "yes")])).findings) == ["no_entities_table"]


def test_capabilities_without_values_are_an_error() -> None:
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", [("Entity", "Capability"), ("E1", "c")]))
    assert errors(read.findings) == ["no_headings"]


def test_no_entity_is_an_error() -> None:
    assert errors(register(sheet("Entities", [("ID", "Name")])).findings) == ["no_entities"]
    assert errors(register(sheet("Notes", [("hello",)])).findings) == ["no_entities_table"]


def test_a_tender_is_recognised() -> None:
    head = ("ID", "Requirement", "Threshold")
    assert errors(register(sheet("Requisitos", [head, ("R1", "x", 1)])).findings) == ["looks_like_tender"]
    assert errors(register(sheet("", [head, ("R1", "x", 1)])).findings) == ["looks_like_tender"]


def test_sheets_are_found_by_their_headings() -> None:
    read = register(
        sheet("Hoja1", [("Entidad", "Capacidad", "Valor"), ("E1", "c", "sí")]),
        sheet("Hoja2", [("Código", "Nombre", "NIF"), ("E1", "Alfa", "B1")]),
        sheet("Hoja3", [("A", "B", "Relación"), ("E1", "E1", "juntas")]),
    )
    assert values(read.register) == {("E1", "c"): Mark.YES}
    assert codes(read.findings) == ["pair_with_itself"]
    assert has_errors(read.findings)


@pytest.mark.parametrize(("cell", "cost"), [("2 k€", 2000), ("1.200,50 €", Decimal("1200.50")), ("5 horas", 0)])
def test_a_cost_in_money_is_in_its_base_unit(cell: str, cost: Decimal) -> None:
    assert register(sheet("Entities", [("ID", "Cost"), ("E1", cell)])).register.entities[0].cost == cost
