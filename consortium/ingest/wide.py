"""Registers as a matrix: entities in rows and capabilities as headings, or the other way round."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain import units
from consortium.domain.call import Source
from consortium.domain.findings import Finding, info
from consortium.domain.register import Capability, Entity, Mark
from consortium.domain.units import Unit
from consortium.ingest.capabilities import mark_of, value_of
from consortium.ingest.checked import Findings
from consortium.ingest.directory import Directory
from consortium.ingest.entities import is_remark
from consortium.ingest.grid import Cell, column_letter
from consortium.ingest.numbers import known_unit, manner, parse
from consortium.ingest.tables import Found, Table, field_of, locate, lone_capability
from consortium.ingest.texts import chosen, heading, is_blank, text_of
from consortium.ingest.thresholds import read_unit
from consortium.ingest.view import View
from consortium.ingest.vocabulary import MARKS


@dataclass(frozen=True, slots=True)
class Matrix:
    """Where things stand in a view: capability names in row ``header``, entities in column ``key``.

    ``units``: the row that holds the capabilities' units, None where headings alone give them. ``names``: the row that
    names the capabilities where it is not the header.
    """

    view: View
    header: int
    key: int
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    units: int | None = None
    names: int | None = None

    @property
    def naming(self) -> int:
        """The row that names the capabilities."""
        return self.header if self.names is None else self.names

    def table(self) -> Table:
        """What is published of it; of a sheet on its side the capabilities stand in a column."""
        field = "capability" if self.view.flipped else "entity"
        top = self.key if self.view.flipped else self.header
        letter = column_letter(self.header if self.view.flipped else self.key)
        lines = self.columns if self.view.flipped else self.rows
        return Table(
            self.view.sheet.title, top + 1, min(lines, default=top) + 1, max(lines, default=top) + 1, ((field, letter),)
        )


def entity_table(view: View) -> Found | None:
    """The table whose headings name entities' fields, in rows or in columns, whichever names more.

    Where both name as many, capabilities are what bears units and does not mix numbers with yes and no.
    """
    upright, turned = locate(view, "entities"), None
    if len(view.rows) <= 500:
        turned = locate(view.turned(), "entities")
    candidates = [found for found in (upright, turned) if found is not None]
    if len(candidates) == 2 and len(candidates[0].columns) == len(candidates[1].columns):
        return max(candidates, key=_like_capabilities)
    return max(candidates, key=lambda found: len(found.columns), default=None)


def _like_capabilities(found: Found) -> tuple[int, int]:
    """How much the columns beside an entity's fields look like capabilities: units in headings, few of mixed values."""
    brackets = [heading(text_of(found.view.value(found.header, c)))[1] for c in found.others]
    return sum(map(known_unit, filter(None, brackets))), -sum(_is_mixed(found, c) for c in found.others)


def _is_mixed(found: Found, column: int) -> bool:
    marks = [chosen(found.view.value(row, column), MARKS) for row in found.numbers]
    cells = [found.view.value(row, column) for row in found.numbers]
    plain = {
        mark is None for mark, cell in zip(marks, cells, strict=True) if not is_blank(cell) and mark != Mark.UNKNOWN
    }
    return len(plain) == 2


def matrix_of(view: View, known: Directory) -> Matrix | None:
    """The matrix of a sheet, chosen by where the register's entities stand."""
    candidates = [m for m in (_by_capability(view), _by_entity(view), _by_names(view, known)) if m is not None]
    if not known.ids:
        return candidates[0] if candidates else None
    scores = [sum(known.find(text_of(m.view.value(row, m.key))) is not None for row in m.rows) for m in candidates]
    best = max(scores, default=0)
    return candidates[scores.index(best)] if best else None


def _by_capability(view: View) -> Matrix | None:
    """A heading "Capability" over the names in its column: entities are the other headings."""
    found = locate(view, "capabilities") or lone_capability(view)
    if found is None or "value" in found.columns or "capability" not in found.columns:
        return None
    turned = view.turned()
    label = found.columns["capability"]
    own = {*found.columns.values()}
    rows = tuple(c for c in view.filled(found.header) if c not in own)
    names = tuple(r for r in range(found.header + 1, len(view.rows)) if not is_blank(view.value(r, label)))
    return Matrix(turned, label, found.header, names, rows, found.columns.get("unit"))


