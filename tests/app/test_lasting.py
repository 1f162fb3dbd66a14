"""Leaving and coming back: a reload, a new browser, a restarted server, a second person in the same workspace."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.domain.result import Options
from consortium.service import Desk
from consortium.ui.state import State
from tests.app.conftest import restart
from tests.app.driving import SAMPLE, SHEET, again, at, finished, opened, sample, solved, sound, state, text_of
from tests.app.files import pair_of_files, row, tender, unread_row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REGISTER = "registro_entidades.xlsx"


def asked(**more: object) -> AppTest:
    tender_file, register_file = pair_of_files()
    return at(opened(**{"tender": tender_file, "table": tender_file, "register": register_file, **more}), "coalition")


def answered() -> AppTest:
    app = asked()
    next(b for b in app.button if b.label == "Buscar el consorcio más pequeño").click().run()
    return finished(sound(app))


def edit(app: AppTest, **changes: Any) -> AppTest:
    app.session_state[state(app).editor] = {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **changes}
    return sound(app.run())


def stay() -> None:
    """The server goes on."""


@pytest.fixture(params=[stay, restart], ids=["reload", "restart"])
def interrupt(request: pytest.FixtureRequest) -> Callable[[], None]:
    return cast(Callable[[], None], request.param)


def test_a_fresh_server_has_a_workspace_of_one_s_own() -> None:
    app = opened()
    now = state(app)
    assert now.space is not None
    assert now.space.name == "Mi espacio"
    assert app.query_params == {"w": now.space.id}
    assert state(opened("en-GB")).space == now.space


def test_uploads_edits_conditions_and_the_answer_are_there_again(interrupt: Callable[[], None]) -> None:
    app = at(opened(), "tender")
    app.get("file_uploader")[0].set_value(("licitacion.xlsx", SHEET, XLSX)).run()
    edit(sound(app), edited_rows={0: {"text": "Otro texto"}})
    at(app, "partners")
    register = (service.samples()[0].register, _register_bytes(), XLSX)
    sound(app.get("file_uploader")[0].set_value(register).run())
    at(app, "coalition")
    sound(next(box for box in app.multiselect if box.label == "No pueden estar").set_value(["E40"]).run())
    next(b for b in app.button if b.label == "Buscar el consorcio más pequeño").click().run()
    before = state(finished(sound(app)))
    interrupt()
    after = state(again(app, "coalition"))
    assert after.tender == before.tender
    assert after.tender is not None
    assert after.tender.tender.requirements[0].text == "Otro texto"
    assert after.register is not None
    assert before.register is not None
    assert after.register.register == before.register.register
    assert after.options == before.options == Options(exclude=("E40",))
    assert after.answered is not None
    assert before.answered is not None
    assert after.answered.answer.assessment == before.answered.answer.assessment
    assert after.answered.brings == before.answered.brings
    assert not after.stale


def _register_bytes() -> bytes:
    from tests.app.driving import ROOT

    return (ROOT / "sample_data" / REGISTER).read_bytes()


def test_the_address_leads_to_the_same_bid_and_page(interrupt: Callable[[], None]) -> None:
    app = solved()
    assert set(app.query_params) == {"w", "t"}
    interrupt()
    fresh = again(app, "coalition")
    assert fresh.query_params == app.query_params
    assert "4 miembros de este registro cubren la licitación" in text_of(fresh)


def test_an_address_without_parameters_leads_to_one_s_own_newest_bid() -> None:
    app = at(opened(), "tender")
    app.get("file_uploader")[0].set_value(("licitacion.xlsx", SHEET, XLSX)).run()
    sample()
    fresh = state(opened())
    assert fresh.space == state(app).space
    assert fresh.bid == state(app).bid != ""


def test_a_page_asked_for_without_parameters_keeps_the_place() -> None:
    app = solved()
    place = dict(app.query_params)
    app.query_params.clear()
    at(app, "tender")
    assert app.query_params == place
    assert state(app).answered is not None


@pytest.mark.parametrize("wrong", [{"w": "nowhere"}, {"w": "nowhere", "t": "x"}])
def test_an_unknown_workspace_is_a_friendly_sentence_and_a_way_home(wrong: dict[str, str]) -> None:
    app = opened()
    home = state(app).space
    lost = AppTest.from_file(app._script_path, default_timeout=60)
    lost.context["locale"] = "es-ES"
    lost.query_params.update(wrong)
    sound(lost.run())
    assert "Ese espacio de trabajo no existe" in text_of(lost)
    assert [b.label for b in lost.button] == ["Ir a mi espacio"]
    sound(lost.button[0].click().run())
    assert state(lost).space == home
    assert lost.title[0].value == "¿Con quién hay que presentarse?"


def test_a_database_that_is_not_there_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSORTIUM_DATABASE_URL", "nonsense")
    restart()
    app = at(opened(), "coalition")
    assert "CONSORTIUM_DATABASE_URL no se entiende" in text_of(app)
    assert len(app.error) == 1
    monkeypatch.delenv("CONSORTIUM_DATABASE_URL")
    restart()
    sound(next(b for b in app.button if b.label == "Ir a mi espacio").click().run())
    assert app.title[0].value == "Consorcio"


def test_an_unknown_bid_is_a_friendly_sentence_and_a_way_home() -> None:
    app = solved()
    app.query_params["t"] = "0" * 32
    sound(app.run())
    assert "Esa licitación no está en este espacio de trabajo" in text_of(app)
    sound(next(b for b in app.button if b.label == "Ir a mi espacio").click().run())
    assert not app.error


def test_a_run_that_was_under_way_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = asked()
    next(b for b in app.button if b.label == "Buscar el consorcio más pequeño").click()
    monkeypatch.setattr(service.SolveJob, "poll", _endless)
    sound(app.run())
    job = state(app).job
    assert job is not None
    fresh = state(again(app, "coalition"))
    assert fresh.job is not None
    assert fresh.job.job is job.job
    monkeypatch.undo()


def _endless(job: service.SolveJob) -> service.SolveProgress:
    return service.SolveProgress(1.0, None, 1, 0, "searching", False)


def test_a_run_that_ended_while_nobody_looked_is_kept(interrupt: Callable[[], None]) -> None:
    app = asked()
    now = state(app)
    assert now.tender is not None
    assert now.register is not None
    service.start_solve(now.tender, now.register, now.options).result()
    fresh = again(app, "coalition")
    fresh.run()
    assert state(sound(fresh)).answered is not None
    interrupt()
    assert state(again(app)).answered is not None


def test_searching_again_searches_again() -> None:
    app = answered()
    now = state(app)
    assert now.tender is not None
    assert now.register is not None
    before = service.running(now.tender, now.register, now.options)
    next(b for b in app.button if b.label == "Volver a buscar").click().run()
    after = service.running(now.tender, now.register, now.options)
    assert before is not None
    assert after is not None
    assert after.job is not before.job


def test_an_answer_is_old_for_who_comes_back_after_a_change_and_current_after_its_undo() -> None:
    app = answered()
    desk, opened_bid = cast(Desk, state(app).desk), state(app).opened
    assert opened_bid is not None
    assert opened_bid.version is not None
    changed = service.edit_facts(pair_of_files()[0], {"minimum_share": "60"})
    service.save_tender(desk, opened_bid.version, changed.tender)
    fresh = again(app, "coalition")
    assert state(fresh).stale
    assert "Resultado anterior a los cambios" in text_of(fresh)
    sound(fresh.button(key="undo").click().run())
    assert not state(fresh).stale


def other_session(app: AppTest) -> State:
    """What a second person sees now at the same address."""
    return state(again(app))


def test_a_second_session_sees_the_first_one_s_changes_at_its_next_run() -> None:
    first = answered()
    second = again(first, "coalition")
    sound(next(box for box in first.multiselect if box.label == "No pueden estar").set_value(["B"]).run())
    next(b for b in first.button if b.label == "Buscar el consorcio más pequeño").click().run()
    finished(first)
    sound(second.run())
    assert state(second).options == Options(exclude=("B",))
    shown = state(second).answered
    assert shown is not None
    assert shown.members == ("A", "C")
    assert not state(second).stale


def test_a_register_changed_by_another_is_seen_without_losing_the_tender_s_edits() -> None:
    first = at(asked(), "tender")
    edit(first, edited_rows={0: {"text": "Otro texto"}})
    second = again(first, "tender")
    desk = cast(Desk, state(second).desk)
    register = pair_of_files()[1].register
    service.bring_in(desk, replace(register, entities=(*register.entities, replace(register.entities[0], id="D"))))
    sound(first.run())
    now = state(first)
    assert now.register is not None
    assert [e.id for e in now.register.register.entities] == ["A", "B", "C", "D"]
    assert now.tender is not None
    assert now.tender.tender.requirements[0].text == "Otro texto"


def two_editors() -> tuple[AppTest, AppTest]:
    first = at(asked(), "tender")
    return first, again(first, "tender")


def test_edits_of_two_people_to_different_rows_both_stand() -> None:
    first, second = two_editors()
    edit(first, edited_rows={0: {"text": "De Ana"}})
    edit(second, edited_rows={1: {"text": "De Luis"}})
    for now in (state(second), other_session(first)):
        assert now.tender is not None
        assert [r.text for r in now.tender.tender.requirements] == ["De Ana", "De Luis"]
    assert state(second).conflict is None


def test_edits_of_two_people_to_the_same_cell_are_shown_beside_each_other() -> None:
    first, second = two_editors()
    edit(first, edited_rows={0: {"text": "De Ana"}})
    edit(second, edited_rows={0: {"text": "De Luis"}})
    assert "Ana guardó otra cosa en el mismo sitio" in text_of(second)
    told = second.dataframe[0].value
    assert told.values.tolist() == [["R1", "Requisito", "Requisito 1", "De Luis", "De Ana"]]
    found = state(second).conflict
    assert found is not None
    assert found.meeting.yours.tender.requirements[0].text == "De Luis"
    kept, seen = other_session(first).tender, state(first).tender
    assert kept is not None
    assert seen is not None
    assert kept.tender == seen.tender


def test_facts_that_two_people_corrected_are_shown_beside_each_other() -> None:
    first, second = two_editors()
    for app, title in ((first, "De Ana"), (second, "De Luis")):
        next(box for box in app.text_input if box.label == "Título").set_value(title)
        sound(next(b for b in app.button if b.label == "Aplicar").click().run())
    assert second.dataframe[0].value.values.tolist() == [
        ["Licitación", "Título", "Servicio de prueba", "De Luis", "De Ana"]
    ]
    sound(second.button(key="conflict-mine").click().run())
    kept = other_session(first).tender
    assert kept is not None
    assert kept.tender.title == "De Luis"


@pytest.mark.parametrize(("choice", "stands"), [("mine", "De Luis"), ("theirs", "De Ana")])
def test_who_came_second_chooses_which_stands(choice: str, stands: str) -> None:
    first, second = two_editors()
    edit(first, edited_rows={0: {"text": "De Ana"}})
    edit(second, edited_rows={0: {"text": "De Luis"}})
    sound(second.button(key=f"conflict-{choice}").click().run())
    for now in (state(second), other_session(first)):
        assert now.tender is not None
        assert now.tender.tender.requirements[0].text == stands
    assert state(second).conflict is None


def test_conditions_that_two_people_change_at_once_are_all_kept() -> None:
    first = asked()
    second = again(first, "coalition")
    sound(next(box for box in first.multiselect if box.label == "No pueden estar").set_value(["B"]).run())
    sound(next(box for box in second.multiselect if box.label == "Tienen que estar").set_value(["C"]).run())
    assert state(second).options == other_session(first).options == Options(include=("C",), exclude=("B",))
    assert next(box for box in second.multiselect if box.label == "No pueden estar").value == ["B"]


def test_links_between_pages_carry_the_place_along() -> None:
    file = tender(row(1), unread_row(2))
    app = asked(tender=file, table=file)
    next(b for b in app.button if b.label == "Buscar el consorcio más pequeño").click().run()
    place = finished(sound(app)).query_params
    (link,) = {element.proto.query_string for element in app.get("page_link")}
    assert dict(parse_qsl(link)) == place


def test_the_name_of_who_works_outlives_a_page_that_is_not_found() -> None:
    app = asked()
    app.text_input(key="who").set_value("Marta").run()
    app.query_params["w"] = "nowhere"
    sound(app.run())
    sound(next(b for b in app.button if b.label == "Ir a mi espacio").click().run())
    assert cast(Desk, state(app).desk).by == "Marta"


def test_the_sample_never_mixes_with_one_s_own_register() -> None:
    app = at(opened(), "partners")
    sound(app.get("file_uploader")[0].set_value((REGISTER, _register_bytes(), XLSX)).run())
    own = cast(Desk, state(app).desk)
    before = own.store.register(own.workspace)
    at(app, "start")
    sound(app.button(key="sample-uncovered").click().run())
    assert cast(Desk, state(app).desk).workspace != own.workspace
    assert own.store.register(own.workspace) == before


def test_a_sample_is_opened_again_and_not_made_twice() -> None:
    app = solved()
    first = state(app).space
    at(app, "start")
    sound(app.button(key=SAMPLE).click().run())
    assert state(app).space == first
    assert state(app).answered is not None
    assert state(app).job is None


def test_the_undo_says_what_and_takes_it_back() -> None:
    app = at(asked(), "tender")
    edit(app, edited_rows={0: {"text": "Otro texto"}})
    button = app.button(key="undo")
    assert button.label == "Deshacer: cambio en la licitación"
    sound(button.click().run())
    now = state(app)
    assert now.tender is not None
    assert now.tender.tender.requirements[0].text == "Requisito 1"
    assert app.button(key="undo").label != button.label


def test_an_undo_that_cannot_be_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    app = at(asked(), "tender")
    edit(app, edited_rows={0: {"text": "Otro texto"}})
    desk = cast(Desk, state(app).desk)
    first = service.undoable(desk)
    assert first is not None
    edit(app, edited_rows={0: {"text": "Un tercero"}})
    monkeypatch.setattr(service, "undoable", lambda _: first)
    sound(app.run())
    sound(app.button(key="undo").click().run())
    assert "No se puede deshacer" in text_of(app)
    seen, kept = state(app).tender, other_session(app).tender
    assert seen is not None
    assert kept is not None
    assert seen.tender == kept.tender


def test_an_upload_that_is_undone_leaves_no_bid() -> None:
    app = at(opened(), "tender")
    sound(app.get("file_uploader")[0].set_value(("licitacion.xlsx", SHEET, XLSX)).run())
    sound(app.button(key="undo").click().run())
    assert state(app).tender is None
    assert state(app).bid == ""
    assert set(app.query_params) == {"w"}


def test_another_tender_is_a_bid_of_its_own_and_both_are_in_the_list() -> None:
    app = at(opened(), "tender")
    sound(app.get("file_uploader")[0].set_value(("licitacion.xlsx", SHEET, XLSX)).run())
    first = state(app).bid
    sound(app.button(key="bid-new").click().run())
    assert app.query_params["t"] == "new"
    at(app, "tender")
    assert state(app).tender is None
    sound(app.get("file_uploader")[0].set_value(("otra.xlsx", SHEET, XLSX)).run())
    assert state(app).bid not in ("", first)
    sound(app.button(key=f"bid-{first}").click().run())
    assert state(app).bid == first


def test_who_works_is_written_beside_the_change() -> None:
    app = asked()
    app.text_input(key="who").set_value("Marta").run()
    at(app, "tender")
    edit(app, edited_rows={0: {"text": "Otro texto"}})
    desk = cast(Desk, state(app).desk)
    last = service.undoable(desk)
    assert last is not None
    assert last.by == "Marta"


def test_workspaces_are_made_named_and_changed_between() -> None:
    app = opened()
    first = cast(Desk, state(app).desk).workspace
    app.text_input(key=f"space-{first}").set_value("Equipo Sur").run()
    assert cast(Any, state(sound(app)).space).name == "Equipo Sur"
    sound(next(b for b in app.button if b.label == "Nuevo espacio").click().run())
    second = cast(Desk, state(app).desk).workspace
    assert second != first
    assert app.query_params == {"w": second}
    sound(app.selectbox(key="space-other").set_value(first).run())
    assert cast(Desk, state(app).desk).workspace == first


def test_a_tender_without_a_deadline_is_listed_too() -> None:
    file = replace(tender(row(1)), tender=replace(tender(row(1)).tender, deadline=None, title=""))
    app = opened(tender=file, table=file)
    other = service.add_bid(cast(Desk, state(app).desk), SHEET, file)
    sound(app.run())
    assert app.button(key=f"bid-{other.uid}").label == "EXP\\-7"
