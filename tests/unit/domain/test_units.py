from decimal import Decimal

import pytest

from consortium.domain.units import EUR, PERCENT, Kind, unit


@pytest.mark.parametrize(
    ("written", "base", "factor"),
    [
        ("EUR", "EUR", 1),
        ("€", "EUR", 1),
        ("k€", "EUR", 1000),
        ("M€", "EUR", 1_000_000),
        ("miles de euros", "EUR", 1000),
    ],
)
def test_multiples_of_the_euro_convert(written: str, base: str, factor: int) -> None:
    read = unit(written)
    assert read is not None
    assert (read.base, read.factor, read.kind) == (base, factor, Kind.MONEY)


def test_another_iso_currency_is_money_that_does_not_convert_to_euros() -> None:
    pounds = unit("gbp")
    assert pounds is not None
    assert pounds.kind is Kind.MONEY
    assert not pounds.converts_to(EUR)


def test_percent_is_a_kind_of_its_own() -> None:
    assert unit("%") == PERCENT
    assert unit("por ciento") == PERCENT


def test_any_other_word_is_a_count_unit() -> None:
    frogs = unit("Frogs")
    assert frogs is not None
    assert (frogs.word, frogs.kind, frogs.factor) == ("Frogs", Kind.COUNT, 1)


def test_spanish_and_english_words_of_one_count_unit_convert() -> None:
    one, other = unit("Horas"), unit("hours")
    assert one is not None
    assert other is not None
    assert one.converts_to(other)


def test_hours_never_convert_to_people() -> None:
    hours, people = unit("hours"), unit("people")
    assert hours is not None
    assert people is not None
    assert not hours.converts_to(people)


def test_case_accents_and_spaces_do_not_matter() -> None:
    one, other = unit("  VEHÍCULOS "), unit("vehicle")
    assert one is not None
    assert other is not None
    assert one.converts_to(other)


def test_blank_is_no_unit() -> None:
    assert unit("  ") is None


def test_a_unit_converts_there_and_back_exactly() -> None:
    thousands = unit("k€")
    assert thousands is not None
    assert thousands.to_base(Decimal("1234.56789")) == Decimal("1234567.89")
    assert thousands.from_base(Decimal("1234567.89")) == Decimal("1234.56789")
