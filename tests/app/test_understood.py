"""The tender page offers what texts say, and takes over what is confirmed."""

from streamlit.testing.v1 import AppTest

from consortium import service
from tests.app.driving import at, opened, sound, state, text_of

SHEET = """ID;Requisito
R1;Volumen anual de negocios de al menos 400.000 €
R2;Certificado ISO 9001 de **calidad**
R3;Clasificación: no se exige
"""


def shown() -> AppTest:
    file = service.read_tender(SHEET.encode(), "pliego.csv")
    return at(opened(tender=file, table=file), "tender")


def press(app: AppTest, key: str) -> AppTest:
    return sound(app.button(key=key).click().run())


def test_the_texts_are_offered_with_what_they_are_taken_to_mean() -> None:
    app = shown()
    words = text_of(app)
    assert "3 filas por confirmar: su texto dice más que la hoja" in " ".join(e.label for e in app.expander)
    assert "basta con un miembro" in words
    assert "**calidad**" not in words


def test_the_clear_ones_are_confirmed_at_once() -> None:
    app = press(shown(), "understood-sure")
    file = state(app).tender
    assert file is not None
    assert [(row.id, row.threshold) for row in file.tender.requirements] == [
        ("R1", 400_000),
        ("R2", None),
        ("R3", None),
    ]
    assert list(service.text_proposals(file)) == ["R2", "R3"]


def test_what_demands_nothing_leaves_by_a_button_of_its_own() -> None:
    file = state(press(shown(), "understood-nothing")).tender
    assert file is not None
    assert [row.id for row in file.tender.requirements] == ["R1", "R2"]


def test_one_by_one() -> None:
    app = press(shown(), "understood-yes-R2")
    file = state(app).tender
    assert file is not None
    assert [row.capability for row in file.tender.requirements][1] == "ISO 9001"
    app = press(app, "understood-no-R1")
    assert list(service.text_proposals(state(app).tender)) == ["R3"]  # type: ignore[arg-type]


def test_a_tender_whose_sheet_says_everything_is_not_asked_about() -> None:
    app = press(shown(), "understood-none")
    assert not [e for e in app.expander if "por confirmar" in e.label]


def test_a_threshold_of_two_readings_is_asked_with_both() -> None:
    file = service.read_tender(b"ID;Requisito;Umbral\nR1;Plantilla;1.500\n", "pliego.csv")
    app = at(opened(tender=file, table=file), "tender")
    labels = {button.label for button in app.button if (button.key or "").startswith("reading-R1")}
    assert {" ".join(label.replace("\\", "").split()) for label in labels} == {
        "1500 (sin decimales)",
        "1,5 (con decimales)",
    }
    app = press(app, "reading-R1-1500")
    assert state(app).tender.tender.requirements[0].threshold == 1500  # type: ignore[union-attr]
    assert not [button for button in app.button if (button.key or "").startswith("reading-")]
