"""Bytes -> Workbook: the one door through which files come in."""

import csv
import io

from python_calamine import CalamineWorkbook

from consortium.errors import FileError
from consortium.ingest.cells import row_of
from consortium.ingest.grid import Sheet, Workbook


def open_workbook(data: bytes, file_name: str) -> Workbook:
    """The file's sheets, its kind told by content.

    Raises FileError, whose code and fields say what is wrong with the file and what to do.
    """
    if not data:
        raise FileError("empty", file=file_name)
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        return _sheets(data, file_name)
    text = data.decode("utf-8-sig")
    separator = max(";,\t|", key=text.partition("\n")[0].count)
    rows = tuple(row_of(row) for row in csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    return Workbook(file_name, "csv", (Sheet("", rows),))


def _sheets(data: bytes, file_name: str) -> Workbook:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = tuple(
        Sheet(name, tuple(map(row_of, book.get_sheet_by_name(name).to_python(skip_empty_area=False))))
        for name in book.sheet_names
    )
    return Workbook(file_name, "xlsx", sheets)
