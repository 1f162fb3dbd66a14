"""A sheet as a table reader sees it: as it stands, or turned on its side, with every value's place in the file.

Hidden rows and columns read as blank until they are let in. A cell merged over several rows counts in each of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from consortium.domain.findings import Place
from consortium.ingest.grid import Cell, Position, Sheet, address
from consortium.ingest.texts import is_blank

UNCACHED = "=?"
"""What stands for a formula whose result the file does not hold."""

Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class View:
    """Rows and columns from 0. ``flipped``: the sheet's columns are the rows here. ``shown``: what is hidden is in."""

    file: str
    sheet: Sheet
    flipped: bool = False
    shown: bool = False

    @cached_property
    def rows(self) -> Rows:
        """The cells; an error cell holds its error text, so that it is never taken for a blank."""
        marks = {**dict.fromkeys(self.sheet.uncached, UNCACHED), **self.sheet.errors}
        copies = {place: self.sheet.value(*at) for place, at in self.copies.items()}
        rows = _changed(self.sheet.rows, {**copies, **marks})
        rows = rows if self.shown else _in_sight(rows, self.sheet)
        return tuple(zip_longest(*rows)) if self.flipped else rows

    @cached_property
    def copies(self) -> Mapping[Position, Position]:
        """The blank cells of the sheet that belong to one merged over several rows -> that cell."""
        sheet, last = self.sheet, len(self.sheet.rows) - 1
        return {
            (row, left): (top, left)
            for top, left, bottom, _ in sheet.merges
            if bottom > top and not is_blank(sheet.value(top, left))
            for row in range(top + 1, min(bottom, last) + 1)
            if is_blank(sheet.value(row, left))
        }

    def turned(self) -> "View":
        """The same sheet on its side."""
        return replace(self, flipped=not self.flipped)

    def value(self, row: int, column: int) -> Cell:
        """The cell, None beyond the edge."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def position(self, row: int, column: int) -> Position:
        """Where it stands in the sheet."""
        return (column, row) if self.flipped else (row, column)

    def copied(self, row: int, column: int) -> bool:
        """Whether the cell says what a merged cell above it says."""
        return bool(self.copies) and self.position(row, column) in self.copies

    def percent(self, row: int, column: int) -> bool:
        """Whether the cell is formatted as a percentage."""
        return self.position(row, column) in self.sheet.percents

    def place(self, row: int, column: int) -> Place:
        """The cell as the user sees it."""
        return Place(self.file, self.sheet.title, address(*self.position(row, column)))

    def filled(self, row: int) -> tuple[int, ...]:
        """The columns of a row that say something; none beyond the last row."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return tuple(column for column, cell in enumerate(cells) if not is_blank(cell))

    def span(self, row: int, column: int) -> int:
        """How many columns the cell is merged over."""
        return self._spans.get((row, column), 1)

    @cached_property
    def _spans(self) -> Mapping[Position, int]:
        sheet = self.sheet
        if self.flipped:
            return {(left, top): bottom - top + 1 for top, left, bottom, _ in sheet.merges}
        return {(top, left): right - left + 1 for top, left, _, right in sheet.merges}


def _changed(rows: Rows, changes: Mapping[Position, Cell]) -> Rows:
    if not changes:
        return rows
    height = max(len(rows), *(row + 1 for row, _ in changes))
    changed = [list(rows[r]) if r < len(rows) else [] for r in range(height)]
    for (row, column), value in changes.items():
        changed[row].extend([None] * (column + 1 - len(changed[row])))
        changed[row][column] = value
    return tuple(map(tuple, changed))


def _in_sight(rows: Rows, sheet: Sheet) -> Rows:
    if not sheet.hidden_rows and not sheet.hidden_columns:
        return rows
    out = sheet.hidden_columns
    return tuple(
        () if r in sheet.hidden_rows else tuple(None if c in out else cell for c, cell in enumerate(row))
        for r, row in enumerate(rows)
    )
