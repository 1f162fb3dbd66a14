"""What a reading library returns for a cell becomes a ``Cell``."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from consortium.ingest.grid import Cell

Raw = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as calamine gives it; blank is an empty text."""


def row_of(raw: Iterable[Raw]) -> tuple[Cell, ...]:
    """A row of cells without the blanks at its end."""
    row = [cell_of(value) for value in raw]
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def cell_of(raw: Raw) -> Cell:
    """The cell: a float as its shortest decimal form, a date-time at midnight as its date, a duration as text."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, str | bool):
        return raw
    if isinstance(raw, int | float):
        return number(raw)
    if isinstance(raw, datetime):
        return raw.date() if raw.time() == time() else raw
    return duration(raw) if isinstance(raw, timedelta) else raw


@lru_cache(maxsize=4096)
def number(value: float) -> Decimal:
    """The shortest decimal that is this number: 0.1 is 0.1, 1.0 is 1, 1e21 is written out."""
    plain = Decimal(repr(value))
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() and plain.adjusted() < 28 else plain


def duration(value: timedelta) -> str:
    """Hours, minutes and seconds, as a sheet shows a duration: 25:30:00."""
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
