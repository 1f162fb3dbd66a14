"""The last value of something costly, kept in the session as long as what it was made from is the same."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def kept(name: str, made_from: tuple[object, ...], make: Callable[[], T]) -> T:
    """``make()``, or what it returned the last time if ``made_from`` is equal. One value per ``name``."""
    key = f"memo-{name}"
    found = st.session_state.get(key)
    # The same objects compare at once: a tuple looks at identity before it looks inside.
    if isinstance(found, tuple) and found[0] == made_from:
        return found[1]  # type: ignore[no-any-return]
    value = make()
    st.session_state[key] = (made_from, value)
    return value


def drop(name: str) -> None:
    """Let go of what is kept under a name."""
    st.session_state.pop(f"memo-{name}", None)
