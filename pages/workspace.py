"""Workspace: what was changed, by whom, and the way back; the workspace in a file; what is kept about a person."""

import streamlit as st

from consortium.ui import frame, history, personal, portable, show
from consortium.ui.lang import say


def main() -> None:
    """Show the page."""
    show.title("workspace")
    log, files, people = st.tabs([say("history.title"), say("keeping.tab"), say("personal.tab")])
    with log:
        history.panel()
    with files:
        portable.panel()
    with people:
        personal.panel()


frame.inside(main)
