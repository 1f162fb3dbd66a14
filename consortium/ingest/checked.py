"""Cells of a single meaning: the value, or None and a finding that says what is wrong with it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from consortium.domain.exact import exactly
from consortium.domain.findings import Finding, Place, error, warning
from consortium.domain.units import PERCENT, Kind, Unit
from consortium.ingest.days import day_of
from consortium.ingest.grid import Cell
from consortium.ingest.numbers import amount_of
from consortium.ingest.texts import is_blank, text_of

Findings = tuple[Finding, ...]
At = Callable[[], Place]
"""A cell's place, worked out only where there is something to say about it: registers are large."""


def money(unit: Unit) -> bool:
    """Whether a unit is one of money."""
    return unit.kind is Kind.MONEY


def number_of(
    cell: Cell, place: Place, percent: bool = False, unit: Unit | None = None, fits: Callable[[Unit], bool] = money
) -> tuple[Decimal | None, Findings]:
    """A number >= 0 in base units, or None and a warning; a blank is (None, ()). ``fits``: the units it may have."""
    if is_blank(cell):
        return None, ()
    amount = amount_of(cell, percent, unit)
    if amount.problem == "ambiguous":
        first, second = amount.readings
        return None, (warning("ambiguous_number", place, value=text_of(cell), first=first, second=second),)
    if amount.number is None or amount.number < 0 or (amount.unit is not None and not fits(amount.unit)):
        return None, (warning("unreadable_number", place, value=text_of(cell)),)
    with exactly():
        return amount.unit.to_base(amount.number) if amount.unit else amount.number, ()


def read_day(cell: Cell, at: At, open_ended: bool = False) -> tuple[date | None, Findings]:
    """A day, or None and an error: a date that is not understood would change who may bid."""
    day, problem = day_of(cell, open_ended)
    if not problem:
        return day, ()
    found = {
        "impossible": error("impossible_date", at(), value=text_of(cell)),
        "short_year": error("short_year", at(), value=text_of(cell)),
        "unreadable": error("unreadable_date", at(), value=text_of(cell)),
    }
    return None, (found[problem],)


def share_of(cell: Cell, place: Place, percent: bool = False) -> tuple[Decimal | None, Findings]:
    """A percentage from 0 to 100 as a fraction; a bare number under 1 is suspicious: 0.2 may have meant 20 %."""
    if is_blank(cell):
        return None, ()
    amount = amount_of(cell, percent, PERCENT)
    if amount.number is None or not 0 <= amount.number <= 100:
        return None, (error("bad_share", place, value=text_of(cell)),)
    small = 0 < amount.number < 1 and isinstance(cell, Decimal) and not percent
    with exactly():
        return amount.number / 100, (warning("small_share", place, value=amount.number),) if small else ()
