"""What an entity is bound to: other bids (LCSP 139.3), and other entities; and what became of it over time."""

import streamlit as st

from consortium.domain.register import Pair
from consortium.service import Desk, Kept, committing
from consortium.service.committing import Commitment
from consortium.service.history import entries
from consortium.service.partners import Partner
from consortium.ui import edge, partner_rows, state
from consortium.ui import history as log
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n, say_plain

LATEST = 30
"""Changes shown."""


def notice() -> None:
    """Who is left out of the search for being bound elsewhere, and who is in it all the same."""
    now = state.now()
    names = now.register.register.names() if now.register else {}
    bound = dict.fromkeys(c.entity for c in committing.here(now.options, now.bound))
    out = [names.get(entity, entity) for entity in bound if entity not in now.options.include]
    forced = [names.get(entity, entity) for entity in bound if entity in now.options.include]
    if out:
        st.info(say_n("partners.left_out", len(out), who=out), icon=":material/gavel:")
    if forced:
        st.warning(say("partners.forced_in", who=forced), icon=":material/gavel:")


def panel(desk: Desk, found: Partner) -> None:
    """Commitments and pairs."""
    st.markdown(f"**{say('partners.bound.title')}**")
    st.caption(say("partners.bound.help"))
    edge.show(state.now().trouble_at("bound"))
    for kept in found.commitments:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            bid = kept.value
            lot = say("partners.bound.lot", lot=bid.lot) if bid.lot else say("partners.bound.all_lots")
            group = f" · {escape(bid.group)}" if bid.group else ""
            st.markdown(f":material/gavel: **{escape(bid.tender)}** · {lot}{group}", width="content")
            st.button(say("partners.bound.release"), key=f"release-{kept.uid}", on_click=_release, args=(desk, kept))
    _form(desk, found)
    st.space("small")
    st.markdown(f"**{say('partners.pairs.title')}**")
    key = f"pairs-{found.entity.uid}"
    if found.pairs:
        who = [_other(kept.value, found) for kept in found.pairs]
        partner_rows.editor(desk, Pair, found.pairs, key, {say_plain("partners.pairs.who"): who})
    else:
        st.caption(say("partners.none.pairs"))
    partner_rows.adder(desk, Pair, {"a": found.entity.value.id}, key)


def _other(pair: Pair, found: Partner) -> str:
    """The name of the one that goes with this entity in a pair."""
    other = pair.b if pair.a == found.entity.value.id else pair.a
    register = state.now().register
    return register.register.names().get(other, other) if register else other


def _form(desk: Desk, found: Partner) -> None:
    now = state.now()
    n = st.session_state.get("bound-n", 0)
    with (
        st.popover(say("partners.bound.add"), icon=":material/add:", key=f"bound-pop-{n}"),
        st.form(f"bound-{n}", border=False),
    ):
        reference = now.tender.tender.reference if now.tender else ""
        tender = st.text_input(say("partners.bound.tender"), value=reference, key=f"bound-tender-{n}")
        lot = st.text_input(
            say("partners.bound.which_lot"), key=f"bound-lot-{n}", help=say("partners.bound.which_lot.help")
        )
        group = st.text_input(
            say("partners.bound.group"), key=f"bound-group-{n}", help=say("partners.bound.group.help")
        )
        if st.form_submit_button(say("partners.add.keep"), type="primary"):
            entity = found.entity.value.id
            partner_rows.attempt("bound", lambda: committing.commit(desk, entity, tender, lot, group), "partners.added")
            st.session_state["bound-n"] = n + 1
            st.rerun()


def _release(desk: Desk, kept: Kept[Commitment]) -> None:
    partner_rows.attempt("bound", lambda: committing.release(desk, kept), "partners.saved")


def history(desk: Desk, found: Partner) -> None:
    """Who changed what of it, and when; each change with its way back."""
    log.listing(desk, entries(desk, LATEST, entity=found.entity.value.id))
