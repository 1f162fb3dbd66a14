"""A workbook as a register."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from consortium.domain.findings import Finding, Place, error, info
from consortium.domain.register import Capability, Entity, Register
from consortium.ingest.aside import around
from consortium.ingest.capabilities import read_capabilities
from consortium.ingest.directory import Directory, directory
from consortium.ingest.entities import read_entities
from consortium.ingest.grid import Workbook
from consortium.ingest.mapping import BookMapping, TableMapping
from consortium.ingest.marked import guessed, marked, turned_over
from consortium.ingest.others import read_externals, read_pairs, read_people, read_references
from consortium.ingest.register_mapping import (
    LONG,
    fingerprint,
    is_whole,
    mapping_of,
    mapping_of_matrix,
    tables_of,
)
from consortium.ingest.register_sheets import (
    concealed,
    is_titled,
    mapped_sheets,
    place_of,
    repeated,
    sheets_of,
    unused,
)
from consortium.ingest.same_entity import doubles, joined
from consortium.ingest.tables import Found, Table, locate
from consortium.ingest.view import View
from consortium.ingest.wide import (
    Matrix,
    beside,
    entity_table,
    matrix_in,
    matrix_of,
    named,
    nobody,
    read_matrix,
    silent_columns,
    unnamed,
)

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
    """A register, the tables it was read from, everything noticed, and how its sheets were taken."""

    register: Register
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    mapping: BookMapping = BookMapping()


Row = TypeVar("Row")


class _Reading:
    """Collects tables and findings while the sheets are read."""

    def __init__(self, book: Workbook, mapping: BookMapping | None) -> None:
        self.book = book
        self.mapping = mapping
        self.sheets = sheets_of(book) if mapping is None else mapped_sheets(book, mapping)
        self.tables: list[Table] = []
        self.taken: list[TableMapping] = []
        self.findings: list[Finding] = list(self.sheets.findings)

    def found(self, kind: str) -> Iterator[Found]:
        """The tables of a kind; a sheet without its headings is an error."""
        for view in () if self.mapping else self.sheets.of(kind):
            self.findings += concealed(view)
            found = locate(view, kind)
            if found is None:
                self.lacks_headings(view, kind)
            else:
                self.take(found)
                yield found
        for found, _ in self.mapped(kind):
            self.findings += concealed(found.view)
            self.take(found)
            yield found

    def mapped(self, kind: str) -> Iterator[tuple[Found, Matrix | None]]:
        """The tables that a person's mapping names; one without the columns that it needs is an error."""
        for found, matrix in tables_of(self.book, self.mapping, kind) if self.mapping else ():
            if is_whole(found, matrix):
                yield found, matrix
            else:
                self.lacks_headings(found.view, kind)

    def lacks_headings(self, view: View, kind: str) -> None:
        """Note that a sheet has not the headings of its kind."""
        self.findings.append(error("no_headings", place_of(view), wanted=_WANTED[kind]))

    def take(self, found: Found, others: tuple[int, ...] | None = None, matrix: Matrix | None = None) -> None:
        """Note a table that is read; ``others``: its columns that are not; ``matrix``: what stands beside it."""
        self.tables.append(found.table())
        self.taken.append(mapping_of(found, matrix))
        self.findings += around(found, _VITAL & found.columns.keys(), others)

    def matrix(self, matrix: Matrix, known: Directory) -> tuple[Capability, ...]:
        """The values of a matrix whose table is noted already."""
        rows, findings = read_matrix(matrix, known)
        self.findings += findings
        return rows


def read_register(book: Workbook, mapping: BookMapping | None = None) -> RegisterReading:
    """A workbook as a register: capabilities long, wide or on their side, in one sheet or several.

    ``mapping``: how a person wants its sheets taken; None: as the app thinks best. Never raises: what is wrong is a
    finding.
    """
    reading = _Reading(book, mapping)
    entities, inline, capabilities = _understood(reading) if mapping is None else _mapped(reading)
    known = directory(entities)
    register = Register(
        entities=entities,
        capabilities=inline + capabilities,
        references=_rows(reading, "references", lambda found: read_references(found, known)),
        people=_rows(reading, "people", lambda found: read_people(found, known)),
        externals=_rows(reading, "external", read_externals),
        pairs=_rows(reading, "pairs", lambda found: read_pairs(found, known)),
    )
    if register.entities and not inline and not reading.sheets.views.keys() & _PROVING:
        reading.findings.append(error("no_capabilities_table", Place(book.file)))
    tables = (*reading.tables, *reading.sheets.hidden)
    findings = tuple(dict.fromkeys((*reading.findings, *doubles(entities))))
    own = tuple(reading.taken)
    return RegisterReading(register, tables, findings, mapping or BookMapping(fingerprint(book, own), own))


