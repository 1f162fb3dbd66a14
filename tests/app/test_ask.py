"""Ask: whom, what, the files that go out, and the replies that come in."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from consortium.domain.register import Capability, Mark, Status
from consortium.service.asking import Inquiry, partners
from consortium.store import Asked
from consortium.ui.asking import today
from tests.app.driving import UNCOVERED, at, opened, solved, sound, state, text_of
from tests.app.files import pair_of_files, register, row, tender
from tests.unit.asking.cases import filled, questionnaire

KEY = "yes_no:cosa 1"


def page(locale: str = "es-ES") -> AppTest:
    file, held = pair_of_files()
    return at(opened(locale, tender=file, register=held), "ask")


def inquiry(app: AppTest) -> Inquiry:
    now = state(app)
    assert now.desk is not None
    assert now.tender is not None
    return Inquiry(now.desk, now.bid, now.tender.tender, now.desk.store.register(now.desk.workspace))


def asked(app: AppTest) -> dict[str, Asked]:
    return {p.entity.id: p.asked for p in partners(inquiry(app), today()) if p.asked}


def reply(app: AppTest, answers: Mapping[str, Sequence[object]], entity: str = "C") -> bytes:
    return filled(questionnaire(inquiry(app), entity=entity), answers)


def uploaded(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    uploader = next(u for u in app.get("file_uploader") if str(u.key).startswith("ask-upload"))
    return sound(uploader.set_value([(name, data, "application/octet-stream") for name, data in files]).run())


def button(app: AppTest, key: str) -> AppTest:
    return sound(app.button(key=key).click().run())


def test_without_a_tender_or_a_register_it_says_what_to_do_first() -> None:
    assert "Primero, la licitación" in text_of(at(opened(), "ask"))
    assert "First the partners" in text_of(at(opened("en-GB", tender=pair_of_files()[0]), "ask"))


def test_where_all_is_known_there_is_nothing_to_ask() -> None:
    held = register({"A": {"cosa 1": Mark.YES}})
    entity = held.register.entities[0]
    facts = {"tax_id": "F1", "email": "a@b.example"}
    whole = replace(held, register=replace(held.register, entities=(replace(entity, **facts),)))
    app = at(opened(tender=tender(row(1)), register=whole), "ask")
    assert any("No hay nada que preguntar" in str(s.value) for s in app.success)


def test_whom_to_ask_and_what_goes_out() -> None:
    app = page()
    assert "Elija a quién preguntar" in text_of(app)
    app = sound(app.multiselect(key="ask-whom").select("C").select("A").run())
    packed = app.get("download_button")
    assert {b.key for b in packed} >= {"ask-download", "ask-one", "ask-draft"}
    assert "cosa 1" in set(app.dataframe[0].value["Dato"])
    letter = [code.value for code in app.code]
    assert letter[0].startswith("EXP-7:")
    assert "Servicio de prueba" in letter[1]


def test_a_download_notes_who_was_asked() -> None:
    app = sound(page().multiselect(key="ask-whom").select("C").run())
    assert asked(app) == {}
    app = sound(next(b for b in app.get("download_button") if b.key == "ask-download").click().run())
    assert set(asked(app)) == {"C"}
    assert KEY in asked(app)["C"].questions
    states = next(f.value["Cómo va"].tolist() for f in app.dataframe if "Cómo va" in f.value.columns)
    assert [said.startswith("Preguntado el") for said in states] == [False, False, True]


def test_a_reply_is_shown_and_then_brought_in_and_can_be_undone() -> None:
    app = page()
    data = reply(app, {KEY: ("Sí", "Certificado")})
    app = uploaded(app, ("c.xlsx", data))
    shown = next(f.value for f in app.dataframe if "Según la respuesta" in f.value.columns)
    assert shown["Dato"].tolist() == ["cosa 1"]
    assert "Certificado" in shown["Según la respuesta"][0]
    before = inquiry(app).register
    app = button(app, "ask-bring")
    now = next(c for c in inquiry(app).register.capabilities if (c.entity, c.name) == ("C", "cosa 1"))
    assert (now.value, now.status, now.evidence) == (Mark.YES, Status.EVIDENCED, "Certificado")
    assert asked(app)["C"].replied_at is not None
    assert not app.get("dataframe") or all("Según la respuesta" not in f.value.columns for f in app.dataframe)
    desk = state(app).desk
    assert desk is not None
    batch = desk.store.batches(desk.workspace)[0]
    with desk.changing("undo") as work:
        work.undo(batch.batch)
    assert inquiry(app).register == before


def test_many_files_good_and_bad() -> None:
    app = page()
    good = reply(app, {KEY: ("No",)})
    doubtful = reply(app, {"fact:email": ("la web",)}, "A")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("c.xlsx", good)
        packed.writestr("a.xlsx", doubtful)
    app = uploaded(app, ("todas.zip", stream.getvalue()), ("foto.xlsx", b"\x89PNG...."))
    said = text_of(app)
    assert "no es un correo" in said
    assert "Por aclarar 1" in said
    assert len(app.error) == 1


def test_a_reply_that_answers_nothing_is_only_noted() -> None:
    app = page()
    app = uploaded(app, ("c.xlsx", reply(app, {KEY: ("No lo sé",)})))
    assert "No contesta nada" in text_of(app)
    before = inquiry(app).register
    app = button(app, "ask-bring")
    assert inquiry(app).register == before
    assert asked(app)["C"].replied_at is not None


def test_everybody_and_every_requirement_at_a_glance() -> None:
    entities, topics = (frame.value for frame in page().dataframe)
    assert entities["Entidad"].tolist() == ["Entidad A", "Entidad B", "Entidad C"]
    assert entities["Sin saber"].tolist() == [2, 2, 3]
    assert set(entities["Cómo va"]) == {"Sin preguntar"}
    counted = dict(zip(topics["Dato"], topics["Sin saber"], strict=True))
    assert counted == {"NIF de la entidad": 3, "Correo electrónico de contacto": 3, "cosa 1": 1}


def test_names_show_as_they_are_written() -> None:
    nasty = "![x](http://evil.example/a.png) **_:red[b]"
    file, held = pair_of_files()
    entities = tuple(replace(e, name=nasty) if e.id == "C" else e for e in held.register.entities)
    app = at(opened(tender=file, register=replace(held, register=replace(held.register, entities=entities))), "ask")
    app = sound(app.multiselect(key="ask-whom").select("C").run())
    app = uploaded(app, ("![y](http://evil.example/b.png).xlsx", reply(app, {KEY: ("Sí",), "note": (nasty,)})))
    drawn = "\n".join(str(e.value) for kind in ("markdown", "caption", "info", "error") for e in app.get(kind))
    assert "evil" in drawn
    assert "](http" not in drawn
    assert "**_" not in drawn


def test_leaving_it_brings_nothing_in() -> None:
    app = page()
    app = uploaded(app, ("c.xlsx", reply(app, {KEY: ("Sí",)})))
    app = button(app, "ask-leave")
    assert app.session_state["ask-upload-n"] == 1
    assert not [c for c in inquiry(app).register.capabilities if isinstance(c, Capability) and c.evidence]
    assert "Antes de incorporar nada" in text_of(app)


def test_somebody_elses_change_is_never_overwritten() -> None:
    app = page()
    app = uploaded(app, ("c.xlsx", reply(app, {KEY: ("Sí", "Certificado")})))
    desk = state(app).desk
    assert desk is not None
    now = next(k for k in desk.store.kept(desk.workspace, Capability, entity="C") if k.value.name == "cosa 1")
    with desk.changing() as work:
        work.change(now, replace(now.value, value=Mark.NO, status=Status.VERIFIED))
    app = button(app, "ask-bring")
    kept = next(k for k in desk.store.kept(desk.workspace, Capability, entity="C") if k.value.name == "cosa 1")
    assert (kept.value.value, kept.value.status) == (Mark.NO, Status.VERIFIED)
    assert app.error or app.warning or "verificado" in text_of(app)


def test_an_answer_without_a_coalition_leads_here() -> None:
    app = button(solved(UNCOVERED), "go-ask-ask.from_gaps")
    assert app.title[0].value == "Preguntar a las entidades"
