"""Excel 97 workbooks (.xls): values by calamine, formats and what is hidden by xlrd. Runs in the child."""

import io
import os
import struct

import xlrd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from consortium.errors import FileError
from consortium.ingest.raw import NO_DATE, Box, Marks, RawSheet
from consortium.ingest.xlsx import is_percent

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FAULTS = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    ValueError,
    LookupError,
    AssertionError,
    RuntimeError,
    TypeError,
    AttributeError,
    ArithmeticError,
)
"""What xlrd raises on damaged bytes."""
_CAUSES = (("encrypted", "file_password"), ("Can't find workbook", "file_is_document"))
"""Words of xlrd's messages that say more than that."""


def read(data: bytes, file: str) -> list[RawSheet]:
    """The worksheets in their order. Raises FileError."""
    if _ENCRYPTED_PACKAGE in data:
        raise FileError("file_password", file=file)
    book = _formats(data, file)
    try:
        values = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            RawSheet(
                sheet.name,
                values.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False),
                bool(sheet.visibility),
                _marks(book, sheet, file),
            )
            for sheet in book.sheets()
        ]
    except PasswordError as error:
        raise FileError("file_password", file=file) from error
    except CalamineError as error:
        raise FileError("file_damaged", file=file) from error


def _formats(data: bytes, file: str) -> xlrd.Book:
    try:
        with open(os.devnull, "w") as nowhere:
            return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=nowhere)
    except _FAULTS as error:
        code = next((code for words, code in _CAUSES if words in str(error)), "file_damaged")
        raise FileError(code, file=file) from error


def _marks(book: xlrd.Book, sheet: xlrd.sheet.Sheet, file: str) -> Marks:
    box, marks = Box(file, sheet.name), Marks()
    percent = {index for index, style in enumerate(book.xf_list) if _shows_percent(book, style.format_key)}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            box.add(row, column)
            if kind == xlrd.XL_CELL_ERROR:
                marks.errors[row, column] = xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#N/A")
            elif kind == xlrd.XL_CELL_DATE and sheet.cell_value(row, column) < 0:
                marks.errors[row, column] = NO_DATE
            elif kind == xlrd.XL_CELL_NUMBER and sheet.cell_xf_index(row, column) in percent:
                marks.percents.add((row, column))
    marks.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    marks.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    marks.merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return marks


def _shows_percent(book: xlrd.Book, key: int) -> bool:
    style = book.format_map.get(key)
    return style is not None and is_percent(style.format_str)
