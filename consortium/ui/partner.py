"""One entity: who it is, what it brings to the tender on the table, and all that is kept about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from consortium.domain.register import Capability, Entity, Person, Reference, Status
from consortium.errors import StoreError
from consortium.service import Desk, Kept, committing, partners
from consortium.service.partners import Partner
from consortium.service.twins import tax_id_is_wrong
from consortium.ui import (
    edge,
    holdings,
    partner_binding,
    partner_brings,
    partner_merge,
    partner_proof,
    partner_rows,
    show,
    state,
)
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n, say_plain
from consortium.ui.partner_place import open_entity


def page(desk: Desk, entity: str) -> None:
    """The whole page."""
    st.button(say("partners.back"), icon=":material/arrow_back:", type="tertiary", on_click=open_entity, args=("",))
    try:
        found = partners.partner(desk, entity)
    except StoreError as error:
        if error.code != "store_gone":
            raise
        st.warning(say("partners.gone", id=entity), icon=":material/search_off:")
        return
    edge.show(state.now().trouble_at("partner"))
    if partner_merge.panel(desk, entity):
        return
    _head(desk, found)
    partner_brings.panel(found)
    _tabs(desk, found)


def _head(desk: Desk, found: Partner) -> None:
    entity = found.entity.value
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"### {escape(entity.name or entity.id)}", anchors=False, width="content")
            with st.container(horizontal=True, width="content"):
                _facts_form(desk, found.entity)
                _actions(desk, found)
        st.markdown(" ".join(_badges(found)))
        show.facts(
            (
                (say("screens.entity.tax_id"), entity.tax_id),
                (say("screens.entity.legal_form"), entity.legal_form),
                (say("screens.entity.size"), holdings.size(entity.size)),
                (say("screens.entity.territory"), entity.territory),
                (say("screens.entity.sectors"), ", ".join(entity.sectors)),
                (say("screens.entity.email"), entity.email),
            )
        )


def _badges(found: Partner) -> list[str]:
    entity, today, now = found.entity.value, date.today(), state.now()
    badges = [f":gray-badge[{escape(entity.id)}]"]
    if not entity.available:
        badges.append(f":orange-badge[:material/event_busy: {say('partners.retired')}]")
    if any(c.entity == entity.id for c in committing.here(now.options, now.bound)):
        badges.append(f":red-badge[:material/gavel: {say('partners.bound')}]")
    if tax_id_is_wrong(entity.tax_id):
        badges.append(f":orange-badge[:material/badge: {say('partners.tax_id_wrong')}]")
    lapsed = sum(not kept.value.valid_on(today) for kept in found.capabilities)
    if lapsed:
        badges.append(f":orange-badge[:material/event: {say_n('partners.lapsed', lapsed)}]")
    open_claims = sum(kept.value.status is Status.CLAIMED for kept in found.capabilities)
    if open_claims:
        badges.append(f":gray-badge[:material/help: {say_n('partners.claimed', open_claims)}]")
    return badges


def _facts_form(desk: Desk, kept: Kept[Entity]) -> None:
    """The entity's own fields, kept together."""
    key = f"facts-{kept.uid}"
    partner_rows.stale(desk, key)
    with st.popover(say("partners.edit"), icon=":material/edit:"):
        partner_rows.problems(key)
        before = partner_rows.shown(kept.value)
        with st.form(f"{key}-form-{kept.version}", border=False):
            cells = {f: _field(f, before[f], f"{key}-{f}-{kept.version}") for f in _TEXTS}
            if st.form_submit_button(say("partners.add.keep"), type="primary"):
                typed = {f: cell or None for f, cell in cells.items() if cell != before[f]}
                partner_rows.keep(desk, (partners.Edit(kept, typed),), key)
                st.rerun()


_TEXTS = ("name", "tax_id", "legal_form", "size", "sectors", "territory", "email", "cost")


def _field(field: str, value: str, key: str) -> str:
    return st.text_input(say(f"partners.field.{field}"), value=value, key=key).strip()


def _actions(desk: Desk, found: Partner) -> None:
    """What is done to the entity as a whole, out of the way of a hasty hand."""
    entity = found.entity.value
    with st.popover(say("partners.more"), icon=":material/more_vert:"):
        word = "retire" if entity.available else "restore"
        st.button(
            say(f"partners.{word}"),
            help=say(f"partners.{word}.help"),
            icon=":material/event_busy:" if entity.available else ":material/event_available:",
            key="retire",
            width="stretch",
            on_click=_retire,
            args=(desk, found.entity),
        )
        partner_merge.chooser(desk, entity.id)
        st.divider()
        st.caption(say("partners.remove.help", n=len(found.own)))
        st.button(
            say("partners.remove"),
            key="remove",
            icon=":material/delete:",
            width="stretch",
            on_click=_remove,
            args=(desk, found),
        )


def _retire(desk: Desk, kept: Kept[Entity]) -> None:
    available = not kept.value.available
    done = "partners.restored" if available else "partners.was_retired"
    partner_rows.attempt("partner", lambda: partners.retire(desk, kept, available), done)


def _remove(desk: Desk, found: Partner) -> None:
    partner_rows.attempt("partner", lambda: partners.remove(desk, found), "partners.removed")
    open_entity("")


TABS = ("capabilities", "references", "people", "bound", "history")


def _tabs(desk: Desk, found: Partner) -> None:
    labels = [say(f"partners.tab.{tab}") for tab in TABS]
    tabs = st.tabs(labels, key=f"tabs-{found.entity.uid}", on_change="rerun")
    draw = (_capabilities, _references, _people, partner_binding.panel, partner_binding.history)
    for tab, content in zip(tabs, draw, strict=True):
        if tab.open is not False:
            with tab:
                content(desk, found)


def _capabilities(desk: Desk, found: Partner) -> None:
    key = f"capabilities-{found.entity.uid}"
    if found.capabilities:
        st.caption(say("partners.table.help"))
        signed = [partner_proof.signed(found, kept) for kept in found.capabilities]
        partner_rows.editor(desk, Capability, found.capabilities, key, {say_plain("partners.proof.column"): signed})
    else:
        st.caption(say("partners.none.capabilities"))
    with st.container(horizontal=True):
        partner_rows.adder(desk, Capability, {"entity": found.entity.value.id}, key, _names())
    partner_proof.panel(desk, found)


def _names() -> Sequence[str]:
    """Capabilities to choose from: what the tender asks for first, then what the register has."""
    now = state.now()
    asked = [row.capability for row in now.tender.tender.requirements] if now.tender else []
    return list(dict.fromkeys((*asked, *holdings.names(now.register))))


def _references(desk: Desk, found: Partner) -> None:
    _rows(desk, found, Reference, "references", found.references)


def _people(desk: Desk, found: Partner) -> None:
    _rows(desk, found, Person, "people", found.people)


def _rows(desk: Desk, found: Partner, kind: type[Any], name: str, rows: Sequence[Kept[Any]]) -> None:
    key = f"{name}-{found.entity.uid}"
    if rows:
        st.caption(say("partners.table.help"))
        partner_rows.editor(desk, kind, rows, key)
    else:
        st.caption(say(f"partners.none.{name}"))
    partner_rows.adder(desk, kind, {"entity": found.entity.value.id}, key)
