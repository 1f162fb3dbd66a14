"""Partners: upload the register, find an entity, see what it can prove and until when."""

from datetime import date

import pandas as pd
import streamlit as st

from consortium.domain.register import Register
from consortium.service import RegisterFile
from consortium.ui import act, findings, holdings, show, state, upload
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n, say_plain


def main() -> None:
    """Show the page."""
    show.title("partners")
    now = state.now()
    upload.uploader("register", act.load_register, now.register is not None)
    if now.register is None:
        show.empty("partners.empty", ("start", "tender.empty.sample"))
        return
    file, deadline = now.register, now.tender.tender.deadline if now.tender else None
    _summary(file, deadline)
    entities, matrix, notes = st.tabs(
        [say("partners.tab.entities"), say("partners.tab.matrix"), say("partners.tab.findings", n=len(file.findings))]
    )
    with entities:
        _entities(file.register, deadline)
    with matrix:
        _matrix(now, file, deadline)
    with notes:
        findings.listing(file.findings, "findings-register")
    st.space("small")
    show.go("coalition" if now.tender else "tender", "partners.next" if now.tender else "partners.tender", primary=True)


def _summary(file: RegisterFile, deadline: date | None) -> None:
    register = file.register
    show.metrics(
        (
            (say("partners.entities"), len(register.entities)),
            (say("partners.capabilities"), len(register.capabilities)),
            (say("partners.lapsed"), holdings.lapsed(register.capabilities, deadline)),
            (say("tender.errors"), show.faults(file.findings)),
        )
    )
    st.caption(say("partners.deadline", day=deadline) if deadline else say("partners.no_deadline"))


def _entities(register: Register, deadline: date | None) -> None:
    words = st.text_input(
        say("partners.search"), key="search", icon=":material/search:", placeholder=say_plain("partners.search.example")
    )
    found = holdings.search(register.entities, words)
    st.caption(say_n("partners.found", len(found)))
    if not found:
        return
    event = st.dataframe(
        holdings.entities(register, found, deadline),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="entities",
        column_config={say_plain("entity.name"): st.column_config.TextColumn(width="large")},
    )
    rows = [row for row in event.selection.rows if row < len(found)]
    if not rows:
        st.info(say("partners.pick"), icon=":material/touch_app:")
        return
    _entity(register, found[rows[0]].id, deadline)


def _entity(register: Register, chosen: str, deadline: date | None) -> None:
    entity = next(e for e in register.entities if e.id == chosen)
    with st.container(border=True):
        st.markdown(f"#### {escape(entity.name or entity.id)}", anchors=False)
        show.facts(
            (
                (say("entity.id"), entity.id),
                (say("entity.tax_id"), entity.tax_id),
                (say("entity.legal_form"), entity.legal_form),
                (say("entity.size"), holdings.size(entity.size)),
                (say("entity.territory"), entity.territory),
                (say("entity.sectors"), ", ".join(entity.sectors)),
                (say("entity.email"), entity.email),
            )
        )
        table = holdings.capabilities(register, chosen, deadline)
        until = st.column_config.DateColumn(format="DD/MM/YYYY")
        st.dataframe(table, hide_index=True, column_config={say_plain("holding.until"): until})


def _matrix(now: state.State, file: RegisterFile, deadline: date | None) -> None:
    wanted: tuple[str, ...] = ()
    if now.tender is not None and st.toggle(say("partners.only_asked"), value=True, key="only-asked"):
        wanted = tuple(dict.fromkeys(row.capability for row in now.tender.tender.requirements))
    st.caption(say("partners.legend"))
    pinned = st.column_config.TextColumn(pinned=True, width=260)
    table = _matrix_table(file, deadline, wanted, current())
    st.dataframe(table, hide_index=True, height=520, column_config={say_plain("entity.name"): pinned})


@st.cache_data(show_spinner=False, max_entries=16, hash_funcs={RegisterFile: lambda file: file.sha256})
def _matrix_table(file: RegisterFile, deadline: date | None, wanted: tuple[str, ...], lang: str) -> pd.DataFrame:
    return holdings.matrix(file.register, deadline, wanted)


main()
