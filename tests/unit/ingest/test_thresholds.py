from datetime import date
from decimal import Decimal

import pytest

from consortium.domain.call import Formula
from consortium.domain.units import PERCENT, Kind
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
    ],
)
def test_a_part_of_the_contract_value(text: str, factor: str, base: str) -> None:
    assert read_threshold(text, "EUR").value == Formula(Decimal(factor), base)


@pytest.mark.parametrize("text", ["1.500x VEC", "-1x VEC", "x VEC", "1.5x VECX", "1.5x VEC + 3"])
def test_what_is_no_formula_is_unread(text: str) -> None:
    assert read_threshold(text, "EUR").unread == (("threshold", text),)


@pytest.mark.parametrize("cell", ["ver apartado L", "1.500", "No", "-", "N.A.", "-5", Decimal(-5), "al menos 3"])
def test_a_text_that_is_no_number_is_unread(cell: Cell) -> None:
    read = read_threshold(cell, None)
    assert read.value is None
    assert read.unread == (("threshold", str(cell)),)


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
    assert read_threshold("250 k€", "EUR").unread == (("threshold", "250 k€"),)


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
