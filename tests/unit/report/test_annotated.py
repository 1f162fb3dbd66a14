"""The user's own workbook with the findings in its cells: formats stay, texts stay texts, nothing is lost."""

import io
from datetime import date, time
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from consortium.report.annotated import FILLS, Note, Page, Words, annotate, convert

WORDS = Words(
    "Observaciones", ("Nivel", "Hoja", "Celda", "Observación"), {"error": "Error", "warning": "Aviso", "info": "Nota"}
)
LIVE = ("=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", '=HYPERLINK("http://x")')


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def source() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Requisitos"
    sheet.append(("ID", "Requisito", "Umbral"))
    sheet.append(("R1", "Negocio", 1500))
    sheet["B2"].font = Font(bold=True, color="FF0000")
    sheet["C2"].number_format = "#,##0.00 €"
    sheet["D2"] = "=C2*2"
    sheet.column_dimensions["B"].width = 44
    sheet.column_dimensions["E"].hidden = True
    sheet["A2"].comment = Comment("de la cliente", "Ana")
    sheet.merge_cells("A4:C4")
    book.create_sheet("Oculta").sheet_state = "hidden"
    return book


def back(*notes: Note, book: Workbook | None = None) -> Workbook:
    return load_workbook(io.BytesIO(annotate(saved(book or source()), notes, WORDS)))


def test_a_finding_is_a_comment_and_a_colour_in_its_cell() -> None:
    sheet = back(Note("Requisitos", "C2", "warning", "No se entiende"))["Requisitos"]
    assert sheet["C2"].comment.text == "Aviso: No se entiende"
    assert sheet["C2"].fill.fgColor.rgb.endswith(FILLS["warning"])
    assert sheet["B2"].comment is None


def test_the_workbook_is_otherwise_as_it_was() -> None:
    book = back(Note("Requisitos", "C2", "info", "x"))
    sheet = book["Requisitos"]
    assert (sheet["B2"].font.bold, sheet["C2"].number_format, sheet["D2"].value) == (True, "#,##0.00 €", "=C2*2")
    assert (sheet.column_dimensions["B"].width, sheet.column_dimensions["E"].hidden) == (44, True)
    assert [str(span) for span in sheet.merged_cells.ranges] == ["A4:C4"]
    assert book["Oculta"].sheet_state == "hidden"


def test_several_findings_of_a_cell_take_the_gravest_colour() -> None:
    sheet = back(Note("Requisitos", "A2", "info", "b"), Note("Requisitos", "A2", "error", "a"))["Requisitos"]
    assert sheet["A2"].comment.text == "de la cliente\n\nError: a\n\nNota: b"
    assert sheet["A2"].fill.fgColor.rgb.endswith(FILLS["error"])


def test_a_finding_in_a_merged_cell_stands_in_its_first() -> None:
    sheet = back(Note("Requisitos", "C4", "info", "x"))["Requisitos"]
    assert sheet["A4"].comment.text == "Nota: x"


def test_all_findings_are_listed_gravest_first() -> None:
    book = back(Note("", "", "info", "del archivo"), Note("Otra", "B2", "error", "en otra hoja"))
    rows = list(book["Observaciones"].iter_rows(values_only=True))
    assert rows == [WORDS.headings, ("Error", "Otra", "B2", "en otra hoja"), ("Nota", None, None, "del archivo")]


def test_a_sheet_of_that_name_is_not_overwritten() -> None:
    book = source()
    book.create_sheet("Observaciones")["A1"] = "mías"
    found = back(Note("", "", "info", "x"), book=book)
    assert found["Observaciones"]["A1"].value == "mías"
    assert found["Observaciones 2"]["D2"].value == "x"


@pytest.mark.parametrize("text", LIVE)
def test_texts_never_become_formulas(text: str) -> None:
    book = source()
    sheet = book["Requisitos"]
    sheet["B2"].value = text
    sheet["B2"].data_type = "s"
    found = back(Note("Requisitos", "B2", "info", text), book=book)
    assert (found["Requisitos"]["B2"].value, found["Requisitos"]["B2"].data_type) == (text, "s")
    assert found["Observaciones"]["D2"].data_type == "s"


def test_control_characters_of_a_finding_are_left_out() -> None:
    assert back(Note("Requisitos", "B2", "info", "a\x00b\x0bc"))["Requisitos"]["B2"].comment.text == "Nota: abc"


def test_a_long_comment_is_cut() -> None:
    text = back(Note("Requisitos", "B2", "info", "x" * 9000))["Requisitos"]["B2"].comment.text
    assert len(text) == 2000


def test_other_files_are_converted() -> None:
    rows = (
        ("ID", "Requisito", "Día", "%"),
        ("R1", "=1+1", date(2026, 5, 1), Decimal(70)),
        (None, time(9, 30), True, None),
    )
    page = Page("", rows, ("A1:B1",), frozenset({(1, 3)}))
    book = load_workbook(io.BytesIO(convert([page], [Note("", "D2", "warning", "x")], WORDS)))
    sheet = book.worksheets[0]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert (sheet["C2"].value.date(), sheet["B3"].value, sheet["C3"].value) == (date(2026, 5, 1), time(9, 30), True)
    assert (sheet["D2"].value, sheet["D2"].number_format) == (0.7, "0.##%")
    assert sheet["D2"].comment.text == "Aviso: x"
    assert [str(span) for span in sheet.merged_cells.ranges] == ["A1:B1"]


def test_colours_of_the_sheet_stay_where_nothing_was_noticed() -> None:
    book = source()
    book["Requisitos"]["B2"].fill = PatternFill("solid", fgColor="00FF00")
    assert back(Note("Requisitos", "C2", "info", "x"), book=book)["Requisitos"]["B2"].fill.fgColor.rgb.endswith(
        "00FF00"
    )
