"""The bids of a workspace on the first page, and the decision with whom to bid."""

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest
from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.domain.register import Mark
from consortium.domain.result import Options
from consortium.service import Decision, Desk, Scenario, TenderFile
from tests.app.driving import SHEET, again, at, finished, opened, sample, sound, state, text_of
from tests.app.files import pair_of_files, register, row, tender


def desk_of(app: AppTest) -> Desk:
    return cast(Desk, state(app).desk)


def answered(**more: object) -> AppTest:
    tender_file, register_file = pair_of_files()
    given = {"tender": tender_file, "table": tender_file, "register": register_file, **more}
    app = at(opened(**given), "coalition")
    next(b for b in app.button if b.label == "Buscar el consorcio más pequeño").click().run()
    return finished(sound(app))


def named(title: str, deadline: date | None) -> TenderFile:
    return service.edit_facts(tender(row(1)), {"title": title, "deadline": deadline})


@pytest.mark.parametrize(("days", "told"), [(-1, "plazo vencido"), (1, "queda 1 día"), (90, "quedan 90 días")])
def test_a_bid_is_listed_with_the_days_that_are_left(days: int, told: str) -> None:
    app = opened(tender=named("Limpieza", date.today() + timedelta(days)))
    said = text_of(app)
    assert "**Limpieza**" in said
    assert told in said
    assert "Sin resultado" in said


def test_the_list_says_how_far_each_bid_is() -> None:
    app = at(answered(), "start")
    assert "2 miembros" in next(m.value for m in app.markdown if "-badge[" in m.value)
    service.decide(desk_of(app), Decision(state(app).bid, ("A", "B")), None)
    assert "Decidido" in next(m.value for m in sound(app.run()).markdown if "-badge[" in m.value)


def test_of_many_bids_the_nearest_are_shown_and_the_rest_folded_away() -> None:
    app = opened(tender=named("Plazo 0", date(2027, 1, 1)))
    for n in range(1, 9):
        service.add_bid(desk_of(app), SHEET, named(f"Plazo {n}", date(2027, 1, 1 + n)))
    assert [e.label for e in sound(app.run()).expander] == ["3 licitaciones más"]


def test_a_bid_is_opened_from_the_list() -> None:
    app = opened(tender=named("Limpieza", None))
    other = service.add_bid(desk_of(app), SHEET, named("Jardines", None))
    sound(app.run())
    sound(app.button(key=f"open-{other.uid}").click().run())
    assert state(app).bid == app.query_params["t"] == other.uid
    assert app.title[0].value == "Licitación"


def test_a_bid_is_closed_renamed_and_opened_again() -> None:
    app = opened(tender=named("Limpieza", None))
    uid = state(app).bid
    sound(app.text_input(key=f"name-{uid}").set_value("Limpieza de Toledo").run())
    sound(app.button(key=f"close-{uid}").click().run())
    (line,) = service.bids(desk_of(app))
    assert (line.name, line.closed) == ("Limpieza de Toledo", True)
    assert app.expander[0].label == "1 licitación cerrada"
    sound(app.button(key=f"close-{uid}").click().run())
    assert not service.bids(desk_of(app))[0].closed


def test_one_s_own_tender_never_begins_in_a_sample_s_workspace() -> None:
    app = at(sample(), "start")
    before = desk_of(app).workspace
    sound(app.button(key="own").click().run())
    assert app.title[0].value == "Licitación"
    assert desk_of(app).workspace != before
    assert state(app).tender is None


def test_the_decision_is_noted_by_whom_and_found_again() -> None:
    app = answered()
    app.text_input(key="who").set_value("Marta").run()
    sound(next(b for b in app.button if b.label == "Presentarse con este consorcio").click().run())
    assert "Decidido por Marta" in text_of(app)
    fresh = again(app, "coalition")
    assert "**Entidad A \\+ Entidad B**" in text_of(fresh)
    sound(fresh.button(key="undecide").click().run())
    assert service.decision(desk_of(fresh), state(fresh).bid) is None


