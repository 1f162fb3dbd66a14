from datetime import date, datetime, time
from decimal import Decimal

import pytest

from consortium.ingest.days import day_of
from consortium.ingest.grid import Cell

LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    "cell",
    [LAST, datetime(2026, 12, 31, 14, 30), "2026-12-31", "31/12/2026", "31-12-2026", "31.12.2026", " 31/12/2026 ",
     "2026-12-31T00:00:00", "31 de diciembre de 2026", "31-dic-2026", "31 December 2026", "December 31, 2026",
     "31 de desembre de 2026", "31 décembre 2026", "31 dicembre 2026", "31 de dezembro de 2026",
     "jueves, 31 de diciembre de 2026", "2026-12-31 00:00:00", "2026/12/31"],
)  # fmt: skip
def test_a_day_however_it_is_written(cell: Cell) -> None:
    assert day_of(cell) == (LAST, "")


@pytest.mark.parametrize("cell", [None, "", "   "])
def test_a_blank_is_no_day_and_no_problem(cell: Cell) -> None:
    assert day_of(cell) == (None, "")


@pytest.mark.parametrize(
    "text", ["31/02/2026", "12/31/2026", "2026-02-30", "0/1/2026", "29/02/2025", "31 de febrero de 2026"]
)
def test_a_day_that_does_not_exist(text: str) -> None:
    assert day_of(text) == (None, "impossible")


@pytest.mark.parametrize("text", ["31/12/26", "1.2.27"])
def test_a_year_of_two_digits_is_refused(text: str) -> None:
    assert day_of(text) == (None, "short_year")


@pytest.mark.parametrize("cell", ["mañana", Decimal(46387), True, time(12), "31 de diciembre"])
def test_what_is_no_day(cell: Cell) -> None:
    assert day_of(cell) == (None, "unreadable")


def test_words_for_no_last_day() -> None:
    assert day_of("Indefinida", open_ended=True) == (None, "")
    assert day_of("—", open_ended=True) == (None, "")
    assert day_of("Indefinida") == (None, "unreadable")


def test_the_day_stands_before_the_month() -> None:
    assert day_of("03/04/2026") == (date(2026, 4, 3), "")
