from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consortium.domain.units import EUR, PERCENT, unit
from consortium.ingest.grid import Cell
from consortium.ingest.numbers import amount_of, clear, known_unit, manner, parse, stated_amount


@pytest.mark.parametrize(
    ("text", "number", "beside"),
    [
        ("1.250.000,50 €", "1250000.50", "€"),
        ("1,250,000.50", "1250000.50", ""),
        ("1'250'000", "1250000", ""),
        ("1’250’000.5", "1250000.5", ""),
        ("1 250 000,5", "1250000.5", ""),
        ("1\u00a0250\u202f000", "1250000", ""),
        ("1 500", "1500", ""),
        ("250 k€", "250", "k€"),
        ("1,2 M€", "1.2", "M€"),
        ("€ 1,200.50", "1200.50", "€"),
        ("EUR 500", "500", "EUR"),
        ("1,5", "1.5", ""),
        ("0.125", "0.125", ""),
        ("0,125", "0.125", ""),
        ("1500.5", "1500.5", ""),
        ("1500.250", "1500.250", ""),
        ("1234567.89", "1234567.89", ""),
        (".5", "0.5", ""),
        ("70%", "70", "%"),
        ("-3", "-3", ""),
        ("−3,5", "-3.5", ""),
        ("+7", "7", ""),
        ("3 personas", "3", "personas"),
        ("30 m²", "30", "m²"),
        ("EUR 1.500.000,00 (IVA excluido)", "1500000.00", "EUR"),
        ("1.500.000,00 € sin IVA", "1500000.00", "€"),
        ("2500,50 (excl. VAT)", "2500.50", ""),
    ],
)
def test_a_number_with_one_reading(text: str, number: str, beside: str) -> None:
    written = parse(text)
    assert written.numbers == (Decimal(number),)
    assert written.unit == beside


@pytest.mark.parametrize("text", ["1.500", "1,500", "12.345", "1'500", "1.500 €"])
def test_two_readings_are_not_guessed(text: str) -> None:
    first, second = parse(text).numbers
    assert first == second * 1000
    assert amount_of(text).problem == "ambiguous"


@pytest.mark.parametrize(
    "text",
    ["", "ver apartado L", "ISO 9001", "1.2.3", "12,34,567", "5.", "1 50", "1'5", "3/5", "2026-01-01", "٣", "1²",
     "€ 5 €", "1.500,00.0", "0.250.000", "--5", "1e6", "entre 5 y 10"],
)  # fmt: skip
def test_what_is_no_number_is_unreadable(text: str) -> None:
    assert amount_of(text).problem == "unreadable"


def test_a_number_cell_is_its_number() -> None:
    assert amount_of(Decimal("1.5")).number == Decimal("1.5")
    assert amount_of(Decimal(70), percent=True).unit == PERCENT


@pytest.mark.parametrize("cell", [True, None, Decimal("1e400"), Decimal("NaN"), "9" * 400])
def test_no_cell_out_of_range_becomes_a_number(cell: object) -> None:
    assert amount_of(cell).number is None  # type: ignore[arg-type]


def test_the_unit_beside_it_counts_where_the_column_is_blank() -> None:
    amount = amount_of("1,2 M€")
    assert amount.unit is not None
    assert amount.unit.to_base(amount.number or Decimal(0)) == 1_200_000


@pytest.mark.parametrize(
    ("text", "column"), [("250 €", "k€"), ("5 horas", "people"), ("70 %", "EUR"), ("5 €", "USD"), ("2 M€", "k€")]
)
def test_a_unit_that_contradicts_its_column_is_a_conflict(text: str, column: str) -> None:
    assert amount_of(text, unit=unit(column)).problem == "conflict"


@pytest.mark.parametrize(("text", "column"), [("5 €", "EUR"), ("3 personas", "people"), ("5 lavadoras", "Lavadoras")])
def test_a_unit_that_says_the_same_is_none(text: str, column: str) -> None:
    assert amount_of(text, unit=unit(column)).problem == ""


def test_an_unknown_word_beside_a_number_is_no_unit() -> None:
    assert amount_of("3 servicios similares").problem == "unreadable"
    assert not known_unit("servicios similares")
    assert amount_of("5 €", unit=EUR).unit == EUR


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12, places=3))
def test_clear_text_reads_back_as_the_number(number: Decimal) -> None:
    assert parse(clear(number)).numbers == (number,)


@given(st.text(max_size=40))
def test_any_text_has_at_most_two_readings(text: str) -> None:
    assert len(parse(text).numbers) <= 2


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (("1.500.000,00", "2.000"), ","),
        (("2.000", "2,5"), ","),
        (("1.500.000", None, "ver apartado L"), ","),
        (("1,234.5", "2,000"), "."),
        (("1.500", "2.000"), ""),
        (("2.5", "2,5"), ""),
        ((Decimal("2.5"), "1.500"), ""),
        (("70.5 %", "1.500 €"), "."),
        ((), ""),
    ],
)
def test_the_manner_of_a_column_is_judged_over_all_of_it(cells: tuple[Cell, ...], mark: str) -> None:
    assert manner(cells) == mark


@pytest.mark.parametrize(
    ("text", "ends"),
    [("entre 5 y 10", (5, 10)), ("5 - 10", (5, 10)), ("between two and six", (2, 6)), ("de 3 a 7", (3, 7))],
)
def test_a_range_is_asked_with_both_ends(text: str, ends: tuple[int, int]) -> None:
    amount = stated_amount(text)
    assert (amount.number, amount.problem, amount.readings) == (None, "range", ends)


@pytest.mark.parametrize("text", ["hasta 10", "≤ 5", "máximo 3", "no más de 4", "up to 10", "menos de 5"])
def test_a_maximum_is_no_threshold(text: str) -> None:
    assert (stated_amount(text).number, stated_amount(text).problem) == (None, "maximum")


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**9, places=3), st.sampled_from(".,")
)
def test_with_the_column_s_mark_every_number_has_one_reading(number: Decimal, mark: str) -> None:
    assert parse(f"{number:f}".replace(".", mark), mark).numbers == (number,)


@given(st.text(max_size=40), st.sampled_from(["", ".", ","]))
def test_any_text_is_read_or_refused(text: str, mark: str) -> None:
    amount = stated_amount(text, decimal=mark)
    assert (amount.number is None) == bool(amount.problem)
