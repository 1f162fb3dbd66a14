from datetime import date
from decimal import Decimal

import pytest

from consortium.domain.call import Formula
from consortium.domain.units import EUR, PERCENT, Kind
from consortium.ingest.grid import Cell
from consortium.ingest.thresholds import read_threshold, read_unit


@pytest.mark.parametrize(
    ("text", "factor", "base"),
    [
        ("1.5x VEC", "1.5", "VEC"),
        ("1,5 x VEC", "1.5", "VEC"),
        ("1.5 × VEC", "1.5", "VEC"),
        ("1.5xVEC", "1.5", "VEC"),
        ("1,5 veces el VEC", "1.5", "VEC"),
        ("2 * vec", "2", "VEC"),
        ("70% AAV", "0.7", "AAV"),
        ("70 % AAV", "0.7", "AAV"),
        ("33.3% VEC", "0.333", "VEC"),
        ("70 % of AAV", "0.7", "AAV"),
        ("VEC", "1", "VEC"),
        ("1,5 veces el valor estimado del contrato", "1.5", "VEC"),
        ("una vez y media la anualidad media", "1.5", "AAV"),
        ("al menos el 70 % de la anualidad media", "0.7", "AAV"),
        ("≥ 1,5 x VEC (IVA excluido)", "1.5", "VEC"),
        ("twice the estimated annual value", "2", "AAV"),
    ],
)
def test_a_part_of_the_contract_value(text: str, factor: str, base: str) -> None:
    assert read_threshold(text, "EUR").value == Formula(Decimal(factor), base)


@pytest.mark.parametrize("text", ["1.500x VEC", "-1x VEC", "x VEC", "1.5x VECX", "1.5x VEC + 3"])
def test_what_is_no_formula_is_unread(text: str) -> None:
    assert read_threshold(text, "EUR").unread == (("threshold", text),)


@pytest.mark.parametrize(
    "cell", ["ver apartado L", "1.500", "No", "-5", Decimal(-5), "entre 5 y 10", "máximo 60 días", "hasta 10"]
)
def test_a_text_that_is_no_number_is_unread(cell: Cell) -> None:
    read = read_threshold(cell, None)
    assert read.value is None
    assert read.unread == (("threshold", str(cell)),)


@pytest.mark.parametrize("cell", ["Sí", "Obligatorio", "obligatoria", "required"])
def test_a_word_that_requires_is_no_amount(cell: str) -> None:
    read = read_threshold(cell, None)
    assert (read.value, read.unread, read.notes) == (None, (), ("none",))


@pytest.mark.parametrize(("cell", "column"), [("600.000 €", None), ("600.000 €", "EUR"), ("600.000", "EUR")])
def test_a_number_of_two_readings_keeps_its_unit(cell: str, column: Cell) -> None:
    assert read_threshold(cell, column).unit == EUR


@pytest.mark.parametrize("cell", [True, date(2026, 5, 3)])
def test_three_fifths_turned_into_a_date_is_unread(cell: Cell) -> None:
    assert [field for field, _ in read_threshold(cell, None).unread] == ["threshold"]


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0"])
def test_a_blank_is_yes_or_no(cell: Cell) -> None:
    read = read_threshold(cell, None)
    assert (read.value, read.unread) == (None, ())


def test_zero_is_a_threshold() -> None:
    assert read_threshold(Decimal(0), None).value == 0


@pytest.mark.parametrize(
    ("cell", "unit", "percent"), [(Decimal(70), None, True), (Decimal(70), "%", False), ("70 %", None, False)]
)
def test_seventy_per_cent_is_seventy(cell: Cell, unit: Cell, percent: bool) -> None:
    read = read_threshold(cell, unit, percent)
    assert (read.value, read.unit) == (Decimal(70), PERCENT)


def test_a_percentage_of_euros_is_unread() -> None:
    assert read_threshold(Decimal(70), "EUR", percent=True).unread == (("threshold", "70 %"),)


def test_the_unit_in_the_cell_serves_a_blank_column() -> None:
    read = read_threshold("250 k€", None)
    assert read.unit is not None
    assert (read.value, read.unit.word) == (250, "k€")


def test_a_threshold_that_contradicts_its_unit_is_unread() -> None:
    assert read_threshold("250 €", "k€").unread == (("threshold", "250 €"),)


def test_a_multiple_of_the_column_s_own_currency_is_converted() -> None:
    read = read_threshold("250 k€", "EUR")
    assert (read.value, read.unit) == (Decimal(250_000), EUR)


@pytest.mark.parametrize("word", ["personas", "lavadoras", "camas UCI"])
def test_any_other_word_is_a_count_unit(word: str) -> None:
    found, unread = read_unit(word)
    assert unread == ()
    assert found is not None
    assert found.kind is Kind.COUNT


@pytest.mark.parametrize("cell", [Decimal(5), "5", "1.500", True])
def test_a_number_is_no_unit(cell: Cell) -> None:
    found, unread = read_unit(cell)
    assert found is None
    assert [field for field, _ in unread] == ["unit"]


@pytest.mark.parametrize("cell", [None, " ", "-", "—"])
def test_a_dash_is_a_blank_unit(cell: Cell) -> None:
    assert read_unit(cell) == (None, ())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("al menos 3", "3"),
        ("≥ 1.500.000,00", "1500000"),
        ("no inferior a dos", "2"),
        ("tres (3)", "3"),
        ("5+", "5"),
        ("veinte", "20"),
        ("como mínimo 2,5", "2.5"),
        ("3 o más", "3"),
        ("at least 12", "12"),
        ("almeno cinque", "5"),
        ("pelo menos dez", "10"),
        ("au moins dix-sept", "17"),
        ("com a mínim vint", "20"),
        ("mínimo: 4", "4"),
    ],
)
def test_words_around_a_number(text: str, value: str) -> None:
    read = read_threshold(text, None)
    assert (read.value, read.unread, read.notes) == (Decimal(value), (), ())


@pytest.mark.parametrize("text", ["más de 100", "> 100", "superior a 100", "over 100", "plus de 100"])
def test_more_than_is_noted(text: str) -> None:
    read = read_threshold(text, None)
    assert (read.value, read.notes) == (Decimal(100), ("strict",))


@pytest.mark.parametrize("cell", ["—", "-", "N.A.", "n/a", "No aplica", "✓", "X", "sí"])
def test_a_dash_or_a_tick_is_a_yes_or_no(cell: str) -> None:
    read = read_threshold(cell, None)
    assert (read.value, read.unread, read.notes) == (None, (), ("none",))


@pytest.mark.parametrize(
    "text", ["300.000,00 € (IVA excluido)", "300000 € sin IVA", "300.000,00 € + IVA", "300000 € excl. VAT"]
)
def test_without_vat_is_how_thresholds_are(text: str) -> None:
    assert read_threshold(text, None).value == Decimal(300_000)


def test_with_vat_is_noted() -> None:
    assert read_threshold("300.000,00 € IVA incluido", None).notes == ("vat",)


@pytest.mark.parametrize(("decimal", "value"), [(",", "2000"), (".", "2"), ("", None)])
def test_two_readings_are_settled_by_the_column_s_manner(decimal: str, value: str | None) -> None:
    assert read_threshold("2.000", None, decimal=decimal).value == (None if value is None else Decimal(value))
