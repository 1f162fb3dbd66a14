"""The list of entities: found by words, a page at a time, opened one by one or typed over in place."""

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from consortium.domain.register import Entity, Register
from consortium.service import Desk, committing, partners
from consortium.ui import holdings, partner_rows, state
from consortium.ui.lang import current, say, say_plain
from consortium.ui.memo import kept as memo
from consortium.ui.partner_place import open_entity

PAGE = 50
"""Entities shown at once."""


def found(desk: Desk, register: Register) -> tuple[Entity, ...]:
    """What the search finds, in the register's order; everybody where nothing is asked."""
    words = st.text_input(
        say("screens.partners.search"),
        key="search",
        icon=":material/search:",
        placeholder=say_plain("screens.partners.search.example"),
    )
    if not words.strip():
        return register.entities
    ids = frozenset(memo("search", (register.entities, words), lambda: desk.store.search(desk.workspace, words)))
    return tuple(entity for entity in register.entities if entity.id in ids)


def one_page(entities: Sequence[Entity], key: str = "partners-page") -> Sequence[Entity]:
    """The entities of the page that the user is on, with the way to the others."""
    pages = max(1, -(-len(entities) // PAGE))
    if pages == 1:
        return entities
    left, right = st.columns([5, 1], vertical_alignment="bottom")
    with right:
        n = int(st.number_input(say("partners.page", of=pages), 1, pages, key=key))
    with left:
        st.caption(say("partners.shown", first=(n - 1) * PAGE + 1, last=min(n * PAGE, len(entities)), of=len(entities)))
    return entities[(n - 1) * PAGE : n * PAGE]


def table(desk: Desk, register: Register, entities: Sequence[Entity], deadline: date | None) -> None:
    """One page of them: a click opens one; with the switch on they are typed over."""
    with st.container(horizontal=True, vertical_alignment="center"):
        editing = st.toggle(say("partners.type"), key="partners-type", help=say("partners.type.help"))
        partner_rows.adder(desk, Entity, {}, "entity")
    if not entities:
        return
    if editing:
        _editor(desk, entities)
        return
    now = state.now()
    bound = frozenset(c.entity for c in committing.here(now.options, now.bound))
    counts = memo("counts", (register, deadline), lambda: holdings.counts(register, deadline))
    shown = tuple(entities)
    frame = memo("entities", (shown, counts, bound, current()), lambda: holdings.entities(shown, counts, bound))
    n = st.session_state.get("list-n", 0)
    st.dataframe(
        frame,
        hide_index=True,
        on_select=lambda: _open(shown, f"entities-{n}"),
        selection_mode="single-row",
        key=f"entities-{n}",
        column_config=_columns(),
        height=min(38 * (len(shown) + 1) + 4, 560),
    )
    st.caption(say("partners.open.help"))


def _columns() -> dict[str, ColumnConfig]:
    widths = {"id": 60, "name": 290, "territory": 100, "legal_form": 160, "recorded": 100, "lapsed": 90, "state": 120}
    labels = {name: say_plain(f"screens.entity.{name}") for name in widths}
    return {label: st.column_config.Column(width=widths[name]) for name, label in labels.items()}


def _open(shown: Sequence[Entity], key: str) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    if rows and rows[0] < len(shown):
        st.session_state["list-n"] = st.session_state.get("list-n", 0) + 1
        open_entity(shown[rows[0]].id)


def _editor(desk: Desk, entities: Sequence[Entity]) -> None:
    ids = [entity.id for entity in entities]
    rows = partners.entities(desk, ids)
    partner_rows.editor(desk, Entity, rows, "all-entities")
