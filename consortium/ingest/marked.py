"""Matrices without a telling heading: known by the entities that stand in them, or by their marks alone."""

from collections.abc import Iterable

from consortium.domain.catalogue import SAME
from consortium.domain.duplicates import FORMS
from consortium.domain.findings import Finding, warning
from consortium.domain.names import normal
from consortium.domain.vocabulary import certain
from consortium.ingest.directory import Directory
from consortium.ingest.entities import is_remark
from consortium.ingest.numbers import known_unit
from consortium.ingest.texts import heading, is_blank, text_of
from consortium.ingest.view import View
from consortium.ingest.wide import Matrix, holds_values, matrix_of

_DEPTH = 30
"""Rows among which the heading of a matrix is looked for."""
_WIDEST = 500
_LONGEST = 120
"""Letters of a name at most."""
_TELLING_FORMS = FORMS - {
    "the", "and", "de", "del", "la", "las", "los", "el", "y", "e", "i", "en", "para", "por", "social", "iniciativa",
    "centro", "especial", "empleo",
}  # fmt: skip
"""Legal forms that only the name of an entity has."""


def marked(view: View, known: Directory) -> Matrix | None:
    """The matrix of a sheet whose headings name no field. None: it is none."""
    upright = _by_marks(view)
    turned = _by_marks(view.turned()) if len(view.rows) <= _WIDEST else None
    found = [matrix for matrix in (upright, turned) if matrix is not None]
    if not known.ids:
        return max(found, key=lambda matrix: (_tells(matrix), matrix is upright), default=None)
    named = matrix_of(view, known)
    found += [named] if named is not None and _has_names(named) else []
    return next((matrix for matrix in found if _is_about(matrix, known)), None)


def guessed(matrix: Matrix) -> Finding:
    """That nothing but its content tells which way a matrix goes."""
    view = matrix.view
    entity, name = view.value(matrix.rows[0], matrix.key), view.value(matrix.header, matrix.columns[0])
    place = view.place(matrix.rows[0], matrix.key)
    return warning("matrix_guessed", place, entity=text_of(entity), capability=text_of(name))


def _has_names(matrix: Matrix) -> bool:
    """Whether what stands above the values is no value itself."""
    return not any(holds_values(matrix.view, column, (matrix.header,)) for column in matrix.columns)


def turned_over(matrix: Matrix) -> Matrix | None:
    """The matrix the other way round where its names say so: "Entity" may stand above the names of capabilities."""
    other = _by_marks(matrix.view.turned()) if len(matrix.view.rows) <= _WIDEST else None
    return other if other is not None and _tells(other) > 1 + max(0, _tells(matrix)) else None


def _is_about(matrix: Matrix, known: Directory) -> bool:
    told = [known.find(text_of(matrix.view.value(row, matrix.key))) for row in matrix.rows]
    values = [column for column in matrix.columns if holds_values(matrix.view, column, matrix.rows)]
    return bool(values) and 2 * sum(entity is not None for entity in told) > len(told)


def _by_marks(view: View) -> Matrix | None:
    """The first row of names over columns of marks or numbers, some perhaps empty, beside a column of names."""
    for header in range(min(len(view.rows), _DEPTH)):
        names = {c: text_of(view.value(header, c)) for c in view.filled(header) if _is_name(view, header, c)}
        below = tuple(row for row in range(header + 1, len(view.rows)) if view.filled(row))
        valued = [c for c in names if holds_values(view, c, below)]
        key = _key(view, below, min(valued)) if valued and len(below) > 1 else None
        if key is None:
            continue
        columns = tuple(c for c in names if c > key and (c in valued or _is_empty(view, c, below)))
        if len(columns) == len({names[c] for c in columns}) > 1:
            rows = tuple(r for r in below if not is_blank(view.value(r, key)) and not is_remark(view, r))
            return Matrix(view, header, key, columns, rows)
    return None


def _is_empty(view: View, column: int, rows: Iterable[int]) -> bool:
    return all(is_blank(view.value(row, column)) for row in rows)


def _is_name(view: View, row: int, column: int) -> bool:
    cell = view.value(row, column)
    return isinstance(cell, str) and len(cell) <= _LONGEST and not holds_values(view, column, (row,))


def _key(view: View, rows: Iterable[int], first: int) -> int | None:
    """The column of distinct texts to the left of the values."""
    for column in range(first):
        texts = [text_of(view.value(row, column)) for row in rows if _is_name(view, row, column)]
        if texts and len(set(texts)) == len(texts) > 1:
            return column
    return None


def _tells(matrix: Matrix) -> int:
    """How many names stand where they should: legal forms among entities, codes and units among capabilities."""
    view = matrix.view
    entities = (text_of(view.value(row, matrix.key)) for row in matrix.rows)
    capabilities = (text_of(view.value(matrix.header, column)) for column in matrix.columns)
    return sum(map(_like_entity, entities)) + sum(map(_like_capability, capabilities))


def _like_entity(name: str) -> int:
    words = normal(name).replace(".", "").replace(",", " ").split()
    return 1 if _TELLING_FORMS & set(words) else -_like_capability(name) if _is_coded(name) else 0


def _like_capability(name: str) -> int:
    return 1 if _is_coded(name) or known_unit(heading(name)[1]) else 0


def _is_coded(name: str) -> bool:
    return normal(name) in SAME or certain(name) != normal(name)
