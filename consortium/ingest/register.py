"""A workbook as a register."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from consortium.domain.call import Source
from consortium.domain.findings import Finding, Place, error, info
from consortium.domain.register import Capability, Entity, Register
from consortium.ingest.aside import around
from consortium.ingest.capabilities import read_capabilities
from consortium.ingest.directory import Directory, directory
from consortium.ingest.entities import read_entities
from consortium.ingest.grid import Workbook, column_letter
from consortium.ingest.layout import Layout, layout
from consortium.ingest.others import read_externals, read_pairs, read_people, read_references
from consortium.ingest.tables import Found, Table, locate
from consortium.ingest.texts import text_of
from consortium.ingest.view import View
from consortium.ingest.wide import Matrix, beside, entity_table, matrix_in, matrix_of, read_matrix

LONG = frozenset({"entity", "capability", "value"})
_VITAL = frozenset({"id", "entity", "a", "b", "name"})
_PROVING = frozenset({"capabilities", "references", "people", "external"})
"""Sheets of which a register needs one at least: they say what its entities can prove."""
_WANTED = {
    "entities": "ID / Código, Name / Nombre",
    "capabilities": "Entity / Entidad, Capability / Capacidad, Value / Valor",
    "references": "ID / Código, Entity / Entidad",
    "people": "ID / Código, Entity / Entidad, Roles",
    "external": "ID / Código, Capability / Capacidad, Value / Valor",
    "pairs": "A, B, Relation / Relación",
}
"""The headings that a table cannot do without, in both languages."""


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """A register, the tables it was read from and everything noticed."""

    register: Register
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()


Row = TypeVar("Row")


class _Reading:
    """Collects tables and findings while the sheets are read."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.layout: Layout = layout(book, "register")
        self.tables: list[Table] = []
        self.findings: list[Finding] = list(self.layout.findings)

    def found(self, kind: str) -> Found | None:
        """The table of a kind; a sheet without its headings is an error."""
        view = self.layout.views.get(kind)
        if view is None:
            return None
        found = locate(view, kind)
        if found is None:
            self.findings.append(error("no_headings", _sheet(view), wanted=_WANTED[kind]))
            return None
        self.take(found)
        return found

    def take(self, found: Found, others: tuple[int, ...] | None = None) -> None:
        """Note a table that is read; ``others``: its columns that are not."""
        self.tables.append(found.table())
        self.findings += around(found, _VITAL & found.columns.keys(), others)


def read_register(book: Workbook) -> RegisterReading:
    """A workbook in the published layout (docs/formats.md): capabilities long, wide or on their side.

    Never raises: what is wrong is a finding.
    """
    reading = _Reading(book)
    entities, inline = _entities(reading)
    entities, capabilities = _capabilities(reading, entities)
    known = directory(entities)
    register = Register(
        entities=entities,
        capabilities=inline + capabilities,
        references=_rows(reading, "references", lambda found: read_references(found, known)),
        people=_rows(reading, "people", lambda found: read_people(found, known)),
        externals=_rows(reading, "external", read_externals),
        pairs=_rows(reading, "pairs", lambda found: read_pairs(found, known)),
    )
    if register.entities and not inline and not reading.layout.views.keys() & _PROVING:
        reading.findings.append(error("no_capabilities_table", Place(book.file)))
    tables = (*reading.tables, *reading.layout.tables)
    return RegisterReading(register, tables, tuple(dict.fromkeys(reading.findings)))


def _rows(
    reading: _Reading, kind: str, read: Callable[[Found], tuple[tuple[Row, ...], list[Finding]]]
) -> tuple[Row, ...]:
    found = reading.found(kind)
    if found is None:
        return ()
    rows, findings = read(found)
    reading.findings += findings
    return rows


def _sheet(view: View) -> Place:
    return Place(view.file, view.sheet.title)


def _entities(reading: _Reading) -> tuple[tuple[Entity, ...], tuple[Capability, ...]]:
    """The sheet of entities, with the capabilities that stand beside them."""
    view = reading.layout.views.get("entities")
    if view is None:
        if "capabilities" not in reading.layout.views:
            code = "looks_like_tender" if reading.layout.foreign else "no_entities_table"
            reading.findings.append(error(code, Place(reading.book.file)))
        return (), ()
    found = entity_table(view)
    if found is None:
        reading.findings.append(error("no_headings", _sheet(view), wanted=_WANTED["entities"]))
        return (), ()
    return _from_table(reading, found, matrix_in(found))


def _from_table(
    reading: _Reading, found: Found, matrix: Matrix | None
) -> tuple[tuple[Entity, ...], tuple[Capability, ...]]:
    held = matrix.columns if matrix else ()
    reading.take(found, tuple(column for column in found.others if column not in held))
    entities, findings = read_entities(found, matrix.units if matrix else None)
    reading.findings += findings
    return entities, _from_matrix(reading, matrix, directory(entities)) if matrix else ()


def _from_matrix(reading: _Reading, matrix: Matrix, known: Directory) -> tuple[Capability, ...]:
    rows, findings = read_matrix(matrix, known)
    reading.findings += findings
    return rows


def _capabilities(reading: _Reading, entities: tuple[Entity, ...]) -> tuple[tuple[Entity, ...], tuple[Capability, ...]]:
    """The sheet of capabilities; where there is none of entities, a matrix brings its own."""
    view = reading.layout.views.get("capabilities")
    if view is None:
        return entities, ()
    found = locate(view, "capabilities")
    if found is not None and found.columns.keys() >= LONG:
        if "entities" not in reading.layout.views and reading.book.kind == "csv":
            entities = _mentioned(found)
            reading.findings += [info("entities_from_rows", _sheet(view), count=len(entities))] if entities else []
        return entities, _long(reading, found, directory(entities))
    matrix = matrix_of(view, directory(entities)) if found is None or "entity" not in found.columns else None
    if matrix is None:
        reading.findings.append(error("no_headings", _sheet(view), wanted=_WANTED["capabilities"]))
        return entities, ()
    if "entities" not in reading.layout.views:
        table = entity_table(view)
        if table is not None and table.view.flipped == matrix.view.flipped:
            return _from_table(reading, table, matrix)
        entities = _named(matrix)
    reading.tables.append(matrix.table())
    reading.findings += beside(matrix)
    return entities, _from_matrix(reading, matrix, directory(entities))


def _long(reading: _Reading, found: Found, known: Directory) -> tuple[Capability, ...]:
    reading.take(found)
    if not known.ids:
        if "entities" not in reading.layout.views:
            reading.findings.append(error("no_entities_table", Place(reading.book.file)))
        return ()
    rows, findings = read_capabilities(found, known)
    reading.findings += findings
    return rows


def _mentioned(found: Found) -> tuple[Entity, ...]:
    """The entities that the rows of a text table name, each once: such a file has no second sheet to list them in."""
    named: dict[str, Entity] = {}
    for record in found.records:
        if name := record.text("entity"):
            named.setdefault(name, Entity(name, name, source=record.source))
    return tuple(named.values())


def _named(matrix: Matrix) -> tuple[Entity, ...]:
    """The entities that a matrix names, each once."""
    places = {text_of(matrix.view.value(row, matrix.key)): matrix.view.position(row, matrix.key) for row in matrix.rows}
    view = matrix.view
    return tuple(
        Entity(name, name, source=Source(view.file, view.sheet.title, row + 1, (("id", column_letter(column)),)))
        for name, (row, column) in places.items()
    )
