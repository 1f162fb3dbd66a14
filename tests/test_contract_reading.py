"""Files as others write them: sheets missing, on their side, or not called by their published names."""

from datetime import date

import pytest

from consortium.domain.findings import Level
from consortium.ingest.days import day_of
from consortium.ingest.files import open_workbook
from consortium.ingest.register import RegisterReading, read_register
from tests.unit.ingest.build import ENTITIES, codes, register, rows, sheet

WIDE = (
    ("Entity", "ISO 9001", "Turnover (k€)", "Staff"),
    ("Alpha", "✓", 400.5, 6),
    ("Beta", "no", 299.5, 4),
)
ON_ITS_SIDE = tuple(zip(*WIDE, strict=True))
NAMES = ("ISO 9001", "Turnover", "Staff")


def named(read: RegisterReading) -> set[tuple[str, str]]:
    return {(c.entity, c.name) for c in read.register.capabilities}


def test_entities_without_anything_they_can_prove_are_an_error() -> None:
    read = register(sheet("Entities", ENTITIES), sheet("Notes", [("hello",)]))
    assert codes(read.findings) == ["sheet_not_used", "no_capabilities_table"]


@pytest.mark.parametrize(
    ("title", "head"),
    [("Capabilities", ("Entity", "Capability", "Value")), ("References", ("ID", "Entity", "Amount")),
     ("People", ("ID", "Entity", "Roles")), ("External", ("ID", "Capability", "Value"))],
)  # fmt: skip
def test_one_sheet_of_proof_is_enough(title: str, head: tuple[str, ...]) -> None:
    assert codes(register(sheet("Entities", ENTITIES), sheet(title, [head])).findings) == []


@pytest.mark.parametrize("title", ["Hoja1", "Capabilities"])
@pytest.mark.parametrize("matrix", [WIDE, ON_ITS_SIDE], ids=["upright", "on its side"])
def test_a_matrix_beside_the_sheet_of_entities(title: str, matrix: tuple[tuple[object, ...], ...]) -> None:
    read = register(sheet("Entities", ENTITIES), sheet(title, matrix))
    assert codes(read.findings) == []
    assert named(read) == {(e, n) for e in ("E1", "E2") for n in NAMES}


def test_several_sheets_of_one_kind_are_all_read() -> None:
    read = register(sheet("Lot 1a", WIDE), sheet("Lot 1b", WIDE))
    assert codes(read.findings) == []
    assert [entity.id for entity in read.register.entities] == ["Alpha", "Beta"]
    assert {c.sheet for c in read.register.capabilities} == {"Lot 1a", "Lot 1b"}


@pytest.mark.parametrize("title", ["Hoja1", "Capabilities"])
@pytest.mark.parametrize("matrix", [WIDE, ON_ITS_SIDE], ids=["upright", "on its side"])
def test_a_corner_that_says_entity_leaves_it_to_units_and_values(
    title: str, matrix: tuple[tuple[object, ...], ...]
) -> None:
    read = register(sheet(title, matrix))
    assert [entity.id for entity in read.register.entities] == ["Alpha", "Beta"]
    assert named(read) == {(e, n) for e in ("Alpha", "Beta") for n in NAMES}


def test_without_units_the_values_alone_tell_how_a_matrix_lies() -> None:
    plain = [("Entity", "Alpha", "Beta"), ("ISO", "yes", "?"), ("Staff", 6, 4), ("Vans", 2, 0)]
    assert named(register(sheet("", plain))) == {(e, n) for e in ("Alpha", "Beta") for n in ("ISO", "Staff", "Vans")}


def test_a_matrix_of_ticks_alone_has_its_entities_in_rows() -> None:
    ticks = [("Entity", "ISO", "Vans"), ("Alpha", "x", "x"), ("Beta", None, "x")]
    assert named(register(sheet("", ticks))) == {("Alpha", "ISO"), ("Alpha", "Vans"), ("Beta", "Vans")}


@pytest.mark.parametrize(
    "text",
    ["2026-12-31T14:00", "2026-12-31T14:00:00Z", "2026-12-31T23:59:59.5+01:00", "2026-12-31 9:30", "31/12/2026 14:00",
     "31/12/2026, 14:00 h"],
)  # fmt: skip
def test_a_time_of_day_is_left_aside(text: str) -> None:
    assert day_of(text) == (date(2026, 12, 31), "")


@pytest.mark.parametrize("text", ["2026-12-31T25:00", "31/12/2026 14", "31/12/2026 14:75", "31/12/202614:00"])
def test_what_is_no_time_of_day_makes_no_day(text: str) -> None:
    assert day_of(text) == (None, "unreadable")


def test_percentages_of_a_threshold_that_waits_for_figures_are_not_blamed() -> None:
    head = ("ID", "Requirement", "Category", "Mandatory", "Capability", "Rule", "Threshold", "Unit", "Parameters")
    body = ("A", "turnover", "economic", "yes", "turnover", "sum", "1.5x VEC", "EUR", "member_min=20%; lead_min=60%")
    assert "parameter_value" not in codes(rows(body, head=head).findings)
    assert "formula_figures" in codes(rows(body, head=head).findings)


def test_a_text_file_in_long_form_brings_its_own_entities() -> None:
    data = "Entidad;Capacidad;Valor\nE1;ISO 9001;sí\nE2;ISO 9001;no\nE1;Plantilla;12\n".encode()
    read = read_register(open_workbook(data, "registro.csv"))
    assert [e.id for e in read.register.entities] == ["E1", "E2"]
    assert len(read.register.capabilities) == 3
    assert [f.code for f in read.findings if f.level is not Level.WARNING] == ["entities_from_rows"]
