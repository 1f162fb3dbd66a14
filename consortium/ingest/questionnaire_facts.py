"""Answers about the entity itself: tax ID, legal form, territory, e-mail."""

import re

from stdnum.es import nif

from consortium.domain.asking import Topic
from consortium.domain.findings import Finding, Place, warning
from consortium.domain.replying import Answer
from consortium.ingest.grid import Cell
from consortium.ingest.texts import text_of

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
_SPANISH = re.compile(r"(?:ES)?[A-Z]?\d{7,8}[A-Z0-9]")


def fact_of(topic: Topic, cell: Cell, place: Place) -> tuple[Answer | None, tuple[Finding, ...]]:
    """One fact as text; a wrong e-mail is not taken, a doubtful Spanish tax ID is, with a warning."""
    text = text_of(cell)
    if not text:
        return None, ()
    if topic.name == "email" and not _EMAIL.fullmatch(text):
        return None, (warning("ask_no_email", place, value=text),)
    answer = Answer(topic, place, text=text)
    compact = re.sub(r"[\s.-]", "", text).upper()
    if topic.name == "tax_id" and _SPANISH.fullmatch(compact) and not nif.is_valid(compact.removeprefix("ES")):
        return answer, (warning("ask_tax_id_doubtful", place, value=text),)
    return answer, ()
