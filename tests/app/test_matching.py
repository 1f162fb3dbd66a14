"""Names that do not meet, on the screen: asked, answered, taken back; nothing is joined without a person."""

from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.domain.register import Mark
from consortium.domain.vocabulary import PLAIN
from tests.app.driving import at, opened, sound, state, text_of
from tests.app.files import register, row, tender


def shown(*recorded: str, asked: str = "Vehículos adaptado", page: str = "tender", locale: str = "es-ES") -> AppTest:
    file = tender(row(1, capability=asked), row(2, capability="ISO-9001:2015"))
    held = register({"A": dict.fromkeys((*recorded, "ISO 9001"), Mark.YES)})
    return at(opened(locale, tender=file, table=file, register=held), page)


def questions(app: AppTest) -> list[list[str]]:
    return [box.options for box in app.selectbox if box.key and box.key.startswith("match-")]


def press(app: AppTest, start: str) -> AppTest:
    (button,) = [b for b in app.button if b.key and b.key.startswith(start)]
    return sound(button.click().run())


def test_a_name_alike_is_asked_on_both_pages() -> None:
    for page in ("tender", "partners"):
        app = shown("Vehículos adaptados", page=page)
        assert "Una capacidad que pide la licitación no consta en el registro" in text_of(app)
        assert questions(app) == [["¿Vehículos adaptados? · parecido del 97 %"]]


def test_one_spelled_otherwise_is_no_question() -> None:
    app = shown("Vehículos adaptados", asked="Vehiculos  ADAPTADOS")
    assert not questions(app)
    assert "no consta en el registro" not in text_of(app)


def test_the_same_joins_them_at_once_and_can_be_taken_back() -> None:
    app = press(shown("Vehículos adaptados"), "same-match-R1")
    held = state(app).register
    assert held is not None
    assert held.vocabulary.aliases == (("Vehículos adaptado", "Vehículos adaptados"),)
    assert not questions(app)
    app = press(app, "forget-")
    held = state(app).register
    assert held is not None
    assert held.vocabulary == PLAIN
    assert len(questions(app)) == 1


def test_two_things_are_not_asked_again_and_not_joined() -> None:
    app = press(shown("Vehículos adaptados"), "other-match-R1")
    assert not questions(app)
    desk, held = state(app).desk, state(app).register
    assert desk is not None
    assert held is not None
    assert service.distinct_names(desk) == (("Vehículos adaptado", "Vehículos adaptados"),)
    assert held.vocabulary == PLAIN


def test_what_resembles_nothing_can_be_joined_by_hand() -> None:
    app = shown("Facturación 2025", asked="Volumen anual de negocios")
    assert not questions(app)
    assert app.button(key="same-by-hand").disabled
    app = sound(app.selectbox(key="hand-own").select("Facturación 2025").run())
    app = press(app, "same-by-hand")
    held = state(app).register
    assert held is not None
    assert held.vocabulary.aliases == (("Volumen anual de negocios", "Facturación 2025"),)
    assert "no consta en el registro" not in text_of(app)


def test_in_english_and_with_names_that_are_markdown() -> None:
    app = shown("**Vans** [x](http://a)", asked="**Vans** [x](http://b)", locale="en-GB")
    assert "is not in the register" in text_of(app)
    assert "\\*\\*Vans\\*\\*" in text_of(app)
