"""A threshold's cell and its unit's: a number, a formula of the contract's value, or something not understood."""

import re
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain import units
from consortium.domain.call import Formula
from consortium.domain.exact import exactly
from consortium.domain.units import Unit
from consortium.ingest.grid import Cell
from consortium.ingest.numbers import amount_of, parse, stated_amount
from consortium.ingest.texts import chosen, is_blank, text_of
from consortium.ingest.vocabulary import YES_NO
from consortium.ingest.wording import says_none, wording

_VEC = (
    r"VEC|valor estimado(?: del (?:contrato|lote))?|valor estimat(?: del contracte)?|estimated (?:contract )?value|"
    r"contract value|(?:value )?of the contract"
)
_AAV = (
    r"AAV|anualidad media(?: del contrato)?|valor (?:anual medio|medio anual)(?: del contrato)?|anualitat mitjana|"
    r"average annual value|annual (?:contract )?value|estimated annual (?:contract )?value"
)
_TIMES = {
    "una vez y media": "1.5", "1 vez y media": "1.5", "vez y media": "1.5", "una vez": "1", "1 vez": "1",
    "dos veces": "2", "el doble": "2", "tres veces": "3",
    "la mitad": "0.5", "one and a half times": "1.5", "twice": "2", "double": "2", "half": "0.5", "three times": "3",
}  # fmt: skip
_FORMULA = re.compile(
    rf"(?:(?:el |the |un |a )?(?:(?P<words>{'|'.join(_TIMES)})|(?P<factor>[\d.,'’]+)\s*(?P<how>%|[x×*]|veces|vegades|"
    rf"times|por ciento|per cent|por)?)"
    rf"\s*(?:(?:of|del?|the|el|la|su|its|l')\s+)*)?(?:(?P<vec>{_VEC})|(?P<aav>{_AAV}))",
    re.IGNORECASE,
)
_PERCENTS = ("%", "por ciento", "per cent")
_DASHES = re.compile(r"[-–—−_/.\s]+")


Unread = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """What the cells of a threshold and its unit say; ``unread`` names (field, text) that could not be understood.

    ``notes``: none (a dash, N.A. or a tick stands there: yes or no), strict, vat (``wording``).
    """

    value: Decimal | Formula | None = None
    unit: Unit | None = None
    unread: Unread = ()
    notes: tuple[str, ...] = ()


def read_threshold(cell: Cell, unit_cell: Cell, percent: bool = False, decimal: str = "") -> Threshold:
    """The threshold with its unit. ``percent``: the threshold's cell is formatted as a percentage.

    ``decimal``: the decimal mark of its column (``numbers.manner``).
    """
    unit, unread = read_unit(unit_cell)
    if is_blank(cell):
        return Threshold(None, unit, unread)
    amount = amount_of(cell, percent, unit, decimal)
    if amount.problem == "unreadable" and isinstance(cell, str):
        return _worded(cell, unit, unread, decimal)
    if amount.number is None or amount.number < 0:
        return Threshold(None, amount.unit, (*unread, ("threshold", shown(cell, percent))))
    return Threshold(amount.number, amount.unit, unread)


def _worded(cell: str, unit: Unit | None, unread: Unread, decimal: str) -> Threshold:
    """A threshold in words: none at all, a formula of the contract's value, "al menos 3"."""
    text = text_of(cell)
    if says_none(text) or chosen(cell, YES_NO) is True:
        return Threshold(None, unit, unread, ("none",))
    formula = _formula(text)
    if formula is not None:
        return Threshold(formula, unit, unread)
    amount = stated_amount(cell, unit=unit, decimal=decimal)
    if amount.number is None or amount.number < 0:
        return Threshold(None, amount.unit, (*unread, ("threshold", text)))
    return Threshold(amount.number, amount.unit, unread, amount.notes)


def shown(cell: Cell, percent: bool) -> str:
    """A cell as the sheet shows it: 70 in a cell formatted as a percentage is 70 %."""
    return text_of(cell) + (" %" if percent else "")


def read_unit(cell: Cell) -> tuple[Unit | None, Unread]:
    """A unit, and what was not one: a number is none. A dash is a blank."""
    text = text_of(cell)
    if not text or _DASHES.fullmatch(text) or says_none(text):
        return None, ()
    if not isinstance(cell, str) or parse(text).numbers:
        return None, (("unit", text),)
    return units.unit(text), ()


def _formula(text: str) -> Formula | None:
    """1.5x VEC, "70 % de la anualidad media", "al menos una vez y media el valor estimado"."""
    said = wording(text)
    found = _FORMULA.fullmatch(said.text) if not said.problem and not said.notes else None
    if found is None:
        return None
    written = _TIMES[found["words"].lower()] if found["words"] else found["factor"] or "1"
    numbers = parse(written).numbers
    if len(numbers) != 1:
        return None
    with exactly():
        factor = numbers[0] / 100 if (found["how"] or "").lower() in _PERCENTS else numbers[0]
    return Formula(factor, "VEC" if found["vec"] else "AAV")
