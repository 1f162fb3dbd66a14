"""Units and their conversion. Only units of one kind convert: k€ to EUR, never hours to people."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from consortium.domain.names import normal
from consortium.domain.unit_data import CURRENCIES, MULTIPLES, WORDS


class Kind(Enum):
    """What a unit measures."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure. ``base`` units convert by ``factor``: one k€ is 1000 EUR."""

    word: str
    base: str
    factor: Decimal
    kind: Kind

    def to_base(self, number: Decimal) -> Decimal:
        """``number`` of this unit in base units."""
        return number * self.factor

    def from_base(self, number: Decimal) -> Decimal:
        """``number`` base units in this unit."""
        return number / self.factor

    def converts_to(self, other: "Unit") -> bool:
        """Whether values in this unit can be compared with values in ``other``."""
        return self.base == other.base


PERCENT = Unit("%", "%", Decimal(1), Kind.PERCENT)


def currency_unit(code: str) -> Unit:
    """The unit of one currency, by ISO 4217 code."""
    return Unit(code, code, Decimal(1), Kind.MONEY)


EUR = currency_unit("EUR")


def unit(text: str) -> Unit | None:
    """The unit a word names; None for a blank. Any word that is neither money nor % is a count unit."""
    written = " ".join(text.split())
    if not written:
        return None
    key = normal(written)
    if key in MULTIPLES:
        word, base, factor = MULTIPLES[key]
        return Unit(word, base, Decimal(factor), Kind.MONEY)
    if written.upper() in CURRENCIES:
        return currency_unit(written.upper())
    if key in ("%", "per cent", "percent", "por ciento", "porcentaje"):
        return PERCENT
    return Unit(written, _COUNT.get(key, key), Decimal(1), Kind.COUNT)


_COUNT = {normal(word): base for base, words in WORDS.items() for word in (base, *words)}
