"""Registers in any layout: every row is used or named by a finding, and every mark is read as what it says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from consortium.domain.findings import Finding
from consortium.domain.register import Mark
from consortium.ingest.grid import Sheet
from consortium.ingest.register import RegisterReading, read_register
from consortium.ingest.xlsx_names import column_of
from tests.unit.ingest.build import book, register, sheet

ENTITIES = ("Acoge, S. Coop.", "Fundación Ñandú", "Beta Servicios, S.L.", "Asociación Río", "Cuidados Sur")
CAPABILITIES = ("ISO 9001", "ISO 14001:2015", "Plan de igualdad", "UNE 158301", "Registro EMAS")
MARKS = {"✓": Mark.YES, "X": Mark.YES, "sí": Mark.YES, "no": Mark.NO, "?": Mark.UNKNOWN}
CELLS = st.sampled_from([*MARKS, None, None, " "])
WHOLE = {"sheet_not_used", "sheet_twice", "hidden_sheet", "no_headings"}


@dataclass(frozen=True)
class Layout:
    """Sheets as generated, and what they say: (sheet, entity, capability) -> mark."""

    sheets: tuple[Sheet, ...]
    said: dict[tuple[str, str, str], Mark]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """One to three sheets, each a matrix of its own, upright or on its side, with or without telling headings."""
    turned = draw(st.booleans())
    corner = draw(st.sampled_from(["Entidad", "Supplier", None]))
    above = draw(st.sampled_from([(), (("Cuadro de socios 2026",),), (("Cuadro",), ())]))
    note = draw(st.sampled_from([(), ((), ("Nota: datos de 2026",))]))
    sheets, said = [], {}
    for n in range(draw(st.integers(1, 3))):
        title = f"Lote {n + 1}"
        entities = draw(st.lists(st.sampled_from(ENTITIES), min_size=2, max_size=5, unique=True))
        names = draw(st.lists(st.sampled_from(CAPABILITIES), min_size=2, max_size=5, unique=True))
        values = [[draw(CELLS) for _ in names] for _ in entities]
        said |= {
            (title, entity, name): MARKS[value]
            for entity, row in zip(entities, values, strict=True)
            for name, value in zip(names, row, strict=True)
            if value in MARKS
        }
        rows = [(corner, *names), *((entity, *row) for entity, row in zip(entities, values, strict=True))]
        body = tuple(zip(*rows, strict=True)) if turned else tuple(rows)
        sheets.append(sheet(title, (*above, *body, *note)))
    return Layout(tuple(sheets), said)


def filled(grid: Sheet) -> set[tuple[str, int]]:
    return {
        (grid.title, number)
        for number, row in enumerate(grid.rows, start=1)
        if any(isinstance(cell, str) and cell.strip() for cell in row)
    }


def named(findings: Iterable[Finding]) -> set[tuple[str, int]]:
    rows: set[tuple[str, int]] = set()
    for finding in findings:
        if finding.place.cell:
            rows.add((finding.place.sheet, int(re.sub(r"\D", "", finding.place.cell))))
        for span in re.findall(r"\d+(?:-\d+)?", str(finding.fields.get("rows", ""))):
            first, _, last = span.partition("-")
            rows |= {(finding.place.sheet, row) for row in range(int(first), int(last or first) + 1)}
    return rows


def used(read: RegisterReading, grid: Sheet) -> set[tuple[str, int]]:
    """Rows with a value, an entity or headings; of a sheet on its side a field's letter counts its row."""
    rows = {(c.sheet, c.row) for c in read.register.capabilities}
    known = {e.name for e in read.register.entities}
    rows |= {(grid.title, number) for number, row in enumerate(grid.rows, start=1) if row and row[0] in known}
    rows |= {(table.sheet, table.header_row) for table in read.tables}
    sides = {(t.sheet, column_of(letter) + 1) for t in read.tables for _, letter in t.columns}
    return rows | sides


@settings(max_examples=200, deadline=None)
@given(layouts())
def test_no_row_is_lost_whatever_the_layout(layout: Layout) -> None:
    read = register(*layout.sheets)
    whole = {f.place.sheet for f in read.findings if f.code in WHOLE}
    for grid in layout.sheets:
        if grid.title not in whole:
            assert filled(grid) <= used(read, grid) | named(read.findings), (grid.rows, read.findings)


@settings(max_examples=200, deadline=None)
@given(layouts())
def test_what_is_read_is_what_stands_there(layout: Layout) -> None:
    read = register(*layout.sheets)
    whole = {f.place.sheet for f in read.findings if f.code in WHOLE}
    found = {(c.sheet, c.entity, c.name): c.value for c in read.register.capabilities}
    assert found.items() <= layout.said.items()
    missing = {key for key in layout.said if key not in found and key[0] not in whole}
    assert not missing or "no_entities_table" in {f.code for f in read.findings}, read.findings


@settings(max_examples=60, deadline=None)
@given(layouts())
def test_the_mapping_that_is_told_reads_the_same(layout: Layout) -> None:
    """What an entity's own cell is called (its name or its ID) is all that may differ."""
    own = book(*layout.sheets)
    read = read_register(own)
    again = read_register(own, read.mapping)
    assert [(e.id, e.name) for e in again.register.entities] == [(e.id, e.name) for e in read.register.entities]
    assert again.register.capabilities == read.register.capabilities
