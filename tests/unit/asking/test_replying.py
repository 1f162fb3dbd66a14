"""What an answer makes of what is recorded."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from consortium.domain.asking import topics
from consortium.domain.call import Rule
from consortium.domain.findings import Place
from consortium.domain.register import Capability, Entity, Mark, Person, Reference, Status
from consortium.domain.replying import (
    Answer,
    Outcome,
    Problem,
    free_id,
    joined_person,
    joined_reference,
    met_person,
    met_reference,
    outcome,
    told_fact,
)
from consortium.domain.units import EUR, unit
from tests.unit.asking.cases import DEADLINE, TODAY, call, holds, row

ISO = topics(call(row("ISO 9001")))[0]
MONEY = topics(call(row("Facturación", Rule.SUM, "100000", "EUR")))[0]
PLACE = Place("r.xlsx", "Preguntas", "E12")
LAPSED = date(2027, 1, 31)
LATER = date(2028, 1, 31)


def became(answer: Answer, *rows: Capability) -> Outcome:
    return outcome("E1", answer, rows, DEADLINE, TODAY)


def iso(value: Mark | None = Mark.YES, **more: object) -> Answer:
    return Answer(ISO, PLACE, value, **more)  # type: ignore[arg-type]


def test_a_new_answer_is_claimed_and_with_a_document_evidenced() -> None:
    told = became(iso()).after
    assert told is not None
    assert (told.entity, told.name, told.value, told.status) == ("E1", "ISO 9001", Mark.YES, Status.CLAIMED)
    assert str(told.place) == "Preguntas!E12"
    shown = became(iso(document="AENOR", until=LATER, dated=True)).after
    assert shown is not None
    assert (shown.status, shown.evidence, shown.valid_until) == (Status.EVIDENCED, "AENOR", LATER)


def test_a_no_needs_neither_document_nor_date() -> None:
    told = became(iso(Mark.NO, document="x", until=LATER, dated=True)).after
    assert told is not None
    assert (told.value, told.status, told.evidence, told.valid_until) == (Mark.NO, Status.CLAIMED, "", None)


def test_naming_the_document_proves_what_was_claimed() -> None:
    claimed = holds("ISO 9001", "yes", status=Status.CLAIMED, valid_until=LATER)
    found = became(iso(None, document="AENOR"), claimed)
    assert found.after == replace(claimed, status=Status.EVIDENCED, evidence="AENOR")
    assert became(iso(), claimed).after == claimed


def test_a_new_date_renews_what_lapses_and_without_one_nothing_changes() -> None:
    old = holds("iso9001", "yes", valid_until=LAPSED, evidence="viejo")
    found = became(iso(document="nuevo", until=LATER, dated=True), old)
    assert found.after is not None
    assert (found.after.name, found.after.valid_until, found.after.evidence) == ("iso9001", LATER, "nuevo")
    assert became(iso(document="nuevo"), old).problem is Problem.UNDATED
    gone = became(iso(Mark.NO), old).after
    assert gone is not None
    assert (gone.value, gone.valid_until) == (Mark.NO, None)


def test_a_date_alone_renews_what_is_recorded() -> None:
    old = holds("Facturación", "90", "k€", valid_until=LAPSED)
    found = became(Answer(MONEY, PLACE, until=LATER, dated=True), old).after
    assert found is not None
    assert (found.value, found.unit, found.valid_until) == (Decimal(90), unit("k€"), LATER)


def test_a_document_for_what_nobody_recorded_is_no_answer() -> None:
    assert became(iso(None, document="AENOR")).problem is Problem.BLANK
    assert became(iso(None, document="AENOR"), holds("ISO 9001", "?")).problem is Problem.BLANK


@pytest.mark.parametrize("said", [Decimal(90_000), Decimal(80_000)])
def test_what_is_verified_is_never_overruled(said: Decimal) -> None:
    verified = holds("Facturación", "90", "k€", Status.VERIFIED, evidence="cuentas")
    found = became(Answer(MONEY, PLACE, said, EUR, document="otro"), verified)
    if said == 90_000:
        assert found.after == verified
    else:
        assert (found.after, found.problem) == (None, Problem.VERIFIED)


def test_a_figure_takes_the_place_of_a_verified_yes() -> None:
    found = became(Answer(MONEY, PLACE, Decimal(5), EUR), holds("Facturación", "yes", status=Status.VERIFIED)).after
    assert found is not None
    assert (found.value, found.status) == (Decimal(5), Status.CLAIMED)


def test_a_verified_certificate_that_lapses_can_be_renewed() -> None:
    old = holds("ISO 9001", "yes", status=Status.VERIFIED, valid_until=LAPSED)
    found = became(iso(document="nuevo", until=LATER, dated=True), old).after
    assert found is not None
    assert (found.status, found.valid_until) == (Status.EVIDENCED, LATER)


def test_another_value_is_claimed_anew() -> None:
    old = holds("Facturación", "90", "k€", evidence="cuentas 2024")
    found = became(Answer(MONEY, PLACE, Decimal(120_000), EUR), old).after
    assert found is not None
    assert (found.value, found.unit, found.status, found.evidence) == (Decimal(120_000), EUR, Status.CLAIMED, "")


def test_a_fact_changes_only_that_fact() -> None:
    topic = next(t for t in topics(call()) if t.name == "territory")
    entity = Entity("E1", "Alba", "F1")
    assert told_fact(entity, Answer(topic, PLACE, text="Ávila")) == replace(entity, territory="Ávila")


def test_a_contract_told_again_completes_the_one_that_is_known() -> None:
    known = Reference("R1", "E1", "Ayuda a  domicilio", "85312000-9", None, None, Decimal(1), None)
    told = Reference(
        "", "E1", "AYUDA A DOMICILIO", "", Decimal(9), EUR, Decimal("0.5"), date(2025, 1, 1), Status.EVIDENCED
    )
    met = met_reference(told, (known,))
    assert met == known
    joined = joined_reference(known, told)
    assert joined == replace(
        known, amount=Decimal(9), unit=EUR, own_share=Decimal("0.5"), ended=date(2025, 1, 1), status=Status.EVIDENCED
    )
    assert met_reference(told, (joined,)) == joined
    assert met_reference(replace(told, ended=date(2024, 1, 1)), (joined,)) is None


def test_a_person_told_again_gains_a_role() -> None:
    known = Person("P1", "E1", "Eva Gil", ("Limpieza",), Decimal(3), "Grado")
    told = Person("", "E1", "eva gil", ("limpieza", "Coordinación"), None, "", Decimal("0.5"))
    assert met_person(told, (known,)) == known
    joined = joined_person(known, told)
    assert (joined.roles, joined.years, joined.qualification, joined.dedication) == (
        ("Limpieza", "Coordinación"), Decimal(3), "Grado", Decimal("0.5"),
    )  # fmt: skip


def test_new_ids_are_nobody_elses() -> None:
    assert free_id("E1", "R", ["E1-R1", "E1-R3"]) == "E1-R2"
    assert free_id("E1", "R", []) == "E1-R1"
