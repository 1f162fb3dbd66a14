"""Values through JSON and back: nothing rounded, nothing confused with its look-alike."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consortium.domain.call import Formula, Lot, Percent, Requirement, Rule, Tender
from consortium.domain.register import Capability, Entity, Mark, Value
from consortium.domain.result import Options
from consortium.errors import StoreError
from consortium.store.codec import codec, dumps, loads
from tests.store.things import OPTIONS, TENDER, days, numbers, sources, text, units, values

parameters = st.tuples(text, numbers | st.builds(Percent, numbers) | st.booleans() | text)
requirements = st.builds(
    Requirement,
    text,
    text,
    text,
    rule=st.none() | st.sampled_from(Rule),
    threshold=st.none() | numbers | st.builds(Formula, numbers, st.sampled_from(["VEC", "AAV"])),
    unit=units,
    parameters=st.lists(parameters, max_size=3).map(tuple),
    points=st.none() | numbers,
    source=sources,
)
tenders = st.builds(
    Tender,
    title=text,
    deadline=days,
    lots=st.lists(st.builds(Lot, text, text, st.none() | numbers), max_size=2).map(tuple),
    requirements=st.lists(requirements, max_size=3).map(tuple),
    minimum_share=numbers,
    cpv=st.lists(text, max_size=2).map(tuple),
)


def there_and_back(hint: Any, value: object) -> object:
    made = codec(hint)
    return made.decode(loads(dumps(made.encode(value))))


@given(tenders)
def test_any_tender_comes_back(tender: Tender) -> None:
    assert repr(there_and_back(Tender, tender)) == repr(tender)


@given(values)
def test_any_value_comes_back(value: Value) -> None:
    assert repr(there_and_back(Value, value)) == repr(value)


def test_look_alikes_stay_apart() -> None:
    parameters = (("a", "1"), ("b", Decimal(1)), ("c", True), ("d", Percent(Decimal(1))))
    again = there_and_back(Requirement, Requirement("R", "t", "c", parameters=parameters))
    assert isinstance(again, Requirement)
    assert [type(value) for _, value in again.parameters] == [str, Decimal, bool, Percent]


def test_options_and_tender_of_the_samples_come_back() -> None:
    assert there_and_back(Options, OPTIONS) == OPTIONS
    assert there_and_back(Tender, TENDER) == TENDER


def test_a_field_that_came_later_takes_its_default() -> None:
    plain = codec(Lot).encode(Lot("1", "Norte"))
    del plain["duration_months"]
    assert codec(Lot).decode(plain) == Lot("1", "Norte")


@pytest.mark.parametrize(
    ("hint", "plain"),
    [
        (Lot, {"id": "1", "odd": 1}),
        (Lot, {"id": 1}),
        (Decimal, "mucho"),
        (Decimal, None),
        (Value, "quizá"),
        (bool, 1),
        (int, True),
        (Rule, "acumulable"),
        (tuple[str, str], ["a"]),
    ],
)
def test_what_is_no_value_of_its_type_is_refused(hint: Any, plain: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        codec(hint).decode(plain)


def test_a_type_that_is_not_kept_is_a_mistake_of_ours() -> None:
    @dataclass(frozen=True)
    class Odd:
        item: complex

    with pytest.raises(TypeError, match="not kept"):
        codec(Odd)


def test_columns_hold_plain_values_where_they_can() -> None:
    made = codec(Mark | Decimal).column
    assert made.encode(Decimal("1.50")) == "1.50"
    assert made.encode(Mark.UNKNOWN) == "?"
    assert codec(tuple[str, ...]).column.encode(("a", "b")) == '["a","b"]'
    assert codec(Lot | None).column.encode(None) is None
    assert codec(Lot | None).column.decode(None) is None
    assert json.loads(codec(Lot).column.encode(Lot("1")))["id"] == "1"


def test_text_that_cannot_be_kept_is_said_with_the_text() -> None:
    with pytest.raises(StoreError) as trouble:
        codec(Entity).encode(Entity("E1", "a\0b"))
    assert trouble.value.fields["text"] == r"a\x00b"
    assert codec(Capability).encode(Capability("E1", "𝔸 ñ", Mark.YES))["name"] == "𝔸 ñ"
