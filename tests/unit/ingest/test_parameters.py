from decimal import Decimal

import pytest

from consortium.domain.call import Percent, Rule
from consortium.domain.units import EUR
from consortium.ingest.grid import Cell
from consortium.ingest.numbers import clear
from consortium.ingest.parameters import BELONGS, READERS, Parameters, read_parameters, written


def test_every_rule_says_which_parameters_are_its_own() -> None:
    assert BELONGS.keys() == set(Rule)
    assert set().union(*BELONGS.values()) == READERS.keys()


@pytest.mark.parametrize(
    ("text", "rule", "name", "value"),
    [
        ("k=2", Rule.COUNT, "k", Decimal(2)),
        ("K = 2", Rule.COUNT, "k", Decimal(2)),
        ("floor=50000", Rule.SUM, "floor", Decimal(50000)),
        ("floor=0,5", Rule.SUM, "floor", Decimal("0.5")),
        ("floor=50.000,00 €", Rule.SUM, "floor", Decimal("50000.00")),
        ("member_min=20%", Rule.SUM, "member_min", Percent(Decimal(20))),
        ("member min = 20 %", Rule.SUM, "member_min", Percent(Decimal(20))),
        ("lead_min=33,3%", Rule.SUM, "lead_min", Percent(Decimal("33.3"))),
        ("external=sí", Rule.ANY, "external", True),
        ("external=no", Rule.ANY, "external", False),
        ("mode=each", Rule.SHARE, "mode", "each"),
        ("mode=pooled", Rule.RATIO, "mode", "pooled"),
        ("gate=off", Rule.CLASSIFICATION, "gate", False),
        ("num=Activo corriente", Rule.RATIO, "num", "Activo corriente"),
        ("cpv=03", Rule.REFERENCES, "cpv", "03"),
        ("dedication=50%", Rule.TEAM, "dedication", Percent(Decimal(50))),
        ("task=Transporte", Rule.PERFORMER, "task", "Transporte"),
    ],
)
def test_a_parameter_of_the_row_s_rule(text: str, rule: Rule, name: str, value: object) -> None:
    assert read_parameters(text, rule, EUR) == Parameters(((name, value),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("floor=mucho", Rule.SUM),
        ("floor=50.000", Rule.SUM),
        ("floor=50 personas", Rule.SUM),
        ("k=20%", Rule.COUNT),
        ("k=", Rule.COUNT),
        ("k", Rule.COUNT),
        ("suelo=3", Rule.SUM),
        ("mode=pooled", Rule.SHARE),
        ("external=quizá", Rule.ANY),
        ("dedication=50", Rule.TEAM),
        ("gate=abierta", Rule.CLASSIFICATION),
    ],
)
def test_a_parameter_that_cannot_be_read_is_kept_as_text(text: str, rule: Rule) -> None:
    assert read_parameters(text, rule, EUR) == Parameters(unread=(text,))


@pytest.mark.parametrize("cell", [Decimal(2), True])
def test_a_cell_that_excel_turned_into_a_number_is_unread(cell: Cell) -> None:
    assert read_parameters(cell, Rule.COUNT, None).unread


def test_several_with_semicolons_or_lines() -> None:
    read = read_parameters("floor=10;\nmember_min=5% ; ", Rule.SUM, None)
    assert read.values == (("floor", Decimal(10)), ("member_min", Percent(Decimal(5))))


def test_one_that_stands_twice_is_unread() -> None:
    assert read_parameters("k=2; k=3", Rule.COUNT, None).unread == ("k=3",)


def test_another_rule_s_parameter_is_put_aside_even_where_its_value_is_bad() -> None:
    read = read_parameters("k=2; floor=mucho", Rule.COUNT, None)
    assert read == Parameters((("k", Decimal(2)),), foreign=("floor=mucho",))


def test_without_a_rule_none_is_foreign() -> None:
    assert read_parameters("k=2; floor=10", None, None).values == (("k", Decimal(2)), ("floor", Decimal(10)))


def test_written_parameters_read_back() -> None:
    text = "floor=1.1250; member_min=20%; external=yes"
    read = read_parameters(text, Rule.SUM, None)
    assert written(read.values, clear) == text
    gate = read_parameters("gate=off", Rule.CLASSIFICATION, None)
    assert written(gate.values, clear) == "gate=off"
