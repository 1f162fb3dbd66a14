"""Cells of a register that say nothing usable: each is told by its address, none is read as a blank or a value."""

import pytest

from consortium.domain.register import Mark
from tests.unit.ingest.build import ENTITIES, register, sheet, told, values

LONG = (("Entity", "Capability", "Value"), ("E1", "ISO", None), ("E2", "Turnover", "much"), ("E1", "Turnover", 5))
WIDE = (("ID", "Name", "ISO", "Turnover (k€)"), ("E1", "Alpha", None, 5), ("E2", "Beta", "x", "much"))
HIDDEN = {"hidden_rows": frozenset({2}), "hidden_columns": frozenset({3})}


@pytest.mark.parametrize(
    ("marks", "code"),
    [({"errors": {(1, 2): "#REF!"}}, "error_value"), ({"uncached": frozenset({(1, 2)})}, "formula_without_value")],
)
def test_a_value_that_is_an_error_or_has_no_result(marks: dict[str, object], code: str) -> None:
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", LONG, **marks))
    assert told(read.findings, code) == ["Capabilities!C2"]
    assert values(read.register)["E1", "ISO"] is Mark.UNKNOWN


def test_an_error_in_a_matrix() -> None:
    read = register(sheet("Hoja1", WIDE, errors={(1, 2): "#N/A"}))
    assert told(read.findings, "unreadable_value") == ["Hoja1!C2", "Hoja1!D3"]
    assert values(read.register)["E1", "ISO"] is Mark.UNKNOWN


def test_text_among_numbers() -> None:
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", LONG))
    assert told(read.findings, "unreadable_value") == ["Capabilities!C3"]
    assert values(read.register)["E2", "Turnover"] is Mark.UNKNOWN


def test_what_is_hidden_is_left_out_and_told() -> None:
    read = register(sheet("Hoja1", WIDE, **HIDDEN), sheet("Precios", ENTITIES, hidden=True))
    assert told(read.findings, "hidden_rows") == ["Hoja1!A3"]
    assert told(read.findings, "hidden_columns") == ["Hoja1!D1"]
    assert told(read.findings, "hidden_sheet") == ["Precios"]
    assert [e.id for e in read.register.entities] == ["E1"]


def test_an_error_where_an_entity_should_stand_stops_the_answer() -> None:
    read = register(sheet("Entities", ENTITIES), sheet("Capabilities", LONG, errors={(1, 0): "#REF!"}))
    assert told(read.findings, "error_value") == ["Capabilities!A2"]
    assert {f.level for f in read.findings if f.code in ("error_value", "unknown_entity")} == {"error"}
