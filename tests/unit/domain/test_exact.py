from decimal import Decimal, Inexact
from fractions import Fraction

import pytest

from consortium.domain.exact import exactly, in_range, plain, shortest, up_to_the_cent


def test_a_sum_of_the_largest_and_the_smallest_number_is_exact() -> None:
    with exactly():
        assert Decimal("99999999999999999999") + Decimal("1e-30") != Decimal("99999999999999999999")


def test_what_cannot_be_exact_raises_instead_of_being_rounded() -> None:
    with exactly(), pytest.raises(Inexact):
        Decimal(1) / 3


@pytest.mark.parametrize(
    ("numerator", "denominator", "cents"),
    [("100", "3", "33.34"), ("100", "4", "25.00"), ("0.001", "1", "0.01"), ("10.01", "1", "10.01"), ("0", "7", "0.00")],
)
def test_up_to_the_cent_never_rounds_down(numerator: str, denominator: str, cents: str) -> None:
    assert up_to_the_cent(Decimal(numerator), Decimal(denominator)) == Decimal(cents)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e20", "-1e20", "1e-31"])
def test_numbers_beyond_exact_arithmetic_are_refused_at_the_border(number: str) -> None:
    assert not in_range(Decimal(number))


@pytest.mark.parametrize("number", ["0", "-3", "99999999999999999999", "1e-30", "1234567.89"])
def test_numbers_of_a_tender_are_in_range(number: str) -> None:
    assert in_range(Decimal(number))


@pytest.mark.parametrize(
    ("number", "text"), [("1E+3", "1000"), ("0.50", "0.5"), ("100", "100"), ("1234567.89", "1234567.89"), ("0", "0")]
)
def test_a_number_is_its_shortest_decimal_form(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("number", "text"), [("5/4", "1.25"), ("4/3", "4/3"), ("1000", "1000"), ("1/1024", "0.0009765625")]
)
def test_a_fraction_is_a_decimal_where_one_says_it(number: str, text: str) -> None:
    assert plain(shortest(Fraction(number))) == text
