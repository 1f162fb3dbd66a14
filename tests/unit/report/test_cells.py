import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from consortium.report import cells


@pytest.fixture
def sheet() -> Worksheet:
    active = Workbook().active
    assert active is not None
    return active


def read_back(sheet: Worksheet) -> Worksheet:
    assert sheet.parent is not None
    stream = io.BytesIO()
    sheet.parent.save(stream)
    active = openpyxl.load_workbook(io.BytesIO(stream.getvalue())).active
    assert active is not None
    return active


@pytest.mark.parametrize("text", ["=1+1", "+34 600", "-x", "@SUM(A1)", "#N/A", "TRUE", "=cmd|'/C calc'!A0", "1234"])
def test_text_stays_text(sheet: Worksheet, text: str) -> None:
    cells.put(sheet["A1"], text)
    cell = read_back(sheet)["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix is text.startswith(("=", "+", "-", "@"))


def test_a_formula_of_ours_is_live(sheet: Worksheet) -> None:
    cells.put(sheet["A1"], cells.Formula("=1+1"))
    assert read_back(sheet)["A1"].data_type == "f"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("uno\r\ndos", "uno\ndos"),
        ("\ud800x\uffff", "x"),
        ("\x01", None),
        ("tab\there", "tab\there"),
    ],
)
def test_control_characters_go(sheet: Worksheet, text: str, kept: str | None) -> None:
    cells.put(sheet["A1"], text)
    assert read_back(sheet)["A1"].value == kept


def test_a_text_longer_than_a_cell_says_so() -> None:
    assert cells.clean("x" * 40_000) == "x" * 32_766 + "…"


@pytest.mark.parametrize(
    ("title", "taken", "expected"),
    [
        ("Lote [1]: a/b?*\\", (), "Lote  1   a b"),
        ("x" * 40, (), "x" * 31),
        ("'quoted'", (), "quoted"),
        ("\x00", (), "-"),
        ("Resumen", ("resumen",), "Resumen 2"),
        ("x" * 40, ("x" * 31,), "x" * 29 + " 2"),
    ],
)
def test_sheet_titles(title: str, taken: tuple[str, ...], expected: str) -> None:
    assert cells.sheet_title(title, taken) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("5", "#,##0"),
        ("1E+3", "#,##0"),
        ("0.50", "#,##0.00"),
        ("1.2345", "#,##0.0000"),
        ("0.1234567890123", "#,##0.000000000"),
    ],
)
def test_number_formats(number: str, expected: str) -> None:
    assert cells.number_format(Decimal(number)) == expected


def test_numbers_and_dates_keep_their_kind(sheet: Worksheet) -> None:
    cells.put(sheet["A1"], Decimal("1234567.89"), "#,##0.00")
    cells.put(sheet["A2"], date(2027, 2, 26))
    back = read_back(sheet)
    assert (back["A1"].value, back["A1"].number_format) == (1234567.89, "#,##0.00")
    assert (back["A2"].value.date(), back["A2"].number_format) == (date(2027, 2, 26), "dd/mm/yyyy")


def test_a_number_fits_its_column() -> None:
    assert cells.number_width((Decimal("123456789.01"), Decimal(5))) >= len("123,456,789.01") + 1
    assert cells.number_width(()) == 3


def test_rows_grow_with_wrapped_text(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 20
    cells.put(sheet["A1"], "palabra " * 20)
    cells.put(sheet["A2"], "corto")
    cells.fit_rows(sheet, 1, 2)
    assert sheet.row_dimensions[1].height > 5 * sheet.row_dimensions[2].height


def test_no_row_is_taller_than_allowed(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 10
    cells.put(sheet["A1"], "x " * 5000)
    cells.fit_rows(sheet, 1, 1)
    assert sheet.row_dimensions[1].height == 409
