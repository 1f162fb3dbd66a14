"""A workspace in one file: out of here, and into here; and how the whole database is saved."""

from datetime import date

import streamlit as st

from consortium import service
from consortium.errors import ConsortiumError
from consortium.ui import edge, limits, place, state
from consortium.ui.lang import say, say_plain

UPLOAD = "space-file"
_HINT = """
.st-key-space-file [data-testid="stFileUploaderDropzoneInstructions"] span::after { content: "%s"; }
"""
"""In the place of what the other uploaders take (``style``). Only a text of our own catalogue goes into it."""
COMMANDS = "python -m consortium backup OUT.db\npython -m consortium restore IN.db"


def panel() -> None:
    """Both directions, side by side where there is room."""
    now = state.now()
    if now.desk is None or now.space is None:
        return
    with st.container(horizontal=True, gap="large"):
        with st.container(width=430):
            _out(now.desk, now.space.name)
        with st.container(width=430):
            _in()
    st.space("small")
    st.markdown(f"#### {say('keeping.backup.title')}", anchors=False)
    st.markdown(say("keeping.backup.help"))
    st.code(COMMANDS, language=None)


def _out(desk: service.Desk, name: str) -> None:
    st.markdown(f"#### {say('keeping.out.title')}", anchors=False)
    st.markdown(say("keeping.out.help"))
    st.download_button(
        say("keeping.out.download"),
        lambda: service.export_space(desk),
        file_name=service.space_file_name(name, date.today()),
        mime="application/zip",
        icon=":material/archive:",
        on_click="ignore",
        key="space-out",
    )


def _in() -> None:
    st.markdown(f"#### {say('keeping.in.title')}", anchors=False)
    st.markdown(say("keeping.in.help"))
    st.html(f"<style>{_HINT % say_plain('keeping.in.kinds', limit=limits.megabytes())}</style>")
    st.file_uploader(say("keeping.in.upload"), type=("zip",), key=UPLOAD, on_change=_taken)
    edge.show(state.now().trouble_at("portable"))
    name = st.session_state.pop("space-in", "")
    if name:
        st.success(say("keeping.in.done", name=name), icon=":material/check_circle:")


def _taken() -> None:
    """Bring the file in and go there."""
    file = st.session_state.get(UPLOAD)
    state.clear_trouble("portable")
    if file is None:
        return
    try:
        made = service.import_space(service.main_store(), file.getvalue())
        place.go(made.id)
    except ConsortiumError as error:
        state.put_trouble("portable", error)
    else:
        st.session_state["space-in"] = made.name
