"""A row of the register as cells, typed over, and read back: nothing changes that nobody touched."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consortium.domain.register import Capability, Entity, External, Mark, Pair, Person, Reference, Status
from consortium.domain.units import unit
from consortium.ingest.register_rows import cells_of, read_row
from consortium.ingest.tax_ids import is_wrong, one_way
from consortium.ingest.vocabulary import HEADINGS
from consortium.words import LANGUAGES, number

words = st.text("abcdeñÁ XYZ", min_size=1, max_size=12).map(str.strip).filter(bool)
days = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))
numbers = st.decimals(0, 10**9, places=2).map(lambda n: n.normalize() + 0)
shares = st.integers(0, 100).map(lambda n: Decimal(n) / 100)
units = st.sampled_from([None, unit("EUR"), unit("k€"), unit("personas"), unit("m2")])
statuses = st.sampled_from(Status)
several = st.lists(words, max_size=3, unique=True).map(tuple)
rows = st.one_of(
    st.builds(Entity, words, words, words, words, words, several, words, st.just("a@b.es"), numbers, st.booleans()),
    st.builds(Capability, words, words, st.sampled_from([Mark.YES, Mark.NO, Mark.UNKNOWN]) | numbers, units),
    st.builds(Reference, words, words, words, st.just("85312000"), st.none() | numbers, units, shares, days, statuses),
    st.builds(Person, words, words, words, several, st.none() | numbers, words, shares),
    st.builds(External, words, words, words, numbers, units, days, st.booleans(), st.booleans()),
    st.builds(Pair, st.just("A"), st.just("B"), st.booleans(), words),
)


@given(rows)
def test_a_row_reads_back_as_itself(row: Any) -> None:
    reading = read_row(type(row), cells_of(row))
    assert reading.problems == ()
    assert reading.value == row


@given(st.builds(Capability, words, words, numbers, units, valid_until=days, status=statuses, evidence=words))
def test_dates_status_and_document_read_back_too(row: Capability) -> None:
    assert read_row(Capability, cells_of(row)).value == row


@given(st.decimals(0, 10**12, places=4), st.sampled_from(LANGUAGES))
def test_a_number_as_the_screen_writes_it_is_that_number(value: Decimal, lang: str) -> None:
    cells = {"entity": "A", "capability": "x", "value": number(lang, value.normalize() + 0)}
    assert read_row(Capability, cells, {"es": ",", "en": "."}[lang]).value.value == value


def test_the_fields_are_those_of_the_published_format() -> None:
    assert tuple(cells_of(Pair("A", "B", False))) == ("a", "b", "relation", "reason")
    assert {*cells_of(Capability("A", "x", Mark.YES))} == set(HEADINGS["capabilities"])


def test_where_a_row_stood_is_not_read_from_the_screen() -> None:
    row = replace(Capability("A", "x", Decimal(1)), file="r.xlsx", sheet="S", column="C", row=7)
    assert read_row(Capability, cells_of(row)).value.place.cell == ""


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("A58818501", "A58818501"),
        ("es-a58818501", "A58818501"),
        ("A 58.818.501", "A58818501"),
        ("12345678-Z", "12345678Z"),
        ("x1234567l", "X1234567L"),
        ("A58818502", ""),
        ("FR 40303265045", "FR40303265045"),
        ("pendiente", ""),
        ("", ""),
    ],
)
def test_a_tax_id_is_compared_in_one_way_of_writing(written: str, one: str) -> None:
    assert one_way(written) == one


def test_a_spanish_tax_id_with_a_wrong_check_digit_is_wrong() -> None:
    assert is_wrong("A58818502")
    assert not is_wrong("A58818501")
    assert not is_wrong("FR 40303265045")
