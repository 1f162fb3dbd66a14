"""Preferences and other coalitions on the Consortium page."""

from tests.app.driving import finished, solved, sound, state, text_of


def test_a_known_partner_can_be_asked_for() -> None:
    app = solved()
    before, file = state(app).answered, state(app).register
    assert before is not None
    assert file is not None
    register = file
    outsider = next(e.id for e in register.register.entities if e.id not in before.members and e.available)
    known = next(m for m in app.multiselect if m.label == "Socios conocidos")
    sound(known.set_value([outsider]).run())
    least = next(n for n in app.number_input if n.label == "Socios conocidos, al menos")
    sound(least.set_value(1).run())
    sound(next(b for b in app.button if b.label == "Buscar de nuevo" or "Buscar" in b.label).click().run())
    after = state(finished(app)).answered
    assert after is not None
    assert outsider in after.members


def test_others_are_listed_on_request() -> None:
    app = solved()
    sound(app.button(key="variety-diverse").click().run())
    app.session_state["variety"][2].result()
    assert "difieren en dos miembros" in text_of(sound(app.run()))
