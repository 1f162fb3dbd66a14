"""Generated layouts: what was put in comes out, and rows used plus rows named are all rows of the sheet."""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consortium.domain.findings import Finding
from consortium.ingest.files import open_workbook
from consortium.ingest.grid import Sheet
from consortium.ingest.tender import TenderReading, read_tender
from tests.generators import random_case
from tests.unit.ingest.build import book, sheet
from tests.workbooks import write_tender

Row = list[object]
LANGUAGES = {
    "es": ("Nº", "Requisito", "Valor mínimo", "Unidad", "Obligatorio", "Medio de acreditación"),
    "en": ("Ref.", "Requirement description", "Minimum level", "Unit of measure", "Pass/Fail", "Evidence required"),
    "ca": ("Codi", "Requisit", "Import mínim", "Unitat", "Obligatori", "Mitjà"),
    "pt": ("Código", "Requisito", "Limiar", "Unidade", "Obrigatório", "Comprovativo"),
    "fr": ("Réf.", "Exigence", "Seuil", "Unité", "Obligatoire", "Justificatif"),
    "it": ("Rif.", "Requisito", "Soglia", "Unità", "Obbligatorio", "Comprova"),
}
FIELDS = ("id", "text", "threshold", "unit", "mandatory", "evidence")
ABOVE = ["Cuadro de solvencia", "Anexo III", "Documento de trabajo, no vinculante"]
SUBJECTS = [
    "Volumen anual de negocios",
    "Seguro de responsabilidad civil",
    "Trabajos similares de los últimos años",
    "Vehículos adaptados con conductor",
    "Certificado de calidad vigente",
    "Personal con titulación",
]
LOTS = ["Lote 1", "LOTE 2: Jardines", "Lote 3. Comedor escolar"]
CATEGORIES = {"Solvencia económica y financiera": "economic", "2. Solvencia técnica o profesional": "technical"}
NOTES = ["Nota: importes sin IVA", "(*) Según el anexo", "Observaciones: ninguna"]


