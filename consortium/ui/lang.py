"""The reader's language: from the browser, with a switch in the frame."""

import streamlit as st

from consortium.ui.escape import escape
from consortium.words import LANGUAGES, plural, shown, text

KEY = "lang"


def current() -> str:
    """The language of this session; at first the browser's, Spanish where that is neither."""
    if KEY not in st.session_state:
        browser = (st.context.locale or "").partition("-")[0].lower()
        st.session_state[KEY] = browser if browser in LANGUAGES else LANGUAGES[0]
    chosen = st.session_state[KEY]
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def say(key: str, /, **fields: object) -> str:
    """The sentence ``key`` for a markdown element, its fields escaped."""
    return text(current(), key, **_escaped(fields))


def say_plain(key: str, /, **fields: object) -> str:
    """The sentence ``key`` for an element that reads no markdown."""
    return text(current(), key, **fields)


def say_n(key: str, n: int, /, **fields: object) -> str:
    """As ``say``, for a message with a singular and a plural."""
    return plural(current(), key, n, **_escaped(fields))


def author(name: str) -> str:
    """Who did something, as kept: a nameless person is kept in the words of that day's language, and told in this."""
    nameless = {text(code, "work.somebody") for code in LANGUAGES}
    return say_plain("work.somebody") if not name or name in nameless else name


def _escaped(fields: dict[str, object]) -> dict[str, object]:
    return {name: escape(shown(current(), value)) for name, value in fields.items()}


def switch() -> None:
    """The two languages, side by side."""
    current()
    labels = {code: say(f"screens.frame.language.{code}") for code in LANGUAGES}
    st.segmented_control(
        say("screens.frame.language"),
        LANGUAGES,
        key=KEY,
        format_func=labels.__getitem__,
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )
