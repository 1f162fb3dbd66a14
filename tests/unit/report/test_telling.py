"""Kept values in words, in both languages; two versions of a tender as what they differ in."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from consortium.domain.call import Formula, Lot, Percent, Rule, Tender
from consortium.domain.effects import Effect
from consortium.domain.register import Mark, Status
from consortium.domain.result import Options
from consortium.domain.units import unit
from consortium.report.telling import Teller, Told, differing
from tests.unit.domain.builders import row

NAMES = {"E1": "Cooperativa Éxito", "E2": "E2"}
ES = Teller("es", NAMES, ZoneInfo("Europe/Madrid"))
EN = Teller("en", NAMES, UTC)
VANS = replace(row("R3", "sum", "4", "vehicles"), text="Vehículos")


@pytest.mark.parametrize(
    ("name", "value", "spanish", "english"),
    [
        ("valid_until", date(2027, 6, 30), "30 jun 2027", "30 Jun 2027"),
        ("verified_at", datetime(2026, 11, 24, 22, 30, tzinfo=UTC), "24 nov 2026, 23:30", "24 Nov 2026, 22:30"),
        ("status", Status.EVIDENCED, "Acreditada", "Evidenced"),
        ("value", Mark.UNKNOWN, "sin aclarar", None),
        ("value", Decimal("1250000.50"), "1.250.000,5", "1,250,000.5"),
        ("own_share", Decimal("0.333"), "33,3 %", "33.3 %"),
        ("available", False, "no", "no"),
        ("unit", unit("k€"), "k€", "k€"),
        ("members", ("E1", "E2", "E9"), "Cooperativa Éxito (E1), E2, E9", "Cooperativa Éxito (E1), E2, E9"),
        ("name", "E1", "E1", "E1"),
        ("threshold", Formula(Decimal("1.5"), "VEC"), "1,5 × VEC", "1.5 × VEC"),
        ("floor", Percent(Decimal(20)), "20 %", "20 %"),
        ("email", None, "", ""),
        ("answer", '{"status": "optimal", "members": ["E1"]}', "consorcio mínimo: Cooperativa Éxito (E1)", None),
    ],
)
def test_a_value_is_said_as_people_write_it(name: str, value: Any, spanish: str, english: str | None) -> None:
    assert ES.value(name, value) == spanish
    assert english is None or EN.value(name, value) == english


def test_options_are_told_by_what_differs() -> None:
    told = ES.fields("options", Options(), Options(exclude=("E1",), max_members=3))
    assert told == (
        Told("excluidas", "", "Cooperativa Éxito (E1)"),
        Told("máximo de miembros", "", "3"),
    )
    assert ES.fields("options", None, Options()) == ()


def test_the_same_answer_found_again_is_no_difference() -> None:
    before = '{"status": "optimal", "members": ["E1"], "bound": 1}'
    after = before.replace('"bound": 1', '"bound": 2')
    assert ES.fields("answer", before, after) == ()
    other = after.replace("E1", "E9")
    assert ES.fields("answer", before, other)[0].after == "consorcio mínimo: E9"


def test_a_tender_is_told_by_what_differs() -> None:
    old = Tender(title="Uno", requirements=(VANS, replace(row("R4"), text="Seguro")), lots=(Lot("1", "Norte"),))
    new = replace(
        old,
        title="Dos",
        requirements=(replace(VANS, threshold=Decimal(6), rule=Rule.ANY), replace(row("R5"), text="Oficina")),
        lots=(Lot("1", "Sur"),),
    )
    assert [(t.what, t.before, t.after) for t in ES.fields("tender", old, new)] == [
        ("Título", "Uno", "Dos"),
        ("lote 1 · título", "Norte", "Sur"),
        ("R3 · Regla", "Se suma", "Basta uno"),
        ("R3 · umbral", "4 vehicles", "6 vehicles"),
        ("R4", "Seguro", ""),
        ("R5", "", "Oficina"),
    ]


def test_a_threshold_is_told_with_its_unit_and_its_effect() -> None:
    old = Tender(requirements=(VANS,))
    unread = replace(VANS, threshold=None, unread=(("threshold", "ver apartado L"),))
    (told,) = ES.fields("tender", old, replace(old, requirements=(unread,)))
    assert (told.before, told.after, told.effect) == ("4 vehicles", "ver apartado L", Effect.UNCLEAR)
    (told,) = ES.fields("tender", old, replace(old, requirements=(replace(VANS, threshold=Decimal(9)),)))
    assert told.effect is Effect.HARDER


def test_a_formula_is_told_by_what_it_gives_now() -> None:
    formula = replace(VANS, threshold=Formula(Decimal(2), "VEC"), unit=unit("EUR"))
    old = Tender(requirements=(formula,), estimated_value=Decimal(100))
    told = EN.fields("tender", old, replace(old, estimated_value=Decimal(150)))
    assert [(t.what, t.before, t.after) for t in told][1:] == [("R3 · threshold", "200 EUR", "300 EUR")]


def test_long_texts_are_cut_to_where_they_differ() -> None:
    before = "Plantilla de al menos 60 auxiliares de ayuda a domicilio con titulación oficial"
    assert differing(before, before.replace("60", "90")) == (
        "… de al menos 60 auxiliares de ayuda …",
        "… de al menos 90 auxiliares de ayuda …",
    )
    assert differing("Una cosa", "Otra cosa") == ("Una cosa", "Otra cosa")
    longer = f"{before} y experiencia"
    assert differing(before, longer) == ("… con titulación oficial", "… con titulación oficial y experiencia")
