"""Real workbooks of contracting bodies: headings, bounds and counts as their owners made them."""

import os
from functools import cache
from pathlib import Path

import pytest

from consortium.ingest import Table, open_workbook, read_tender
from consortium.ingest.tender import TenderReading
from tests.unit.ingest.build import codes, one, told

DATA = os.environ.get("CONSORTIUM_TEST_DATA", "")
FOLDER = Path(DATA or "unset") / "sheets"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="CONSORTIUM_TEST_DATA names no folder with sheets")


@cache
def read(name: str) -> TenderReading:
    path = next(FOLDER.rglob(name))
    return read_tender(open_workbook(path.read_bytes(), path.name))


def table(name: str, sheet: str) -> Table:
    (found,) = (table for table in read(name).tables if table.sheet == sheet)
    return found


def bounds(found: Table) -> tuple[int, int, int]:
    return found.header_row, found.first_row, found.last_row


def test_a_matrix_of_services_and_buildings() -> None:
    name = "RM3830_Customer_Requirements_Capture_Matrix_v2.3.xlsx"
    assert bounds(table(name, "Service Matrix")) == (3, 4, 149)
    requirements = read(name).tender.requirements
    assert sum(len(row.lots) for row in requirements) == 25
    assert len(read(name).tender.lots) == 5
    assert {row.source.sheet for row in requirements} == {"Service Matrix"}
    assert sorted(told(read(name).findings, "hidden_sheet")) == [
        "Lists",
        "Notes",
        "Service Periods",
        "Service Periods (2)",
    ]
    assert bounds(table(name, "Services Volumes 2")) == (6, 7, 37)


def test_free_text_requirements_between_section_rows() -> None:
    name = "FMServiceDescriptions.xlsx"
    assert bounds(table(name, "Service Descriptions")) == (2, 3, 2267)
    assert read(name).tables[0].columns == (("source", "C"), ("text", "D"))
    assert len(told(read(name).findings, "hidden_sheet")) == 4
    assert one(read(name).findings, "hidden_columns").fields["columns"] == ("B",)
    assert {row.source.sheet for row in read(name).tender.requirements} == {"Service Descriptions"}
    used = {row.source.row for row in read(name).tender.requirements}
    sections = str(one(read(name).findings, "section_row").fields["rows"])
    named = {int(n) for span in sections.split(", ") for n in _rows(span)}
    sheet = open_workbook(next(FOLDER.rglob(name)).read_bytes(), name).sheets[3]
    texts = {n for n, row in enumerate(sheet.rows, start=1) if n > 2 and len(row) > 3 and row[3] is not None}
    assert used | named == texts
    assert len(used & named) == 0
    assert len(used) > 1700


def _rows(span: str) -> range:
    first, _, last = span.partition("-")
    return range(int(first), int(last or first) + 1)


def test_references_that_repeat_per_standard() -> None:
    name = "RM3830_assessed_value_services_and_UoM_v6.xlsx"
    assert bounds(table(name, "services and UoM")) == (1, 2, 156)
    assert len(read(name).tender.requirements) == 153  # rows 148 and 149 are blank
    assert "duplicate_id" not in codes(read(name).findings)
    assert read(name).tender.requirements[0].clause == read(name).tender.requirements[1].clause == "C.1"


@pytest.mark.parametrize(
    ("name", "sheets"),
    [("ESPD-CriteriaTaxonomy-SELFCONTAINED-V2.0.2.xlsx", 34), ("ESPD-CriteriaTaxonomy-REGULATED-V2.0.2.ods", 33)],
)
def test_a_taxonomy_of_many_sheets(name: str, sheets: int) -> None:
    found = read(name).tables
    assert len(found) == sheets
    assert {table.header_row for table in found} == {2}
    assert {dict(table.columns)["text"] for table in found} == {"S"}
    assert len(told(read(name).findings, "hidden_columns")) >= sheets - 3


def test_code_lists_ask_for_nothing() -> None:
    name = "ESPD-CodeLists_v1.0.2.xls"
    assert len(told(read(name).findings, "sheet_not_used")) == 16
    assert {table.header_row for table in read(name).tables} == {12}


def test_a_group_written_once_for_the_rows_below() -> None:
    name = "NEPCO_OCDS_SBD.xlsx"
    found = read(name)
    assert bounds(table(name, "Лист2"))[:2] == (1, 2)
    groups = {row.source.row < 41: str(row.category) for row in found.tender.requirements}
    assert groups == {True: "economic", False: "technical"}
    named = {
        n for f in found.findings for span in str(f.fields.get("rows", "")).split(", ") if span for n in _rows(span)
    }
    placed = {int("".join(filter(str.isdigit, f.place.cell))) for f in found.findings if f.place.cell}
    used = {row.source.row for row in found.tender.requirements}
    assert set(range(2, 175)) <= named | placed | used


@pytest.mark.parametrize(
    "name",
    [
        "excel_pasting.csv",
        "large.xlsx",
        "multilineods.ods",
        "simple.ssv",
        "span_rich.xls",
        "unicode_sheet_name.xls",
        "utf-16le_encoded.csv",
        "weird_head_padding.csv",
    ],
)
def test_nothing_here_is_an_answer(name: str) -> None:
    assert read(name).tender.requirements == ()
    assert read(name).tables == ()
    assert "no_requirements_table" in codes(read(name).findings)
