"""The questionnaire as a workbook: short, in the partner's language, with only the answer cells open.

No formula and nothing live: rows turn green by a conditional colour. Hidden cells hold the marks by which a reply is
read (domain/asking_form.py).
"""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from consortium.domain.asking import Kind, Question, Topic
from consortium.domain.asking_form import COLUMNS, NOTE, PEOPLE, QUESTIONS, REFERENCES
from consortium.domain.units import Kind as Measure
from consortium.domain.units import Unit
from consortium.report import cells
from consortium.report import questionnaire_look as look
from consortium.report.questionnaire_texts import Questionnaire, asked, greeting, practical, title, why
from consortium.words import text

WIDTHS = (2.0, 5.0, 42.0, 46.0, 17.0, 9.0, 26.0, 15.0)
"""Of the key (hidden), number, question, what is asked, answer, unit, document, last day."""
LAST = "H"
KEY, NUMBER, QUESTION, ASKED, ANSWER, UNIT, DOCUMENT, UNTIL = range(1, 9)
_PLACES = {"question": QUESTION, "answer": ANSWER, "document": DOCUMENT, "until": UNTIL}
LIST_ROWS = 6
"""Rows to fill in of each list."""
_LISTS: dict[Kind, tuple[str, tuple[tuple[str, float, str], ...]]] = {
    Kind.REFERENCES: (
        REFERENCES,
        (
            ("title", 52, "text"),
            ("cpv", 15, "cpv"),
            ("amount", 18, "money"),
            ("own_share", 13, "percent"),
            ("ended", 15, "day"),
            ("certificate", 20, "yes_no"),
        ),
    ),
    Kind.PEOPLE: (
        PEOPLE,
        (
            ("name", 36, "text"),
            ("role", 40, "role"),
            ("years", 14, "number"),
            ("qualification", 34, "text"),
            ("dedication", 14, "percent"),
        ),
    ),
}
"""Kind -> the table's mark, and its columns with width and what they hold."""


