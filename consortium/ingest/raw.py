"""A sheet between the reading child and the parent: plain values, which travel fast, and marks beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal

import consortium.ingest.limits as limits
from consortium.errors import FileError
from consortium.ingest.cells import Raw, number, row_of
from consortium.ingest.grid import Cell, Position, Sheet

Range = tuple[int, int, int, int]

NO_DATE = "#####"
"""How Excel shows a negative date."""
_AS_SHOWN = Context(prec=15)
"""The digits that Excel shows: 7 % of 7, stored as 0.49000000000000005, is shown as 49 %."""


@dataclass(slots=True)
class Marks:
    """What a sheet's cells do not show on their face, collected while its file is read. Positions from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Range] = field(default_factory=list)
    percents: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    uncached: set[Position] = field(default_factory=set)
    negatives: set[Position] = field(default_factory=set)
    """Negative numbers; formatted as dates they have no meaning, which only their values' type tells."""
    formulas: int = 0


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as read: rows from row 1, column A."""

    title: str
    rows: Sequence[Sequence[Raw]]
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)


class Box:
    """Counts valued cells and the rectangle from A1 that holds them. Raises FileError beyond the limits."""

    __slots__ = ("columns", "file", "rows", "sheet", "values")

    def __init__(self, file: str, sheet: str) -> None:
        self.file, self.sheet = file, sheet
        self.rows = self.columns = self.values = 0

    def add(self, row: int, column: int, times: int = 1) -> None:
        """Count ``times`` values, the last of which stands at (row, column)."""
        self.values += times
        if row >= self.rows:
            self.rows = row + 1
        if column >= self.columns:
            self.columns = column + 1
        if self.rows > limits.MAX_ROWS or self.columns > limits.MAX_COLUMNS or self.values > limits.MAX_VALUES:
            self.refuse()

    def refuse(self) -> None:
        """Raise the FileError that says how far the sheet reaches and how far it may."""
        raise FileError(
            "file_sheet_too_large",
            file=self.file,
            sheet=self.sheet,
            rows=self.rows,
            columns=self.columns,
            max_rows=limits.MAX_ROWS,
            max_columns=limits.MAX_COLUMNS,
            max_values=limits.MAX_VALUES,
        )


def sheet_of(raw: RawSheet) -> Sheet:
    """The sheet with its cells' final values: percentages as shown, error cells and missing results blank."""
    marks = raw.marks
    rows = [row_of(row) for row in raw.rows]
    errors = dict(marks.errors)
    errors |= {place: NO_DATE for place in marks.negatives if not isinstance(_value(rows, place), Decimal)}
    percents = _apply(rows, marks, errors)
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(
        title=raw.title,
        rows=tuple(rows),
        hidden=raw.hidden,
        hidden_rows=frozenset(marks.hidden_rows),
        hidden_columns=frozenset(marks.hidden_columns),
        merges=tuple(marks.merges),
        percents=percents,
        errors=errors,
        uncached=frozenset(marks.uncached),
    )


def _value(rows: list[tuple[Cell, ...]], place: Position) -> Cell:
    row, column = place
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _changed(row: tuple[Cell, ...], cells: Mapping[int, Cell]) -> tuple[Cell, ...]:
    changed = list(row)
    for column, value in cells.items():
        if column < len(row):
            changed[column] = value
    while changed and changed[-1] is None:
        changed.pop()
    return tuple(changed)


def _apply(rows: list[tuple[Cell, ...]], marks: Marks, errors: Iterable[Position]) -> frozenset[Position]:
    """Write the marked cells' values into ``rows``; the positions of the percentages."""
    changes: dict[int, dict[int, Cell]] = {}
    for row, column in (*errors, *marks.uncached):
        changes.setdefault(row, {})[column] = None
    percents = []
    for row, column in marks.percents:
        value = _value(rows, (row, column))
        if isinstance(value, Decimal):
            percents.append((row, column))
            changes.setdefault(row, {})[column] = number(_AS_SHOWN.multiply(value, 100))
    for row, cells in changes.items():
        if row < len(rows):
            rows[row] = _changed(rows[row], cells)
    return frozenset(percents)