def _rows(
    reading: _Reading, kind: str, read: Callable[[Found], tuple[tuple[Row, ...], list[Finding]]]
) -> tuple[Row, ...]:
    rows: tuple[Row, ...] = ()
    for found in reading.found(kind):
        own, findings = read(found)
        rows += own
        reading.findings += findings
    return rows


Holdings = tuple[tuple[Entity, ...], tuple[Capability, ...], tuple[Capability, ...]]
"""Entities, what stands beside them or in sheets of no telling heading, and what sheets of capabilities say of them."""


def _understood(reading: _Reading) -> Holdings:
    entities, inline = _entities(reading)
    entities, rows = _capabilities(reading, entities)
    entities, loose = _loose(reading, entities, inline + rows)
    return entities, inline + loose, rows


def _mapped(reading: _Reading) -> Holdings:
    """As a person's mapping has it."""
    entities: tuple[Entity, ...] = ()
    inline: tuple[Capability, ...] = ()
    rows: tuple[Capability, ...] = ()
    for found, matrix in reading.mapped("entities"):
        entities, own = _from_table(reading, found, matrix, entities)
        inline += own
    listed = bool(reading.sheets.of("entities"))
    for found, matrix in reading.mapped("capabilities"):
        if matrix is None and not listed and reading.book.kind == "csv":
            entities = _mentioned(reading, found)
        if matrix is None:
            rows += _long(reading, found, directory(entities), listed)
        elif entities:
            rows += _beside(reading, found.view, matrix, directory(entities))
    if not entities and not listed:
        reading.findings.append(error("no_entities_table", Place(reading.book.file)))
    return entities, inline, rows


