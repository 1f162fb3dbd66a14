"""How a questionnaire looks: a calm head, one colour for what is to be filled in, everything else locked."""

from collections.abc import Mapping, Sequence

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from consortium.domain.asking_form import MARK
from consortium.report import cells
from consortium.words import text

OPEN, DONE, QUIET = "FFF6CC", "CDE9DC", "5A6B68"
_OPEN_FILL = PatternFill("solid", fgColor=OPEN)
_DONE_FILL = PatternFill("solid", bgColor=DONE)
_HAIR = Side(style="hair", color=cells.LINE)
_UNDER = Border(bottom=_HAIR)
_MIDDLE = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_CENTRE = Alignment(vertical="center", horizontal="center", wrap_text=True)
FORMATS = {"money": "#,##0.00", "percent": "0%", "day": cells.DATE_FORMAT, "number": "General", "text": "@"}
"""What a column of a list holds -> its number format; text where not named."""
_LINE, _SPARE = 15.0, 8.0
_EARLIEST = "32874"
"""1 January 1990 as workbooks count days."""


def columns(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Column widths, the first column (the keys) hidden, no grid."""
    for n, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.column_dimensions["A"].hidden = True
    sheet.sheet_view.showGridLines = False


def intro(sheet: Worksheet, last: str, address: str, heading: str, paragraphs: Sequence[str]) -> int:
    """The head of a sheet: title and a few lines across its width. The row after it."""
    cells.put(sheet["A1"], address)
    top = span(sheet, 1, "B", last)
    cells.put(top, heading)
    top.font, top.fill = Font(name=cells.FONT, size=16, bold=True, color=cells.WHITE), cells.HEADER_FILL
    top.alignment = _MIDDLE
    sheet.row_dimensions[1].height = 36
    wide = sum(sheet.column_dimensions[get_column_letter(n)].width for n in range(2, 2 + ord(last) - ord("A")))
    for row, paragraph in enumerate(paragraphs, start=2):
        cell = span(sheet, row, "B", last)
        cells.put(cell, paragraph)
        cell.alignment = _MIDDLE
        cell.font = Font(name=cells.FONT, size=11, color=cells.INK if row > 2 else "000000")
        sheet.row_dimensions[row].height = _LINE * cells.lines(paragraph, wide * 0.92) + _SPARE
    return len(paragraphs) + 2


def marks(sheet: Worksheet, row: int, kind: str, places: Mapping[str, int]) -> None:
    """The hidden row by which a reply is read."""
    cells.put(sheet.cell(row, 1), MARK + kind)
    for name, column in places.items():
        cells.put(sheet.cell(row, column), MARK + name)
    sheet.row_dimensions[row].hidden = True


def headings(sheet: Worksheet, row: int, first: int, names: Sequence[str]) -> None:
    """The headings of a table."""
    for n, name in enumerate(names):
        cell = cells.header(sheet.cell(row, first + n), name)
        cell.alignment = _MIDDLE if name else _CENTRE
    sheet.row_dimensions[row].height = 32 if any(len(name) > 16 for name in names) else 22


def band(sheet: Worksheet, row: int, last: str, words: str) -> None:
    """A line between two parts of a table."""
    cell = span(sheet, row, "B", last)
    cells.put(cell, words)
    cell.font, cell.fill = Font(name=cells.FONT, bold=True, color=cells.INK), cells.QUIET_FILL
    cell.alignment = _MIDDLE
    sheet.row_dimensions[row].height = 24


def span(sheet: Worksheet, row: int, first: str, last: str) -> Cell:
    """Cells of one row made one."""
    sheet.merge_cells(f"{first}{row}:{last}{row}")
    cell = sheet[f"{first}{row}"]
    assert isinstance(cell, Cell)
    return cell


def number(cell: Cell | MergedCell, n: int) -> None:
    """A row's number, which turns green when the row is answered."""
    written = cells.put(cell, n)
    written.font, written.alignment = Font(name=cells.FONT, bold=True, color=QUIET), _CENTRE
    written.border = _UNDER


def question(cell: Cell | MergedCell, heading: str, reason: str) -> None:
    """A question, and why it is asked under it in a quieter hand."""
    assert isinstance(cell, Cell)
    quiet_hand = InlineFont(rFont=cells.FONT, sz=10, color=Color(rgb=f"FF{QUIET}"))
    strong = InlineFont(rFont=cells.FONT, sz=11, b=True)
    whole = (TextBlock(strong, cells.clean(heading) + "\n"), TextBlock(quiet_hand, cells.clean(reason)))
    cell.value = CellRichText(*whole)
    cell.alignment, cell.border = _MIDDLE, _UNDER


def quiet(cell: Cell | MergedCell, words: str) -> None:
    """What the call asks for."""
    written = cells.put(cell, words)
    written.font, written.alignment = Font(name=cells.FONT, size=10, color=QUIET), _MIDDLE
    written.border = _UNDER


def unit(cell: Cell | MergedCell, word: str) -> None:
    """The unit beside a figure."""
    written = cells.put(cell, word)
    written.alignment, written.border = _CENTRE, cells.BOX


def opened(cell: Cell | MergedCell, number_format: str) -> None:
    """A cell to be filled in."""
    cell.protection = Protection(locked=False)
    if isinstance(cell, Cell):
        cell.number_format = number_format
    cell.fill, cell.border, cell.alignment = _OPEN_FILL, cells.BOX, _CENTRE


def open_span(sheet: Worksheet, row: int, first: str, last: str) -> None:
    """Cells of one row made one, to be filled in."""
    span(sheet, row, first, last)
    for (cell,) in zip(sheet[f"{first}{row}:{last}{row}"][0], strict=True):
        opened(cell, "@")
        cell.alignment = _MIDDLE


def link(sheet: Worksheet, row: int, first: str, last: str, words: str, page: str) -> None:
    """The way to another sheet of the workbook."""
    cell = span(sheet, row, first, last)
    for edge in sheet[f"{first}{row}:{last}{row}"][0]:
        edge.border = cells.BOX
    cells.put(cell, words)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{page}'!A1")
    cell.font, cell.alignment = Font(name=cells.FONT, bold=True, underline="single", color=cells.INK), _CENTRE


def fit(sheet: Worksheet, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """A row as tall as the longest of its texts, each with the width of its column."""
    most = max(cells.lines(words, width - 2) for words, width in texts)
    sheet.row_dimensions[row].height = min(cells.TALLEST, _LINE * most + _SPARE)


def turns_green(sheet: Worksheet, rows: Sequence[int], watched: str = "E") -> None:
    """The number of a row and what was filled in turn green: that is how far one has come."""
    for letter in ("B", watched) if rows else ():
        area = " ".join(f"{letter}{row}" for row in rows)
        style = DifferentialStyle(fill=_DONE_FILL)
        rule = Rule(type="expression", dxf=style, formula=[f"LEN(${watched}{rows[0]})>0"])
        sheet.conditional_formatting.add(area, rule)


def help_with(sheet: Worksheet, area: str, holds: str, lang: str, roles: Sequence[str] = ()) -> None:
    """The drop-down, the check and the hint of an answer cell."""
    allowed = _checks(holds, lang, roles)
    if allowed is None:
        return
    allowed.allow_blank, allowed.showErrorMessage, allowed.showInputMessage = True, True, True
    sheet.add_data_validation(allowed)
    allowed.add(area)


def _checks(holds: str, lang: str, roles: Sequence[str]) -> DataValidation | None:
    if holds == "yes_no":
        words = [text(lang, f"ask.{name}") for name in ("yes", "no", "unknown")]
        return _told(DataValidation(type="list", formula1=f'"{",".join(words)}"'), lang, "yes_no", "ask.refused")
    if holds == "role":
        named = ",".join(cells.clean(role).replace('"', "'") for role in roles)
        fits = len(named) <= 255 and not any("," in role for role in roles)
        listed = DataValidation(type="list", formula1=f'"{named}"') if fits else DataValidation()
        return _told(listed, lang, "role")
    if holds == "number" or holds == "money":
        return _told(DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0"), lang, "number")
    if holds == "percent":
        return _told(DataValidation(type="decimal", operator="between", formula1="0", formula2="1"), lang, "percent")
    if holds == "day":
        day = DataValidation(type="date", operator="greaterThan", formula1=_EARLIEST)
        return _told(day, lang, "until")
    return _told(DataValidation(), lang, holds) if holds in ("document", "cpv") else None


def _told(check: DataValidation, lang: str, prompt: str, refusal: str = "") -> DataValidation:
    """The check with its hint; without ``refusal`` it warns and lets the partner go on."""
    check.prompt = text(lang, f"ask.prompt.{prompt}")
    check.errorStyle = "stop" if refusal else "warning"
    check.error = text(lang, refusal or "ask.doubtful")
    return check


def lock(sheet: Worksheet) -> None:
    """Everything but the open cells is locked, without a password; rows and columns may be made larger."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def lock_structure(book: Workbook) -> None:
    """Sheets stay as they are."""
    assert book.security is not None
    book.security.lockStructure = True
