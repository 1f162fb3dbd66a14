"""The user's own workbook to take along, with the findings in its cells."""

import streamlit as st

from consortium import service
from consortium.errors import ConsortiumError
from consortium.service import TenderFile
from consortium.ui import edge, memo, state
from consortium.ui.lang import current, say

_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(file: TenderFile) -> None:
    """A button that prepares the workbook, and then one that saves it."""
    now = state.now()
    if now.desk is None or now.opened is None or now.opened.version is None or not file.findings:
        return
    desk, version = now.desk, now.opened.version.value
    made_from = (version.sha256, file.findings, current())
    key = "own-file"
    if st.session_state.get(key) != made_from:
        st.button(
            say("mapping.back.make"),
            icon=":material/rate_review:",
            key="own-make",
            help=say("mapping.back.help"),
            on_click=st.session_state.update,
            args=({key: made_from},),
        )
        return
    try:
        book = memo.kept("own-bytes", made_from, lambda: service.own_workbook(desk, version, file, current()))
    except ConsortiumError as error:
        edge.show(error)
        return
    name = service.own_workbook_name(file, current())
    label = say("mapping.back.save", file=name)
    st.download_button(label, book.data, name, _MIME, icon=":material/download:", on_click="ignore", key="own-save")
    if book.converted:
        st.caption(say("mapping.back.converted"))
