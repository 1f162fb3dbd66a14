"""What a file holds before anyone interprets it: sheets of cells, and what the sheet does not show on its face."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import lru_cache

Cell = str | Decimal | bool | date | time | None
"""One cell's value. A number is its shortest decimal form; a date-time at midnight is a date; blank is None.

A cell formatted as a percentage holds the number as it is shown (0.7 shown as 70 % is Decimal(70)) and its
position is in ``Sheet.percents``. Text is as written, spaces included.
"""

Position = tuple[int, int]
"""(row, column), both from 0: (0, 0) is A1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``rows`` starts at row 1, column A, whatever the sheet's used range; rows may differ in length."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges as (first row, first column, last row, last column), from 0, ends included."""
    percents: frozenset[Position] = frozenset()
    errors: Mapping[Position, str] = field(default_factory=dict)
    """Cells that hold an error value such as ``#REF!``; their value in ``rows`` is None."""
    uncached: frozenset[Position] = frozenset()
    """Formulas without a stored value; their value in ``rows`` is None."""

    def value(self, row: int, column: int) -> Cell:
        """The cell at (row, column), None beyond the edge."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file's sheets in their order. A CSV is a workbook of one sheet whose title is empty."""

    file: str
    kind: str
    """``xlsx``, ``xls``, ``ods`` or ``csv``, by content."""
    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[str, str], ...] = ()
    """Choices made while opening, e.g. ("encoding", "cp1252"), ("separator", ";")."""


@lru_cache(maxsize=1024)
def column_letter(column: int) -> str:
    """The letters of column ``column`` (from 0): 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A cell's address as the user sees it; (11, 3) is D12."""
    return f"{column_letter(column)}{row + 1}"
