"""References as worksheets write them: columns, cells, ranges."""

import re
from functools import lru_cache

from consortium.ingest.raw import Range

REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,9})").fullmatch
"""A cell's reference: its column's letters and its row's digits."""


@lru_cache(maxsize=1024)
def column_of(letters: str) -> int:
    """The column that ``letters`` name, from 0; -1 where they name none."""
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        return -1
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def range_of(reference: str) -> Range | None:
    """The range that ``A1:C3`` names, None where it names none."""
    first, _, last = reference.partition(":")
    ends = REFERENCE(first), REFERENCE(last or first)
    if not (ends[0] and ends[1]):
        return None
    return int(ends[0][2]) - 1, column_of(ends[0][1]), int(ends[1][2]) - 1, column_of(ends[1][1])
