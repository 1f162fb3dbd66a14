"""Answers as people write them: "Sí, desde 2019", "1.200.000 €", "no lo sé", "no caduca". What is doubtful is left."""

import re
from dataclasses import dataclass
from datetime import date

from consortium.domain.asking import Kind, Topic
from consortium.domain.findings import Finding, Place, info, warning
from consortium.domain.register import Mark, Value
from consortium.domain.replying import Answer
from consortium.domain.units import Unit
from consortium.ingest.days import day_of
from consortium.ingest.grid import Cell
from consortium.ingest.numbers import Amount, amount_of
from consortium.ingest.questionnaire_facts import fact_of
from consortium.ingest.texts import chosen, is_blank, key, text_of
from consortium.ingest.vocabulary import MARKS

NOT_KNOWN = frozenset(
    map(
        key,
        (
            "no lo sé", "no se", "no sé", "no lo sabemos", "no sabemos", "no consta", "lo desconozco", "desconocido",
            "?", "n/a", "n.a.", "na", "no aplica", "no procede", "ns/nc", "no sabe", "pendiente", "en trámite",
            "i don't know", "i dont know", "don't know", "dont know", "do not know", "not known", "unknown", "not sure",
            "not applicable", "pending", "no idea", "-", "–", "—",
        ),
    )
)  # fmt: skip
"""What people write who do not know, or not yet: it stays unknown."""
_NOT_KNOWN_STARTS = ("no lo se", "no sabemos", "no lo sabemos", "i don't know", "we don't know", "we do not know")
_DOUBT = re.compile(
    r"\b(pero|aunque|salvo|excepto|casi|caducad|vencid|tr[aá]mite|pendiente|solicitad|parcial|todav[ií]a|a[uú]n no|"
    r"but|except|almost|expired|pending|applied|partial|not yet|although)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?P<head>s[ií]|yes|no)\s*[,;.:(–—-]\s*(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_PLAINLY = re.compile(r"(?P<head>sí|yes)\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
"""Without its accent "si" before a word is an "if"; and "no" before one may be "no lo sé"."""
_REMARK = re.compile(r"(?P<head>[^;(]*\d[^;(]*?)\s*(?:;|\(|,\s|\s[–—-]\s)(?P<rest>.+)", re.DOTALL)


PROBLEMS = {
    "unclear": "ask_not_clear",
    "yes": "ask_yes_for_figure",
    "unreadable": "ask_no_figure",
    "ambiguous": "ask_two_readings",
    "unit": "ask_other_unit",
}
"""What may be wrong with an answer -> its finding."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a questionnaire as returned. ``places`` and ``percent`` are of the answer's cells."""

    topic: Topic
    answer: Cell
    document: str
    until: Cell
    place: Place
    until_place: Place
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer cell says. ``known`` False: left blank or not known. ``rest``: words beyond the answer."""

    value: Value | None = None
    unit: Unit | None = None
    rest: str = ""
    problem: str = ""
    params: tuple[tuple[str, object], ...] = ()


def answer_of(line: Line) -> tuple[Answer | None, tuple[Finding, ...]]:
    """A row's answer, None where it says nothing that can be used; what was not used has a finding."""
    until, dated, odd = _until(line)
    if line.topic.kind is Kind.FACT:
        return fact_of(line.topic, line.answer, line.place)
    said = said_of(line)
    name = {"question": line.topic.name}
    if said.problem:
        told = {**name, "value": _shown(line), **dict(said.params)}
        return None, (*odd, warning(PROBLEMS[said.problem], line.place, **told))
    if said.value is Mark.UNKNOWN or (said.value is None and not line.document and not dated):
        return None, odd
    rest = (info("ask_words_left", line.place, **name, value=_shown(line), rest=said.rest),) if said.rest else ()
    answer = Answer(line.topic, line.place, said.value, said.unit, until, dated, line.document)
    return answer, (*odd, *rest)


def said_of(line: Line) -> Said:
    """The value of an answer cell: a mark for a yes/no question, a number in a known unit for a figure."""
    if is_blank(line.answer):
        return Said()
    text = text_of(line.answer)
    if key(text) in NOT_KNOWN or key(text).startswith(_NOT_KNOWN_STARTS):
        return Said(Mark.UNKNOWN)
    mark, rest = _marked(line.answer)
    if mark is not None and _DOUBT.search(rest):
        return Said(problem="unclear")
    if mark is not None and (line.topic.kind is Kind.YES_NO or mark is not Mark.YES):
        return Said(mark, None, rest)
    if mark is not None:
        return Said(problem="yes", params=(("unit", line.topic.unit.word if line.topic.unit else ""),))
    return Said(problem="unclear") if line.topic.kind is Kind.YES_NO else _figure(line, text)


def _marked(cell: Cell) -> tuple[Mark | None, str]:
    """A yes or a no, and the words after it."""
    if not isinstance(cell, str | bool):
        return None, ""
    mark = chosen(cell, MARKS)
    if mark is not None:
        return mark, ""
    text = text_of(cell)
    found = _MARKED.fullmatch(text) or _PLAINLY.fullmatch(text)
    return (None, "") if found is None else (chosen(found["head"], MARKS), found["rest"])


def _figure(line: Line, text: str) -> Said:
    asked = line.topic.unit
    amount, rest = amount_of(line.answer, line.percent), ""
    remark = _REMARK.fullmatch(text)
    if amount.problem == "unreadable" and asked is not None:
        amount = amount_of(line.answer, line.percent, asked)
    if amount.problem == "unreadable" and remark is not None:
        amount, rest = amount_of(remark["head"]), remark["rest"].removesuffix(")")
    return _fitting(amount, asked, rest)


def _fitting(amount: Amount, asked: Unit | None, rest: str) -> Said:
    if amount.problem == "ambiguous":
        first, second = amount.readings
        return Said(problem="ambiguous", params=(("first", first), ("second", second)))
    if amount.number is None or amount.number < 0:
        return Said(problem="unreadable")
    if asked is not None and amount.unit is not None and not amount.unit.converts_to(asked):
        return Said(problem="unit", params=(("unit", asked.word),))
    return Said(amount.number, amount.unit or asked, rest)


def _until(line: Line) -> tuple[date | None, bool, tuple[Finding, ...]]:
    """The last day, whether anything was said about it, and what is wrong with it."""
    day, problem = day_of(line.until, open_ended=True)
    if not problem:
        return day, not is_blank(line.until), ()
    told = {"question": line.topic.name, "value": text_of(line.until)}
    return None, False, (warning("ask_no_day", line.until_place, **told),)


def _shown(line: Line) -> str:
    return text_of(line.answer) + (" %" if line.percent else "")
