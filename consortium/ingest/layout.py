"""Which sheet holds which table, by its title or else by its headings, and what of the file is left aside."""

from collections.abc import Iterator

from consortium.domain.findings import Finding, Place, info, warning
from consortium.ingest.facts import label_count
from consortium.ingest.grid import Workbook
from consortium.ingest.tables import Found, locate, lone_capability
from consortium.ingest.texts import key
from consortium.ingest.view import View
from consortium.ingest.vocabulary import FAMILY, TELLING, TITLES
from consortium.ingest.wide import entity_table

_LABELS_ENOUGH = 3
"""Fields of the tender that make an untitled sheet the sheet of its facts."""

_OF_ENTITIES = frozenset({"tax_id", "legal_form", "available"})
"""Fields that only entities have."""
_MATRIX_FIELDS = frozenset({"capability", "unit"})
"""What the headings of a matrix of capabilities on its side name, beside the entities."""


def notes(book: Workbook) -> Iterator[Finding]:
    """What had to be decided, or looked odd, while a text table was opened."""
    notes = dict(book.notes)
    if notes.get("encoding") == "cp1252":
        yield info("encoding_taken", Place(book.file), encoding="Windows-1252")
    if "short_rows" in notes:
        yield warning("short_rows", Place(book.file), lines=notes["short_rows"])


def kinds(book: Workbook, family: str) -> list[tuple[View, str | None]]:
    """Each sheet's kind: first those that their titles tell, then those whose headings name most fields."""
    titled = {key(title): kind for kind, titles in TITLES.items() for title in titles}
    told: list[tuple[View, str | None]] = []
    guessed: list[tuple[int, View, str | None]] = []
    for sheet in book.sheets:
        view, title = View(book.file, sheet), titled.get(key(sheet.title))
        if title is not None:
            told.append((view, title))
        elif sheet.rows:
            kind, score = _by_headings(view, family)
            guessed.append((score, view, kind))
    guessed.sort(key=lambda guess: -guess[0])
    return told + [(view, kind) for _, view, kind in guessed]


def _by_headings(view: View, family: str) -> tuple[str | None, int]:
    """The kind whose fields the headings name best, and how many; of two the one of the family asked for."""
    scores: dict[str, tuple[int, bool]] = {}
    for kind, telling in TELLING.items():
        found = entity_table(view) if (kind, family) == ("entities", "register") else locate(view, kind)
        if found is not None and telling <= found.columns.keys() and _is_enough(found, family):
            scores[kind] = (len(found.columns), FAMILY[kind] == family)
    if not scores.keys() & {"capabilities", "external"} and _on_its_side(view):
        return "capabilities", 1
    if (labels := label_count(view)) >= _LABELS_ENOUGH:
        scores["facts"] = (labels, family == "tender")
    best = max(scores, key=lambda kind: scores[kind], default=None)
    return best, scores[best][0] if best else 0


def _on_its_side(view: View) -> bool:
    rows = locate(view, "requirements")
    return lone_capability(view) is not None and (rows is None or rows.columns.keys() <= _MATRIX_FIELDS)


def _is_enough(found: Found, family: str) -> bool:
    """Two fields, or one alone in its row.

    A register's headings may be one field and capabilities; where none is expected, ID and Name alone make no register.
    """
    if found.kind == "entities":
        return family == "register" or bool(found.columns.keys() & _OF_ENTITIES)
    return len(found.columns) > 1 or not found.others