def _by_entity(view: View) -> Matrix | None:
    """Headings that name an entity's fields, and others that are capabilities."""
    found = entity_table(view)
    return None if found is None else matrix_in(found)


def matrix_in(found: Found) -> Matrix | None:
    """The matrix beside the entity fields of a table; None where no other column holds values."""
    if not found.others:
        return None
    rows, _ = _rows(found)
    return matrix_over(found, tuple(c for c in found.others if holds_values(found.view, c, rows)))


def _rows(found: Found) -> tuple[tuple[int, ...], int | None]:
    """The rows of entities, and the one that holds the units of the other columns."""
    rows = tuple(record.row for record in found.records if not is_remark(found.view, record.row))
    units = next((r for r in rows if _is_unit_label(found, r)), None)
    return tuple(r for r in rows if r != units), units


def matrix_over(found: Found, columns: tuple[int, ...]) -> Matrix | None:
    """The matrix of these columns beside the entities of a table; None where there is none of them."""
    if not columns:
        return None
    rows, units = _rows(found)
    key = next((found.columns[field] for field in ("entity", "id", "name") if field in found.columns), 0)
    names = _names_row(found.view, found.header, columns)
    return Matrix(found.view, found.header, key, columns, rows, units, names)


def _names_row(view: View, header: int, columns: tuple[int, ...]) -> int | None:
    """The row above the header that names the columns, where the header says the same of several (their kind, say)."""

    def told(row: int) -> tuple[int, int]:
        texts = {text for c in columns if (text := text_of(view.value(row, c)))}
        return len(texts), sum(map(len, texts))

    best = max(range(header + 1), key=told, default=header)
    return best if told(best)[0] == len(columns) > told(header)[0] else None


def _is_unit_label(found: Found, row: int) -> bool:
    cells = [text_of(found.view.value(row, c)) for c in found.columns.values()]
    claims = [field_of("capabilities", cell) for cell in cells if cell]
    return len(claims) == 1 and claims[0] is not None and claims[0][0] == "unit"


def holds_values(view: View, column: int, rows: tuple[int, ...]) -> bool:
    """Whether at least half of the cells of a column read as yes, no, ? or a number."""
    cells = [cell for row in rows if not is_blank(cell := view.value(row, column))]
    return bool(cells) and 2 * sum(map(_is_value, cells)) >= len(cells)


