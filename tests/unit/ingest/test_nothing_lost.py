"""Rows used and rows named in findings are all rows of the file, whatever its layout."""

import re
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from consortium.domain.findings import Finding
from consortium.ingest.grid import Sheet
from tests.unit.ingest.build import register, sheet, tender

TEXTS = st.sampled_from(
    [
        "",
        " ",
        "R1",
        "E1",
        "E2",
        "Alpha",
        "x",
        "no",
        "sí",
        "?",
        "1.500",
        "5",
        "ver L",
        "G/a",
        "31/02/2026",
        "k=2",
        "total",
    ]
)
CELLS = TEXTS | st.integers(-3, 10**6) | st.none() | st.booleans()
REQUIREMENT_HEADS = ("ID", "Lote", "Requisito", "Capability", "Umbral", "Unit", "Rule", "Nota", None)
ENTITY_HEADS = ("ID", "Nombre", "NIF", "ISO 9001", "Facturación (k€)", "Observaciones", None)
CAPABILITY_HEADS = ("Entidad", "Capability", "Valor", "Unit", "Válido hasta", "Estado", "Nota", None)
PAIR_HEADS = ("A", "B", "Relación", "Motivo", "Nota")


@st.composite
def sheets(draw: st.DrawFn, title: str, heads: tuple[str | None, ...], needed: set[str]) -> Sheet:
    """Title rows, the headings in some order, then any rows."""
    width = len(heads) + 1
    head = draw(st.permutations(heads).filter(lambda order: needed <= set(order)))
    above = draw(st.lists(st.lists(st.sampled_from([None, "Cuadro", "2026"]), max_size=2), max_size=2))
    body = draw(st.lists(st.lists(CELLS, max_size=width), max_size=8))
    return sheet(title, [*above, head, *body])


def filled(grid: Sheet) -> set[tuple[str, int]]:
    return {
        (grid.title, number)
        for number, row in enumerate(grid.rows, start=1)
        if any(cell is not None and not (isinstance(cell, str) and not cell.strip()) for cell in row)
    }


def named(findings: Iterable[Finding]) -> set[tuple[str, int]]:
    rows: set[tuple[str, int]] = set()
    for finding in findings:
        if finding.place.cell:
            rows.add((finding.place.sheet, int(re.sub(r"\D", "", finding.place.cell))))
        for span in str(finding.fields.get("rows", "")).split(", ") if finding.fields.get("rows") else ():
            first, _, last = span.partition("-")
            rows |= {(finding.place.sheet, row) for row in range(int(first), int(last or first) + 1)}
    return rows


@settings(max_examples=150, deadline=None)
@given(sheets("Requisitos", REQUIREMENT_HEADS, {"Requisito"}))
def test_no_row_of_a_tender_is_lost(grid: Sheet) -> None:
    read = tender(grid)
    used = {(row.source.sheet, row.source.row) for row in read.tender.requirements}
    headings = {(table.sheet, table.header_row) for table in read.tables}
    assert filled(grid) <= used | headings | named(read.findings)


@settings(max_examples=150, deadline=None)
@given(
    sheets("Entidades", ENTITY_HEADS, {"ID"}),
    sheets("Capacidades", CAPABILITY_HEADS, {"Entidad", "Capability", "Valor"}),
    sheets("Parejas", PAIR_HEADS, {"A", "B"}),
)
def test_no_row_of_a_register_is_lost(entities: Sheet, capabilities: Sheet, pairs: Sheet) -> None:
    read = register(entities, capabilities, pairs)
    held = read.register
    used = {(row.source.sheet, row.source.row) for row in (*held.entities, *held.pairs)}
    used |= {(row.sheet, row.row) for row in held.capabilities}
    headings = {(table.sheet, table.header_row) for table in read.tables}
    if "no_entities" in {f.code for f in read.findings}:
        return
    every = filled(entities) | filled(capabilities) | filled(pairs)
    assert every <= used | headings | named(read.findings)
