"""Workspace: the history with its way back, the portable file, a person's data."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.domain.register import Entity, Mark, Pair, Person
from tests.app.driving import at, opened, sound, state, text_of
from tests.app.files import pair_of_files
from tests.app.files import register as register_of


def team(**people: Person) -> service.RegisterFile:
    """A register of two entities, the first with some people."""
    file = register_of({"A": {"iso": Mark.YES}, "B": {}}, names={"A": "Coop *Éxito*", "B": "Beta"})
    held = replace(file.register, people=tuple(people.values()), pairs=(Pair("A", "B", False, "lo pidió Ana Pérez"),))
    return replace(file, register=held)


def desk_of(app: AppTest) -> service.Desk:
    desk = state(app).desk
    assert desk is not None
    return desk


def rename(desk: service.Desk, entity: str, name: str) -> None:
    with desk.changing("edit") as work:
        kept = desk.store.kept(desk.workspace, Entity, id=entity)[0]
        work.change(kept, replace(kept.value, name=name))


def page(**seen: Any) -> AppTest:
    return at(opened(**seen), "workspace")


def test_the_log_speaks_in_sentences() -> None:
    tender, _ = pair_of_files()
    app = page(tender=tender, register=team())
    said = text_of(app)
    assert "**Importó entidades y capacidades** · Ana" in said
    assert "**Cargó una licitación** · Ana" in said
    assert "Se añadió: entidad «Beta»" in said
    rename(desk_of(app), "B", "Beta Sur")
    said = text_of(sound(app.run()))
    assert "Entidad «Beta Sur»: nombre, de «Beta» a «Beta Sur»" in said


def test_english_too() -> None:
    app = at(opened("en-GB", register=team()), "workspace")
    assert "**Imported entities and capabilities** · Ana" in text_of(app)


def test_an_edited_tender_is_told_by_what_differs() -> None:
    tender, register = pair_of_files()
    app = page(tender=tender, register=register)
    opened_bid = state(app).opened
    assert opened_bid is not None
    assert opened_bid.version is not None
    rows = (tender.tender.requirements[0], replace(tender.tender.requirements[1], threshold=Decimal(80_000)))
    service.save_tender(desk_of(app), opened_bid.version, replace(tender.tender, requirements=rows))
    assert "R2 · umbral, de «100.000 EUR» a «80.000 EUR»" in text_of(sound(app.run()))


def test_undo_redo_and_what_cannot_be_undone() -> None:
    app = page(register=team())
    desk = desk_of(app)
    rename(desk, "B", "Beta Sur")
    batch = desk.store.batches(desk.workspace)[0].batch
    rename(desk, "B", "Beta Norte")
    sound(app.run())
    sound(app.button(key=f"undo-{batch}").click().run())
    assert "No se puede deshacer: Ana volvió a cambiar lo mismo" in app.error[0].value
    latest = desk.store.batches(desk.workspace)[0].batch
    sound(app.button(key=f"undo-{latest}").click().run())
    assert desk.store.register(desk.workspace).names()["B"] == "Beta Sur"
    assert not app.error
    said = text_of(app)
    assert "**Deshizo un cambio: Cambió datos**" in said
    assert "Deshecho" in said
    assert f"undo-{latest}" not in {button.key for button in app.button}
    undoing = desk.store.batches(desk.workspace)[0].batch
    assert app.button(key=f"undo-{undoing}").label == "Rehacer"
    sound(app.button(key=f"undo-{undoing}").click().run())
    assert desk.store.register(desk.workspace).names()["B"] == "Beta Norte"


def test_the_history_can_be_narrowed() -> None:
    tender, _ = pair_of_files()
    app = page(tender=tender, register=team())
    rename(desk_of(app), "B", "Beta Sur")
    app.selectbox(key="history-kind").set_value("tenders").run()
    said = text_of(sound(app))
    assert "Cargó una licitación" in said
    assert "Importó" not in said
    app.selectbox(key="history-kind").set_value(None).run()
    app.selectbox(key="history-entity").set_value("A").run()
    said = text_of(sound(app))
    assert "Importó" in said
    assert "Beta Sur" not in said.replace("Coop", "")


def test_a_long_history_comes_in_pages() -> None:
    app = page(register=team())
    for n in range(40):
        rename(desk_of(app), "B", f"Nombre {n}")
    app.run()
    assert "Nombre 5»" not in text_of(sound(app))
    next(b for b in app.button if b.label == "Ver cambios anteriores").click().run()
    assert "Nombre 5»" in text_of(sound(app))


def test_a_workspace_comes_in_and_opens() -> None:
    app = page(register=team())
    data = service.export_space(desk_of(app))
    rename(desk_of(app), "B", "Otra cosa")
    before = desk_of(app).workspace
    app.file_uploader(key="space-file").upload("espacio.zip", data, "application/zip").run()
    assert desk_of(sound(app)).workspace != before
    assert service.register_file(desk_of(app)).register.names()["B"] == "Beta"  # type: ignore[union-attr]
    assert app.query_params["w"] == desk_of(app).workspace


def test_a_damaged_file_changes_nothing() -> None:
    app = page(register=team())
    before = desk_of(app).workspace
    app.file_uploader(key="space-file").upload("espacio.zip", b"no zip", "application/zip").run()
    assert "no es un espacio de trabajo exportado" in sound(app).error[0].value
    assert desk_of(app).workspace == before


def test_a_person_is_found_and_what_stays_is_said() -> None:
    app = page(register=team(ana=Person("28123456S", "A", "Ana Pérez", ("jefa",))))
    app.text_input(key="person").set_value("pérez").run()
    sound(app)
    table = next(d.value for d in app.dataframe if "Dato" in d.value.columns)
    assert set(table["Dato"]) == {"Ana Pérez", "28123456S"}
    assert "persona · Ana Pérez · Coop *Éxito*" in set(table["Dónde consta"])
    assert "Marque en la tabla" in text_of(app)
    said = text_of(app)
    assert "lo pidió Ana Pérez" in said
    assert "copias de seguridad" in said
    app.text_input(key="person").set_value("Nadie").run()
    assert "No consta nada de «Nadie»" in text_of(sound(app))


def test_erasing_through_the_service_shows_as_erased() -> None:
    app = page(register=team(ana=Person("28123456S", "A", "Ana Pérez")))
    desk = desk_of(app)
    found = service.find_person(desk, "28123456S")
    assert {v["value"] for v in json.loads(service.export_person(desk, found))["values"]} == {"28123456S", "Ana Pérez"}
    service.erase_person(desk, found)
    said = text_of(sound(app.run()))
    assert "**Borró datos personales** · Ana" in said
    assert said.count("Borrado de un dato personal") == 1
    assert "28123456S" not in said
    erasure = desk.store.batches(desk.workspace)[0].batch
    assert f"undo-{erasure}" not in {button.key for button in app.button}
