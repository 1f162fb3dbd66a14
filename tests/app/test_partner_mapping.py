"""How a register was read: asked where it is doubtful or nothing was found, seen at once, remembered when confirmed."""

from streamlit.testing.v1 import AppTest

from tests.app.driving import at, opened, sound, text_of
from tests.app.test_partners import XLSX, kept, loaded
from tests.unit.partners.desks import workbook

ODD = (
    ("Nuestra red",),
    ("Quiénes somos", "Dónde se nos encuentra", "Tenemos seguro", "Lo que hacemos"),
    ("Alfa", "Mérida", "claro que sí", "comedores"),
    ("Beta", "Cáceres", "pronto", "limpieza"),
)
LATER = (*ODD, ("Gamma", "Badajoz", "tampoco", "huertos"))
SOUND = (("ID", "Name"), ("E1", "Alfa"), ("E2", "Beta"))
PANEL = "Cómo se ha leído"


def brought(app: AppTest, *rows: tuple[object, ...], name: str = "red.xlsx") -> AppTest:
    app.get("file_uploader")[0].set_value((name, workbook(Red=[[*row] for row in rows]), XLSX)).run()
    return sound(app)


def empty() -> AppTest:
    return at(opened(), "partners")


def choose(app: AppTest, label: str, value: str) -> AppTest:
    next(box for box in app.selectbox if label in box.label).set_value(value).run()
    return sound(app)


def column(app: AppTest, letter: str) -> str:
    return str(next(box for box in app.selectbox if f"Columna {letter}" in box.label).value)


def expanded(app: AppTest) -> bool:
    return next(box for box in app.expander if PANEL in box.label or "por confirmar" in box.label).proto.expanded


def confirmed(app: AppTest) -> AppTest:
    next(button for button in app.button if button.label.startswith("Confirmar")).click().run()
    return sound(app)


def test_a_sound_file_asks_nothing() -> None:
    app = brought(loaded(), *SOUND)
    assert not expanded(app)
    assert not [box for box in app.selectbox if "Columna" in box.label]


def test_where_nothing_was_found_the_sheet_is_shown_open() -> None:
    app = brought(empty(), *ODD)
    assert expanded(app)
    assert "no se entiende ningún dato" in text_of(app)
    assert "bring-in" not in {button.key for button in app.button}


def test_what_a_sheet_holds_is_chosen_and_the_preview_follows() -> None:
    app = choose(brought(empty(), *ODD), "Esta hoja contiene", "entities")
    assert [column(app, letter) for letter in "ABCD"] == ["name", "", "", ""]
    assert any("2" in tab.label for tab in app.tabs)
    assert not kept(app).entities
    app = choose(app, "Columna B", "territory")
    app.button(key="bring-in").click().run()
    assert [(e.name, e.territory) for e in kept(sound(app)).entities] == [("Alfa", "Mérida"), ("Beta", "Cáceres")]


def test_what_is_confirmed_serves_the_next_file_of_the_layout() -> None:
    app = choose(brought(empty(), *ODD), "Esta hoja contiene", "entities")
    app = confirmed(choose(app, "Columna D", "sectors"))
    assert not expanded(app)
    app.button(key="bring-in").click().run()
    app = brought(sound(app), *LATER, name="red-2.xlsx")
    assert not expanded(app)
    app.button(key="bring-in").click().run()
    assert [e.name for e in kept(sound(app)).entities] == ["Alfa", "Beta", "Gamma"]
    assert kept(app).entities[-1].sectors == ("huertos",)


def test_a_change_can_be_taken_back() -> None:
    app = choose(brought(empty(), *ODD), "Esta hoja contiene", "entities")
    next(button for button in app.button if button.label == "Deshacer estos cambios").click().run()
    assert "no se entiende ningún dato" in text_of(sound(app))


def test_a_file_that_is_put_away_takes_its_changes_along() -> None:
    app = choose(brought(empty(), *ODD), "Esta hoja contiene", "entities")
    app.button(key="bring-not").click().run()
    assert "no se entiende ningún dato" in text_of(brought(sound(app), *ODD))


def test_a_sheet_taken_for_one_on_its_side_is_put_upright() -> None:
    app = brought(empty(), ("Quiénes somos", "Sede", "Plantilla"), ("Alfa", "Mérida", 12), ("Beta", "Cáceres", 7))
    assert [box.label for box in app.selectbox if "Fila 1" in box.label]
    next(box for box in app.toggle if "títulos están en una columna" in box.label).set_value(False).run()
    sound(app).button(key="bring-in").click().run()
    assert [e.name for e in kept(sound(app)).entities] == ["Alfa", "Beta"]
    assert [(c.name, c.value) for c in kept(app).capabilities] == [("Plantilla", 12), ("Plantilla", 7)]


def test_a_guess_is_looked_at_even_where_the_register_is_empty() -> None:
    app = brought(empty(), ("", "ISO 9001", "ISO 14001"), ("Acoge, S. Coop.", "✓", ""), ("Fundación Ñ", "no", "✓"))
    assert expanded(app)
    assert not kept(app).entities
    app.button(key="bring-in").click().run()
    assert len(kept(sound(app)).entities) == 2
