"""Content blocks onto a sheet, one under the other."""

from datetime import date
from decimal import Decimal

from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from consortium.report import cells
from consortium.report.cells import put
from consortium.report.content import Block, Cell, Column, Facts, Number, Paragraph, Percentage, Section, Table, Verdict

LABEL_WIDTH, VALUE_WIDTH = 42, 84
"""Columns of facts, in characters."""
_UNSAFE_IN_FORMATS = str.maketrans({'"': "", "\\": ""})


def write_section(sheet: Worksheet, section: Section, first: int) -> int:
    """Write a section's blocks from row ``first`` down; returns the last row used."""
    _widths(sheet, section)
    span = max(2, *(len(b.columns) for b in section.blocks if isinstance(b, Table)), 2)
    tables = [b for b in section.blocks if isinstance(b, Table)]
    row = first
    for block in section.blocks:
        if isinstance(block, Table) and len(tables) == 1:
            _keep_heading(sheet, row + bool(block.title), len(block.rows), len(block.columns))
        row = _block(sheet, block, row, span) + 2
    return row - 2


def _widths(sheet: Worksheet, section: Section) -> None:
    """Columns as wide as the widest table wants them; labels and values where there are only facts."""
    tables = [b for b in section.blocks if isinstance(b, Table)]
    facts = any(isinstance(b, Facts) for b in section.blocks) or not tables
    wanted: dict[int, float] = {1: LABEL_WIDTH, 2: VALUE_WIDTH} if facts else {}
    for table in tables:
        for n, column in enumerate(table.columns, start=1):
            wanted[n] = max(wanted.get(n, 0), column.width, *(_width(row[n - 1]) for row in table.rows))
    for n, width in wanted.items():
        sheet.column_dimensions[get_column_letter(n)].width = width


def _width(value: Cell) -> float:
    """What a number needs; text wraps."""
    return cells.number_width((value.number,), len(value.unit)) if isinstance(value, Number) else 0


def _keep_heading(sheet: Worksheet, row: int, rows: int, columns: int) -> None:
    """The heading of a sheet's only table stays in sight, repeats on paper and filters."""
    sheet.freeze_panes = f"B{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(columns)}{row + rows}"


def _block(sheet: Worksheet, block: Block, row: int, span: int) -> int:
    if isinstance(block, Paragraph):
        return paragraph(sheet, block, row, span)
    if isinstance(block, Facts):
        return _facts(sheet, block, row)
    if isinstance(block, Table):
        return _table(sheet, block, row)
    raise TypeError(type(block).__name__)


def paragraph(sheet: Worksheet, block: Paragraph, row: int, span: int) -> int:
    """A sentence across the sheet's columns."""
    cell = put(sheet.cell(row, 1), block.text)
    cell.alignment = cells.TOP_LEFT
    cell.font = Font(name=cells.FONT, bold=True, size=12) if block.strong else Font(name=cells.FONT)
    width = sum(sheet.column_dimensions[get_column_letter(n)].width for n in range(1, span + 1))
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=span)
    each = 17.0 if block.strong else cells.LINE_HEIGHT
    sheet.row_dimensions[row].height = each * cells.lines(block.text, width * (0.9 if block.strong else 1)) + 3
    return row


def _facts(sheet: Worksheet, facts: Facts, row: int) -> int:
    row = _title(sheet, facts.title, row)
    first = row
    for label, value in facts.rows:
        named = put(sheet.cell(row, 1), label)
        named.fill, named.font, named.alignment, named.border = cells.QUIET_FILL, cells.BOLD, cells.TOP_LEFT, cells.BOX
        write(sheet, row, 2, value)
        sheet.cell(row, 2).alignment = cells.LEFT
        row += 1
    cells.fit_rows(sheet, first, row - 1)
    return row - 1


def _table(sheet: Worksheet, table: Table, row: int) -> int:
    row = _title(sheet, table.title, row)
    for n, column in enumerate(table.columns, start=1):
        cells.header(sheet.cell(row, n), column.title)
    sheet.row_dimensions[row].height = _heading_height(table.columns)
    for r, values in enumerate(table.rows, start=row + 1):
        for n, value in enumerate(values, start=1):
            write(sheet, r, n, value)
    if table.rows:
        cells.fit_rows(sheet, row + 1, row + len(table.rows))
    return row + len(table.rows)


def _heading_height(columns: tuple[Column, ...]) -> float:
    return cells.LINE_HEIGHT * max(cells.lines(c.title, c.width) for c in columns) + 6


def _title(sheet: Worksheet, title: str, row: int) -> int:
    if not title:
        return row
    put(sheet.cell(row, 1), title).font = Font(name=cells.FONT, bold=True, size=12, color=cells.INK)
    return row + 1


def write(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    """One typed cell."""
    cell = put(sheet.cell(row, column), plain_value(value), number_format(value))
    cell.border = cells.BOX
    cell.alignment = cells.TOP_RIGHT if isinstance(value, Number | Percentage | date) else cells.TOP_LEFT
    if isinstance(value, Verdict) and (colours := cells.SIGN_COLOURS.get(value.sign.value)):
        cell.fill, cell.font = PatternFill("solid", fgColor=colours[0]), Font(name=cells.FONT, color=colours[1])


def plain_value(value: Cell) -> str | Decimal | date | None:
    """What the cell holds."""
    if isinstance(value, Number):
        return value.number
    if isinstance(value, Percentage):
        return value.fraction
    if isinstance(value, Verdict):
        return f"{value.sign.value} {value.words}".strip()
    return value


def number_format(value: Cell) -> str | None:
    """Numbers keep being numbers: the unit stands in the format."""
    if isinstance(value, Percentage):
        return "0.0%" if (value.fraction * 100) % 1 else "0%"
    if not isinstance(value, Number):
        return None
    unit = cells.clean(value.unit).translate(_UNSAFE_IN_FORMATS)[:40]
    return cells.number_format(value.number) + (f'" {unit}"' if unit else "")
