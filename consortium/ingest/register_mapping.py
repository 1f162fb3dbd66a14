"""How the sheets of a register were taken, as a mapping; and the tables that a mapping names."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from consortium.ingest.columns import PUBLISHED, SYNONYM
from consortium.ingest.grid import Workbook
from consortium.ingest.locating import found_at, letters, likely_row
from consortium.ingest.mapping import CERTAIN, VALUES, BookMapping, Role, TableMapping
from consortium.ingest.tables import Found, field_of
from consortium.ingest.texts import key, text_of
from consortium.ingest.view import View
from consortium.ingest.vocabulary import SIGNATURES
from consortium.ingest.wide import Matrix, matrix_over

LONG = frozenset({"entity", "capability", "value"})
"""What a table with a row for each entity and capability needs."""
_BY_NAME = frozenset({"published", "synonym"})
_GUESS = 60
"""Confidence in a matrix whose way no heading tells."""


def mapping_of(found: Found, matrix: Matrix | None = None) -> TableMapping:
    """How a table was taken, with the capabilities that stand beside its fields."""
    roles = {column: _by_heading(found, field, column) for field, column in found.columns.items()}
    return _mapping(found.view, found.kind, found.header, roles, matrix)


def mapping_of_matrix(matrix: Matrix, kind: str, guessed: bool = False) -> TableMapping:
    """How a matrix was taken: of entities that it names itself (``kind`` entities), or that another sheet lists."""
    field = "name" if kind == "entities" else "entity"
    key_role = Role("", field, _GUESS if guessed else SYNONYM, "content")
    return _mapping(matrix.view, kind, matrix.header, {matrix.key: key_role}, matrix)


def _by_heading(found: Found, field: str, column: int) -> Role:
    claim = field_of(found.kind, text_of(found.view.value(found.header, column)))
    published = claim is not None and claim[1] == 0
    return Role("", field, PUBLISHED if published else SYNONYM, "published" if published else "synonym")


def _mapping(view: View, kind: str, header: int, taken: Mapping[int, Role], matrix: Matrix | None) -> TableMapping:
    values = dict.fromkeys(matrix.columns, Role("", VALUES, CERTAIN, "content")) if matrix else {}
    known = {**dict.fromkeys(view.filled(header), Role("")), **values, **taken}
    heads = dict.fromkeys(values, matrix.naming) if matrix else {}
    roles = (
        Role(letters(view, c), r.field, r.confidence, r.reason, text_of(view.value(heads.get(c, header), c)))
        for c, r in sorted(known.items())
    )
    return TableMapping(view.sheet.title, kind, (header + 1,), tuple(roles), hidden=view.shown, flipped=view.flipped)


def fingerprint(book: Workbook, tables: tuple[TableMapping, ...]) -> str:
    """What two registers of one layout have in common: sheets, heading rows and headings, whatever stands below.

    Of a sheet whose headings name no field, the first row that looks like headings.
    """
    told = (table for table in tables if any(role.reason in _BY_NAME for role in table.roles))
    read = {t.sheet: [t.kind, list(t.header), t.flipped, [role.heading for role in t.roles]] for t in told}
    sheets = [
        [key(sheet.title), sheet.hidden, read.get(sheet.title) or _likely_heads(View(book.file, sheet))]
        for sheet in book.sheets
        if sheet.rows
    ]
    return sha256(json.dumps(["register", sheets], ensure_ascii=False).encode()).hexdigest()[:32]


def _likely_heads(view: View) -> list[object]:
    row = likely_row(view)
    return [row, [text_of(view.value(row, column)) for column in view.filled(row)]]


def tables_of(book: Workbook, mapping: BookMapping, kind: str) -> Iterator[tuple[Found, Matrix | None]]:
    """The tables of a kind as mapped, with the matrix of the capabilities that stand beside their fields."""
    sheets = {sheet.title: sheet for sheet in reversed(book.sheets)}
    for table in mapping.tables:
        if table.kind == kind and table.header and table.sheet in sheets:
            found = found_at(View(book.file, sheets[table.sheet], table.flipped, table.hidden), table)
            names = {role.column for role in table.roles if role.field == VALUES}
            columns = tuple(column for column in found.others if letters(found.view, column) in names)
            yield found, matrix_over(found, columns)


def is_whole(found: Found, matrix: Matrix | None) -> bool:
    """Whether a table has the fields that its kind cannot do without; beside a matrix, who holds its values."""
    if found.kind == "capabilities":
        return found.columns.keys() >= (LONG if matrix is None else {"entity"})
    return any(wanted <= found.columns.keys() for wanted in SIGNATURES[found.kind])
