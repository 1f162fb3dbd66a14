"""Tender: upload it, see what was read, settle what is undecided, correct what is wrong."""

from collections.abc import Sequence

import streamlit as st

from consortium import service
from consortium.errors import ConsortiumError
from consortium.ui import (
    act,
    amend,
    edge,
    findings,
    frame,
    matching,
    own_file,
    readings,
    rows,
    show,
    state,
    tender_mapping,
    undecided,
    understood,
    upload,
)
from consortium.ui.facts import panel as facts_panel
from consortium.ui.lang import say, say_n


def main() -> None:
    """Show the page."""
    show.title("tender")
    now = state.now()
    upload.uploader("tender", act.load_tender, now.tender is not None)
    amend.panel()
    if now.tender is None:
        show.empty("tender", ("start", "screens.empty.start"))
        return
    facts_panel(now.tender)
    tender_mapping.panel(now.tender)
    readings.panel(now.tender)
    understood.panel(now.tender)
    matching.panel()
    top = st.container()
    st.space("small")
    file = _table(now)
    with top:
        _summary(file)
    st.space("small")
    st.subheader(say("screens.findings.title"), anchor=False)
    findings.listing(file.findings, "findings-tender")
    own_file.offer(file)
    st.space("small")
    show.go("coalition" if now.register else "partners", "screens.tender.next", primary=True)


def _summary(file: service.TenderFile) -> None:
    """The figures and what is undecided, of the tender as it stands after the edits below."""
    requirements = file.tender.requirements
    open_rows = undecided.rows_of(file.tender)
    show.metrics(
        (
            (say("screens.tender.requirements"), len(requirements)),
            (say("screens.tender.mandatory"), sum(row.mandatory for row in requirements)),
            (say("screens.tender.undecided"), len(open_rows)),
            (say("screens.tender.errors"), show.faults(file.findings)),
        )
    )
    findings.faults(file.findings)
    undecided.show(open_rows)


def _table(now: state.State) -> service.TenderFile:
    """The editable rows; returns the tender as they say it is."""
    st.subheader(say("screens.tender.table"), anchor=False)
    st.caption(say("screens.tender.table.help"))
    key = f"rows-{now.version}"
    if key not in st.session_state and now.table is not now.tender:
        # Coming back from another page the editor starts anew, so it gets the tender as it stands.
        now = state.put(table=now.tender, version=now.version + 1)
        key = f"rows-{now.version}"
    assert now.table is not None
    assert now.tender is not None
    given = service.rows_of(now.table.tender)
    edited = rows.editor(given, key)
    rows.rules_help()
    return _edited(now.tender, now.table, edited)


def _edited(file: service.TenderFile, table: service.TenderFile, wanted: Sequence[rows.Row]) -> service.TenderFile:
    """Take over edits, once each; what cannot be read is said and the tender stays as it was."""
    if not rows.changed(service.rows_of(file.tender), wanted):
        return file
    try:
        changed = service.edit_tender(table, wanted)
    except ConsortiumError as error:
        edge.show(error)
        return file
    if changed.tender == file.tender:
        # What was typed is read as what stands already ("k = 2" as "k=2").
        return file
    if not act.edit_tender(changed):
        return file
    st.toast(say_n("screens.tender.taken", len(changed.tender.requirements)))
    return changed


frame.inside(main)
