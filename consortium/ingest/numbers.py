"""Numbers as people write them: 1.250.000,50 €, 1,250,000.50, 1'250'000, 250 k€. What has two readings is not guessed.

``1.500`` is fifteen hundred in Spain and one and a half in Britain; ``1,500`` is the other way round. Where the other
cells of its column tell how numbers are written there (``manner``), it is read like them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from consortium.domain import units
from consortium.domain.exact import exactly, in_range, plain
from consortium.domain.names import normal
from consortium.domain.unit_data import CURRENCIES, MULTIPLES, WORDS
from consortium.domain.units import Unit
from consortium.ingest.grid import Cell
from consortium.ingest.wording import without_vat, wording

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ")
_NUMBER = re.compile(r"(?P<sign>[-+−]?)\s*(?P<digits>[0-9][0-9.,'’ ]*[0-9]|[.,]?[0-9]+)(?![0-9.,'’])")
_DIGITS = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?![\w]*\d)")
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
    """A cell as a number with its unit. Where ``number`` is None ``problem`` says why.

    Problems: unreadable, ambiguous, conflict (cell and unit disagree), range, maximum.
    ``readings``: the two numbers that an ambiguous one or a range names; ``notes``: strict, vat (``wording``).
    """

    number: Decimal | None
    unit: Unit | None = None
    problem: str = ""
    readings: tuple[Decimal, ...] = ()
    notes: tuple[str, ...] = ()


def stated_amount(cell: Cell, percent: bool = False, unit: Unit | None = None, decimal: str = "") -> Amount:
    """As ``amount_of``, of a cell that may say "al menos", "más de", "tres", "IVA excluido" around its number."""
    plain_amount = amount_of(cell, percent, unit, decimal)
    if plain_amount.problem != "unreadable" or not isinstance(cell, str):
        return plain_amount
    said = wording(cell.translate(_SPACES).strip())
    if said.problem == "range":
        ends = [amount_of(wording(end).text, percent, unit, decimal).number for end in said.bounds]
        numbers = tuple(end for end in ends if end is not None)
        return Amount(None, unit, "range", numbers) if len(numbers) == 2 else plain_amount
    amount = replace(amount_of(said.text, percent, unit, decimal), notes=said.notes)
    if said.problem and amount.number is not None:
        return Amount(None, unit, said.problem, (amount.number,))
    return amount


def amount_of(cell: Cell, percent: bool = False, unit: Unit | None = None, decimal: str = "") -> Amount:
    """A cell as a number in ``unit`` (what its Unit column says, None where that is blank).

    ``percent``: the cell is formatted as a percentage, and holds the number shown; ``decimal``: the decimal mark of its
    column, "" where that is not known. "100 k€" in a column of EUR is 100 000 EUR; "5 €" in one of k€ contradicts it.
    """
    if isinstance(cell, Decimal):
        written = Written((cell,), "%" if percent else "")
    elif isinstance(cell, str):
        written = parse(cell, decimal)
    else:
        return Amount(None, unit, "unreadable")
    if not written.numbers or not all(map(in_range, written.numbers)) or not _is_unit(written.unit, unit):
        return Amount(None, unit, "unreadable")
    own, numbers = units.unit(written.unit), written.numbers
    if own and unit and (own.base, own.factor) != (unit.base, unit.factor):
        if own.base != unit.base or own.factor < unit.factor or unit.factor != 1:
            return Amount(None, unit, "conflict")
        with exactly():
            numbers = tuple(number * own.factor for number in numbers)
    if len(numbers) > 1:
        return Amount(None, unit or own, "ambiguous", numbers)
    return Amount(numbers[0], unit or own)


def _is_unit(word: str, unit: Unit | None) -> bool:
    return not word or known_unit(word) or (unit is not None and normal(word) == normal(unit.word))


def known_unit(word: str) -> bool:
    """Whether a word is certainly a unit: money, % or one of the usual count units."""
    return normal(word) in _KNOWN_UNITS


@lru_cache(maxsize=16_384)
def parse(text: str, decimal: str = "") -> Written:
    """The number that a text consists of, with a unit before (currency signs only) or after it.

    ``decimal``: the decimal mark in use, which settles what has two readings. A remark that VAT is left out is
    passed over.
    """
    bare = without_vat(text).translate(_SPACES).strip()
    before = next((sign for sign in _SIGNS if bare.startswith(sign)), "")
    bare = bare.removeprefix(before).strip()
    found = _NUMBER.match(bare)
    if found is None:
        return Written()
    unit = bare[found.end() :].strip()
    if before and unit:
        return Written()
    numbers = _in_manner(found["digits"], readings(found["digits"]), decimal)
    if found["sign"] in ("-", "−"):
        numbers = tuple(n.copy_negate() for n in numbers)
    return Written(numbers, before or unit) if all(map(in_range, numbers)) else Written()


def _in_manner(digits: str, numbers: tuple[Decimal, ...], decimal: str) -> tuple[Decimal, ...]:
    """Of two readings (grouped, decimal) the one that the column's manner of writing leaves."""
    if len(numbers) < 2 or not decimal:
        return numbers
    return numbers[1:] if decimal in digits else numbers[:1]


def manner(cells: Iterable[Cell]) -> str:
    """The decimal mark that the cells of a column write, judged over all; "" where they do not tell or disagree.

    "1.500.000,00", "2,5" and "1.500.000" tell a comma; "1,234.5" a point; "1.500" alone tells nothing.
    """
    marks = {mark for cell in cells if isinstance(cell, str) and len(cell) < 60 for mark in _marks(cell)}
    return marks.pop() if len(marks) == 1 else ""


@lru_cache(maxsize=16_384)
def _marks(text: str) -> tuple[str, ...]:
    """The decimal marks that the numbers of a text betray."""
    return tuple(mark for digits in _DIGITS.findall(text) if (mark := _decimal_mark(digits)))


def _decimal_mark(digits: str) -> str:
    if "." in digits and "," in digits:
        return max(".,", key=digits.rfind) if len(readings(digits)) == 1 else ""
    mark = next((c for c in ".," if c in digits), "")
    if not mark or len(readings(digits)) != 1:
        return ""
    return {".": ",", ",": "."}[mark] if digits.count(mark) > 1 else mark


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
