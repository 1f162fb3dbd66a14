"""How a cell is written: text that stays text, numbers as numbers, and the look that all workbooks share."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from consortium.domain.exact import plain

INK, PALE, LINE, WHITE = "0F5C55", "E9F2F0", "BCCBC8", "FFFFFF"
DATE_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"
LINE_HEIGHT, TALLEST = 15.0, 409.0
"""Points; a row cannot be taller (Excel specifications and limits)."""
LONGEST_TEXT = 32_767
"""Characters that a cell of a workbook holds (ECMA-376)."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_LOOKS_LIVE = ("=", "+", "-", "@", "\t", "\r")

_RULE = Side(style="thin", color=LINE)
BOX = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
TOP_LEFT = Alignment(vertical="top", wrap_text=True)
LEFT = Alignment(vertical="top", horizontal="left", wrap_text=True)
TOP_RIGHT = Alignment(vertical="top", horizontal="right", indent=1)
ONE_LINE = Alignment(vertical="top", horizontal="left")
CENTRED = Alignment(vertical="top", horizontal="center", wrap_text=True)
HEADER_LOOK = Alignment(vertical="center", wrap_text=True)
FONT = "Calibri"
HEADER_FONT = Font(name=FONT, bold=True, color=WHITE)
HEADER_FILL = PatternFill("solid", fgColor=INK)
SIGN_COLOURS = {
    "✓": ("D5ECE7", "0B4F48"),
    "✗": ("F6CDB4", "7A2E12"),
    "?": ("FCE9B8", "6B4E00"),
    "—": ("E3E3E6", "444B4E"),
    "…": ("E3E3E6", "444B4E"),
}
"""Sign -> (ground, ink)."""
QUIET_FILL = PatternFill("solid", fgColor=PALE)
BOLD = Font(name=FONT, bold=True)


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula of ours, never a user's text. ``text`` starts with ``=``."""

    text: str


AnyCell = Cell | MergedCell
Content = str | Decimal | int | date | bool | Formula | None


def clean(text: str) -> str:
    """Text without control characters, at most as long as a cell holds."""
    kept = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 1] + "…"


def sheet_title(text: str, taken: tuple[str, ...] = ()) -> str:
    """A title that a workbook accepts: at most 31 characters, none of ``[]:*?/\\``, unlike those ``taken``."""
    base = _FORBIDDEN_IN_TITLES.sub(" ", clean(text)).strip().strip("'")[:31].strip() or "-"
    title, n = base, 1
    while title.casefold() in {other.casefold() for other in taken}:
        n += 1
        title = f"{base[: 31 - len(str(n)) - 1]} {n}"
    return title


def put(cell: AnyCell, value: Content, number_format: str | None = None) -> Cell:
    """Write ``value``. Text stays text whatever it starts with; numbers take ``number_format``, dates the day's."""
    assert isinstance(cell, Cell)
    if isinstance(value, Formula):
        cell.value = value.text
    elif isinstance(value, str):
        _put_text(cell, clean(value))
    else:
        cell.value = value
    if number_format is not None and not isinstance(value, str):
        cell.number_format = number_format
    elif isinstance(value, date):
        cell.number_format = DATE_FORMAT
    return cell


def _put_text(cell: Cell, text: str) -> None:
    cell.value = text or None
    if not text:
        return
    cell.data_type = "s"
    if text.startswith(_LOOKS_LIVE):
        cell.number_format = TEXT_FORMAT
        cell.quotePrefix = True


def header(cell: AnyCell, text: str) -> Cell:
    """A heading of a table."""
    written = put(cell, text)
    written.font, written.fill, written.alignment, written.border = HEADER_FONT, HEADER_FILL, HEADER_LOOK, BOX
    return written


def number_format(number: Decimal) -> str:
    """Thousands separated, with as many decimals as the number has (at most 9)."""
    exponent = number.normalize().as_tuple().exponent
    places = min(9, max(0, -exponent)) if isinstance(exponent, int) else 0
    return "#,##0" + ("." + "0" * max(2, places) if places else "")


def lines(text: str, width: float) -> int:
    """How many lines ``text`` takes in a column of ``width`` characters, words wrapped; a generous estimate."""
    return sum(max(1, ceil(len(part) * 1.05 / max(1.0, width - 1))) for part in text.split("\n"))


def fit_rows(sheet: Worksheet, first: int, last: int) -> None:
    """Rows as tall as their longest wrapped text, since not every program fits them on opening."""
    for row in sheet.iter_rows(min_row=first, max_row=last):
        most = max((_lines_of(sheet, cell) for cell in row), default=1)
        sheet.row_dimensions[row[0].row or first].height = min(TALLEST, LINE_HEIGHT * most + 2)


def _lines_of(sheet: Worksheet, cell: AnyCell) -> int:
    if not isinstance(cell.value, str) or cell.data_type == "f":
        return 1
    return lines(cell.value, sheet.column_dimensions[cell.column_letter].width)


def number_width(numbers: tuple[Decimal, ...], suffix: int = 0) -> float:
    """How wide a column must be, in characters, so that none of ``numbers`` shows as #####."""
    longest = max((len(plain(number)) + len(plain(number).partition(".")[0]) // 3 for number in numbers), default=0)
    return longest + suffix + 3.0


def print_setup(sheet: Worksheet, title_rows: str | None = None, landscape: bool = True) -> None:
    """A4, one page wide, header rows repeated, page numbers and the sheet's name in the footer."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.7, 0.3
    if title_rows:
        sheet.print_title_rows = title_rows
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.left is not None
    assert footer.right is not None
    footer.left.text, footer.right.text = "&A", "&P / &N"
