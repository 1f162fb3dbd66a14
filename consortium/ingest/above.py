"""Facts of the tender that stand above its requirements: "Expediente: 12/2026", or a label and a value beside it."""

from collections.abc import Iterator
from itertools import zip_longest

from consortium.ingest.facts import Fact
from consortium.ingest.tables import Found, field_of
from consortium.ingest.texts import is_blank, text_of

_LONGEST = 80
"""Letters of a label at most."""


def facts_above(found: Found) -> dict[str, Fact]:
    """The labelled values above a table; the first of each field."""
    top = found.header if found.top is None else found.top
    facts: dict[str, Fact] = {}
    for row in range(found.start, top):
        for field, fact in _facts_in(found, row):
            facts.setdefault(field, fact)
    return facts


def _facts_in(found: Found, row: int) -> Iterator[tuple[str, Fact]]:
    view = found.view
    filled = view.filled(row)
    for column, beside in zip_longest(filled, filled[1:]):
        cell = view.value(row, column)
        label, colon, value = cell.partition(":") if isinstance(cell, str) else ("", "", "")
        claim = field_of("facts", label) if 0 < len(label) <= _LONGEST else None
        if claim is None:
            continue
        if colon and not is_blank(value):
            yield claim[0], Fact(text_of(value), view.place(row, column), unit=claim[2])
        elif beside is not None:
            yield claim[0], Fact(view.value(row, beside), view.place(row, beside), view.percent(row, beside), claim[2])