def test_who_comes_back_sees_the_coalition_decided_on() -> None:
    app = answered()
    switch = next(box for box in app.selectbox if box.key and box.key.startswith("shown"))
    sound(switch.set_value(("A", "C")).run())
    sound(next(b for b in app.button if b.label == "Presentarse con este consorcio").click().run())
    shown = state(again(app, "coalition")).answered
    assert shown is not None
    assert shown.members == ("A", "C")


def test_a_nameless_colleague_is_told_in_the_language_of_the_screen() -> None:
    app = answered()
    nameless = replace(desk_of(app), by="Alguien del equipo")
    service.decide(nameless, Decision(state(app).bid, ("A", "B")), None)
    app.session_state["lang"] = "en"
    assert "Decided by Somebody of the team" in text_of(at(app, "coalition"))


def test_a_decision_that_no_longer_covers_says_so_while_the_answer_is_old() -> None:
    app = answered()
    sound(next(b for b in app.button if b.label == "Presentarse con este consorcio").click().run())
    assert ":green-badge[Cubre]" in text_of(app)
    service.bring_in(desk_of(app), register({"A": {"cosa 1": Mark.YES}, "B": {"cosa 1": Mark.NO}}).register)
    said = text_of(sound(app.run()))
    assert ":red-badge[Ya no cubre]" in said
    assert not [b for b in app.button if b.label == "Cambiar la decisión a este consorcio"]


def red() -> AppTest:
    """A answers alone, but B was forced in."""
    both = register({"A": {"cosa 1": Mark.YES}, "B": {"cosa 1": Mark.YES}})
    file = tender(row(1))
    return answered(tender=file, table=file, register=both, options=Options(include=("A", "B")))


def test_members_that_could_bid_alone_owe_a_written_reason() -> None:
    app = red()
    assert "por qué concurren juntos" in text_of(app)
    sound(next(b for b in app.button if b.label == "Presentarse con este consorcio").click().run())
    assert [e.value for e in app.error if "escriba por qué concurren juntos" in e.value]
    assert service.decision(desk_of(app), state(app).bid) is None
    app.text_area[0].set_value("Sin capacidad libre hasta junio")
    sound(next(b for b in app.button if b.label == "Presentarse con este consorcio").click().run())
    made = service.decision(desk_of(app), state(app).bid)
    assert made is not None
    assert made.value.reason == "Sin capacidad libre hasta junio"
    assert not app.error


def test_a_coalition_is_kept_under_a_name_and_judged_as_things_stand() -> None:
    app = answered()
    field = next(box for box in app.text_input if box.label == "Nombre" and box.key is None)
    field.set_value("La de Ana")
    sound(next(b for b in app.button if b.label == "Guardar este consorcio").click().run())
    service.save_scenario(desk_of(app), Scenario(state(app).bid, "Solo B", Options(), ("B",)))
    service.save_scenario(desk_of(app), Scenario(state(app).bid, "Otra gente", Options(), ("Z",)))
    kept = next(d.value for d in sound(app.run()).dataframe if "Hoy" in d.value.columns)
    assert kept.values.tolist() == [
        ["La de Ana", "Entidad A + Entidad B", "Cubre"],
        ["Solo B", "Entidad B", "Ya no cubre"],
        ["Otra gente", "Z", "No se puede comprobar"],
    ]
    chosen = next(s for s in app.selectbox if s.label == "Quitar uno")
    chosen.set_value(service.scenarios(desk_of(app), state(app).bid)[1].uid).run()
    sound(next(b for b in app.button if b.label == "Quitar").click().run())
    assert [s.value.name for s in service.scenarios(desk_of(app), state(app).bid)] == ["La de Ana", "Otra gente"]


def test_a_scenario_without_a_name_is_one_clear_message() -> None:
    app = answered()
    sound(next(b for b in app.button if b.label == "Guardar este consorcio").click().run())
    assert [e.value for e in app.error] == ["Falta el nombre: escriba uno y vuelva a guardar."]
