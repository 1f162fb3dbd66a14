"""What other programs write comes back as written; what is broken at random is refused or read, and nothing else."""

import csv
import io
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from consortium.errors import FileError
from consortium.ingest.cells import Raw, row_of
from consortium.ingest.files import open_workbook
from consortium.ingest.grid import Workbook
from consortium.ingest.raw import Box, Marks
from consortium.ingest.xlsx_plain import without_plain_rows
from consortium.ingest.xlsx_sheet import SheetMarks
from consortium.words import known
from tests.unit.ingest_files import make

FEW = settings(max_examples=25, deadline=None)
MANY = settings(max_examples=200, deadline=None)

letters = st.characters(codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters="_")
words = st.text(letters, min_size=1, max_size=12).filter(lambda word: not word.startswith("="))
moments = st.datetimes(datetime(1905, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(microsecond=0))
values = st.one_of(
    st.none(),
    words,
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: float(f"{number:.6g}")),
    st.dates(date(1905, 1, 1), date(2100, 1, 1)),
    moments,
)
tables = st.lists(st.lists(values, min_size=1, max_size=6), min_size=1, max_size=8).filter(
    lambda table: any(cell is not None for row in table for cell in row)
)


def without_blank_end(rows: list[tuple[object, ...]]) -> tuple[tuple[object, ...], ...]:
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def cell(value: Raw) -> object:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return Decimal(repr(value))
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


@FEW
@given(tables)
def test_an_excel_workbook_comes_back(table):
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = open_workbook(out.getvalue(), "a.xlsx").sheets[0]
    assert found.rows == without_blank_end([row_of(map(cell, row)) for row in table])
    assert (found.errors, found.uncached, found.percents) == ({}, frozenset(), frozenset())


fields = st.text(st.one_of(letters, st.sampled_from(';,"\t| \n')), max_size=10)
pairs = st.lists(st.tuples(fields, fields), max_size=8)


@FEW
@given(pairs, st.sampled_from(";,\t|"), st.sampled_from(["\n", "\r\n"]))
@example([("a;b", "1,5"), ('say "hi"', "two\nlines")], ",", "\n")
def test_a_text_table_comes_back(table, separator, end):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([("Id", "Ñ"), *table])
    found = open_workbook(f"sep={separator}{end}{out.getvalue()}".encode(), "a.csv").sheets[0]
    assert found.rows == without_blank_end([("Id", "Ñ"), *map(row_of, table)])


CELLS = st.sampled_from(
    [
        '<c r="{0}" s="1"/>',
        '<c r="{0}"><v>5</v></c>',
        '<c r="{0}" s="1"><v>0.5</v></c>',
        '<c r="{0}" s="1" t="n"><v>1E-3</v></c>',
        '<c r="{0}" s="2" t="s"><v>0</v></c>',
        '<c r="{0}" t="b"><v>1</v></c>',
        '<c r="{0}" t="inlineStr"><is><t>x &lt; y</t></is></c>',
        '<c r="{0}" t="e"><v>#N/A</v></c>',
        '<c r="{0}"><f>1+1</f></c>',
        '<c r="{0}" s="1"><f>1+1</f><v>2</v></c>',
        '<c r="{0}"><v>-7</v></c>',
        '<c s="1" r="{0}"><v>8</v></c>',
    ]
)
ROWS = st.tuples(
    st.sampled_from(['r="{0}"', 'r="{0}" spans="1:3" ht="15"', 'r="{0}" hidden="1"']), st.lists(CELLS, max_size=5)
)


@MANY
@given(st.lists(ROWS, max_size=8))
def test_the_fast_reading_finds_what_the_close_one_finds(rows):
    xml = make.sheet(
        "".join(
            f"<row {attributes.format(n)}>"
            + "".join(cell.format(f"{'ABCDE'[i]}{n}") for i, cell in enumerate(cells))
            + "</row>"
            for n, (attributes, cells) in enumerate(rows, 1)
        )
    ).encode()
    fast, close = SheetMarks("a", "S", frozenset({"1"}), 1), SheetMarks("a", "S", frozenset({"1"}), 1)
    fast.read(xml, "p")
    close.read(xml.replace(b"<row r=", b"<row  r="), "p")
    assert fast.marks == close.marks
    assert (fast._box.rows, fast._box.columns, fast._box.values) == (
        close._box.rows,
        close._box.columns,
        close._box.values,
    )


def test_plain_rows_are_indeed_left_out():
    xml = make.sheet('<row r="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1" s="3"/></row><row r="2"><c r="A2"/></row>')
    box, marks = Box("a", "S"), Marks()
    rest = without_plain_rows(xml.encode(), ["1"], 0, box, marks)
    assert b"<row" not in rest
    assert (box.rows, box.columns, box.values, marks.percents) == (1, 1, 1, {(0, 0)})


def test_a_row_with_text_for_a_number_is_not_plain():
    rest = without_plain_rows(
        make.sheet('<row r="1"><c r="A1"><v>abc</v></c></row>').encode(), [], 0, Box("a", "S"), Marks()
    )
    assert b"abc" in rest


damage = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6)


@pytest.mark.parametrize("data", [make.xlsx(make.GOOD), make.ods(make.ods_table("")), b"a;b\n\xf1;1\n"])
@FEW
@given(damage, st.floats(0, 1))
def test_random_damage_is_refused_or_read(data, damage, keep):
    broken = bytearray(data[: 1 + int(len(data) * max(keep, 0.5))])
    for place, value in damage:
        broken[int(place * (len(broken) - 1))] = value
    outcome: Workbook | str = ""
    try:
        outcome = open_workbook(bytes(broken), "a.xlsx")
    except FileError as error:
        outcome = error.code
    assert known("es", f"errors.{outcome}") if isinstance(outcome, str) else any(one.rows for one in outcome.sheets)
