"""Where everything stands on the Coverage sheet."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

LEADS, HEADER, FIRST = 6, 7, 8
"""Rows: the lead's mark, the headings, the first requirement."""
LEAD, OVERALL, POINTS = "D4", "D5", "E5"
BEFORE = (("id", 8), ("lot", 5), ("text", 40), ("rule", 11), ("conditions", 20), ("unit", 9), ("threshold", 13))
MEMBER_WIDTH = 14
AFTER = (
    ("unknown", 10),
    ("required", 12),
    ("provided", 12),
    ("margin", 12),
    ("verdict", 8),
    ("mandatory", 11),
    ("points", 7),
    ("expires", 12),
    ("source", 18),
)
AMOUNTS = frozenset({"threshold", "required", "provided", "margin"})
"""Fields that grow with the numbers in them."""
PLACES = 4
"""Decimals at which sums are compared at least: finer than a cent, coarser than binary noise below 1e11."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which column is which."""

    members: int

    def column(self, key: str) -> int:
        """The column of a field, from 1."""
        names = [name for name, _ in BEFORE]
        if key in names:
            return names.index(key) + 1
        return len(BEFORE) + self.members + [name for name, _ in AFTER].index(key) + 1

    def at(self, key: str, row: int, absolute: bool = False) -> str:
        """The address of a field in a row."""
        letter = get_column_letter(self.column(key))
        return f"${letter}${row}" if absolute else f"${letter}{row}"

    def values(self, row: int, fixed_row: bool = False) -> str:
        """The range of the members' values in a row."""
        first, last = (get_column_letter(len(BEFORE) + n) for n in (1, self.members))
        mark = "$" if fixed_row else ""
        return f"${first}{mark}{row}:${last}{mark}{row}"

    def down(self, key: str, first: int, last: int) -> str:
        """A field's range down the sheet."""
        return f"{self.at(key, first, True)}:{self.at(key, last, True)}"
