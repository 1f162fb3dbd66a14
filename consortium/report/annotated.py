"""The user's own workbook back: findings as comments and colours in their cells, and in a list at the end.

Its formats, formulas and hidden parts stay; texts stay texts. openpyxl can be made to hang or to eat memory, so
``annotate`` and ``convert`` are meant to run in a child with limits, on bytes that were read before.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from consortium.report.cells import TOP_LEFT, clean, fit_rows, header, print_setup, put, sheet_title

AUTHOR = "Consortium Builder"
FILLS = {"error": "F8CBAD", "warning": "FFE699", "info": "DDEBF7"}
"""Ground of a cell by the gravest of its findings."""
_GRAVEST = tuple(FILLS)
_LONGEST = 2000
"""Letters of a comment: more cannot be read in its box."""
_WIDTHS = (10, 22, 9, 90)
Value = str | Decimal | bool | date | time | None


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as a sentence, and its cell (``sheet`` and ``cell`` may be empty). ``level``: error, warning, info."""

    sheet: str
    cell: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Title and headings of the list at the end, and the name of each level."""

    title: str
    headings: tuple[str, str, str, str]
    levels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a file that is no xlsx: its values, its merged ranges (A1:B2) and the cells that hold percentages."""

    title: str
    rows: Sequence[Sequence[Value]]
    merges: tuple[str, ...] = ()
    percents: frozenset[tuple[int, int]] = frozenset()


def annotate(data: bytes, notes: Sequence[Note], words: Words) -> bytes:
    """The xlsx or xlsm ``data`` with its notes. Raises what openpyxl raises on a workbook that it cannot read."""
    macros = b"vbaProject.bin" in data
    return _saved(load_workbook(io.BytesIO(data), keep_vba=macros, rich_text=True), notes, words)


def convert(pages: Sequence[Page], notes: Sequence[Note], words: Words) -> bytes:
    """A new workbook with the values of ``pages`` and the notes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(sheet_title(page.title, tuple(book.sheetnames)))
        for row, values in enumerate(page.rows):
            for column, value in enumerate(values):
                _put_value(sheet, row, column, value, (row, column) in page.percents)
        for merged in page.merges:
            sheet.merge_cells(merged)
    titles = {page.title: sheet.title for page, sheet in zip(pages, book.worksheets, strict=True)}
    return _saved(book, [Note(titles.get(n.sheet, n.sheet), n.cell, n.level, n.text) for n in notes], words)


def _put_value(sheet: Worksheet, row: int, column: int, value: Value, percent: bool) -> None:
    if value is None:
        return
    cell = sheet.cell(row + 1, column + 1)
    if isinstance(value, time):
        cell.value = value
    elif percent and isinstance(value, Decimal):
        put(cell, value / 100, "0.##%")
    else:
        put(cell, value)


def _saved(book: Workbook, notes: Sequence[Note], words: Words) -> bytes:
    by_cell: dict[tuple[str, str], list[Note]] = {}
    for note in notes:
        if note.cell and note.sheet in book.sheetnames:
            by_cell.setdefault((note.sheet, note.cell), []).append(note)
    for (title, address), own in by_cell.items():
        sheet = book[title]
        if isinstance(sheet, Worksheet):
            _mark(_anchor(sheet, address), own, words)
    _list(book, notes, words)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _anchor(sheet: Worksheet, address: str) -> Cell:
    """The cell, or the one that it is merged into."""
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        merged = next(span for span in sheet.merged_cells.ranges if address in span)
        cell = sheet.cell(merged.min_row, merged.min_col)
    assert isinstance(cell, Cell)
    return cell


def _mark(cell: Cell, notes: Sequence[Note], words: Words) -> None:
    """Colour the cell and write the notes below what its comment says already."""
    lines = [f"{words.levels[note.level]}: {note.text}" for note in sorted(notes, key=_gravity)]
    before = [cell.comment.text] if cell.comment else []
    text = clean("\n\n".join(dict.fromkeys((*before, *lines))))[:_LONGEST]
    comment = Comment(text, AUTHOR)
    comment.width, comment.height = 360, 60 + 18 * (len(text) // 50 + text.count("\n"))
    cell.comment = comment
    cell.fill = copy(PatternFill("solid", fgColor=FILLS[min(notes, key=_gravity).level]))


def _gravity(note: Note) -> int:
    return _GRAVEST.index(note.level)


def _list(book: Workbook, notes: Iterable[Note], words: Words) -> None:
    """All notes on a sheet of their own, the gravest first."""
    sheet = book.create_sheet(sheet_title(words.title, tuple(book.sheetnames)))
    for column, (heading, width) in enumerate(zip(words.headings, _WIDTHS, strict=True), start=1):
        header(sheet.cell(1, column), heading)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    for row, note in enumerate(sorted(notes, key=_gravity), start=2):
        for column, text in enumerate((words.levels[note.level], note.sheet, note.cell, note.text), start=1):
            put(sheet.cell(row, column), text).alignment = TOP_LEFT
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=FILLS[note.level])
    fit_rows(sheet, 2, sheet.max_row)
    sheet.freeze_panes = "A2"
    print_setup(sheet, "1:1")
