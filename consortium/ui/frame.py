"""What stands around every page: the pages in the order of the work, where one works, where the work stands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from threading import Event

import streamlit as st
from streamlit.navigation.page import Page

from consortium.ui import act, conflict, lang, place, running, side, state, style
from consortium.ui.edge import edge
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n, say_plain
from consortium.ui.show import PAGES

ICON = str(Path(__file__).with_name("icon.svg"))
"""A file of ours: the icon of a page would be fetched from a font server."""
LOGO = str(Path(__file__).with_name("logo.svg"))


_DRAWN: ContextVar[bool] = ContextVar("drawn", default=False)
_ROUTED = Event()
"""Set once the router has run in this process."""


@contextmanager
def around() -> Iterator[Page]:
    """The page to run, with the way to the others in the side bar before it and the state of the work after it."""
    mark = _DRAWN.set(True)
    try:
        st.set_page_config(page_title="Consortium Builder", page_icon=ICON, layout="wide")
        lang.current()
        page = _navigation()
        if not _ROUTED.is_set():
            # Before the router has run once a server names widgets otherwise: what is typed first would be lost.
            _ROUTED.set()
            st.rerun()
        with edge():
            place.arrive(page.url_path)
            act.settle()
        style.apply()
        st.logo(LOGO, icon_image=ICON, size="large")
        yield page
        with edge():
            _catch_up()
            _side()
    finally:
        _DRAWN.reset(mark)


def inside(content: Callable[[], None]) -> None:
    """Draw a page's content, with the frame around it where the router has not drawn that.

    Streamlit runs a file of ``pages/`` by itself when a fresh server is asked for it first.
    """
    if _DRAWN.get():
        _shown(content)
        return
    with around(), edge():
        _shown(content)


def _shown(content: Callable[[], None]) -> None:
    """The content, or that the place in the URL does not exist."""
    trouble = state.now().trouble_at("place")
    if trouble is None:
        conflict.panel()
        content()
    else:
        side.lost(trouble)


def _navigation() -> Page:
    return st.navigation(
        [
            # Its address is its file's name: a fresh server takes the files of pages/ for its pages until this has run.
            st.Page(path, title=say_plain(f"screens.nav.{key}"), icon=icon, default=key == "start")
            for key, (path, icon) in PAGES.items()
        ]
    )


def _catch_up() -> None:
    """What others changed while the page dealt with an edit of this session is shown now."""
    if state.now().late:
        place.refresh()
        st.rerun()


def _side() -> None:
    # Drawn after the page, so that it shows what the page has just changed.
    with st.sidebar:
        if state.now().desk is not None:
            side.whereabouts()
            _progress(state.now())
            side.undo()
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
        running.reminder()
    elif now.stale:
        _step(False, say("screens.frame.stale"))
    else:
        _outcome(now)


def _outcome(now: state.State) -> None:
    size = now.answered.answer.size if now.answered else None
    if now.answered is None:
        _step(False, say("screens.frame.no_answer"))
    elif size is None:
        st.markdown(f":orange[:material/block:] {say('screens.frame.no_coalition')}")
    else:
        _step(True, say_n("screens.frame.members", size))


def _step(done: bool, words: str) -> None:
    icon = ":material/check_circle:" if done else ":material/radio_button_unchecked:"
    st.markdown(f":{'green' if done else 'gray'}[{icon}] {words}")
