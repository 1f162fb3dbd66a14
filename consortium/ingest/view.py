"""A sheet as a table reader sees it: as it stands, or turned on its side, with every value's place in the file."""

from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from consortium.domain.findings import Place
from consortium.ingest.grid import Cell, Position, Sheet, address
from consortium.ingest.texts import is_blank

UNCACHED = "=?"
"""What stands for a formula whose result the file does not hold."""


@dataclass(frozen=True)
class View:
    """Rows and columns from 0. ``flipped``: the sheet's columns are the rows here."""

    file: str
    sheet: Sheet
    flipped: bool = False

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells; an error cell holds its error text, so that it is never taken for a blank."""
        rows = _marked(self.sheet)
        return tuple(zip_longest(*rows)) if self.flipped else rows

    def turned(self) -> "View":
        """The same sheet on its side."""
        return View(self.file, self.sheet, not self.flipped)

    def value(self, row: int, column: int) -> Cell:
        """The cell, None beyond the edge."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def position(self, row: int, column: int) -> Position:
        """Where it stands in the sheet."""
        return (column, row) if self.flipped else (row, column)

    def percent(self, row: int, column: int) -> bool:
        """Whether the cell is formatted as a percentage."""
        return self.position(row, column) in self.sheet.percents

    def place(self, row: int, column: int) -> Place:
        """The cell as the user sees it."""
        return Place(self.file, self.sheet.title, address(*self.position(row, column)))

    def filled(self, row: int) -> tuple[int, ...]:
        """The columns of a row that say something."""
        return tuple(column for column, cell in enumerate(self.rows[row]) if not is_blank(cell))


def _marked(sheet: Sheet) -> tuple[tuple[Cell, ...], ...]:
    marks = {**dict.fromkeys(sheet.uncached, UNCACHED), **sheet.errors}
    if not marks:
        return sheet.rows
    height = max(len(sheet.rows), *(row + 1 for row, _ in marks))
    rows = [list(sheet.rows[r]) if r < len(sheet.rows) else [] for r in range(height)]
    for (row, column), shown in marks.items():
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = shown
    return tuple(map(tuple, rows))
