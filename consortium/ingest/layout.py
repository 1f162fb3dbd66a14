"""Which sheet holds which table, by its title or else by its headings, and what of the file is left aside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consortium.domain.findings import Finding, Place, info, warning
from consortium.ingest.facts import label_count
from consortium.ingest.grid import Workbook
from consortium.ingest.tables import Found, Table, locate, lone_capability
from consortium.ingest.texts import key
from consortium.ingest.view import View
from consortium.ingest.vocabulary import FAMILY, TELLING, TITLES

_LABELS_ENOUGH = 3
"""Fields of the tender that make an untitled sheet the sheet of its facts."""

_MATRIX_FIELDS = frozenset({"capability", "unit"})
"""What the headings of a matrix of capabilities on its side name, beside the entities."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Views by kind of table for one family, and the kinds of the other family that were met."""

    views: Mapping[str, View]
    foreign: tuple[str, ...]
    tables: tuple[Table, ...]
    """Tables of hidden sheets, which are not read."""
    findings: tuple[Finding, ...]


def layout(book: Workbook, family: str) -> Layout:
    """Give each visible sheet its kind; a sheet that has none, or comes second, is reported."""
    views: dict[str, View] = {}
    foreign: list[str] = []
    tables: list[Table] = []
    findings: list[Finding] = []
    titled = {key(title): kind for kind, titles in TITLES.items() for title in titles}
    sheets = [(sheet, titled.get(key(sheet.title))) for sheet in book.sheets if sheet.rows]
    for sheet, title in sorted(sheets, key=lambda pair: pair[1] is None):
        view = View(book.file, sheet)
        kind = title or _by_headings(view, family)
        place = Place(book.file, sheet.title)
        if sheet.hidden:
            tables.extend(_hidden_table(view, kind))
            findings.append(warning("hidden_sheet", place))
        elif kind is None or FAMILY[kind] != family:
            foreign.extend([kind] if kind else [])
            findings.append(info("sheet_not_used", place))
        elif kind in views:
            findings.append(warning("sheet_twice", place, other=views[kind].sheet.title))
        else:
            views[kind] = view
    return Layout(views, tuple(foreign), tuple(tables), tuple(findings))


def _by_headings(view: View, family: str) -> str | None:
    """The kind whose fields the headings name best; of two the one of the family asked for."""
    scores: dict[str, tuple[int, bool]] = {}
    for kind, telling in TELLING.items():
        found = locate(view, kind)
        if found is not None and telling <= found.columns.keys() and len(found.columns) >= _least(kind, found):
            scores[kind] = (len(found.columns), FAMILY[kind] == family)
    if not scores.keys() & {"capabilities", "external"} and _on_its_side(view):
        return "capabilities"
    if (labels := label_count(view)) >= _LABELS_ENOUGH:
        scores["facts"] = (labels, family == "tender")
    return max(scores, key=lambda kind: scores[kind], default=None)


def _on_its_side(view: View) -> bool:
    rows = locate(view, "requirements")
    return lone_capability(view) is not None and (rows is None or rows.columns.keys() <= _MATRIX_FIELDS)


def _least(kind: str, found: Found) -> int:
    """Two fields, or one alone in its row; a register's headings may be one field and capabilities."""
    return 1 if kind == "entities" or not found.others else 2


def _hidden_table(view: View, kind: str | None) -> Iterator[Table]:
    found = locate(view, kind) if kind not in (None, "facts") else None
    if found is not None:
        yield found.table(hidden=True)