def _entities(reading: _Reading) -> tuple[tuple[Entity, ...], tuple[Capability, ...]]:
    """The sheets of entities, with the capabilities that stand beside them."""
    entities: tuple[Entity, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    for n, view in enumerate(reading.sheets.of("entities")):
        found = entity_table(view)
        matrix = matrix_in(found) if found is not None else None
        other = turned_over(matrix) if matrix is not None and found is not None and len(found.columns) == 1 else None
        if other is not None:
            entities, own = _guess(reading, other, entities)
            capabilities += own
        elif found is None:
            reading.lacks_headings(view, "entities")
        elif n and matrix is None and not _mentions(found, directory(entities)):
            reading.findings.append(repeated(view, reading.sheets.of("entities")[0]))
        elif n and is_titled(reading.sheets.of("entities")[0], "entities"):
            capabilities += _beside(reading, view, matrix, directory(entities))
        else:
            entities, own = _from_table(reading, found, matrix, entities)
            capabilities += own
    return entities, capabilities


def _mentions(found: Found, known: Directory) -> bool:
    """Whether a table's entities are mostly known ones."""
    told = [known.find(record.text("id") or record.text("name")) for record in found.records]
    return 2 * sum(entity is not None for entity in told) > len(told)


def _beside(
    reading: _Reading, view: View, matrix: Matrix | None, known: Directory, taken: TableMapping | None = None
) -> tuple[Capability, ...]:
    """What a sheet says of entities that another sheet lists; ``taken``: as what, where it is no such sheet."""
    if matrix is None:
        reading.findings.append(repeated(view, reading.sheets.of("entities")[0]))
        return ()
    silent = silent_columns(matrix, matrix.columns)
    reading.findings += [*concealed(view), *beside(matrix), *(nobody(matrix, column) for column in silent)]
    reading.tables.append(matrix.table())
    reading.taken.append(taken or mapping_of_matrix(matrix, "capabilities"))
    return reading.matrix(matrix, known)


def _from_table(
    reading: _Reading, found: Found, matrix: Matrix | None, known: tuple[Entity, ...] = ()
) -> tuple[tuple[Entity, ...], tuple[Capability, ...]]:
    """The entities of a table beside those ``known``, and what stands in its other columns."""
    held = matrix.columns if matrix else ()
    reading.findings += concealed(found.view)
    table = replace(found, start=matrix.names + 1) if matrix and matrix.names is not None else found
    left = tuple(column for column in found.others if column not in held)
    silent = silent_columns(matrix, left) if matrix else ()
    reading.take(table, tuple(column for column in left if column not in silent), matrix)
    reading.findings += [nobody(matrix, column) for column in silent if matrix]
    own, findings = read_entities(found, matrix.units if matrix else None)
    entities, clashes = joined(known, own)
    reading.findings += [*findings, *clashes]
    if matrix is None:
        return entities, ()
    reading.findings += unnamed(matrix)
    return entities, reading.matrix(matrix, directory(entities))


def _capabilities(reading: _Reading, entities: tuple[Entity, ...]) -> tuple[tuple[Entity, ...], tuple[Capability, ...]]:
    """The sheets of capabilities; where there is none of entities, a matrix brings its own."""
    rows: tuple[Capability, ...] = ()
    listed = bool(reading.sheets.of("entities"))
    for view in reading.sheets.of("capabilities"):
        found = locate(view, "capabilities")
        if found is not None and found.columns.keys() >= LONG:
            if not listed and reading.book.kind == "csv":
                entities = _mentioned(reading, found)
            rows += _long(reading, found, directory(entities), listed)
        else:
            entities, own = _matrix(reading, view, found, entities, listed)
            rows += own
    return entities, rows


def _matrix(
    reading: _Reading, view: View, found: Found | None, entities: tuple[Entity, ...], listed: bool
) -> tuple[tuple[Entity, ...], tuple[Capability, ...]]:
    matrix = matrix_of(view, directory(entities)) if found is None or "entity" not in found.columns else None
    if matrix is None:
        reading.lacks_headings(view, "capabilities")
        return entities, ()
    table = None if listed else entity_table(view)
    if table is not None and table.view.flipped == matrix.view.flipped:
        return _from_table(reading, table, matrix, entities)
    if not listed:
        entities, _ = joined(entities, named(matrix))
    taken = mapping_of_matrix(matrix, "capabilities" if listed else "entities")
    return entities, _beside(reading, view, matrix, directory(entities), taken)


def _long(reading: _Reading, found: Found, known: Directory, listed: bool) -> tuple[Capability, ...]:
    reading.findings += concealed(found.view)
    reading.take(found)
    if not known.ids:
        if not listed:
            reading.findings.append(error("no_entities_table", Place(reading.book.file)))
        return ()
    rows, findings = read_capabilities(found, known)
    reading.findings += findings
    return rows


def _loose(
    reading: _Reading, entities: tuple[Entity, ...], rows: tuple[Capability, ...]
) -> tuple[tuple[Entity, ...], tuple[Capability, ...]]:
    """Sheets of no telling heading that are matrices all the same: of known entities, or, with none known, by marks."""
    more: tuple[Capability, ...] = ()
    alone = not entities and not rows and not reading.sheets.views
    for view in reading.sheets.loose:
        matrix = marked(view, directory(() if alone else entities))
        if matrix is None or not (alone or entities):
            reading.findings.append(unused(view))
            continue
        if alone:
            entities, own = _guess(reading, matrix, entities)
        else:
            taken = mapping_of_matrix(matrix, "capabilities", guessed=True)
            own = _beside(reading, view, matrix, directory(entities), taken)
        more += own
    if not entities and not reading.sheets.of("entities") and not reading.sheets.of("capabilities"):
        code = "looks_like_tender" if reading.sheets.foreign else "no_entities_table"
        reading.findings.append(error(code, Place(reading.book.file)))
    return entities, more


def _guess(
    reading: _Reading, matrix: Matrix, known: tuple[Entity, ...]
) -> tuple[tuple[Entity, ...], tuple[Capability, ...]]:
    """A matrix that no heading tells the way of, with the entities that it names."""
    reading.findings.append(guessed(matrix))
    entities, _ = joined(known, named(matrix))
    taken = mapping_of_matrix(matrix, "entities", guessed=True)
    return entities, _beside(reading, matrix.view, matrix, directory(entities), taken)


def _mentioned(reading: _Reading, found: Found) -> tuple[Entity, ...]:
    """The entities that the rows of a text table name, each once: such a file has no second sheet to list them in."""
    named: dict[str, Entity] = {}
    for record in found.records:
        if name := record.text("entity"):
            named.setdefault(name, Entity(name, name, source=record.source))
    if named:
        reading.findings.append(info("entities_from_rows", place_of(found.view), count=len(named)))
    return tuple(named.values())
