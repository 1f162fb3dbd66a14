"""Partners: the register as a tool. Bring data in, find an entity, open it, correct it; duplicates and expiries."""

from datetime import date

import streamlit as st

from consortium.domain.register import Register
from consortium.service import Desk, RegisterFile
from consortium.ui import (
    edge,
    findings,
    frame,
    holdings,
    matching,
    partner,
    partner_expiry,
    partner_externals,
    partner_import,
    partner_list,
    partner_merge,
    show,
    state,
)
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.ui.memo import kept as memo
from consortium.ui.partner_place import chosen

TABS = ("entities", "matrix", "expiry", "twins", "externals", "findings")


def main() -> None:
    """Show the page, or that of one entity."""
    now = state.now()
    assert now.desk is not None
    if chosen():
        partner.page(now.desk, chosen())
        return
    show.title("partners")
    if partner_import.panel(now.desk, now.register is None) or partner_merge.panel(now.desk):
        return
    if now.register is None:
        show.empty("partners", ("start", "screens.empty.start"))
        return
    _register(now.desk, now.register, now.tender.tender.deadline if now.tender else None)
    st.space("small")
    following = "screens.partners.next" if now.tender else "screens.partners.tender"
    show.go("coalition" if now.tender else "tender", following, primary=True)


def _register(desk: Desk, file: RegisterFile, deadline: date | None) -> None:
    findings.faults(file.findings)
    edge.show(state.now().trouble_at("partner"))
    matching.panel()
    empty = {"twins": not partner_merge.asked(desk, file.register), "findings": not file.findings}
    shown = [tab for tab in TABS if not empty.get(tab)]
    labels = [say(f"partners.list.{tab}") for tab in shown]
    for name, tab in zip(shown, st.tabs(labels, key="partners-tabs", on_change="rerun"), strict=True):
        if tab.open is not False:
            with tab:
                _tab(name, desk, file, deadline)


def _tab(name: str, desk: Desk, file: RegisterFile, deadline: date | None) -> None:
    register = file.register
    if name == "entities":
        _entities(desk, register, deadline)
    elif name == "matrix":
        _matrix(register, deadline)
    elif name == "expiry":
        partner_expiry.listing(desk, register)
    elif name == "twins":
        partner_merge.listing(desk, register)
    elif name == "externals":
        partner_externals.panel(desk)
    else:
        findings.listing(file.findings, "findings-register")


def _entities(desk: Desk, register: Register, deadline: date | None) -> None:
    entities = partner_list.found(desk, register)
    st.caption(
        say_n("screens.partners.found", len(entities))
        + " · "
        + (say("screens.partners.deadline", day=deadline) if deadline else say("screens.partners.no_deadline"))
    )
    partner_list.table(desk, register, partner_list.one_page(entities), deadline)


def _matrix(register: Register, deadline: date | None) -> None:
    now = state.now()
    wanted: tuple[str, ...] = ()
    if now.tender is not None and st.toggle(say("screens.partners.only_asked"), value=True, key="only-asked"):
        wanted = tuple(dict.fromkeys(row.capability for row in now.tender.tender.requirements))
    st.caption(say("screens.partners.legend"))
    entities = tuple(partner_list.one_page(register.entities, "matrix-page"))
    pinned = st.column_config.TextColumn(pinned=True, width=260)
    table = memo(
        "matrix",
        (register, entities, deadline, wanted, current()),
        lambda: holdings.matrix(register, entities, deadline, wanted),
    )
    st.dataframe(table, hide_index=True, height=520, column_config={say_plain("screens.entity.name"): pinned})


frame.inside(main)
