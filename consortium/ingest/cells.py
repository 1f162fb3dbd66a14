"""What a reading library returns for a cell becomes a ``Cell``."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from consortium.ingest.grid import Cell

Raw = str | int | float | Decimal | bool | date | time | timedelta | None
"""A cell as calamine gives it; blank is an empty text."""


_SHARED = frozenset({str, date, datetime})


def shared(rows: Iterable[Iterable[Raw]]) -> list[list[Raw]]:
    """The rows with equal texts and days as one object each: a large register repeats them, and then travels fast."""
    one = dict[Raw, Raw]().setdefault
    return [[one(value, value) if type(value) in _SHARED else value for value in row] for row in rows]


def row_of(raw: Iterable[Raw]) -> tuple[Cell, ...]:
    """A row of cells without the blanks at its end."""
    row = [(value or None) if type(value) is str else _BY_TYPE[type(value)](value) for value in raw]
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def cell_of(raw: Raw) -> Cell:
    """The cell: a float as its shortest decimal form, a date-time at midnight as its date, a duration as text."""
    return _BY_TYPE[type(raw)](raw)


@lru_cache(maxsize=4096)
def number(value: float | Decimal) -> Decimal:
    """The shortest decimal that is this number: 0.1 is 0.1, 1.0 is 1, 1e21 is written out."""
    plain = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if plain != plain.to_integral_value():
        return plain.normalize() if plain.as_tuple().digits[-1] == 0 else plain
    return plain.quantize(Decimal(1)) + 0 if plain.adjusted() < 28 else plain


def _real(value: float) -> Cell:
    """A number, or as text what is beyond all numbers (1e999), which no column of numbers takes."""
    return number(value) if isfinite(value) else str(value)


def _moment(value: datetime) -> date:
    return value.date() if value.time() == time() else value


def _duration(value: timedelta) -> str:
    """Hours, minutes and seconds, as a sheet shows a duration: 25:30:00."""
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _same(value: Any) -> Any:
    return value


_BY_TYPE: dict[type, Callable[[Any], Cell]] = {
    str: lambda value: value or None,
    float: _real,
    int: number,
    Decimal: _same,
    bool: _same,
    date: _same,
    time: _same,
    datetime: _moment,
    timedelta: _duration,
    type(None): _same,
}
