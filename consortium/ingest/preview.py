"""The top of a table as it stands in its sheet, with what each row was taken for: to be looked at by a person."""

from dataclasses import dataclass

from consortium.ingest.grid import Workbook, column_letter
from consortium.ingest.locating import found_at, found_of, letters
from consortium.ingest.mapping import TableMapping
from consortium.ingest.tables import Found
from consortium.ingest.texts import text_of
from consortium.ingest.view import View
from consortium.ingest.vocabulary import FAMILY

ABOVE, BELOW = 3, 12
"""Rows shown above the headings and below them."""
MOST_COLUMNS = 40
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as the user numbers it. ``kind``: above, heading, read, or the code of the finding that names it."""

    label: str
    cells: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Preview:
    """``columns``: their letters (of a sheet on its side, row numbers); ``samples``: of each, a few values."""

    columns: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    samples: tuple[str, ...]
    read: int
    """Rows that are read, in the whole table."""


def preview_of(book: Workbook, table: TableMapping) -> Preview:
    """The part of the sheet around the table's headings; its first rows where it has none."""
    sheet = next(sheet for sheet in book.sheets if sheet.title == table.sheet)
    view = View(book.file, sheet, flipped=table.flipped, shown=table.hidden)
    found = _found(view, table) if table.header else None
    top = table.header[0] - 1 if table.header else 0
    first, last = max(0, top - ABOVE), min(len(view.rows), top + len(table.header) + BELOW)
    width = min(MOST_COLUMNS, max((max(view.filled(row), default=-1) + 1 for row in range(first, last)), default=0))
    columns = [c for c in range(width) if any(view.value(row, c) is not None for row in range(first, last))]
    kinds = _kinds(found)
    rows = tuple(
        PreviewRow(
            column_letter(row) if table.flipped else str(row + 1),
            tuple(text_of(view.value(row, c)) for c in columns),
            kinds.get(row, "heading" if top <= row < top + len(table.header) else "above" if row < top else "blank"),
        )
        for row in range(first, last)
    )
    samples = tuple(_samples(found, c) for c in columns)
    return Preview(tuple(letters(view, c) for c in columns), rows, samples, len(found.numbers) if found else 0)


def _found(view: View, table: TableMapping) -> Found:
    return found_at(view, table) if FAMILY[table.kind] == "register" else found_of(view, (table,))[0]


def _kinds(found: Found | None) -> dict[int, str]:
    if found is None:
        return {}
    if found.body is None:
        return dict.fromkeys(found.numbers, "read")
    return {**dict.fromkeys(found.body.rows, "read"), **dict(found.body.asides)}


def _samples(found: Found | None, column: int) -> str:
    """A few different values of a column, as a sentence shows them."""
    if found is None:
        return ""
    texts = (text_of(found.view.value(row, column)) for row in found.numbers)
    seen: dict[str, None] = {}
    for text in texts:
        if text:
            seen[text if len(text) < 40 else text[:39] + "…"] = None
        if len(seen) == _SAMPLES:
            break
    return " · ".join(seen)
