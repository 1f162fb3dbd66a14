"""Small pieces that every page uses."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import streamlit as st

from consortium import words
from consortium.domain.findings import Finding, Level
from consortium.report.marks import plain
from consortium.report.palette import DARK, LIGHT, Palette
from consortium.ui import place
from consortium.ui.lang import current, say, say_plain

PAGES = {
    "start": ("pages/start.py", ":material/home:"),
    "tender": ("pages/tender.py", ":material/description:"),
    "partners": ("pages/partners.py", ":material/groups:"),
    "ask": ("pages/ask.py", ":material/forward_to_inbox:"),
    "coalition": ("pages/coalition.py", ":material/handshake:"),
    "proposal": ("pages/proposal.py", ":material/task:"),
    "portfolio": ("pages/portfolio.py", ":material/dashboard:"),
    "workspace": ("pages/workspace.py", ":material/folder_shared:"),
}
"""Page key -> file and icon, in the order of the work."""


def title(page: str) -> None:
    """A page's title and the sentence under it."""
    st.title(say(f"screens.title.{page}"), anchor=False)
    st.markdown(say(f"screens.lead.{page}"))


def link(page: str, label: str) -> None:
    """A quiet link to another page."""
    path, icon = PAGES[page]
    st.page_link(path, label=say(label), icon=icon, query_params=place.parameters())


def go(page: str, label: str, primary: bool = False) -> None:
    """A button that leads to another page."""
    path, icon = PAGES[page]
    if st.button(say(label), type="primary" if primary else "secondary", icon=icon, key=f"go-{page}-{label}"):
        st.switch_page(path, query_params=place.parameters())


def empty(case: str, *pages: tuple[str, str]) -> None:
    """What to do where there is nothing yet: a sentence and where to go, the first place as the primary button."""
    with st.container(border=True):
        st.markdown(f"#### {say(f'screens.empty.{case}')}", anchors=False)
        st.markdown(say(f"screens.empty_help.{case}"))
        with st.container(horizontal=True):
            for n, (page, label) in enumerate(pages):
                go(page, label, primary=n == 0)


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Labels with their values, side by side where there is room. Values are plain text."""
    with st.container(horizontal=True, gap="medium"):
        for label, value in pairs:
            with st.container(width="content", gap=None):
                st.caption(label)
                st.text(value or say_plain("screens.none"))


def metrics(pairs: Iterable[tuple[str, object]]) -> None:
    """A row of figures."""
    with st.container(horizontal=True):
        for label, value in pairs:
            st.metric(label, words.shown(current(), value), border=True, width=148)


def money(value: Decimal | None, currency: str) -> str:
    """An amount, or nothing."""
    return "" if value is None else words.money(current(), value, currency)


def number(value: Decimal | None) -> str:
    """A number without idle zeros, or nothing."""
    return "" if value is None else words.number(current(), plain(value))


def day(value: date | None) -> str:
    """A date, or nothing."""
    return "" if value is None else words.day(current(), value)


def palette() -> Palette:
    """The figures' colours for the ground that the reader sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def faults(findings: Iterable[Finding]) -> int:
    """How many findings make an answer impossible."""
    return sum(finding.level is Level.ERROR for finding in findings)
