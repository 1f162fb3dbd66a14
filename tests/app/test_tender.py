"""The tender page: upload, facts, what is undecided, the editable table, the findings."""

from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from consortium.domain.call import Rule
from consortium.domain.findings import Level, Place, error, info, warning
from tests.app.driving import ROOT, at, opened, solved, sound, state, text_of
from tests.app.files import figureless_row, pair_of_files, row, tender, unread_row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = (ROOT / "sample_data" / "licitacion_ayuda_domicilio.xlsx").read_bytes()


def loaded(**more: object) -> AppTest:
    file, _ = pair_of_files()
    return at(opened(**{"tender": file, "table": file, **more}), "tender")


def upload(app: AppTest, name: str, data: bytes) -> AppTest:
    app.get("file_uploader")[0].set_value((name, data, XLSX)).run()
    return sound(app)


def edit(app: AppTest, **changes: Any) -> AppTest:
    """Pretend that the user edited the table: the editor takes its changes from the session."""
    key = f"rows-{state(app).version}"
    app.session_state[key] = {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **changes}
    return sound(app.run())


def test_a_sheet_is_read_and_shown() -> None:
    app = upload(at(opened(), "tender"), "licitacion.xlsx", SHEET)
    file = state(app).tender
    assert file is not None
    values = {metric.label: metric.value for metric in app.metric}
    assert values["Requisitos"] == str(len(file.tender.requirements))
    assert file.tender.reference in text_of(app)


@pytest.mark.parametrize(("name", "data"), [("foto.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 64), ("nada.xlsx", b"")])
def test_a_file_that_cannot_be_read_keeps_what_was_loaded(name: str, data: bytes) -> None:
    app = loaded()
    before = state(app).tender
    upload(app, name, data)
    assert state(app).tender == before
    assert len(app.error) == 1
    assert "Servicio de prueba" in text_of(app)


REGISTER = (ROOT / "sample_data" / "registro_entidades.xlsx").read_bytes()


def test_a_file_with_errors_does_not_take_the_place_of_a_sound_one() -> None:
    app = loaded()
    before = state(app).tender
    upload(app, "registro.xlsx", REGISTER)
    assert state(app).tender == before
    assert "parece un registro" in text_of(app)
    assert "1 error en el archivo nuevo" in text_of(app)
    app.button(key="amend.leave").click().run()
    assert "parece un registro" not in text_of(sound(app))


def test_a_file_with_errors_is_used_when_the_user_says_so() -> None:
    app = upload(loaded(), "registro.xlsx", REGISTER)
    app.button(key="amend.take").click().run()
    file = state(sound(app)).tender
    assert file is not None
    assert file.name == "registro.xlsx"


def test_a_file_with_errors_is_shown_where_nothing_was_loaded() -> None:
    app = upload(at(opened(), "tender"), "registro.xlsx", REGISTER)
    file = state(app).tender
    assert file is not None
    assert file.name == "registro.xlsx"


def test_the_message_goes_with_the_next_good_file() -> None:
    app = upload(loaded(), "foto.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    upload(app, "licitacion.xlsx", SHEET)
    assert not app.error


def test_undecided_rows_stand_on_top_with_cell_and_reason() -> None:
    file = tender(row(1), unread_row(2), figureless_row(3))
    app = loaded(tender=file, table=file)
    values = {metric.label: metric.value for metric in app.metric}
    assert values["Sin decidir"] == "2"
    said = [m.value for m in app.markdown]
    assert any("2 filas sin decidir" in words for words in said)
    lines = [words for words in said if words.startswith(r"**Requisitos\!G")]
    assert [line.partition("**")[2][:14] for line in lines] == [r"Requisitos\!G3", r"Requisitos\!G4"]
    assert "R2" in lines[0]
    assert "ver apartado L" in lines[0]
    assert "R3" in lines[1]
    assert said.index(lines[0]) > next(i for i, words in enumerate(said) if "2 filas sin decidir" in words)


def test_an_edited_row_is_applied_and_read_again() -> None:
    app = edit(loaded(), edited_rows={0: {"text": "Otro texto", "mandatory": False}})
    file = state(app).tender
    assert file is not None
    assert file.tender.requirements[0].text == "Otro texto"
    assert not file.tender.requirements[0].mandatory
    assert file.tender.requirements[1].threshold == Decimal(100_000)
    assert {m.label: m.value for m in app.metric}["Obligatorios"] == "1"


def test_an_edit_written_otherwise_is_taken_once() -> None:
    counted = row(1, rule=Rule.COUNT, parameters=(("k", Decimal(2)),))
    file = tender(counted, row(2))
    app = edit(loaded(tender=file, table=file), edited_rows={0: {"parameters": "k = 1"}})
    taken = state(app).tender
    assert len(app.toast) == 1
    sound(app.run())
    assert not app.toast
    assert state(app).tender is taken


def test_the_table_is_never_given_its_own_output() -> None:
    app = loaded()
    before = state(app).table
    edit(app, edited_rows={0: {"text": "Otro texto"}})
    assert state(app).table is before


def test_nothing_changes_while_nothing_is_edited() -> None:
    app = loaded()
    before = state(app).tender
    app.run()
    assert state(app).tender is before


def test_an_edit_survives_a_visit_to_another_page() -> None:
    app = edit(loaded(), edited_rows={1: {"threshold": "90000"}})
    at(app, "partners")
    at(app, "tender")
    file = state(app).tender
    assert file is not None
    assert file.tender.requirements[1].threshold == Decimal(90_000)
    assert state(app).table is file


def test_a_row_can_be_added_and_one_removed() -> None:
    added = {"id": "R9", "text": "Un requisito más", "rule": "each", "category": "technical", "mandatory": True}
    app = edit(loaded(), added_rows=[added], deleted_rows=[0])
    file = state(app).tender
    assert file is not None
    assert [r.id for r in file.tender.requirements] == ["R2", "R9"]
    assert file.tender.requirements[1].rule is Rule.EACH


def test_an_edit_makes_an_answer_old() -> None:
    app = at(solved(), "tender")
    edit(app, edited_rows={0: {"mandatory": False}})
    assert "Resultado anterior a los cambios" in text_of(app)


def test_findings_name_their_cell_and_can_be_narrowed() -> None:
    found = (
        info("default_rule", Place("pliego.xlsx", "Requisitos", "F2"), requirement="R1", rule="any"),
        warning("no_deadline", Place("pliego.xlsx", "Licitación", "B8")),
        error("duplicate_requirement", Place("pliego.xlsx", "Requisitos", "A3"), id="R1"),
    )
    file = tender(row(1), findings=found)
    app = loaded(tender=file, table=file)
    lines = [m.value for m in app.markdown if "-badge[" in m.value]
    assert [line.partition("]")[0].split()[-1] for line in lines] == ["Error", "Aviso", "Nota"]
    said = [m.value for m in app.markdown]
    title = next(n for n, words in enumerate(said) if "1 error que impide" in words)
    assert said[title + 1].startswith(r"**Requisitos\!A3** ·")
    assert r"Requisitos\!A3" in lines[0]
    pills = next(group for group in app.get("button_group") if group.key == "findings-tender")
    pills.set_value([Level.WARNING]).run()
    lines = [m.value for m in sound(app).markdown if "-badge[" in m.value]
    assert len(lines) == 1
    assert r"Licitación\!B8" in lines[0]


def test_many_findings_fold_into_a_table() -> None:
    found = tuple(warning("no_deadline", Place("f", "Hoja", f"A{n}")) for n in range(1, 41))
    file = tender(row(1), findings=found)
    app = loaded(tender=file, table=file)
    assert sum("-badge[" in m.value for m in app.markdown) == 25
    assert "Ver los 40 en una tabla" in [e.label for e in app.expander]


def test_facts_are_corrected_in_a_form() -> None:
    app = loaded()
    field = next(box for box in app.text_input if box.label == "Título")
    field.set_value("Otro título")
    next(b for b in app.button if b.label == "Aplicar").click().run()
    file = state(sound(app)).tender
    assert file is not None
    assert file.tender.title == "Otro título"
    assert file.tender.requirements == pair_of_files()[0].tender.requirements
