"""What a workbook's sheets are taken for where nobody has said it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from consortium.domain.findings import Finding, Place, info, warning
from consortium.ingest.grid import Workbook
from consortium.ingest.layout import kinds
from consortium.ingest.locating import find, found_of, guess, weight
from consortium.ingest.mapping import BookMapping, TableMapping
from consortium.ingest.sections import lot_of
from consortium.ingest.texts import key
from consortium.ingest.view import View
from consortium.ingest.vocabulary import FAMILY, TITLES

Candidate = tuple[View, tuple[TableMapping, ...]]


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found in every sheet, used or not. ``foreign``: kinds of the other family that were met."""

    kinds: tuple[tuple[View, str | None], ...]
    candidates: tuple[Candidate, ...]
    """Sheets that hold requirements, the best first."""
    foreign: tuple[str, ...]


def survey(book: Workbook) -> Survey:
    """Look at every sheet, hidden ones too."""
    told = tuple(kinds(book, "tender"))
    candidates = [(view, tables) for view, kind in told if kind in (None, "requirements") and (tables := _tables(view))]
    candidates.sort(key=_rank, reverse=True)
    found = {view.sheet.title for view, _ in candidates}
    titled = [(view, ()) for view, kind in told if kind == "requirements" and view.sheet.title not in found]
    foreign = tuple(kind for _, kind in told if kind and FAMILY[kind] != "tender")
    named = tuple((view, "requirements" if view.sheet.title in found else kind) for view, kind in told)
    return Survey(named, (*candidates, *titled), foreign)


def _tables(view: View) -> tuple[TableMapping, ...]:
    """Known headings; a single one may as well be the title above headings that are likely."""
    known = find(view, "requirements")
    if known and len(known[0].roles) > 1:
        return known
    likely = guess(view, "requirements")
    return known if likely is None else (likely,)


def _rank(candidate: Candidate) -> tuple[bool, bool, int, int]:
    """Visible sheets first, then those titled so, then by how much is understood of them and how long they are."""
    view, tables = candidate
    return not view.sheet.hidden, _is_titled(view), max(map(weight, tables)), len(view.rows)


def propose(book: Workbook, seen: Survey) -> BookMapping:
    """The mapping that the app proposes: visible sheets only, a sheet of a kind, all sheets of a tender in lots."""
    tables: list[TableMapping] = []
    for kind in ("facts", "lots"):
        view = next((view for view, own in seen.kinds if own == kind and not view.sheet.hidden), None)
        if view is not None:
            tables.append(TableMapping(view.sheet.title, kind))
    order = [sheet.title for sheet in book.sheets]
    for view, own in sorted(_together(seen), key=lambda candidate: order.index(candidate[0].sheet.title)):
        lot = lot_of(view.sheet.title)
        found = own or (TableMapping(view.sheet.title, "requirements"),)
        tables += [replace(table, lot=lot[0] if lot else "") for table in found]
    return BookMapping(fingerprint(book, seen), tuple(tables))


def _together(seen: Survey) -> list[Candidate]:
    """The sheets of requirements that are read: the best, and those that are more of the same."""
    visible = [candidate for candidate in seen.candidates if not candidate[0].sheet.hidden]
    best = next((candidate for candidate in visible if candidate[1]), None) or (visible[0] if visible else None)
    if best is None:
        return []
    return [candidate for candidate in visible if candidate is best or _continues(best, candidate)]


def _continues(best: Candidate, other: Candidate) -> bool:
    """Whether a sheet goes on where another ends: both are lots, or their headings are the same and no ID is."""
    (first, tables), (view, more) = best, other
    if not tables or not more or _is_titled(first) or _is_titled(view):
        return False
    if lot_of(first.sheet.title) and lot_of(view.sheet.title):
        return True
    same = [role.heading for role in tables[0].roles] == [role.heading for role in more[0].roles]
    return same and not _ids(first, tables) & _ids(view, more)


def _is_titled(view: View) -> bool:
    return key(view.sheet.title) in {key(title) for title in TITLES["requirements"]}


def _ids(view: View, tables: tuple[TableMapping, ...]) -> set[str]:
    return {text for found in found_of(view, tables) for record in found.records if (text := record.text("id"))}


def fingerprint(book: Workbook, seen: Survey) -> str:
    """What two files of one layout have in common: sheets, heading rows and headings, whatever stands below."""
    heads = {
        view.sheet.title: [[list(table.header), [role.heading for role in table.roles]] for table in tables]
        for view, tables in seen.candidates
    }
    sheets = [[key(sheet.title), sheet.hidden, heads.get(sheet.title, [])] for sheet in book.sheets if sheet.rows]
    return sha256(json.dumps(sheets, ensure_ascii=False).encode()).hexdigest()[:32]


def left_out(book: Workbook, seen: Survey, mapping: BookMapping) -> Iterator[Finding]:
    """A finding for each sheet that the mapping does not read."""
    read = {table.sheet: table for table in mapping.tables}
    for view, kind in seen.kinds:
        title = view.sheet.title
        if title in read:
            continue
        other = next((table.sheet for table in mapping.tables if table.kind == kind), "")
        if view.sheet.hidden:
            yield warning("hidden_sheet", Place(book.file, title))
        elif other:
            yield warning("sheet_twice", Place(book.file, title), other=other)
        else:
            yield info("sheet_not_used", Place(book.file, title))


def unread_tables(seen: Survey, mapping: BookMapping) -> Iterator[tuple[View, TableMapping]]:
    """The tables that were found and are not read."""
    read = {table.sheet for table in mapping.tables}
    for view, tables in seen.candidates:
        if view.sheet.title not in read:
            yield from ((view, table) for table in tables)
    for view, kind in seen.kinds:
        if view.sheet.hidden and view.sheet.title not in read and kind not in (None, "facts", "requirements"):
            yield from ((view, table) for table in find(view, kind))
