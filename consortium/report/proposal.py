"""The proposal as a workbook: a sheet per section, the Coverage sheet alive."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from consortium.report import cells
from consortium.report.blocks import write_section
from consortium.report.cells import put
from consortium.report.content import Document, Matrix, Section
from consortium.report.coverage_chart import ChartData, chart
from consortium.report.coverage_sheet import write_coverage
from consortium.report.dossier import Dossier
from consortium.report.sections import document
from consortium.words import text

FIRST_BLOCK = 4
"""Row under the title and the notice."""
NARROW = frozenset({"summary", "stamp"})
"""Sections printed upright."""


def proposal_workbook(dossier: Dossier, lang: str) -> bytes:
    """The proposal in ``lang`` (``es``, ``en``) as an xlsx file."""
    made = document(dossier, lang)
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    book.properties.title, book.properties.creator = cells.clean(made.title), text(lang, "template.author")
    for section in made.sections:
        title = cells.sheet_title(section.title, tuple(book.sheetnames))
        data = _sheet(book.create_sheet(title), section, made)
        if data is not None:
            _draw(book.worksheets[0], chart(book[title], data, lang))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet(sheet: Worksheet, section: Section, made: Document) -> ChartData | None:
    """One section; returns where a chart finds its data, if the section is the matrix."""
    heading = put(sheet["A1"], f"{section.title} · {made.title}")
    heading.font = Font(name=cells.FONT, bold=True, size=14, color=cells.INK)
    put(sheet["A2"], made.notice).font = Font(name=cells.FONT, italic=True, color="555555")
    sheet.sheet_view.showGridLines = False
    matrix = next((block for block in section.blocks if isinstance(block, Matrix)), None)
    if matrix is not None:
        put(sheet["A3"], text(made.lang, "proposal.coverage.legend"))
        return write_coverage(sheet, matrix, made.lang)
    write_section(sheet, section, FIRST_BLOCK)
    titles = sheet.print_title_rows
    cells.print_setup(sheet, titles and titles.replace("$", ""), landscape=section.key not in NARROW)
    return None


def _draw(sheet: Worksheet, drawn: object) -> None:
    """The chart under the summary's facts."""
    sheet.add_chart(drawn, f"A{sheet.max_row + 2}")  # type: ignore[arg-type]
