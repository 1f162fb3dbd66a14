"""The way into a page: always through the router.

Streamlit runs a file of ``pages/`` by itself, without the frame, when a fresh server is asked for it first.
"""

from collections.abc import Callable

import streamlit as st

_KEY = "routed"


def mark() -> None:
    """The router has run in this session."""
    st.session_state[_KEY] = True


def inside(page: Callable[[], None]) -> None:
    """Draw ``page``, or go through the router first."""
    if _KEY not in st.session_state:
        st.switch_page("app.py")
    page()
