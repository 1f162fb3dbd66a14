"""By lot, on the Consortium page: the common coalition beside each lot's, and a maximum of lots per entity."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.domain.case import case_of
from consortium.domain.findings import warning
from consortium.domain.register import Mark, Value
from consortium.domain.result import Options, Progress, Proof, Status
from consortium.jobs import Job
from consortium.jobs.process import Limits
from consortium.optimise import interrupted
from consortium.service import Pending, RegisterFile, TenderFile
from consortium.service.per_lot import Assignment
from tests.app.driving import at as page
from tests.app.driving import finished, opened, solved, sound, state, text_of
from tests.app.files import register, row, tender

YES = Mark.YES
LOTS = tender(row(1, lots=("1", "2")), row(2, lots=("2",)), lots=("1", "2"))
"""A alone covers both lots; B covers lot 1, and C and D together lot 2."""
HELD: dict[str, dict[str, Value]] = {
    "A": {"cosa 1": YES, "cosa 2": YES},
    "B": {"cosa 1": YES},
    "C": {"cosa 1": YES, "cosa 2": Mark.NO},
    "D": {"cosa 1": Mark.NO, "cosa 2": YES},
}


def answered(file: TenderFile, partners: RegisterFile, **more: object) -> AppTest:
    app = page(opened(tender=file, table=file, register=partners, **more), "coalition")
    next(b for b in app.button if b.label == "Buscar el consorcio más pequeño").click().run()
    return finished(sound(app))


def by_lot(app: AppTest) -> AppTest:
    """The section open, its search done."""
    app.session_state["lots-box"] = True
    return waited(app, "lots")


def waited(app: AppTest, job: str) -> AppTest:
    sound(app.run())
    app.session_state[f"memo-{job}"][1].result()
    return sound(app.run())


def at_most(app: AppTest, lots: int) -> AppTest:
    limit(app).set_value(lots)
    return waited(app, "lots-shared")


def limit(app: AppTest) -> Any:
    return app.number_input(key="lots-limit")


def sections(app: AppTest) -> list[str]:
    return [box.label for box in app.expander]


TITLE = "Por lotes: un consorcio para cada lote"


def test_the_common_one_stands_beside_each_lots_own() -> None:
    app = answered(LOTS, register(HELD, {"A": "Alba"}))
    assert TITLE in sections(app)
    said = text_of(by_lot(app))
    assert "**Todos los lotes juntos**" in said
    assert r"**Lote 1 · Parte 1**" in said
    assert said.count(r"- Alba \(A\)") == 3
    assert "**Lote a lote participaría 1 entidad en total.** El consorcio común es de 1." in said


def test_at_most_one_lot_each_takes_others() -> None:
    app = at_most(by_lot(answered(LOTS, register({e: HELD[e] for e in "AB"}))), 1)
    said = text_of(app)
    assert "se cubren 2 de 2 lotes, con 2 entidades en total" in said
    assert r"- **Lote 1 · Parte 1** (1 miembro): Entidad B \(B\)" in said
    assert r"- **Lote 2 · Parte 2** (1 miembro): Entidad A \(A\)" in said
    assert "Está demostrado que no se cubren más lotes" in said


def test_where_nobody_is_left_for_a_lot_that_is_said() -> None:
    app = at_most(by_lot(answered(LOTS, register({"A": HELD["A"]}))), 1)
    said = text_of(app)
    assert "se cubren 1 de 2 lotes" in said
    assert "1 lote se queda sin consorcio." in said
    assert "ya están en tantos lotes como pueden" in said
    assert "1 lote se queda sin consorcio." not in text_of(at_most(app, 2))
    assert [told.value for told in app.success] == ["Ya se cumple: con esos consorcios nadie está en más de 2 lotes."]


def test_a_lot_that_nobody_covers_says_why_and_the_others_are_shown() -> None:
    file = tender(row(1, lots=("1",)), row(2, lots=("2",), text="Certificado raro"), lots=("1", "2"))
    app = by_lot(answered(file, register({"A": {"cosa 1": YES}})))
    said = text_of(app)
    assert "Ningún consorcio posible." in said
    assert "- **R2** Certificado raro" in said
    assert r"- Entidad A \(A\)" in said
    assert "en total" not in said
    assert "1 lote se queda sin consorcio." in text_of(at_most(app, 1))


def test_conditions_hold_for_each_lot_and_that_is_said() -> None:
    app = by_lot(answered(LOTS, register(HELD), options=Options(include=("B",))))
    said = text_of(app)
    assert "quien tiene que estar, está en todos" in said
    assert said.count(r"Entidad B \(B\)") == 3


@dataclass(frozen=True)
class Came:
    """A search that has ended with this."""

    value: object
    done: bool = True
    failed: bool = False

    def result(self) -> Any:
        return self.value


NOTHING = interrupted(case_of(LOTS.tender, register(HELD).register), Options(), Progress(1, None, 1, "size"))
"""What a search without a coalition says when its time is out."""


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("gaps_untold", "No ha dado tiempo a mirar cada requisito por separado."),
        ("options_impossible", "Las condiciones elegidas se contradicen"),
        ("", "Cada requisito se puede cumplir; todos a la vez, no."),
    ],
)
def test_what_is_missing_is_told_as_far_as_it_is_known(code: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = replace(NOTHING, status=Status.INFEASIBLE, findings=(warning(code),) if code else ())
    monkeypatch.setattr(service, "start_lots", lambda solution: Came({"1": found}))
    said = text_of(by_lot(answered(LOTS, register(HELD))))
    assert told in said
    assert ("Cada requisito se puede cumplir" in said) is (not code)


@pytest.mark.parametrize(
    ("second", "proof", "told"),
    [
        (Status.INFEASIBLE, None, "nadie lo cubre, tampoco por separado"),
        (Status.NOT_FOUND, None, "no se ha encontrado en el tiempo disponible"),
        (Status.OPTIMAL, None, "se acabó el tiempo sin saber si queda quien lo cubra"),
        (Status.OPTIMAL, Proof.SOLVER, "ya están en tantos lotes como pueden"),
    ],
)
def test_why_a_lot_is_left_is_not_made_up(
    second: Status, proof: Proof | None, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = answered(LOTS, register(HELD))
    best = state(app).answered.answer  # type: ignore[union-attr]
    alone = {"1": best, "2": best if second is Status.OPTIMAL else replace(NOTHING, status=second)}
    monkeypatch.setattr(service, "start_lots", lambda solution: Came(alone))
    shared = Assignment({"1": ("B",), "2": ()}, proof)
    monkeypatch.setattr(service, "start_shared", lambda *given: Came(shared))
    said = text_of(at_most(by_lot(app), 1))
    assert r"- **Lote 2 · Parte 2**: sin consorcio: " in said
    assert told in said.split("sin consorcio: ")[1]


def test_a_search_that_failed_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    app, start = answered(LOTS, register(HELD)), service.start_lots
    ended = Job(tuple, (), Limits())
    ended.cancel()
    monkeypatch.setattr(service, "start_lots", lambda solution: Pending(ended))
    app.session_state["lots-box"] = True
    assert "Se canceló el cálculo" in text_of(sound(app.run()))
    monkeypatch.setattr(service, "start_lots", start)
    said = text_of(waited(app, "lots"))
    assert "Se canceló el cálculo" not in said
    assert said.count(r"- Entidad A \(A\)") == 3


def test_one_lot_has_nothing_to_compare() -> None:
    assert TITLE not in sections(answered(tender(row(1)), register(HELD)))
    assert TITLE not in sections(answered(LOTS, register(HELD), options=Options(lots=("2",))))


def test_the_sample_in_english() -> None:
    """Without a limit E04 is in both lots; in one at the most, two others take its place."""
    app = by_lot(solved(locale="en-GB"))
    assert "**Lot by lot, 4 entities would take part in all.** The common consortium has 4." in text_of(app)
    said = text_of(at_most(app, 1))
    assert "2 of 2 lots are covered, with 6 entities in all." in said
