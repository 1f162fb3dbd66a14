"""Numbers as people write them: 1.250.000,50 €, 1,250,000.50, 1'250'000, 250 k€. What has two readings is not guessed.

``1.500`` is fifteen hundred in Spain and one and a half in Britain; ``1,500`` is the other way round.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from consortium.domain import units
from consortium.domain.exact import in_range, plain
from consortium.domain.names import normal
from consortium.domain.unit_data import CURRENCIES, MULTIPLES, WORDS
from consortium.domain.units import Unit
from consortium.ingest.grid import Cell

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ")
_NUMBER = re.compile(r"(?P<sign>[-+−]?)\s*(?P<digits>[0-9][0-9.,'’ ]*[0-9]|[.,]?[0-9]+)(?![0-9.,'’])")
_SIGNS = ("€", "£", "$", "EUR", "GBP", "USD")
_KNOWN_UNITS = frozenset(
    {*MULTIPLES, *(normal(code) for code in CURRENCIES), "%", "por ciento", "per cent", "percent"}
    | {normal(word) for base, words in WORDS.items() for word in (base, *words)}
)


@dataclass(frozen=True, slots=True)
class Written:
    """A number in a text and the word beside it. Two ``numbers``: it has two readings; none: it is no number."""

    numbers: tuple[Decimal, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell as a number with its unit. ``number`` None: ``problem`` is unreadable, ambiguous or conflict."""

    number: Decimal | None
    unit: Unit | None = None
    problem: str = ""
    readings: tuple[Decimal, ...] = ()


def amount_of(cell: Cell, percent: bool = False, unit: Unit | None = None) -> Amount:
    """A cell as a number in ``unit`` (what its Unit column says, None where that is blank).

    ``percent``: the cell is formatted as a percentage, and holds the number shown.
    """
    if isinstance(cell, Decimal):
        written = Written((cell,), "%" if percent else "")
    elif isinstance(cell, str):
        written = parse(cell)
    else:
        return Amount(None, unit, "unreadable")
    if not written.numbers or not all(map(in_range, written.numbers)) or not _is_unit(written.unit, unit):
        return Amount(None, unit, "unreadable")
    if len(written.numbers) > 1:
        return Amount(None, unit, "ambiguous", written.numbers)
    own = units.unit(written.unit)
    if own and unit and (own.base, own.factor) != (unit.base, unit.factor):
        return Amount(None, unit, "conflict")
    return Amount(written.numbers[0], unit or own)


def _is_unit(word: str, unit: Unit | None) -> bool:
    return not word or known_unit(word) or (unit is not None and normal(word) == normal(unit.word))


def known_unit(word: str) -> bool:
    """Whether a word is certainly a unit: money, % or one of the usual count units."""
    return normal(word) in _KNOWN_UNITS


@lru_cache(maxsize=16_384)
def parse(text: str) -> Written:
    """The number that a text consists of, with a unit before (currency signs only) or after it."""
    bare = text.translate(_SPACES).strip()
    before = next((sign for sign in _SIGNS if bare.startswith(sign)), "")
    bare = bare.removeprefix(before).strip()
    found = _NUMBER.match(bare)
    if found is None:
        return Written()
    unit = bare[found.end() :].strip()
    if before and unit:
        return Written()
    numbers = readings(found["digits"])
    if found["sign"] in ("-", "−"):
        numbers = tuple(n.copy_negate() for n in numbers)
    return Written(numbers, before or unit) if all(map(in_range, numbers)) else Written()


def readings(digits: str) -> tuple[Decimal, ...]:
    """What digits with separators may mean: nothing, one number, or two."""
    separator = next((mark for mark in " '’" if mark in digits), "")
    if separator:
        return _spaced(digits, separator)
    if "." in digits and "," in digits:
        decimal = max(".,", key=digits.rfind)
        whole, _, rest = digits.rpartition(decimal)
        grouped = _grouped(whole, "," if decimal == "." else ".")
        return (Decimal(f"{grouped}.{rest}"),) if grouped else ()
    mark = next((c for c in ".," if c in digits), "")
    return _one_mark(digits, mark) if mark else (Decimal(digits),)


def _one_mark(digits: str, mark: str) -> tuple[Decimal, ...]:
    grouped = _grouped(digits, mark)
    if digits.count(mark) > 1:
        return (Decimal(grouped),) if grouped else ()
    as_decimal = Decimal(digits.replace(mark, "."))
    return (Decimal(grouped), as_decimal) if grouped else (as_decimal,)


def _spaced(digits: str, separator: str) -> tuple[Decimal, ...]:
    """Groups parted by blanks or apostrophes; a single apostrophe may also stand for the decimal comma."""
    whole, mark, rest = re.fullmatch(r"(.*?)(?:([.,])([0-9]+))?", digits).groups()  # type: ignore[union-attr]
    grouped = _grouped(whole, separator)
    if not grouped:
        return ()
    if mark:
        return (Decimal(f"{grouped}.{rest}"),)
    if separator in "'’" and digits.count(separator) == 1:
        return Decimal(grouped), Decimal(digits.replace(separator, "."))
    return (Decimal(grouped),)


def _grouped(digits: str, separator: str) -> str:
    """The digits of a whole number written in groups of three, "" where they are not."""
    grouped = re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{re.escape(separator)}[0-9]{{3}})+", digits)
    return digits.replace(separator, "") if grouped else ""


def clear(number: Decimal) -> str:
    """A number as text that ``parse`` can only read as that number: 1.125 is written 1.1250."""
    text = plain(number)
    return text if len(parse(text).numbers) == 1 else text + "0"