def _is_value(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return isinstance(cell, Decimal | bool)
    if mark_of(cell) is not None:
        return True
    written = parse(cell)
    return bool(written.numbers) and (not written.unit or known_unit(written.unit))


def _by_names(view: View, known: Directory) -> Matrix | None:
    """No telling heading, but a column (or a row) in which entities of the register stand."""
    for candidate in (view, view.turned()):
        counts: dict[int, list[int]] = {}
        for row in range(len(candidate.rows)):
            for column in candidate.filled(row)[:3]:
                if known.find(text_of(candidate.value(row, column))) is not None:
                    counts.setdefault(column, []).append(row)
                    break
        key = max(counts, key=lambda column: len(counts[column]), default=None)
        if key is None or counts[key][0] == 0:
            continue
        header = counts[key][0] - 1
        rows = tuple(r for r in range(header + 1, len(candidate.rows)) if not is_blank(candidate.value(r, key)))
        columns = tuple(c for c in candidate.filled(header) if c != key)
        if columns:
            return Matrix(candidate, header, key, columns, rows)
    return None


def read_matrix(matrix: Matrix, known: Directory) -> tuple[tuple[Capability, ...], list[Finding]]:
    """The filled cells of a matrix; a blank is not recorded."""
    rows: list[Capability] = []
    findings: list[Finding] = []
    heads = [_Head(column, *_name(matrix, column), _manner(matrix, column)) for column in matrix.columns]
    for row in matrix.rows:
        text = text_of(matrix.view.value(row, matrix.key))
        entity = known.find(text)
        if entity is None:
            findings.append(known.fault(text, matrix.view.place(row, matrix.key)))
            continue
        cells = matrix.view.rows[row]
        for head in heads:
            cell = cells[head.column] if head.column < len(cells) else None
            if not is_blank(cell):
                capability, more = _capability(matrix, row, entity, head, cell)
                rows.append(capability)
                findings += more
    return tuple(rows), findings


@dataclass(frozen=True, slots=True)
class _Head:
    """A capability's column: its name, the unit of its values, the decimal mark that they write."""

    column: int
    name: str
    unit: Unit | None
    decimal: str


def _manner(matrix: Matrix, column: int) -> str:
    values = (matrix.view.value(row, column) for row in matrix.rows)
    return manner(cell for cell in values if isinstance(cell, str) and mark_of(cell) is None)


def beside(matrix: Matrix) -> list[Finding]:
    """The filled cells of a matrix's sheet that are neither a name nor a value."""
    view = matrix.view
    heads = {row for row in (matrix.header, matrix.units, matrix.names) if row is not None}
    columns = {matrix.key, *matrix.columns}
    rows = heads | set(matrix.rows)
    outside = [(r, c) for r in range(len(view.rows)) for c in view.filled(r) if r not in rows or c not in columns]
    corners = {(row, matrix.key) for row in heads}
    return [info("cell_not_used", view.place(*at)) for at in outside if at not in corners]


def silent_columns(matrix: Matrix, columns: Iterable[int]) -> tuple[int, ...]:
    """Those of ``columns`` in which nothing is recorded of any entity."""
    view = matrix.view
    return tuple(c for c in columns if all(is_blank(view.value(row, c)) for row in matrix.rows))


def nobody(matrix: Matrix, column: int) -> Finding:
    """That a capability is named and recorded of nobody."""
    name = text_of(matrix.view.value(matrix.naming, column))
    return info("capability_column_blank", matrix.view.place(matrix.naming, column), capability=name)


def named(matrix: Matrix) -> tuple[Entity, ...]:
    """The entities that a matrix names, each once."""
    places = {text_of(matrix.view.value(row, matrix.key)): matrix.view.position(row, matrix.key) for row in matrix.rows}
    view = matrix.view
    return tuple(
        Entity(name, name, source=Source(view.file, view.sheet.title, row + 1, (("id", column_letter(column)),)))
        for name, (row, column) in places.items()
    )


def unnamed(matrix: Matrix) -> list[Finding]:
    """Of a row of names above the header, the cells that name no capability."""
    row, view = matrix.names, matrix.view
    if row is None:
        return []
    return [info("cell_not_used", view.place(row, c)) for c in view.filled(row) if c not in matrix.columns]


def _capability(matrix: Matrix, row: int, entity: str, head: _Head, cell: Cell) -> tuple[Capability, Findings]:
    view, column = matrix.view, head.column
    percent = view.percent(row, column)
    measured, findings = value_of(cell, percent, head.unit, lambda: view.place(row, column), entity, head.decimal)
    down, across = view.position(row, column)
    found = Capability(
        entity,
        head.name,
        measured.value,
        measured.unit,
        file=view.file,
        sheet=view.sheet.title,
        column=column_letter(across),
        row=down + 1,
    )
    return found, findings


def _name(matrix: Matrix, column: int) -> tuple[str, Unit | None]:
    """A heading as name and unit. A word in brackets that is no usual unit is one only over numbers."""
    whole = text_of(matrix.view.value(matrix.naming, column))
    if matrix.units is not None:
        unit, _ = read_unit(matrix.view.value(matrix.units, column))
        if unit is not None:
            return whole, unit
    name, bracket = heading(whole)
    if bracket and (known_unit(bracket) or _numeric(matrix, column)):
        return name, units.unit(bracket)
    return whole, None


def _numeric(matrix: Matrix, column: int) -> bool:
    """Whether a column holds numbers and no yes or no."""
    cells = [cell for row in matrix.rows if not is_blank(cell := matrix.view.value(row, column))]
    told = [cell for cell in cells if chosen(cell, MARKS) is not Mark.UNKNOWN]
    return bool(told) and all(isinstance(c, Decimal) or (isinstance(c, str) and parse(c).numbers) for c in told)
