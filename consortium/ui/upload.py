"""The uploader of a tender: it reads in the callback, so that a rerun never reads again."""

from collections.abc import Callable

import streamlit as st

from consortium.ui import edge, state
from consortium.ui.lang import say

KINDS = ("xlsx", "xlsm", "xls", "ods", "csv")
Load = Callable[[bytes, str], None]


def uploader(place: str, load: Load, loaded: bool) -> None:
    """Take a file for ``place`` (tender, register), or another in its place, and say what went wrong with the last."""
    key = f"upload-{place}"
    label = say(f"screens.replace.{place}" if loaded else f"screens.upload.{place}")
    st.file_uploader(label, type=KINDS, key=key, on_change=_taken, args=(place, key, load))
    edge.show(state.now().trouble_at(place))


def _taken(place: str, key: str, load: Load) -> None:
    file = st.session_state.get(key)
    if file is None:
        state.clear_trouble(place)
    else:
        load(file.getvalue(), file.name)
