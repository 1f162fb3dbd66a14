"""Numbers in running text: what each counts, and which are no more than references."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consortium.domain.call import Formula
from consortium.ingest.understanding.folding import fold, is_english
from consortium.ingest.understanding.measures import formula_in, measures_in
from consortium.ingest.understanding.passage import passage_of


def counted(text: str) -> list[tuple[str, str]]:
    """(what, number) of each number of a text."""
    return [(m.what, str(m.number)) for m in passage_of(text).measures]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("en los tres últimos años", [("window", "3")]),
        ("in the past seven years", [("window", "7")]),
        ("5 años de experiencia", [("years", "5")]),
        ("no less than two years of experience", [("years", "2")]),
        ("furgonetas de menos de cinco años", [("years", "5")]),
        ("none older than six years", [("age", "6")]),
        ("al menos dos contratos similares", [("contracts", "2")]),
        ("al menos dos miembros de la UTE", [("members", "2")]),
        ("hasta 40 puntos", [("points", "40")]),
        ("superficie de 250 m²", [("area", "250")]),
        ("60.000 horas", [("hours", "60000")]),
        ("en 15 días naturales", [("time", "15")]),
        ("500 words maximum", [("limit", "500")]),
        ("70 % de la plantilla", [("percent", "70")]),
        ("discapacidad igual o superior al 33 %", [("degree", "33")]),
        ("quick ratio of 0.8:1", [("ratio", "0.8"), ("reference", "1")]),
        ("ciento veinte (120) auxiliares", [("number", "120")]),
    ],
)
def test_what_a_number_counts(text: str, found: list[tuple[str, str]]) -> None:
    assert counted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "artículo 71 de la LCSP", "Ley 9/2017", "RD 1098/2001", "artículos 65 a 77", "ISO 9001:2015", "apartado 7.1",
        "lote 2",
        "CPV 85312000", "Schedule 4", "section 54", "antes del 31/12/2026", "Level 5 Diploma",
    ],
)  # fmt: skip
def test_references_are_no_amounts(text: str) -> None:
    assert {what for what, _ in counted(text)} <= {"reference"}


def test_the_label_of_a_clause_is_no_number() -> None:
    assert counted("10.3. Volumen de negocios") == []
    assert counted("109.15. The identity of visitors") == []
    assert counted("L.2) Servicios") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.500 € en español de toda la vida", ["1500"]),
        ("a fee of £1,500 for the work", ["1500"]),
        ("un importe de 1,500 € por la obra", ["None"]),
        ("de 300.000 € o de 1,2 M€", ["300000", "1200000.0"]),
        ("£10 million, £5 million for the rest", ["10000000", "5000000"]),
    ],
)
def test_money_is_read_in_the_manner_of_its_language(text: str, numbers: list[str]) -> None:
    assert [str(m.number) for m in passage_of(text).of("money")] == numbers


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("una vez y media el valor estimado del contrato", Formula(Decimal("1.5"), "VEC")),
        ("el 70 % de la anualidad media", Formula(Decimal("0.7"), "AAV")),
        ("igual o superior al valor anual medio", Formula(Decimal(1), "AAV")),
        ("twice the estimated annual contract value", Formula(Decimal(2), "AAV")),
        ("1.5 times the estimated contract value", Formula(Decimal("1.5"), "VEC")),
    ],
)
def test_a_part_of_the_contract_s_value(text: str, formula: Formula) -> None:
    found = formula_in(fold(text))
    assert found is not None
    assert found[0] == formula


def test_no_part_of_the_contract_s_value() -> None:
    assert formula_in(fold("el 70 % de la plantilla")) is None


@given(st.text(max_size=60))
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="0123456789.,€£% mkMañsdeo/()", max_size=60), st.booleans())
def test_any_text_has_its_numbers_where_they_stand(text: str, english: bool) -> None:
    found = measures_in(fold(text), english)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert [m.start for m in found] == sorted(m.start for m in found)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Bidders must hold the certificate", True),
        ("El licitador deberá acreditar la solvencia", False),
        ("ISO 9001", False),
        ("Turnover", True),
    ],
)
def test_the_language_of_a_text(text: str, english: bool) -> None:
    assert is_english(fold(text)) is english