def questionnaire_workbook(form: Questionnaire) -> bytes:
    """One partner's questionnaire (xlsx)."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    sheet = book.create_sheet(cells.sheet_title(text(form.lang, "ask.sheet.questions")))
    _questions(sheet, form)
    for topic in (question.topic for question in form.questions if question.topic.kind in _LISTS):
        _list(book.create_sheet(cells.sheet_title(text(form.lang, f"ask.sheet.{topic.kind}"))), form, topic)
    for page in book.worksheets:
        look.lock(page)
    look.lock_structure(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _questions(sheet: Worksheet, form: Questionnaire) -> None:
    look.columns(sheet, WIDTHS)
    how = (greeting(form), practical(form), text(form.lang, "ask.how"))
    head = look.intro(sheet, LAST, form.address.written(), text(form.lang, "ask.title", entity=form.name), how)
    look.marks(sheet, head, QUESTIONS, {column: _PLACES[column] for column in COLUMNS[QUESTIONS]})
    heads = ("number", "question", "asked", "answer", "unit", "document", "until")
    look.headings(sheet, head + 1, NUMBER, [text(form.lang, f"ask.head.{name}") for name in heads])
    facts = [question for question in form.questions if question.topic.kind is Kind.FACT]
    others = [question for question in form.questions if question.topic.kind is not Kind.FACT]
    end = _rows(sheet, form, head + 2, others, 1)
    if facts:
        look.band(sheet, end, LAST, text(form.lang, "ask.band.facts"))
        end = _rows(sheet, form, end + 1, facts, len(others) + 1)
    _note(sheet, end, form.lang)
    keys = {row: sheet.cell(row, KEY).value for row in range(head + 2, end)}
    look.turns_green(sheet, [row for row, key in keys.items() if key and key not in _LISTS])
    cells.print_setup(sheet, f"{head + 1}:{head + 1}")


def _note(sheet: Worksheet, row: int, lang: str) -> None:
    """Room for whatever else there is to say."""
    cells.put(sheet.cell(row, KEY), NOTE)
    look.quiet(look.span(sheet, row, "C", "D"), text(lang, "ask.band.note"))
    look.open_span(sheet, row, "E", LAST)
    sheet.row_dimensions[row].height = 54


def _rows(sheet: Worksheet, form: Questionnaire, first: int, questions: Sequence[Question], number: int) -> int:
    """A row for each question; the row after them."""
    for n, question in enumerate(questions):
        _row(sheet, form, first + n, question, number + n)
    return first + len(questions)


def _row(sheet: Worksheet, form: Questionnaire, row: int, question: Question, number: int) -> None:
    topic, lang = question.topic, form.lang
    cells.put(sheet.cell(row, KEY), topic.key)
    look.number(sheet.cell(row, NUMBER), number)
    heading, reason = title(topic, lang), why(question, form.call.deadline, lang)
    look.question(sheet.cell(row, QUESTION), heading, reason)
    texts = [(f"{heading}\n{reason}", WIDTHS[QUESTION - 1])]
    if topic.kind is Kind.FACT:
        look.span(sheet, row, "C", "D")
        look.open_span(sheet, row, "E", LAST)
    else:
        texts.append((asked(topic, lang), WIDTHS[ASKED - 1]))
        look.quiet(sheet.cell(row, ASKED), texts[-1][0])
        (_link if topic.kind in _LISTS else _answer)(sheet, row, topic, lang)
    look.fit(sheet, row, texts)


def _answer(sheet: Worksheet, row: int, topic: Topic, lang: str) -> None:
    look.opened(sheet.cell(row, ANSWER), _format(topic.unit) if topic.kind is not Kind.YES_NO else "@")
    kind = "yes_no" if topic.kind is Kind.YES_NO else "number"
    look.help_with(sheet, sheet.cell(row, ANSWER).coordinate, kind, lang)
    look.unit(sheet.cell(row, UNIT), topic.unit.word if topic.unit else "")
    look.opened(sheet.cell(row, DOCUMENT), "@")
    look.help_with(sheet, sheet.cell(row, DOCUMENT).coordinate, "document", lang)
    look.opened(sheet.cell(row, UNTIL), cells.DATE_FORMAT)
    look.help_with(sheet, sheet.cell(row, UNTIL).coordinate, "day", lang)


def _format(unit: Unit | None) -> str:
    """How a figure of a unit is shown: money with thousands, the rest as it is written."""
    return "#,##0.00" if unit is not None and unit.kind is Measure.MONEY and unit.factor == 1 else "General"


def _link(sheet: Worksheet, row: int, topic: Topic, lang: str) -> None:
    """The way to the sheet of a list."""
    page = cells.sheet_title(text(lang, f"ask.sheet.{topic.kind}"))
    look.link(sheet, row, "E", LAST, text(lang, "ask.goto", sheet=page), page)


def _list(sheet: Worksheet, form: Questionnaire, topic: Topic) -> None:
    kind, columns = _LISTS[topic.kind]
    lang, last = form.lang, chr(ord("B") + len(columns))
    look.columns(sheet, (2.0, 4.0, *(width for _, width, _ in columns)))
    how = (asked(topic, lang), text(lang, f"ask.{kind}.how"))
    head = look.intro(sheet, last, form.address.written(), text(lang, f"ask.{kind}.title"), how)
    look.marks(sheet, head, kind, {name: n for n, (name, _, _) in enumerate(columns, start=3)})
    names = ["", *(text(lang, f"ask.{kind}.head.{name}") for name, _, _ in columns)]
    look.headings(sheet, head + 1, 2, names)
    first, end = head + 2, head + 1 + LIST_ROWS
    for n in range(LIST_ROWS):
        look.number(sheet.cell(first + n, 2), n + 1)
        sheet.row_dimensions[first + n].height = 30
        for place, (_, _, holds) in enumerate(columns, start=3):
            look.opened(sheet.cell(first + n, place), look.FORMATS.get(holds, "@"))
    for place, (_, _, holds) in enumerate(columns, start=3):
        letter = get_column_letter(place)
        look.help_with(sheet, f"{letter}{first}:{letter}{end}", holds, lang, topic.roles)
    look.turns_green(sheet, range(first, end + 1), "C")
    cells.print_setup(sheet, f"{head + 1}:{head + 1}")
