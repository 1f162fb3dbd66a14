from datetime import date, datetime, time
from decimal import Decimal

import pytest

from consortium.domain.call import Rule
from consortium.domain.register import Mark
from consortium.ingest.grid import Cell
from consortium.ingest.texts import chosen, heading, is_blank, key, parts, text_of
from consortium.ingest.vocabulary import CATEGORIES, MARKS, RULES, STATUSES, TOGETHER, YES_NO


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  a  b ", "a  b"),
        ("\u200b\u00a0x\ufeff", "x"),
        ("\u200b", ""),
        (Decimal("1.0"), "1"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.50"), "0.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 5, 3), "2026-05-03"),
        (datetime(2026, 5, 3, 14, 30), "2026-05-03 14:30:00"),
        (time(14, 30), "14:30:00"),
    ],
)
def test_a_cell_as_text(cell: Cell, text: str) -> None:
    assert text_of(cell) == text
    assert is_blank(cell) == (text == "")


def test_zero_and_no_are_not_blank() -> None:
    assert not is_blank(Decimal(0))
    assert not is_blank(False)


def test_parts_of_a_cell() -> None:
    assert parts("a; b;;c\nd; ") == ("a", "b", "c", "d")
    assert parts("1,2; 3", ";,") == ("1", "2", "3")
    assert parts("") == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [("N.º", "Nº"), ("N.º", "No."), ("Req. no.", "REQ NO"), ("Fecha límite:", "fecha  limite"), ("Título *", "titulo")],
)
def test_headings_that_are_one(a: str, b: str) -> None:
    assert key(a) == key(b)


def test_words_that_only_contain_a_number_sign_keep_it() -> None:
    assert key("Person owner") == "person owner"
    assert key("Common order") == "common order"


@pytest.mark.parametrize(
    ("text", "name", "bracket"),
    [
        ("Facturación (k€)", "Facturación", "k€"),
        ("Facturación [k€] ", "Facturación", "k€"),
        ("Duración (meses):", "Duración", "meses"),
        ("ISO 9001", "ISO 9001", ""),
        ("(k€)", "(k€)", ""),
        ("UNE (SAD) 158301", "UNE (SAD) 158301", ""),
        ("a" * 200 + " (k€)", "a" * 200 + " (k€)", ""),
    ],
)
def test_what_stands_in_a_heading_s_brackets(text: str, name: str, bracket: str) -> None:
    assert heading(text) == (name, bracket)


def test_choices_in_both_languages() -> None:
    assert chosen("LÍDER", RULES) is Rule.LEAD
    assert chosen("lead", RULES) is Rule.LEAD
    assert chosen("", RULES) is None
    assert chosen(Decimal(1), YES_NO) is True
    assert chosen(True, MARKS) is Mark.YES
    assert chosen("✔\ufe0f", MARKS) is Mark.YES
    assert chosen(Decimal(1), MARKS) is None


@pytest.mark.parametrize("words", [RULES, CATEGORIES, STATUSES, TOGETHER, YES_NO, MARKS])
def test_no_word_names_two_choices(words: dict[object, tuple[str, ...]]) -> None:
    owners: dict[str, set[object]] = {}
    for choice, own in words.items():
        for word in own:
            owners.setdefault(key(word), set()).add(choice)
    assert {word: choices for word, choices in owners.items() if len(choices) > 1} == {}