@dataclass
class Layout:
    """A sheet and what it holds: the requirements as (id, text, lot, category), "" where nothing says it."""

    rows: list[Row] = field(default_factory=list)
    told: list[tuple[str, str, str, str]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Title rows, headings in some order and language, and below them requirements among everything else."""
    names = LANGUAGES[draw(st.sampled_from(sorted(LANGUAGES)))]
    order = draw(st.permutations(range(len(names))))
    made = Layout()
    offset = draw(st.integers(0, 2))
    made.rows += [[None] * offset + [text] for text in draw(st.lists(st.sampled_from(ABOVE), max_size=3, unique=True))]
    made.rows += [[]] * draw(st.integers(0, 2))
    made.rows.append([None] * offset + [names[k] for k in order])
    lot = category = ""
    kinds = ["row"] * 4 + ["lot", "category", "note", "blank", "spaces", "total", "again", "merged"]
    for n, kind in enumerate((*draw(st.lists(st.sampled_from(kinds), max_size=14)), "row", "row", "row"), start=1):
        if kind == "lot":
            title = draw(st.sampled_from(LOTS))
            lot, category = re.sub(r"\D", "", title)[:1], ""
            made.rows.append(_lone(order, offset, title))
        elif kind in ("category", "merged"):
            title = draw(st.sampled_from(sorted(CATEGORIES)))
            category = CATEGORIES[title]
            made.rows.append([None] * offset + [title] if kind == "merged" else _lone(order, offset, title))
            if kind == "merged":
                made.merges.append((len(made.rows) - 1, offset, len(made.rows) - 1, offset + len(order) - 1))
        else:
            made.rows.append(
                _filler(draw, kind, names, order, offset) if kind != "row" else _row(draw, n, order, offset)
            )
            if kind == "row":
                made.told.append((f"A-{n}", str(made.rows[-1][offset + order.index(1)]), lot, category))
    return made


def _lone(order: list[int], offset: int, text: str) -> Row:
    return [None] * (offset + order.index(1)) + [text]


def _row(draw: st.DrawFn, n: int, order: list[int], offset: int) -> Row:
    cells = [
        f"A-{n}",
        f"{draw(st.sampled_from(SUBJECTS))} {n}",
        draw(st.integers(1, 900)),
        "EUR",
        draw(st.sampled_from(["sí", "no"])),
        draw(st.sampled_from(["certificado", None])),
    ]
    return [None] * offset + [cells[k] for k in order]


def _filler(draw: st.DrawFn, kind: str, names: tuple[str, ...], order: list[int], offset: int) -> Row:
    fillers: dict[str, Row] = {
        "note": [None] * offset + [draw(st.sampled_from(NOTES))],
        "blank": [],
        "spaces": [" ", "\u00a0", "  "],
        "total": [None] * offset + ["Total" if k == order[0] else 900 if k == 2 else None for k in order],
        "again": [None] * offset + [names[k] for k in order],
    }
    return fillers[kind]


def filled(grid: Sheet) -> set[int]:
    return {n for n, row in enumerate(grid.rows, 1) if any(c is not None and str(c).strip() for c in row)}


def named(findings: Iterable[Finding]) -> set[int]:
    rows: set[int] = set()
    for finding in findings:
        if finding.place.cell:
            rows.add(int(re.sub(r"\D", "", finding.place.cell)))
        for span in filter(None, str(finding.fields.get("rows", "")).split(", ")):
            first, _, last = span.partition("-")
            rows |= set(range(int(first), int(last or first) + 1))
    return rows


def accounted(read: TenderReading) -> set[int]:
    used = {row.source.row for row in read.tender.requirements}
    return used | {table.header_row for table in read.tables} | named(read.findings)


@settings(max_examples=120, deadline=None)
@given(layouts())
def test_what_was_put_in_comes_out(made: Layout) -> None:
    grid = sheet("Hoja1", made.rows, merges=tuple(made.merges))
    read = read_tender(book(grid))
    found = [(r.id, r.text, ";".join(r.lots), str(r.category)) for r in read.tender.requirements]
    assert found == [(i, text, lot, category or "technical") for i, text, lot, category in made.told]
    assert filled(grid) <= accounted(read)


@settings(max_examples=60, deadline=None)
@given(layouts(), st.sets(st.integers(0, 12), max_size=4))
def test_hidden_rows_are_left_out_and_named(made: Layout, hidden: set[int]) -> None:
    grid = sheet("Hoja1", made.rows, merges=tuple(made.merges), hidden_rows=frozenset(hidden))
    read = read_tender(book(grid))
    assert not {row.source.row - 1 for row in read.tender.requirements} & hidden
    if read.tables:
        assert filled(grid) <= accounted(read)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from([None, " ", "a", "Requisito", "Lote 1", "5", "sí", "Total", "Nota: x", "ISO 9001"]),
            max_size=5,
        ),
        max_size=12,
    ),
    st.sampled_from(["Requisitos", "Hoja1", "Lote 1"]),
)
def test_any_grid_is_read_without_loss(rows: list[Row], title: str) -> None:
    grid = sheet(title, rows)
    read = read_tender(book(grid))
    if any(table.flipped for table in read.mapping.tables):
        return  # its rows are the sheet's columns
    if read.tables:
        assert filled(grid) <= accounted(read)
    else:
        assert {"sheet_not_used", "no_headings", "no_requirements_table"} & {f.code for f in read.findings}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_headings_of_six_languages_are_certain(language: str) -> None:
    rows = [LANGUAGES[language], *((f"A{n}", f"{SUBJECTS[0]} {n}", n, "EUR", "sí", "certificado") for n in range(5))]
    table = read_tender(book(sheet("Hoja1", rows))).mapping.tables[0]
    assert tuple(role.field for role in table.roles) == FIELDS
    assert not table.doubtful


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("seed", range(12))
def test_every_row_of_the_template_is_a_requirement(seed: int, language: str, tmp_path: Path) -> None:
    """Whatever its columns' order and its rules' names: "suma" begins a row, and no total."""
    case = random_case(random.Random(f"{language} {seed}"))
    path = write_tender(tmp_path / "tender.xlsx", case.tender, language, seed)
    read = read_tender(open_workbook(path.read_bytes(), path.name))
    assert [row.id for row in read.tender.requirements] == [row.id for row in case.tender.rows]
    assert not read.mapping.doubtful
