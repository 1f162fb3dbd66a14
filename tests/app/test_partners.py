"""The partners page: upload, search, one entity, all capabilities side by side."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from streamlit.testing.v1 import AppTest

from consortium.domain.findings import Place, error
from consortium.domain.register import Capability, Mark, Status
from consortium.service import RegisterFile
from tests.app.driving import ROOT, at, opened, sound, state, text_of
from tests.app.files import pair_of_files, register

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = (ROOT / "sample_data" / "registro_entidades.xlsx").read_bytes()


def loaded(**more: object) -> AppTest:
    tender_file, register_file = pair_of_files()
    return at(opened(**{"tender": tender_file, "table": tender_file, "register": register_file, **more}), "partners")


def table(app: AppTest, n: int) -> Any:
    return app.dataframe[n].value


def with_lapsed(file: RegisterFile) -> RegisterFile:
    old = Capability("A", "cosa 3", Mark.YES, valid_until=date(2026, 12, 31), status=Status.CLAIMED)
    soon = Capability("A", "cosa 4", Mark.YES, valid_from=date(2027, 3, 1))
    return replace(file, register=replace(file.register, capabilities=(*file.register.capabilities, old, soon)))


def test_a_sheet_is_read_and_shown() -> None:
    app = at(opened(), "partners")
    app.get("file_uploader")[0].set_value(("registro.xlsx", SHEET, XLSX)).run()
    file = state(sound(app)).register
    assert file is not None
    assert {m.label: m.value for m in app.metric}["Entidades"] == str(len(file.register.entities))


def test_a_file_that_cannot_be_read_keeps_what_was_loaded() -> None:
    app = loaded()
    before = state(app).register
    app.get("file_uploader")[0].set_value(("foto.xlsx", b"GIF89a" + b"0" * 64, XLSX)).run()
    assert state(sound(app)).register == before
    assert len(app.error) == 1


def test_errors_stand_on_top_with_their_cell() -> None:
    wrong = error("duplicate_id", Place("registro.xlsx", "Entidades", "A6"), id="E2", other="Entidades!A3")
    app = loaded(register=replace(pair_of_files()[1], findings=(wrong,)))
    said = [m.value for m in app.markdown]
    title = next(n for n, words in enumerate(said) if "1 error que impide" in words)
    assert r"Entidades\!A6" in said[title + 1]


def test_the_list_tells_what_is_recorded_and_lapsed() -> None:
    app = loaded(register=with_lapsed(pair_of_files()[1]))
    listed = table(app, 0).set_index("Código")
    assert listed.loc["A", "Capacidades"] == 4
    assert listed.loc["A", "Caducadas"] == 2
    assert listed.loc["B", "Caducadas"] == 0
    assert {m.label: m.value for m in app.metric}["Caducadas"] == "2"


def test_search_finds_without_accents_and_in_any_order() -> None:
    app = loaded(register=register({"A": {}, "B": {}}, {"A": "Fundación Ávila Acoge", "B": "Otra"}))
    app.text_input(key="search").set_value("acoge fundacion").run()
    assert list(table(sound(app), 0)["Código"]) == ["A"]
    app.text_input(key="search").set_value("nadie así").run()
    assert "0 entidades" in text_of(sound(app))


def test_one_entity_shows_value_validity_and_evidence() -> None:
    app = loaded(register=with_lapsed(pair_of_files()[1]))
    app.session_state["entities"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    own = table(sound(app), 1).set_index("Capacidad")
    assert own.loc["cosa 1", "Valor"] == "✓"
    assert own.loc["cosa 2", "Valor"] == "60.000"
    assert own.loc["cosa 3", "Vigencia"] == "✗ Caducada"
    assert own.loc["cosa 4", "Vigencia"] == "✗ Aún no vigente"
    assert own.loc["cosa 1", "Estado"] == "Verificada"
    assert own.loc["cosa 2", "Celda"] == "Capacidades!C3"


def test_the_matrix_shows_signs_and_numbers() -> None:
    app = loaded(register=with_lapsed(pair_of_files()[1]))
    matrix = table(app, -1).set_index("Nombre")
    assert list(matrix["cosa 1"]) == ["✓", "✗", "?"]
    assert list(matrix["cosa 2"]) == ["60.000", "40.000", "40.000"]
    assert "cosa 3" not in matrix.columns
    app.toggle(key="only-asked").set_value(False).run()
    matrix = table(sound(app), -1).set_index("Nombre")
    assert matrix.loc["A · Entidad A", "cosa 3"] == "✗ fuera de plazo"
    assert matrix.loc["B · Entidad B", "cosa 3"] == ""


def test_of_several_rows_the_matrix_shows_the_one_that_counts() -> None:
    file = register({"A": {"cosa 1": Decimal(5)}})
    old = Capability("A", "COSA  1", Decimal(9), valid_until=date(2026, 1, 1), status=Status.VERIFIED)
    low = Capability("A", "cosa 1", Decimal(8), status=Status.CLAIMED)
    more = replace(file, register=replace(file.register, capabilities=(low, *file.register.capabilities, old)))
    assert list(table(loaded(register=more), -1)["cosa 1"]) == ["5"]


def test_sizes_are_told_in_the_readers_language() -> None:
    file = register({"A": {}, "B": {}, "C": {}})
    sizes = ("Mediana", "small", "37")
    entities = tuple(replace(e, size=size) for e, size in zip(file.register.entities, sizes, strict=True))
    app = loaded(register=replace(file, register=replace(file.register, entities=entities)))
    assert list(table(app, 0)["Tamaño"]) == ["Mediana", "Pequeña", "37"]


def test_without_a_deadline_everything_counts_and_the_page_says_so() -> None:
    app = loaded(tender=None, table=None, register=with_lapsed(pair_of_files()[1]))
    assert "Sin fecha límite en la licitación" in text_of(app)
    assert {m.label: m.value for m in app.metric}["Caducadas"] == "0"


def test_a_new_register_forgets_conditions_on_entities_it_does_not_have() -> None:
    from consortium.domain.result import Options

    app = loaded(options=Options(include=("A",), exclude=("ZZ",)))
    app.get("file_uploader")[0].set_value(("registro.xlsx", SHEET, XLSX)).run()
    assert state(sound(app)).options == Options()
