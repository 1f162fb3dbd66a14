"""Rows of every rule in the proposal: what was chosen, what a member shows, what the coverage sheet only states."""

from decimal import Decimal

import pytest

from consortium.domain.call import Requirement
from consortium.domain.case import case_of
from consortium.domain.result import Options
from consortium.domain.verify import assess
from consortium.report.conditions import conditions
from consortium.report.content import Number, Table
from consortium.report.dossier import Dossier
from consortium.report.formulas import formula_of
from consortium.report.jsons import _compared
from consortium.report.marks import Tone, joint_mark, member_mark
from consortium.report.sections import chosen, coverage
from tests.unit.domain.builders import case, external, holds, person, reference, register, row, tender
from tests.unit.report.dossiers import STAMP, answer

RATIO = row("E2", "ratio", "1.5", num="assets", den="debts")
ROWS = (
    row("E3", "share", "100"),
    row("T4", "performer", task="Transporte"),
    row("T2", "team", capability="Coordinadora", years="5"),
    row("X1", external=True),
    RATIO,
)


def dossier(*rows: Requirement) -> Dossier:
    call = tender(*rows)
    partners = register(
        *holds("A", E3="110", T4="yes", X1="no", assets="10", debts="30"),
        *holds("B", E3="60", T4="no", X1="no", assets="70", debts="10"),
        others=(person("P1", "B", "Coordinadora", years="6"), external("X", "X1", "yes")),
    )
    made = case_of(call, partners)
    return Dossier(call, partners, made, answer(made, ("A", "B")), Options(), STAMP, ())


def test_what_was_chosen_has_a_table_of_its_own() -> None:
    found = chosen.table(dossier(*ROWS), "es")
    assert isinstance(found, Table)
    assert [(line[0], line[2]) for line in found.rows] == [
        ("A", "participación 80 %"),
        ("B", "participación 20 %"),
        ("A", "tarea: Transporte"),
        ("B", "Coordinadora: P1 · P1 (T2)"),
        ("X", "medios externos, con compromiso: X1"),
    ]


def test_where_nothing_was_chosen_there_is_none() -> None:
    assert chosen.table(dossier(RATIO), "es") is None


def test_a_member_shows_its_own_ratio_rounded_down() -> None:
    (shown,) = coverage.matrix(dossier(RATIO)).rows
    assert shown.cells == (Number(Decimal("0.3333")), Number(Decimal(7)))


def test_the_json_keeps_a_ratio_that_no_decimal_says() -> None:
    judged = assess(case(RATIO, holds("A", assets="10", debts="30")), ("A",))
    assert _compared(judged.outcomes[0]) == ("1.5", "1/3")


def test_marks_count_what_the_rule_counts() -> None:
    question = case(row("R", "references", k="2"), reference("r", "A", "1"), reference("q", "B", "1"))
    outcome = assess(question, ("A", "B")).outcomes[0]
    mark = member_mark(question, 0, outcome, "A", "es")
    assert (mark.tone, mark.short, mark.full) == (Tone.PARTIAL, "+ 1", "Suma una parte: 1 trabajo")
    assert joint_mark(outcome, "en").full.endswith("2 contracts / 2 contracts")


@pytest.mark.parametrize(
    ("requirement", "live"),
    [
        (row("R", "performer"), True),
        (row("R", "performer", task="t"), False),
        (row("R", "any"), True),
        (row("R", "any", external=True), False),
        (RATIO, False),
    ],
)
def test_only_what_the_sheet_can_say_is_a_formula(requirement: Requirement, live: bool) -> None:
    assert (formula_of(case(requirement).needs[0]) is not None) is live


@pytest.mark.parametrize(
    ("requirement", "said"),
    [
        (row("R", "references", "", "EUR", k="3", years="3", cpv="853", total="5000"),
         "al menos 3 trabajos; de los últimos 3 años; en conjunto al menos 5.000 EUR; CPV que empiece por 853"),
        (row("R", "team", dedication="50%", years="5"), "dedicación del 50 %; 5 años de experiencia"),
        (row("R", "share", "1", mode="each"), "cada miembro por sí mismo"),
        (row("R", "classification", capability="Obras C-4", gate=False), "sin exigir que todos estén clasificados"),
        (RATIO, "numerador: assets; denominador: debts"),
    ],
)  # fmt: skip
def test_conditions_in_words(requirement: Requirement, said: str) -> None:
    assert set(conditions("es", case(requirement).needs[0]).split("; ")) == set(said.split("; "))
