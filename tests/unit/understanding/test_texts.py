"""Whole texts against their labels: what is certain is right, and enough is certain to be of use."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from consortium.ingest.understanding import understand
from tests.labelled import Labelled, read, wrong

OWN = read(Path(__file__).parents[2] / "data" / "requirement_texts.csv")
PRECISION = 0.98
RECALL = 0.8


def shared() -> tuple[Labelled, ...]:
    folder = os.environ.get("CONSORTIUM_TEST_DATA", "")
    path = Path(folder) / "texts.csv"
    if not folder or not path.exists():
        pytest.skip("CONSORTIUM_TEST_DATA names no folder with texts.csv")
    return read(path)


def certain_ones(items: Sequence[Labelled]) -> tuple[Labelled, ...]:
    return tuple(item for item in items if understand(item.text).certain)


def mistaken(items: Sequence[Labelled]) -> list[tuple[str, tuple[str, ...]]]:
    found = ((item.id, wrong(item, understand(item.text))) for item in items)
    return [(name, labels) for name, labels in found if labels]


def assert_good(items: Sequence[Labelled]) -> None:
    sure = certain_ones(items)
    bad = dict(mistaken(sure))
    assert len(bad) <= (1 - PRECISION) * len(sure), bad
    wanted = {item.id for item in items if item.labels["certain"] == "yes"}
    right = {item.id for item in sure} - bad.keys()
    assert len(right & wanted) >= RECALL * len(wanted)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_of_our_own_texts_what_is_certain_is_right(lang: str) -> None:
    assert_good([item for item in OWN if item.lang == lang])


@pytest.mark.parametrize("odd", [False, True], ids=["tuned", "reported"])
def test_of_the_shared_texts_what_is_certain_is_right(odd: bool) -> None:
    assert_good([item for item in shared() if item.odd is odd])


def test_our_own_texts_are_many_and_varied() -> None:
    assert len(OWN) >= 300
    assert len({item.text for item in OWN}) == len(OWN)
    assert {item.labels["rule"] for item in OWN} >= {
        "any", "each", "sum", "count", "lead", "share", "classification", "ratio", "references", "team", "performer",
    }  # fmt: skip


@pytest.mark.parametrize("item", OWN, ids=lambda item: item.id)
def test_the_words_that_led_there_stand_in_the_text(item: Labelled) -> None:
    found = understand(item.text)
    assert all(part.words in item.text for part in (found, *found.more))
    assert found.words or not found.certain
