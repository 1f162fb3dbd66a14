"""A register's sheets as a person maps them: what the reader took is told, obeyed, changed, and known again."""

from dataclasses import replace

import pytest

from consortium.domain.register import Mark
from consortium.ingest.grid import Workbook
from consortium.ingest.mapping import VALUES, BookMapping, from_json, to_json
from consortium.ingest.preview import preview_of
from consortium.ingest.register import RegisterReading, read_register
from consortium.ingest.remapping import left_out, let_in, with_heading_rows, with_hidden
from consortium.ingest.remapping import turned as turned_back
from tests.unit.ingest.build import ENTITIES, book, codes, sheet, values

ODD = (
    ("Nuestra red 2026",),
    (),
    ("Quiénes somos", "Dónde se nos encuentra", "Lo que hacemos", "Plan de igualdad"),
    ("Alfa", "Mérida", "comedores", "lo tenemos"),
    ("Beta", "Cáceres", "limpieza", "aún no"),
)
"""Headings that no list of words knows."""
LONG = (("Quién", "Qué acredita", "Cuánto"), ("E1", "ISO 9001", "sí"), ("E2", "Plantilla", 12))
WIDE = (("Entity", "ISO 9001", "Turnover (k€)"), ("Alpha", "✓", 400.5), ("Beta", "no", 299.5))
UNITS = (("Capability", "Unit", "Alpha", "Beta"), ("Turnover", "k€", 400, 300), ("Staff", None, 4, 5))
PEOPLE = (("ID", "Entity", "Roles"), ("p1", "E1", "Chief"))
PAIRS = (("A", "B", "Relation"), ("E1", "E2", "apart"))
OUTSIDE = (("ID", "Capability", "Value"), ("X", "ISO 9001", "yes"))
PAST = (("ID", "Entity", "Amount"), ("r1", "E2", 50_000))
TOLD = (("Entity", "Capability", "Value"), ("E1", "ISO 9001", "yes"))
MARKED = ((None, "ISO 9001", "ISO 14001"), ("Acoge, S. Coop.", "✓", None), ("Fundación Ñ", "no", "✓"))


def turned(rows):  # type: ignore[no-untyped-def]
    return tuple(zip(*rows, strict=True))


BOOKS = {
    "long": (sheet("Entities", ENTITIES), sheet("Capabilities", TOLD)),
    "wide": (sheet("Hoja1", WIDE),),
    "wide beside": (sheet("Entities", ENTITIES), sheet("Hoja2", WIDE)),
    "no telling heading": (
        sheet("Entities", ENTITIES),
        sheet("Hoja2", (("Quién", "ISO 9001"), ("Alpha", "✓"), ("Beta", "no"))),
    ),
    "on its side": (sheet("Hoja1", turned(WIDE)),),
    "units in a column": (sheet("Hoja1", UNITS),),
    "marks alone": (sheet("Hoja1", MARKED),),
    "all kinds": (
        sheet("Entities", ENTITIES),
        *(sheet(t, rows) for t, rows in (("People", PEOPLE), ("Pairs", PAIRS), ("External", OUTSIDE))),
        sheet("References", PAST),
    ),
}


def everything(read: RegisterReading) -> tuple[object, ...]:
    """What was read, wherever it says an entity's name stands."""
    return tuple(replace(e, source=None) for e in read.register.entities), replace(read.register, entities=())


@pytest.mark.parametrize("sheets", BOOKS.values(), ids=BOOKS)
def test_the_mapping_told_is_the_one_obeyed(sheets) -> None:  # type: ignore[no-untyped-def]
    read = read_register(book(*sheets))
    assert {table.sheet for table in read.mapping.tables} == {grid.title for grid in sheets}
    again = read_register(book(*sheets), from_json(to_json(read.mapping)))
    assert everything(again) == everything(read)
    assert again.mapping == read.mapping


def test_only_a_guess_is_doubtful() -> None:
    doubtful = {name for name, sheets in BOOKS.items() if read_register(book(*sheets)).mapping.doubtful}
    assert doubtful == {"no telling heading", "marks alone"}


def odd() -> Workbook:
    return book(sheet("Red", ODD))


def let(own: Workbook, title: str, kind: str) -> BookMapping:
    return let_in(own, left_out(read_register(own).mapping, title), title, kind)


