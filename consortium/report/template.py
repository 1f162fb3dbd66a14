"""The workbooks that users fill in: headings, drop-downs and explanations in their language.

The same builder writes the sample files, so that they cannot drift from the templates.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from consortium.report import cells
from consortium.report.columns import CHOICES, REGISTER, TENDER, Column, Table
from consortium.words import text

LAST_ROW = 2000
"""How far down the drop-downs reach."""

HELP_WIDTH = 82
"""Characters across an upright A4 page: a single column is never scaled to fit."""

Value = str | Decimal | int | date | None
Rows = Mapping[str, Sequence[Mapping[str, Value]]]
"""Sheet key -> rows, each a mapping from column key to value; the facts are one row."""


def tender_template(lang: str) -> bytes:
    """An empty tender workbook (xlsx) with headings in ``lang``."""
    return tender_workbook(lang, {})


def register_template(lang: str) -> bytes:
    """An empty register workbook (xlsx) with headings in ``lang``."""
    return register_workbook(lang, {})


def tender_workbook(lang: str, rows: Rows, notice: str = "") -> bytes:
    """A tender workbook filled with ``rows``; ``notice`` stands on top of the help sheet."""
    return _workbook(lang, "tender", TENDER, rows, notice)


def register_workbook(lang: str, rows: Rows, notice: str = "") -> bytes:
    """A register workbook filled with ``rows``; ``notice`` stands on top of the help sheet."""
    return _workbook(lang, "register", REGISTER, rows, notice)


def _workbook(lang: str, kind: str, tables: tuple[Table, ...], rows: Rows, notice: str) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(cells.sheet_title(text(lang, f"template.sheet.{table.key}")))
        (_upright if table.upright else _flat)(sheet, lang, table, rows.get(table.key, ()))
    _help(book.create_sheet(cells.sheet_title(text(lang, "template.sheet.help"))), lang, kind, tables, notice)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _flat(sheet: Worksheet, lang: str, table: Table, rows: Sequence[Mapping[str, Value]]) -> None:
    for n, column in enumerate(table.columns, start=1):
        letter = get_column_letter(n)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = column.number_format or "General"
        _heading(sheet, letter + "1", lang, table, column)
        _choices(sheet, f"{letter}2:{letter}{LAST_ROW}", lang, column)
    for r, row in enumerate(rows, start=2):
        for n, column in enumerate(table.columns, start=1):
            _fill(sheet, r, n, row.get(column.key), column)
    cells.fit_rows(sheet, 2, sheet.max_row)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"
    cells.print_setup(sheet, "1:1")


def _upright(sheet: Worksheet, lang: str, table: Table, rows: Sequence[Mapping[str, Value]]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 70
    values = rows[0] if rows else {}
    for r, column in enumerate(table.columns, start=1):
        _heading(sheet, f"A{r}", lang, table, column)
        cell = _fill(sheet, r, 2, values.get(column.key), column)
        cell.number_format = column.number_format or "General"
        cell.alignment = cells.LEFT
    cells.fit_rows(sheet, 1, len(table.columns))
    cells.print_setup(sheet, landscape=False)


def _heading(sheet: Worksheet, at: str, lang: str, table: Table, column: Column) -> None:
    cells.header(sheet[at], text(lang, f"template.{table.key}.{column.key}"))
    note = Comment(text(lang, f"template.note.{table.key}.{column.key}"), text(lang, "template.author"))
    note.width, note.height = 320, 110
    sheet[at].comment = note


def _fill(sheet: Worksheet, row: int, column: int, value: Value, spec: Column) -> Cell:
    shown = cells.number_format(value) if isinstance(value, Decimal) and not spec.number_format else None
    cell = cells.put(sheet.cell(row, column), value, spec.number_format or shown)
    cell.alignment = cells.TOP_LEFT if isinstance(value, str) else cells.TOP_RIGHT
    cell.border = cells.BOX
    return cell


def _choices(sheet: Worksheet, cells_range: str, lang: str, column: Column) -> None:
    if not column.choices:
        return
    words = ",".join(text(lang, f"template.choice.{value}") for value in CHOICES[column.choices])
    allowed = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
    # A headcount is as good as a size word, so that list only helps.
    allowed.errorStyle = "information" if column.choices == "size" else "stop"
    allowed.error = text(lang, "template.choose", words=words.replace(",", ", "))
    sheet.add_data_validation(allowed)
    allowed.add(cells_range)


def _help(sheet: Worksheet, lang: str, kind: str, tables: tuple[Table, ...], notice: str) -> None:
    """Prose, one paragraph a cell, so that no reader takes it for a table."""
    paragraphs = [(notice, True)] if notice else []
    paragraphs += [(text(lang, f"template.help.{kind}.title"), True)]
    paragraphs += [(line, False) for line in text(lang, f"template.help.{kind}.body").split("\n")]
    for table in tables:
        paragraphs.append((text(lang, "template.help.sheet", sheet=text(lang, f"template.sheet.{table.key}")), True))
        paragraphs += [(_explained(lang, table, column), False) for column in table.columns]
    sheet.column_dimensions["A"].width = HELP_WIDTH
    for r, (line, strong) in enumerate(paragraphs, start=1):
        cell = cells.put(sheet.cell(r, 1), line)
        cell.alignment = cells.TOP_LEFT
        if strong:
            cell.font = cells.BOLD
    cells.fit_rows(sheet, 1, len(paragraphs))
    sheet.sheet_view.showGridLines = False
    cells.print_setup(sheet, landscape=False)


def _explained(lang: str, table: Table, column: Column) -> str:
    name = text(lang, f"template.{table.key}.{column.key}")
    return text(lang, "template.help.column", name=name, note=text(lang, f"template.note.{table.key}.{column.key}"))
