from datetime import date
from decimal import Decimal

import pytest

from consortium.errors import FileError
from consortium.ingest.files import open_workbook
from consortium.ingest.grid import Sheet
from tests.unit.ingest_files.make import ods, ods_number, ods_table, ods_text, zipped

EMPTY = "<table:table-cell/>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str) -> Sheet:
    (found,) = open_workbook(ods(ods_table("".join(rows))), "a.ods").sheets
    return found


def refusal(data: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(FileError) as caught:
        open_workbook(data, "flaw.ods")
    return caught.value.code, dict(caught.value.fields)


def test_values():
    day = '<table:table-cell office:value-type="date" office:date-value="2026-11-24"/>'
    yes = '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    found = sheet(row(ods_text("Alfa"), ods_number("1234567.89"), day, yes))
    assert found.rows == (("Alfa", Decimal("1234567.89"), date(2026, 11, 24), True),)


def test_a_percentage_is_read_as_shown():
    found = sheet(row(ods_number("0.7"), ods_number("0.7", "percentage")))
    assert (found.rows, found.percents) == (((Decimal("0.7"), Decimal(70)),), {(0, 1)})


def test_repeats():
    twice = 'table:number-columns-repeated="2"'
    found = sheet(
        row(ods_number("0.5", "percentage", twice), ods_text("x"), attributes='table:number-rows-repeated="2"'),
        row(ods_text("y")),
    )
    assert found.rows == ((Decimal(50), Decimal(50), "x"), (Decimal(50), Decimal(50), "x"), ("y",))
    assert found.percents == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_the_empty_rest_that_libreoffice_writes_is_no_size():
    rest = '<table:table-cell table:number-columns-repeated="16384"/>'
    found = sheet(row(ods_text("x")), row(rest, attributes='table:number-rows-repeated="1048575"'))
    assert found.rows == (("x",),)


def test_errors_and_missing_results():
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
    )
    uncached = '<table:table-cell table:formula="of:=1+1"/>'
    found = sheet(row(error, ods_text("a"), uncached))
    assert found.rows == ((None, "a"),)
    assert (found.errors, found.uncached) == ({(0, 0): "#DIV/0!"}, {(0, 2)})


def test_what_is_hidden_and_merged():
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    wide = (
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="3"/>'
    )
    hidden = row(wide, ods_text("x"), attributes='table:visibility="filter"')
    data = ods(
        ods_table(columns + row(ods_text("a")) + hidden),
        ods_table(row(ods_text("b")), "S2", 'table:style-name="ta2"'),
        styles=styles,
    )
    first, second = open_workbook(data, "a.ods").sheets
    assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, {1}, {2})
    assert first.merges == ((1, 0, 3, 1),)
    assert (second.title, second.hidden) == ("S2", True)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(ods_text("x"), attributes='table:number-rows-repeated="1048576"'), "file_sheet_too_large"),
        (row(ods_number("1", attributes='table:number-columns-repeated="16384"')), "file_sheet_too_large"),
        (row(ods_number("1", attributes='table:number-columns-repeated="-1"')), "file_damaged_part"),
        (row(ods_text('<text:s text:c="2000000000"/>')), "file_text_too_long"),
        (row(ods_text("<text:span>" * 70 + "</text:span>" * 70)), "file_nested_too_deep"),
        ("<table:table-row>", "file_damaged_part"),
        (row(EMPTY), "file_no_cells"),
    ],
)
def test_sheets_that_are_refused(rows, code):
    assert refusal(ods(ods_table(rows)))[0] == code


def test_a_password():
    manifest = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    assert refusal(ods(more={"META-INF/manifest.xml": manifest})) == ("file_password", {"file": "flaw.ods"})


def test_entities():
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        }
    )
    assert refusal(data)[0] == "file_declares_entities"


def test_a_text_document():
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
    assert refusal(data)[0] == "file_is_document"


def test_cells_outside_any_table():
    assert refusal(ods(row(ods_text("x"))))[0] == "file_damaged_part"
