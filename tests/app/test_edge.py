"""The screen's edge: every error becomes one sentence, and only the unforeseen goes to the log."""

import logging

import pytest
from streamlit.testing.v1 import AppTest

from consortium.errors import ConsortiumError, FileError, UsageError
from consortium.ui.edge import sentence
from consortium.words import text
from tests.app.driving import opened


def page(raised: str) -> AppTest:
    def script(raised: str) -> None:
        import streamlit as st

        from consortium.errors import FileError
        from consortium.ui.edge import edge

        errors = {"ours": FileError("file_empty", file="**hoja**.xlsx"), "other": ZeroDivisionError("secret 42")}
        with edge():
            st.text("before")
            raise errors[raised]
        st.text("after")

    return AppTest.from_function(script, args=(raised,)).run()


def test_our_error_is_one_sentence_and_the_page_goes_on() -> None:
    app = page("ours")
    assert not app.exception
    assert [e.value for e in app.error] == [text("es", "errors.file_empty", file=r"\*\*hoja\*\*\.xlsx")]
    assert [t.value for t in app.text] == ["before", "after"]


def test_an_unforeseen_error_tells_nothing_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="consortium.ui.edge"):
        app = page("other")
    assert not app.exception
    assert [e.value for e in app.error] == [text("es", "screens.edge.unexpected")]
    assert "secret 42" not in app.error[0].value
    assert "ZeroDivisionError" in caplog.text


def test_a_code_without_a_sentence_still_says_something() -> None:
    assert sentence(ConsortiumError("never_heard_of")) == text("es", "screens.edge.unexpected")


@pytest.mark.parametrize(
    "error",
    [
        FileError("file_empty", file="a"),
        UsageError("included_and_excluded", id="E1"),
        FileError("file_missing", file="x"),
    ],
)
def test_a_sentence_carries_the_fields(error: ConsortiumError) -> None:
    said = sentence(error)
    assert all(str(value) in said for value in error.fields.values())


def test_the_frame_stands_while_a_page_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    from consortium import service

    def broken() -> tuple[service.Sample, ...]:
        raise RuntimeError("broken")

    monkeypatch.setattr(service, "samples", broken)
    app = opened()
    assert [e.value for e in app.error] == [text("es", "screens.edge.unexpected")]
    assert app.get("button_group")