def test_unknown_headings_become_readable_by_a_mapping() -> None:
    own = odd()
    assert read_register(own).mapping.tables == ()
    mapping = let(own, "Red", "entities")
    assert mapping.tables[0].header == (3,)
    assert [role.field for role in mapping.tables[0].roles] == ["name", "", "", ""]
    read = read_register(own, mapping.with_role(0, "B", "territory").with_role(0, "C", "sectors"))
    assert [(e.id, e.territory, e.sectors) for e in read.register.entities] == [
        ("Alfa", "Mérida", ("comedores",)),
        ("Beta", "Cáceres", ("limpieza",)),
    ]


def test_a_column_that_a_person_takes_out_is_read_no_more_and_one_let_in_is() -> None:
    own = book(sheet("Hoja1", WIDE))
    mapping = read_register(own).mapping
    out = read_register(own, mapping.with_role(0, "B", ""))
    assert {name for _, name in values(out.register)} == {"Turnover"}
    told = read_register(odd(), let(odd(), "Red", "entities").with_role(0, "D", VALUES))
    assert {name for _, name in values(told.register)} == {"Plan de igualdad"}
    assert codes(told.findings).count("unreadable_value") == 2


def test_a_sheet_guessed_to_lie_on_its_side_is_put_upright() -> None:
    rows = (("Quiénes somos", "Sede", "Plantilla"), ("Alfa", "Mérida", 12), ("Beta", "Cáceres", 7))
    own = book(sheet("Red", rows))
    guessed = read_register(own)
    assert (guessed.mapping.tables[0].flipped, guessed.mapping.doubtful) == (True, True)
    read = read_register(own, turned_back(own, guessed.mapping, 0))
    assert values(read.register) == {("Alfa", "Plantilla"): 12, ("Beta", "Plantilla"): 7}


def test_capabilities_of_listed_entities_by_roles_alone() -> None:
    own = book(sheet("Entities", ENTITIES), sheet("Hoja2", LONG))
    mapping = let(own, "Hoja2", "capabilities")
    at = [table.sheet for table in mapping.tables].index("Hoja2")
    for column, field in zip("ABC", ("entity", "capability", "value"), strict=True):
        mapping = mapping.with_role(at, column, field)
    read = read_register(own, mapping)
    assert values(read.register) == {("E1", "ISO 9001"): Mark.YES, ("E2", "Plantilla"): 12}


def test_headings_in_another_row() -> None:
    own = book(sheet("Red", (("ID", "Name"), *ENTITIES)))
    mapping = with_heading_rows(own, read_register(own).mapping, 0, (2,))
    assert [e.id for e in read_register(own, mapping).register.entities] == ["E1", "E2"]


def test_hidden_rows_and_sheets_come_in_where_a_person_lets_them() -> None:
    own = book(sheet("Entities", ENTITIES, hidden_rows=frozenset({2})), sheet("People", PEOPLE, hidden=True))
    proposed = read_register(own).mapping
    assert [e.id for e in read_register(own, proposed).register.entities] == ["E1"]
    mapping = let_in(own, with_hidden(own, proposed, "Entities", True), "People", "people")
    read = read_register(own, mapping)
    assert [e.id for e in read.register.entities] == ["E1", "E2"]
    assert [p.id for p in read.register.people] == ["p1"]


def test_a_sheet_left_out_is_told() -> None:
    own = book(sheet("Entities", ENTITIES), sheet("Capabilities", TOLD))
    read = read_register(own, left_out(read_register(own).mapping, "Capabilities"))
    assert read.register.capabilities == ()
    assert "sheet_not_used" in codes(read.findings)


def test_a_table_without_what_it_needs_is_an_error_and_no_entity_one_too() -> None:
    own = odd()
    mapping = let(own, "Red", "entities").with_role(0, "A", "")
    assert codes(read_register(own, mapping).findings) == ["no_headings"]
    assert "no_entities_table" in codes(read_register(own, left_out(mapping, "Red")).findings)


def test_a_layout_is_its_headings_and_not_what_stands_below() -> None:
    more = book(sheet("Red", (*ODD, ("Gamma", "Badajoz", "no", 3))))
    other = book(sheet("Red", (*ODD[:2], ("Quiénes", *ODD[2][1:]), *ODD[3:])))
    layouts = [read_register(own).mapping.layout for own in (odd(), more, other)]
    assert layouts[0] == layouts[1] != layouts[2]


def test_the_preview_shows_the_rows_that_are_read() -> None:
    own = odd()
    seen = preview_of(own, let(own, "Red", "entities").tables[0])
    assert [row.kind for row in seen.rows] == ["above", "above", "heading", "read", "read"]
    assert (seen.read, seen.samples[0]) == (2, "Alfa · Beta")
