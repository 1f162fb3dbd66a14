"""Which sheets of a register hold which tables, and what of the file is left aside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consortium.domain.findings import Finding, Place, info, warning
from consortium.ingest.aside import out_of_sight
from consortium.ingest.grid import Workbook
from consortium.ingest.layout import kinds, notes
from consortium.ingest.mapping import BookMapping
from consortium.ingest.tables import Table, locate
from consortium.ingest.texts import key
from consortium.ingest.view import View
from consortium.ingest.vocabulary import FAMILY, TITLES

KINDS = tuple(kind for kind, family in FAMILY.items() if family == "register")


@dataclass(frozen=True, slots=True)
class Sheets:
    """Visible sheets by kind, those first that say more. ``loose``: of no known kind; ``foreign``: a tender's kinds."""

    views: Mapping[str, tuple[View, ...]]
    loose: tuple[View, ...]
    foreign: tuple[str, ...]
    hidden: tuple[Table, ...]
    """Tables of hidden sheets, which are not read."""
    findings: tuple[Finding, ...]

    def of(self, kind: str) -> tuple[View, ...]:
        """The sheets of a kind."""
        return self.views.get(kind, ())


def sheets_of(book: Workbook) -> Sheets:
    """Give each sheet its kind. A sheet of a tender, or hidden, is reported and left out."""
    views: dict[str, list[View]] = {}
    loose, foreign, hidden = [], [], []
    findings = list(notes(book))
    for view, kind in kinds(book, "register"):
        if view.sheet.hidden:
            hidden += list(_hidden(view, kind))
            findings.append(warning("hidden_sheet", place_of(view)))
        elif kind is None:
            loose.append(view)
        elif kind not in KINDS:
            foreign.append(kind)
            findings.append(unused(view))
        else:
            views.setdefault(kind, []).append(view)
    told = {kind: tuple(own) for kind, own in views.items()}
    return Sheets(told, tuple(loose), tuple(foreign), tuple(hidden), tuple(findings))


def mapped_sheets(book: Workbook, mapping: BookMapping) -> Sheets:
    """The sheets of each kind as a mapping has them; any other is reported and left out."""
    views = {sheet.title: View(book.file, sheet) for sheet in reversed(book.sheets)}
    own = {table.sheet for table in mapping.tables}
    told = {t.kind: tuple(views[s.sheet] for s in mapping.tables if s.kind == t.kind) for t in mapping.tables}
    out = [views[sheet.title] for sheet in book.sheets if sheet.rows and sheet.title not in own]
    left = [warning("hidden_sheet", place_of(view)) if view.sheet.hidden else unused(view) for view in out]
    return Sheets(told, (), (), (), (*notes(book), *left))


def _hidden(view: View, kind: str | None) -> Iterator[Table]:
    found = locate(view, kind) if kind not in (None, "facts") else None
    if found is not None:
        yield found.table(hidden=True)


def place_of(view: View) -> Place:
    """The sheet as a whole."""
    return Place(view.file, view.sheet.title)


def unused(view: View) -> Finding:
    """That a sheet is none of the tables of a register."""
    return info("sheet_not_used", place_of(view))


def repeated(view: View, other: View) -> Finding:
    """That a sheet is left out beside another of its kind."""
    return warning("sheet_twice", place_of(view), other=other.sheet.title)


def concealed(view: View) -> tuple[Finding, ...]:
    """The hidden rows and columns of a sheet that is read."""
    return tuple(out_of_sight(view))


def is_titled(view: View, kind: str) -> bool:
    """Whether a sheet bears the published title of its kind."""
    return key(view.sheet.title) in {key(title) for title in TITLES[kind]}
