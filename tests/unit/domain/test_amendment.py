"""What a new version changes, on small tenders: who is whose counterpart, and what each change means."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from consortium.domain.amendment import Amendment, Demand, Kind, compare
from consortium.domain.call import Alternative, Formula, Lot, Percent, Requirement, Rule, Tender
from consortium.domain.effects import Effect
from consortium.domain.units import EUR, unit
from tests.unit.domain.builders import row

TURNOVER = replace(row("R1", "sum", "100", "k€"), text="Volumen de negocios del mejor ejercicio")
ISO = replace(row("R2"), text="Certificado ISO 9001 en vigor")
VANS = replace(row("R3", "sum", "4", "vehicles"), text="Vehículos adaptados a disposición del contrato")
OLD = Tender(requirements=(TURNOVER, ISO, VANS), estimated_value=Decimal(200_000), lots=(Lot("1"), Lot("2")))


def became(*rows: Requirement, **facts: Any) -> Amendment:
    return compare(OLD, replace(OLD, requirements=rows or OLD.requirements, **facts))


def told(found: Amendment) -> list[tuple[str, str, list[str]]]:
    """ID, kind and changed fields, row by row."""
    return [(c.latest.id, str(c.kind), [f.name for f in c.fields]) for c in found.rows]


def effect_of(before: Requirement, after: Requirement) -> Effect:
    (change,) = compare(Tender(requirements=(before,)), Tender(requirements=(after,))).rows
    return change.effect


def test_a_row_put_in_between_renumbers_the_rest() -> None:
    new = replace(row("R2"), text="Seguro de responsabilidad civil")
    found = became(TURNOVER, new, replace(ISO, id="R3"), replace(VANS, id="R4"))
    assert told(found) == [
        ("R1", "unchanged", []),
        ("R2", "added", []),
        ("R3", "changed", ["id"]),
        ("R4", "changed", ["id"]),
    ]
    assert [c.effect for c in found.rows] == [Effect.NEUTRAL, Effect.HARDER, Effect.NEUTRAL, Effect.NEUTRAL]


def test_a_removed_row_stands_where_it_stood() -> None:
    assert told(became(TURNOVER, VANS)) == [("R1", "unchanged", []), ("R2", "removed", []), ("R3", "unchanged", [])]
    assert told(became(ISO, VANS))[0] == ("R1", "removed", [])
    assert became(TURNOVER, VANS).rows[1].effect is Effect.EASIER


def test_the_same_number_with_other_words_is_that_row_reworded() -> None:
    found = became(TURNOVER, replace(ISO, text="Sistema de calidad"), VANS)
    assert told(found)[1] == ("R2", "changed", ["text"])
    assert found.rows[1].effect is Effect.UNCLEAR


def test_other_number_and_other_words_are_paired_by_likeness() -> None:
    moved = replace(
        VANS, id="T-9", text="Vehículos adaptados a disposición exclusiva del contrato", threshold=Decimal(6)
    )
    found = became(TURNOVER, ISO, moved)
    assert told(found)[2] == ("T-9", "changed", ["id", "text", "threshold"])
    unlike = became(TURNOVER, ISO, replace(VANS, id="T-9", text="Oficina en Cádiz"))
    assert told(unlike)[2:] == [("R3", "removed", []), ("T-9", "added", [])]


def test_two_rows_of_one_text_are_told_apart_by_their_lots() -> None:
    north, south = replace(ISO, id="A", lots=("1",)), replace(ISO, id="B", lots=("2",))
    old = replace(OLD, requirements=(north, south))
    new = replace(OLD, requirements=(replace(south, id="X"), replace(north, id="Y")))
    assert [(c.before and c.before.id, c.latest.id) for c in compare(old, new).rows] == [("B", "X"), ("A", "Y")]


def test_how_it_is_written_and_where_it_stands_is_no_change() -> None:
    written = replace(VANS, lots=(), threshold=Decimal("4.0"), threshold_text="cuatro", rule_stated=False)
    assert became(TURNOVER, ISO, written).empty


@pytest.mark.parametrize(
    ("fields", "effect"),
    [
        ({"threshold": Decimal(5)}, Effect.HARDER),
        ({"threshold": Decimal(3)}, Effect.EASIER),
        ({"threshold": None, "rule": Rule.ANY}, Effect.UNCLEAR),
        ({"unit": unit("people")}, Effect.UNCLEAR),
        ({"rule": Rule.ANY}, Effect.HARDER),
        ({"rule": Rule.EACH, "threshold": Decimal(1)}, Effect.UNCLEAR),
        ({"rule": None}, Effect.UNCLEAR),
        ({"mandatory": False}, Effect.EASIER),
        ({"points": Decimal(3)}, Effect.NEUTRAL),
        ({"clause": "L.4"}, Effect.NEUTRAL),
        ({"evidence": "Permiso de circulación"}, Effect.UNCLEAR),
        ({"capability": "r3"}, Effect.NEUTRAL),
        ({"capability": "furgonetas"}, Effect.UNCLEAR),
        ({"alternative": Alternative("G", "a")}, Effect.UNCLEAR),
        ({"parameters": (("floor", Percent(Decimal(20))),)}, Effect.HARDER),
    ],
)
def test_what_a_change_of_one_row_means(fields: dict[str, Any], effect: Effect) -> None:
    assert effect_of(VANS, replace(VANS, **fields)) is effect


def test_parameters_that_move() -> None:
    def floored(value: str) -> Requirement:
        return row("R1", "sum", "100", "k€", floor=value)

    assert effect_of(floored("10"), floored("20")) is Effect.HARDER
    assert effect_of(floored("20%"), floored("10%")) is Effect.EASIER
    assert effect_of(floored("20%"), floored("10")) is Effect.UNCLEAR
    assert effect_of(row("R1", "count", k="2"), row("R1", "count", k="3")) is Effect.HARDER


def test_lots_of_a_row() -> None:
    one, both, every = replace(ISO, lots=("1",)), replace(ISO, lots=("1", "2")), ISO
    assert effect_of(one, both) is effect_of(one, every) is Effect.HARDER
    assert effect_of(every, both) is effect_of(both, one) is Effect.EASIER
    assert effect_of(one, replace(ISO, lots=("2",))) is Effect.UNCLEAR


def test_rows_that_only_give_points_decide_nothing() -> None:
    award = replace(VANS, mandatory=False, points=Decimal(5))
    assert effect_of(award, replace(award, threshold=Decimal(50))) is Effect.NEUTRAL


def test_a_formula_moves_with_the_contracts_figures() -> None:
    formula = replace(TURNOVER, threshold=Formula(Decimal("1.5"), "VEC"))
    old = replace(OLD, requirements=(formula,))
    found = compare(old, replace(old, estimated_value=Decimal(300_000)))
    (change,) = found.rows
    assert (change.kind, change.fields, change.effect) == (Kind.CHANGED, (), Effect.HARDER)
    assert change.demands == (Demand(None, Decimal(300), Decimal(450)),)
    assert [fact.name for fact in found.facts] == ["estimated_value"]
    (blind,) = compare(old, replace(old, estimated_value=None)).rows
    assert (blind.demands, blind.effect) == ((Demand(None, Decimal(300), None),), Effect.UNCLEAR)


def test_one_more_way_eases_one_more_condition_does_not() -> None:
    group = (replace(ISO, alternative=Alternative("G", "a")), replace(VANS, alternative=Alternative("G", "b")))
    old = Tender(requirements=group)

    def added(option: str) -> Effect:
        more = replace(row("R9"), text="otra cosa", alternative=Alternative("G", option))
        return compare(old, Tender(requirements=(*group, more))).rows[-1].effect

    assert added("a") is Effect.HARDER
    assert added("c") is Effect.EASIER


def test_facts_and_lots() -> None:
    lots = (replace(OLD.lots[0], title="Norte"), Lot("3"))
    found = became(lots=lots, deadline=date(2027, 1, 15), minimum_share=Decimal("0.2"), title="Otro")
    assert {(f.name, f.effect) for f in found.facts} == {
        ("deadline", Effect.UNCLEAR),
        ("minimum_share", Effect.HARDER),
        ("title", Effect.NEUTRAL),
    }
    assert [(c.latest.id, str(c.kind), str(c.effect)) for c in found.lots] == [
        ("1", "changed", "neutral"),
        ("2", "removed", "easier"),
        ("3", "added", "harder"),
    ]
    assert not found.empty
    assert found.count(Kind.UNCHANGED) == 3


def test_values_recorded_without_a_unit_follow_the_rows() -> None:
    euros = replace(TURNOVER, unit=EUR, threshold=Decimal(100_000))
    (change,) = became(euros, ISO, VANS).rows[:1]
    assert change.demands == ()
    assert change.effect is Effect.UNCLEAR
