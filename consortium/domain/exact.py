"""Exact decimal arithmetic: no sum or product is ever rounded in silence."""

from contextlib import AbstractContextManager, suppress
from decimal import ROUND_CEILING, Context, Decimal, Inexact, InvalidOperation, Overflow, localcontext
from fractions import Fraction

MAX_INTEGER_DIGITS = 20
MAX_DECIMALS = 30
INFINITY = Decimal("Infinity")
CENT = Decimal("0.01")
SHARE_STEP = Decimal("0.0001")
"""Participation shares are multiples of 0.01 %."""

_CONTEXT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])


def exactly() -> AbstractContextManager[Context]:
    """A context in which every result is exact or raises ``decimal.Inexact``.

    200 digits hold any sum of a million products of two ``in_range`` numbers.
    """
    return localcontext(_CONTEXT)


def in_range(number: Decimal) -> bool:
    """Whether a number read from a file is finite and small enough for exact arithmetic."""
    if not number.is_finite():
        return False
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MAX_DECIMALS and number.adjusted() < MAX_INTEGER_DIGITS


def up_to_the_cent(numerator: Decimal, denominator: Decimal = Decimal(1)) -> Decimal:
    """numerator / denominator, rounded up to the cent; exact also where the quotient does not terminate."""
    with exactly():
        cents, rest = divmod(numerator * 100, denominator)
        return ((cents + (1 if rest else 0)) / 100).quantize(CENT, rounding=ROUND_CEILING)


def least_share(minimum: Decimal) -> Decimal:
    """The least share that reaches a minimum, as a fraction: 33.333 % asks for 33.34 %."""
    with exactly():
        steps, rest = divmod(minimum, SHARE_STEP)
        return (steps + (1 if rest else 0)) * SHARE_STEP


def shortest(number: Fraction) -> Decimal | Fraction:
    """The same number, as a decimal where one says it exactly."""
    with exactly(), suppress(Inexact):
        return Decimal(number.numerator) / number.denominator
    return number


def plain(number: Decimal | Fraction) -> str:
    """A number without exponent and trailing zeros: 1E+3 is "1000", 0.50 is "0.5", a third "1/3"."""
    if isinstance(number, Fraction):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
