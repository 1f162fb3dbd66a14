"""What stands around every page: the pages in the order of the work, where the work stands, the language."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from consortium.ui import lang, state
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n, say_plain
from consortium.ui.show import PAGES

ICON = str(Path(__file__).with_name("icon.svg"))
"""A file of ours: the icon of a page would be fetched from a font server."""

ADDRESSES = {
    "start": "inicio",
    "tender": "licitacion",
    "partners": "entidades",
    "coalition": "consorcio",
    "proposal": "propuesta",
}
"""A page's address must not be its file's name: a fresh server would take it for a page without the frame."""
_STYLE = """<style>
[class*="st-key-wide-"] { overflow-x: auto; }
[class*="st-key-wide-"] > * { min-width: 44rem; }
</style>"""
"""Figures of many columns keep their width on a phone and scroll sideways."""
_DARK = "<style>[kind='primary'], [kind='primary'] * { color: #0B1A18 !important; }</style>"
"""On dark ground the primary colour is light, so what is written on it is dark."""


def navigation() -> Page:
    """The page to run, with the way to the others in the side bar."""
    lang.current()
    st.html(_STYLE + (_DARK if st.context.theme.type == "dark" else ""))
    pages = [
        st.Page(path, title=say_plain(f"screens.nav.{key}"), icon=icon, url_path=ADDRESSES[key], default=key == "start")
        for key, (path, icon) in PAGES.items()
    ]
    return st.navigation(pages)


def side() -> None:
    """The side bar under the pages: drawn last, so that it shows what the page has just changed."""
    with st.sidebar:
        _progress(state.now())
        st.space("small")
        lang.switch()
        st.caption(say("screens.frame.notice"))


def _progress(now: state.State) -> None:
    """Three lines: what is loaded and what is answered."""
    tender = now.tender and (now.tender.tender.reference or now.tender.name)
    _step(bool(tender), escape(tender) if tender else say("screens.frame.no_tender"))
    entities = len(now.register.register.entities) if now.register else 0
    _step(
        now.register is not None,
        say_n("screens.frame.entities", entities) if now.register else say("screens.frame.no_register"),
    )
    if now.job is not None:
        _step(False, say("screens.frame.running"))
    elif now.stale:
        _step(False, say("screens.frame.stale"))
    else:
        _step(now.answered is not None, _outcome(now))


def _outcome(now: state.State) -> str:
    if now.answered is None:
        return say("screens.frame.no_answer")
    size = now.answered.solution.answer.size
    return say("screens.frame.no_coalition") if size is None else say_n("screens.frame.members", size)


def _step(done: bool, words: str) -> None:
    icon = ":material/check_circle:" if done else ":material/radio_button_unchecked:"
    st.markdown(f":{'green' if done else 'gray'}[{icon}] {words}")
