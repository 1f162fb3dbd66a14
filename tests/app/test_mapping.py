"""How the tender was read: the doubtful is asked first, a change is seen at once, what is confirmed is remembered."""

import io

from openpyxl import Workbook, load_workbook
from streamlit.testing.v1 import AppTest

from consortium import service
from tests.app.driving import at, opened, sound, state, text_of
from tests.app.test_tender import SHEET, upload


def odd_sheet(heading: str = "Qué debe cumplir la empresa", extra: str = "") -> bytes:
    """A tender in somebody's own layout: a title, headings of their own, a section, a note."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cuadro"
    for row in (
        ("Expediente: 12/2026",),
        (),
        ("Nº", heading, "Nivel mínimo pedido", "Observaciones"),
        (None, "Solvencia económica y financiera"),
        (1, "Volumen anual de negocios en los últimos tres ejercicios disponibles del sector", "500.000 €", "a"),
        (2, "Patrimonio neto positivo al cierre del último ejercicio con cuentas aprobadas" + extra, "100.000 €", "b"),
        (3, "Seguro de responsabilidad civil profesional vigente durante todo el contrato", "300.000 €", "c"),
        (4, "Trabajos similares ejecutados en el curso de los tres últimos años, con buen fin", "200.000 €", "d"),
        ("Nota: importes sin IVA",),
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def uploaded(data: bytes) -> AppTest:
    return upload(at(opened(), "tender"), "cuadro.xlsx", data)


def column(app: AppTest, letter: str) -> str:
    return str(next(box for box in app.selectbox if f"Columna {letter}" in box.label).value)


def test_the_template_asks_nothing() -> None:
    app = upload(at(opened(), "tender"), "licitacion.xlsx", SHEET)
    assert not [box for box in app.selectbox if "Columna" in box.label]
    assert "Cómo se ha leído" in [box.label for box in app.expander]


def test_doubtful_columns_are_shown_with_their_reason() -> None:
    app = uploaded(odd_sheet())
    assert any("por confirmar" in box.label for box in app.expander)
    assert (column(app, "B"), column(app, "C")) == ("text", "threshold")
    assert "se ha tomado por lo que contiene la columna" in text_of(app)


def test_a_change_is_seen_before_it_is_kept() -> None:
    app = uploaded(odd_sheet())
    before = state(app).tender
    next(box for box in app.selectbox if "Columna C" in box.label).set_value("").run()
    assert column(sound(app), "C") == ""
    assert state(app).tender == before
    assert any(button.label == "Deshacer estos cambios" for button in app.button)


def test_what_is_confirmed_is_remembered_for_the_layout() -> None:
    app = uploaded(odd_sheet())
    next(box for box in app.selectbox if "Columna D" in box.label).set_value("evidence").run()
    next(button for button in app.button if button.label.startswith("Confirmar")).click().run()
    file = state(sound(app)).tender
    assert file is not None
    assert file.confirmed
    assert [row.evidence for row in file.tender.requirements] == ["a", "b", "c", "d"]
    again = service.read_upload(state(app).desk, odd_sheet(extra=" auditadas"), "otro.xlsx")
    assert again.confirmed
    assert again.tender.requirements[1].evidence == "b"
    assert again.tender.requirements[1].text.endswith("auditadas")


def test_another_layout_is_asked_anew() -> None:
    app = uploaded(odd_sheet())
    next(button for button in app.button if button.label.startswith("Confirmar")).click().run()
    assert not service.read_upload(state(sound(app)).desk, odd_sheet("Lo que pedimos"), "otro.xlsx").confirmed


def test_the_own_file_is_prepared_and_offered() -> None:
    app = uploaded(odd_sheet())
    app.button(key="own-make").click().run()
    labels = [button.label.replace("\\", "") for button in sound(app).get("download_button")]
    assert labels == ["Descargar cuadro - observaciones.xlsx"]


def test_a_sheet_that_is_not_read_can_be_looked_at_and_let_in() -> None:
    app = uploaded(two_sheets())
    app.selectbox(key=f"map-s-{key(app)}").set_value("Otra").run()
    app.toggle(key=f"map-r-{key(app)}-Otra-False").set_value(True).run()
    assert "Hojas que se leen: **2**" in text_of(sound(app))
    next(button for button in app.button if button.label.startswith("Confirmar")).click().run()
    file = state(sound(app)).tender
    assert file is not None
    assert {row.source.sheet for row in file.tender.requirements} == {"Cuadro", "Otra"}


def test_headings_are_moved_to_another_row() -> None:
    app = uploaded(odd_sheet())
    next(box for box in app.number_input if box.label == "Fila de los títulos").set_value(5).run()
    assert column(sound(app), "B") == "text"
    next(button for button in app.button if button.label == "Deshacer estos cambios").click().run()
    assert next(box for box in sound(app).number_input if box.label == "Fila de los títulos").value == 3


def key(app: AppTest) -> str:
    file = state(app).tender
    assert file is not None
    return file.sha256[:8]


def two_sheets() -> bytes:
    """The odd sheet and a copy of it under another name."""
    book = load_workbook(io.BytesIO(odd_sheet()))
    book.copy_worksheet(book.worksheets[0]).title = "Otra"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
