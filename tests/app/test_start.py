"""The first page: what it says, in which language, and what it starts."""

import io
from zipfile import ZipFile

import pytest

from tests.app.driving import SAMPLE, at, opened, sample, solved, sound, state, text_of


@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("es-ES", "¿Con quién hay que presentarse?"),
        ("en-GB", "Who do you need to bid with?"),
        ("en", "Who do you need to bid with?"),
        ("fr-FR", "¿Con quién hay que presentarse?"),
    ],
)
def test_speaks_the_browsers_language_else_spanish(locale: str, title: str) -> None:
    assert opened(locale).title[0].value == title


def test_the_switch_turns_every_word_and_the_sheet_stays_loaded() -> None:
    app = solved()
    sound(next(g for g in app.get("button_group") if g.key == "lang").set_value("en").run())
    said = text_of(app)
    assert "4 members of this register cover the tender. No smaller coalition does." in said
    assert "miembros" not in said
    assert state(app).tender is not None


def test_one_primary_button() -> None:
    app = opened()
    primary = [b for b in app.button if b.proto.type == "primary"]
    assert [b.key for b in primary] == [SAMPLE]


def test_the_sample_button_follows_the_language() -> None:
    assert [b.key for b in opened("en-GB").button if b.proto.type == "primary"] == ["sample-green"]


def test_sample_leads_to_the_consortium_with_the_solve_started() -> None:
    app = sample()
    assert app.title[0].value == "Consorcio"
    assert state(app).job is not None or state(app).answered is not None
    assert state(app).tender is not None
    assert state(app).register is not None


def test_templates_are_workbooks() -> None:
    app = opened()
    buttons = app.get("download_button")
    assert len(buttons) == 2
    for kind in ("tender", "register"):
        data = _template(kind)
        assert "xl/workbook.xml" in ZipFile(io.BytesIO(data)).namelist()


def _template(kind: str) -> bytes:
    from consortium import service

    return service.template(kind, "es")


def test_own_tender_leads_to_the_upload() -> None:
    app = opened()
    app.button(key="own").click().run()
    assert sound(app).title[0].value == "Licitación"
    assert app.get("file_uploader")


def test_every_page_says_the_next_step_while_nothing_is_loaded() -> None:
    app = opened()
    for page in ("tender", "partners", "coalition", "proposal"):
        primary = [b for b in at(app, page).button if b.proto.type == "primary"]
        assert len(primary) == 1, page
