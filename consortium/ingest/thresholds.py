"""A threshold's cell and its unit's: a number, a formula of the contract's value, or something not understood."""

import re
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain import units
from consortium.domain.call import Formula
from consortium.domain.exact import exactly
from consortium.domain.units import Unit
from consortium.ingest.grid import Cell
from consortium.ingest.numbers import amount_of, parse
from consortium.ingest.texts import is_blank, text_of

_FORMULA = re.compile(
    r"(?:(?P<factor>[\d.,'’]+)\s*(?P<how>%|[x×*]|veces|times|por)?\s*(?:of|del?|the|el|la)?\s*)?(?P<base>VEC|AAV)",
    re.IGNORECASE,
)
_DASHES = re.compile(r"[-–—−_/.\s]+")


@dataclass(frozen=True, slots=True)
class Threshold:
    """What the cells of a threshold and its unit say; ``unread`` names (field, text) that could not be understood."""

    value: Decimal | Formula | None = None
    unit: Unit | None = None
    unread: tuple[tuple[str, str], ...] = ()


def read_threshold(cell: Cell, unit_cell: Cell, percent: bool = False) -> Threshold:
    """The threshold with its unit. ``percent``: the threshold's cell is formatted as a percentage."""
    unit, unread = read_unit(unit_cell)
    if is_blank(cell):
        return Threshold(None, unit, unread)
    if isinstance(cell, str) and (formula := _formula(text_of(cell))) is not None:
        return Threshold(formula, unit, unread)
    amount = amount_of(cell, percent, unit)
    if amount.number is None or amount.number < 0:
        return Threshold(None, unit, (*unread, ("threshold", shown(cell, percent))))
    return Threshold(amount.number, amount.unit, unread)


def shown(cell: Cell, percent: bool) -> str:
    """A cell as the sheet shows it: 70 in a cell formatted as a percentage is 70 %."""
    return text_of(cell) + (" %" if percent else "")


def read_unit(cell: Cell) -> tuple[Unit | None, tuple[tuple[str, str], ...]]:
    """A unit, and what was not one: a number is none. A dash is a blank."""
    text = text_of(cell)
    if not text or _DASHES.fullmatch(text):
        return None, ()
    if not isinstance(cell, str) or parse(text).numbers:
        return None, (("unit", text),)
    return units.unit(text), ()


def _formula(text: str) -> Formula | None:
    found = _FORMULA.fullmatch(text)
    if found is None:
        return None
    numbers = parse(found["factor"]).numbers if found["factor"] else (Decimal(1),)
    if len(numbers) != 1:
        return None
    with exactly():
        factor = numbers[0] / 100 if found["how"] == "%" else numbers[0]
    return Formula(factor, found["base"].upper())
