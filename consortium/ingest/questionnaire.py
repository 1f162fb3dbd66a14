"""A returned questionnaire: whom it was for, and what it answers. Rows are known by hidden keys, else by words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from consortium.domain.asking import Kind, Topic
from consortium.domain.asking_form import COLUMNS, MARK, NOTE, QUESTIONS, Address, address_of
from consortium.domain.findings import Finding, warning
from consortium.domain.register import Person, Reference
from consortium.domain.replying import Answer
from consortium.errors import FileError
from consortium.ingest.grid import Workbook
from consortium.ingest.questionnaire_answers import Line, answer_of
from consortium.ingest.questionnaire_form import Form
from consortium.ingest.questionnaire_lists import read_list
from consortium.ingest.texts import is_blank, key, text_of
from consortium.ingest.view import View

_SAID: dict[str, tuple[str, ...]] = {
    "question": ("Pregunta", "Question", "Le preguntamos", "We ask"),
    "answer": ("Su respuesta", "Your answer", "Respuesta", "Answer"),
    "document": ("Documento", "Document"),
    "until": ("Válido hasta", "Valid until"),
}
"""The headings of the questions, for a copy that lost its hidden row."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that is a questionnaire. ``address`` None: its hidden cells are gone, ``words`` may still tell of whom."""

    file: str
    address: Address | None
    forms: tuple[Form, ...]
    words: tuple[str, ...] = ()
    """The texts above the questions."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a questionnaire answers. Contracts and people have no ID of their own yet.

    ``keys``: the questions that the file still holds; ``note``: what else the partner wanted to say.
    """

    answers: tuple[Answer, ...] = ()
    references: tuple[Reference, ...] = ()
    people: tuple[Person, ...] = ()
    note: str = ""
    keys: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def returned(book: Workbook) -> Returned:
    """The questionnaire in a workbook. Raises FileError ``ask_not_questionnaire``, ``ask_structure``."""
    views = [View(book.file, sheet, shown=True) for sheet in book.sheets]
    forms = tuple(form for view in views for form in _forms(view))
    if not any(form.kind == QUESTIONS for form in forms):
        raise FileError("ask_not_questionnaire", file=book.file)
    if any(form.kind == QUESTIONS and "answer" not in form.columns for form in forms):
        raise FileError("ask_structure", file=book.file)
    addresses = [a for view in views for row in view.rows for cell in row if (a := address_of(text_of(cell)))]
    first = next(form for form in forms if form.kind == QUESTIONS)
    above = (text_of(cell) for row in first.view.rows[: first.head] for cell in row)
    return Returned(book.file, addresses[0] if addresses else None, forms, tuple(text for text in above if text))


def _forms(view: View) -> Iterator[Form]:
    """The tables of a sheet: by their marks, or where those are gone the questions by their headings."""
    said = [
        {text_of(cell): column for column, cell in enumerate(row) if isinstance(cell, str) and not is_blank(cell)}
        for row in view.rows
    ]
    heads = [(row, kind) for row, texts in enumerate(said) for kind in COLUMNS if MARK + kind in texts]
    ends = [row for row, _ in heads[1:]] + [len(view.rows)]
    for (row, kind), end in zip(heads, ends, strict=False):
        columns = {name: said[row][MARK + name] for name in COLUMNS[kind] if MARK + name in said[row]}
        yield Form(kind, view, row, end, columns, said[row][MARK + kind])
    if not heads:
        named = ((row, _headed(texts)) for row, texts in enumerate(said))
        found = next(((row, columns) for row, columns in named if columns), None)
        if found is not None:
            yield Form(QUESTIONS, view, found[0], len(view.rows), found[1], None)


def _headed(texts: Mapping[str, int]) -> dict[str, int]:
    """The columns of the questions by their headings; empty where a row is no such heading row."""
    keys = {key(text): column for text, column in texts.items()}
    found = {name: keys[key(word)] for name, words in _SAID.items() for word in words if key(word) in keys}
    return found if {"answer", "document"} <= found.keys() else {}


def read_reply(book: Returned, topics: Mapping[str, Topic], titles: Mapping[str, str], entity: str) -> Reply:
    """What a questionnaire answers about the topics that the call asks for, by key.

    ``titles``: the questions as written, with their keys, for rows that lost theirs. Never raises: what cannot be read
    and what is no longer asked is a finding.
    """
    reply = Reply()
    known = {key(title): name for title, name in titles.items()}
    for form in book.forms:
        if form.kind == QUESTIONS:
            reply = _with_questions(reply, form, topics, known)
        else:
            rows, findings = read_list(form, entity)
            references = tuple(row for row in rows if isinstance(row, Reference))
            people = tuple(row for row in rows if isinstance(row, Person))
            reply = replace(
                reply,
                references=(*reply.references, *references),
                people=(*reply.people, *people),
                findings=(*reply.findings, *findings),
            )
    return replace(reply, findings=tuple(dict.fromkeys(reply.findings)))


def _with_questions(reply: Reply, form: Form, topics: Mapping[str, Topic], titles: Mapping[str, str]) -> Reply:
    answers, findings, note, seen = [*reply.answers], [*reply.findings], reply.note, dict[str, int]()
    keys = {row: _key_of(form, row, titles) for row in form.rows}
    for row, name in keys.items():
        said = any(not is_blank(form.cell(row, column)) for column in ("answer", "document", "until"))
        if name == NOTE:
            note = form.text(row, "answer") or note
        elif said and name in seen:
            findings.append(warning("ask_twice", form.place(row, "answer"), other=seen[name] + 1))
        elif name in topics and topics[name].kind not in (Kind.REFERENCES, Kind.PEOPLE):
            seen[name] = row
            answer, more = answer_of(_line(form, row, topics[name]))
            answers += [answer] if answer else []
            findings += more
        elif said and name not in _LISTED:
            code = "ask_not_asked" if name else "ask_row_unknown"
            findings.append(warning(code, form.place(row, "answer"), **_told(form, row)))
    held = reply.keys | {name for name in keys.values() if name}
    return replace(reply, answers=tuple(answers), findings=tuple(findings), note=note, keys=held)


_LISTED = (Kind.REFERENCES, Kind.PEOPLE)


def _told(form: Form, row: int) -> dict[str, object]:
    return {"question": form.text(row, "question").split("\n")[0], "value": form.text(row, "answer")}


def _key_of(form: Form, row: int, titles: Mapping[str, str]) -> str:
    """The key of a row, by its hidden cell or by its question."""
    written = text_of(form.view.value(row, form.key)) if form.key is not None else ""
    return written or titles.get(key(form.text(row, "question").split("\n")[0]), "")


def _line(form: Form, row: int, topic: Topic) -> Line:
    answer, until = form.columns["answer"], form.columns.get("until", form.columns["answer"])
    return Line(
        topic,
        form.view.value(row, answer),
        form.text(row, "document"),
        form.cell(row, "until"),
        form.view.place(row, answer),
        form.view.place(row, until),
        form.view.percent(row, answer),
    )
