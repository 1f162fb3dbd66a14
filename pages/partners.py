"""Partners: upload the register, find an entity, see what it can prove and until when."""

from datetime import date

import streamlit as st

from consortium.domain.register import Register
from consortium.service import RegisterFile
from consortium.ui import act, findings, frame, holdings, show, state, upload
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.ui.memo import kept


def main() -> None:
    """Show the page."""
    show.title("partners")
    now = state.now()
    upload.uploader("register", act.load_register, now.register is not None)
    if now.register is None:
        show.empty("partners", ("start", "screens.empty.start"))
        return
    file, deadline = now.register, now.tender.tender.deadline if now.tender else None
    _summary(file, deadline)
    entities, matrix, notes = st.tabs(
        [
            say("screens.partners.tab.entities"),
            say("screens.partners.tab.matrix"),
            say("screens.partners.tab.findings", n=len(file.findings)),
        ]
    )
    with entities:
        _entities(file.register, deadline)
    with matrix:
        _matrix(now, file, deadline)
    with notes:
        findings.listing(file.findings, "findings-register")
    st.space("small")
    show.go(
        "coalition" if now.tender else "tender",
        "screens.partners.next" if now.tender else "screens.partners.tender",
        primary=True,
    )


def _summary(file: RegisterFile, deadline: date | None) -> None:
    register = file.register
    show.metrics(
        (
            (say("screens.partners.entities"), len(register.entities)),
            (say("screens.partners.capabilities"), len(register.capabilities)),
            (say("screens.partners.lapsed"), holdings.lapsed(register.capabilities, deadline)),
            (say("screens.tender.errors"), show.faults(file.findings)),
        )
    )
    findings.faults(file.findings)
    st.caption(say("screens.partners.deadline", day=deadline) if deadline else say("screens.partners.no_deadline"))


def _entities(register: Register, deadline: date | None) -> None:
    words = st.text_input(
        say("screens.partners.search"),
        key="search",
        icon=":material/search:",
        placeholder=say_plain("screens.partners.search.example"),
    )
    found = holdings.search(register.entities, words)
    st.caption(say_n("screens.partners.found", len(found)))
    if not found:
        return
    event = st.dataframe(
        kept("entities", (register, found, deadline, current()), lambda: holdings.entities(register, found, deadline)),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="entities",
        column_config={say_plain("screens.entity.name"): st.column_config.TextColumn(width="large")},
    )
    rows = [row for row in event.selection.rows if row < len(found)]
    if not rows:
        st.info(say("screens.partners.pick"), icon=":material/touch_app:")
        return
    _entity(register, found[rows[0]].id, deadline)


def _entity(register: Register, chosen: str, deadline: date | None) -> None:
    entity = next(e for e in register.entities if e.id == chosen)
    with st.container(border=True):
        st.markdown(f"#### {escape(entity.name or entity.id)}", anchors=False)
        show.facts(
            (
                (say("screens.entity.id"), entity.id),
                (say("screens.entity.tax_id"), entity.tax_id),
                (say("screens.entity.legal_form"), entity.legal_form),
                (say("screens.entity.size"), holdings.size(entity.size)),
                (say("screens.entity.territory"), entity.territory),
                (say("screens.entity.sectors"), ", ".join(entity.sectors)),
                (say("screens.entity.email"), entity.email),
            )
        )
        table = holdings.capabilities(register, chosen, deadline)
        until = st.column_config.DateColumn(format="DD/MM/YYYY", width=110)
        value = st.column_config.TextColumn(width=130)
        columns = {say_plain("screens.holding.until"): until, say_plain("screens.holding.value"): value}
        st.dataframe(table, hide_index=True, column_config=columns, placeholder="")


def _matrix(now: state.State, file: RegisterFile, deadline: date | None) -> None:
    wanted: tuple[str, ...] = ()
    if now.tender is not None and st.toggle(say("screens.partners.only_asked"), value=True, key="only-asked"):
        wanted = tuple(dict.fromkeys(row.capability for row in now.tender.tender.requirements))
    st.caption(say("screens.partners.legend"))
    pinned = st.column_config.TextColumn(pinned=True, width=260)
    table = kept(
        "matrix", (file, deadline, wanted, current()), lambda: holdings.matrix(file.register, deadline, wanted)
    )
    st.dataframe(table, hide_index=True, height=520, column_config={say_plain("screens.entity.name"): pinned})


frame.inside(main)
