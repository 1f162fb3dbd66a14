"""Which questions a tender leaves, why, and in which order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from consortium.domain.asking import Kind, questions, topics
from consortium.domain.call import Lot, Rule
from consortium.domain.register import Capability, Entity, Mark, Person, Reference, Register, Status
from consortium.domain.units import EUR
from consortium.domain.vocabulary import Vocabulary
from tests.unit.asking.cases import TODAY, WHOLE, asked, call, holds, of, row

ISO = call(row("ISO 9001"))
MONEY = call(row("Facturación", Rule.SUM, "100000", "EUR"))
BEFORE, AFTER = date(2027, 2, 25), date(2027, 2, 26)


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ((), "missing"),
        ((holds("ISO 9001", "?"),), "unknown"),
        ((holds("ISO 9001", "yes", valid_until=date(2026, 11, 23)),), "expired"),
        ((holds("ISO 9001", "yes", valid_until=TODAY),), "expiring"),
        ((holds("ISO 9001", "yes", valid_until=BEFORE),), "expiring"),
        ((holds("ISO 9001", "yes", valid_from=date(2027, 2, 27)),), "not_yet"),
        ((holds("ISO 9001", "yes", status=Status.CLAIMED),), "unproved"),
        ((holds("ISO 9001", "?", valid_until=BEFORE),), "unknown"),
    ],
)
def test_a_certificate_is_asked_for(own: tuple[Capability, ...], why: str) -> None:
    assert asked(ISO, *own) == {"yes_no:iso 9001": why}


@pytest.mark.parametrize(
    "own",
    [
        holds("ISO 9001", "yes"),
        holds("iso-9001:2015", "yes"),
        holds("ISO 9001", "yes", valid_until=AFTER),
        holds("ISO 9001", "no", status=Status.CLAIMED),
        holds("ISO 9001", "yes", status=Status.VERIFIED),
    ],
)
def test_what_is_known_proved_and_valid_is_not_asked(own: Capability) -> None:
    assert asked(ISO, own) == {}


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (holds("Facturación", "yes"), "figure"),
        (holds("Facturación", "5", "personas"), "unit"),
        (holds("Facturación", "60", "k€", Status.CLAIMED), "unproved"),
    ],
)
def test_a_figure_is_asked_for(own: Capability, why: str) -> None:
    assert asked(MONEY, own) == {"number:facturacion:EUR": why}
    assert of(MONEY, own)[0].row == own


def test_a_claim_that_cannot_count_needs_no_proof() -> None:
    alone = call(row("Seguro", Rule.ANY, "100000", "EUR"))
    small = holds("Seguro", "60000", "EUR", Status.CLAIMED)
    assert asked(alone, small) == {}
    assert asked(alone, replace(small, value=Decimal(100_000))) == {"number:seguro:EUR": "unproved"}
    assert asked(MONEY, replace(small, name="Facturación")) == {"number:facturacion:EUR": "unproved"}


def test_of_several_rows_the_valid_and_proved_one_counts() -> None:
    old = holds("ISO 9001", "yes", valid_until=date(2020, 1, 1))
    assert asked(ISO, old, holds("ISO 9001", "yes")) == {}
    assert asked(ISO, old, holds("ISO 9001", "yes", status=Status.CLAIMED)) == {"yes_no:iso 9001": "unproved"}


def test_without_a_deadline_nothing_lapses() -> None:
    assert asked(replace(ISO, deadline=None), holds("ISO 9001", "yes", valid_until=date(2020, 1, 1))) == {}


def test_one_question_for_all_rows_of_a_capability() -> None:
    tender = call(
        row("R1", Rule.SUM, "100", "k€", capability="Facturación"),
        row("R2", Rule.EACH, "10000", "EUR", capability="FACTURACION"),
        row("R3", capability="facturación"),
    )
    topic = of(tender)[0].topic
    assert (topic.key, topic.kind) == ("number:facturacion:EUR", Kind.NUMBER)
    assert [r.id for r in topic.requirements] == ["R1", "R2", "R3"]


def test_units_that_do_not_convert_are_two_questions() -> None:
    tender = call(
        row("R1", Rule.SUM, "5", "personas", capability="Plantilla"),
        row("R2", Rule.SUM, "9", "horas", capability="Plantilla"),
    )
    assert list(asked(tender)) == ["number:plantilla:people", "number:plantilla:hours"]


def test_a_ratio_asks_for_both_its_parts() -> None:
    tender = call(row("R1", Rule.RATIO, "1", parameters=(("num", "Activo corriente"), ("den", "Pasivo corriente"))))
    assert asked(tender) == {"number:activo corriente": "missing", "number:pasivo corriente": "missing"}
    both = (holds("Activo corriente", "9", "EUR"), holds("Pasivo corriente", "8", "EUR"))
    assert asked(tender, *both) == {}


def test_a_classification_asks_for_a_category() -> None:
    assert of(call(row("Servicios L-6", Rule.CLASSIFICATION, "3")))[0].topic.kind is Kind.CATEGORY


def test_names_that_a_person_declared_one_are_one() -> None:
    own = holds("Sello de calidad", "yes")
    tender = call(row("ISO 9001"), row("Sello de calidad", capability="Sello  de CALIDAD"))
    words = Vocabulary((("Sello de calidad", "ISO 9001"),))
    assert asked(tender, own) == {"yes_no:iso 9001": "missing"}
    register = Register((WHOLE,), (own,))
    assert questions(tender, register, TODAY, vocabulary=words)["E1"] == ()
    assert topics(tender, vocabulary=words)[0].name == "ISO 9001"
    assert sum(t.kind is Kind.YES_NO for t in topics(tender, vocabulary=words)) == 1


def test_both_languages_of_a_classification_are_one() -> None:
    tender = call(row("Servicios L-6", Rule.CLASSIFICATION, "3"))
    assert asked(tender, holds("Services L-6", "3")) == {}


def test_undecided_rows_are_asked_about_too() -> None:
    tender = call(row("Facturación", Rule.SUM, unread=(("threshold", "ver apartado L"),)))
    assert asked(tender) == {"number:facturacion": "missing"}
    lists = call(row("R1", Rule.REFERENCES, unread=(("parameters", "k=x"),)))
    assert asked(lists) == {"references": "missing"}
    assert asked(lists, references=(Reference("X", "E1", "Una"),)) == {}


def test_all_entities_at_once_are_each_as_asked_alone() -> None:
    names = ("ISO 9001", "Facturación", "Plan de igualdad")
    tender = call(row(names[0]), row(names[1], Rule.SUM, "100", "EUR"), row(names[2], Rule.EACH))
    entities = tuple(Entity(f"E{n}", f"Entidad {n}", "F1", "x", territory="y", email="z") for n in range(8))
    own = tuple(
        replace(holds(name, "1" if n & 1 else "?"), entity=e.id)
        for n, e in enumerate(entities)
        for bit, name in enumerate(names)
        if n >> bit & 1
    )
    register = Register(entities, own)
    together = questions(tender, register, TODAY)
    for entity in entities:
        assert questions(tender, register, TODAY, entities=(entity.id,)) == {entity.id: together[entity.id]}
        open_now = {q.topic.name for q in together[entity.id]}
        recorded = {c.name for c in own if c.entity == entity.id and c.value is not Mark.UNKNOWN}
        assert open_now == set(names) - recorded


def test_only_the_lots_chosen_are_asked_about() -> None:
    tender = call(row("A", lots=("1",)), row("B", lots=("2",)), row("C"), lots=(Lot("1"), Lot("2")))
    register = Register((WHOLE,))
    assert [q.topic.name for q in questions(tender, register, TODAY, ("2",))["E1"]] == ["B", "C"]
    assert {t.name for t in topics(tender)} >= {"A", "B", "C"}


def test_missing_facts_come_last() -> None:
    bare = Entity("E1", "Alba")
    assert list(asked(ISO, entity=bare)) == [
        "yes_no:iso 9001", "fact:tax_id", "fact:legal_form", "fact:territory", "fact:email",
    ]  # fmt: skip


def test_the_most_valuable_comes_first() -> None:
    tender = call(
        row("claimed"),
        row("points", mandatory=False, points=Decimal(5)),
        row("common"),
        row("undecided", None),
        row("rare"),
    )
    others = tuple(replace(holds("common", "yes"), entity=e) for e in ("E2", "E3"))
    own = (holds("claimed", "yes", status=Status.CLAIMED), *others)
    register = Register((WHOLE, Entity("E2"), Entity("E3")), own)
    found = [q.topic.name for q in questions(tender, register, TODAY)["E1"]]
    assert found == ["rare", "common", "claimed", "points", "undecided"]


REFERENCES = call(
    row("R1", Rule.REFERENCES, "50000", "EUR", parameters=(("k", Decimal(2)), ("years", Decimal(3)), ("cpv", "853")))
)


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ((), "missing"),
        ((Reference("X", "E1", "Vieja", "85312000-9", Decimal(9), EUR, ended=date(2024, 2, 25)),), "missing"),
        ((Reference("X", "E1", "Otra cosa", "45000000-7", Decimal(9), EUR, ended=date(2026, 1, 1)),), "missing"),
        ((Reference("X", "E1", "Sin importe", "85312000-9", None, EUR, ended=date(2026, 1, 1)),), "unknown"),
        ((Reference("X", "E1", "Sin fecha", "85312000-9", Decimal(9), EUR),), "unknown"),
        ((Reference("X", "E1", "Justa", "85312000-9", Decimal(9), EUR, ended=date(2024, 2, 26)),), None),
    ],
)
def test_contracts_are_asked_for(own: tuple[Reference, ...], why: str | None) -> None:
    assert asked(REFERENCES, references=own) == ({"references": why} if why else {})


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ((), "missing"),
        ((Person("P", "E1", "Eva", ("Limpieza",)),), "missing"),
        ((Person("P", "E1", "Eva", ("coordinacion",)),), "unknown"),
        ((Person("P", "E1", "Eva", ("Coordinación",), Decimal(6)),), None),
    ],
)
def test_people_are_asked_for(own: tuple[Person, ...], why: str | None) -> None:
    tender = call(row("R1", Rule.TEAM, capability="Coordinación", parameters=(("years", Decimal(5)),)))
    assert asked(tender, people=own) == ({"people": why} if why else {})
    assert topics(tender)[0].roles == ("Coordinación",)
