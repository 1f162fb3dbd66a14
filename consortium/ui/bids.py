"""The bids of a workspace: each with its deadline and how far it is, open ones first."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from consortium import service
from consortium.service import BidLine, Desk
from consortium.ui import act, edge, place, state
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n
from consortium.ui.show import PAGES

MOST = 6
"""Open bids that are shown at once: those with the nearest deadlines."""
SOON = 14
"""Days before a deadline from which on it stands out."""


def listing(desk: Desk) -> None:
    """The open bids, and folded away those that are many or closed. Nothing where there is none."""
    lines = service.bids(desk)
    if not lines:
        return
    st.markdown(f"#### {say('work.bids.title')}", anchors=False)
    edge.show(state.now().trouble_at("bids"))
    going = [line for line in lines if not line.closed]
    for line in going[:MOST]:
        _row(desk, line)
    _folded(desk, "work.bids.further", going[MOST:])
    _folded(desk, "work.bids.closed", [line for line in lines if line.closed])


def _folded(desk: Desk, label: str, lines: Sequence[BidLine]) -> None:
    if lines:
        with st.expander(say_n(label, len(lines))):
            for line in lines:
                _row(desk, line)


def _row(desk: Desk, line: BidLine) -> None:
    key = f"line-{line.uid}"
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="medium", key=key):
        with st.container(gap=None):
            st.markdown(f"**{escape(line.name)}**")
            st.caption(" · ".join(part for part in (escape(line.reference), _deadline(line.deadline)) if part))
        st.markdown(_state(line), width="content")
        if st.button(say("work.bids.open"), key=f"open-{line.uid}", type="secondary"):
            place.go(desk.workspace, line.uid)
            page = "coalition" if line.status else "tender"
            st.switch_page(PAGES[page][0], query_params=place.parameters())
        with st.popover("", icon=":material/more_vert:", type="tertiary", help=say("work.bids.more")):
            _more(desk, line)


def _deadline(deadline: date | None) -> str:
    if deadline is None:
        return say("work.bids.no_deadline")
    left = (deadline - date.today()).days
    told = say("work.bids.deadline", day=deadline)
    if left < 0:
        return f"{told} ({say('work.bids.past')})"
    days = say_n("work.bids.left", left)
    return f"{told} (:orange[{days}])" if left <= SOON else f"{told} ({days})"


def _state(line: BidLine) -> str:
    """A badge: decided, how many members cover, nobody covers, or nothing yet."""
    if line.decided:
        return f":green-badge[:material/verified: {say('work.bids.decided')}]"
    if line.size is not None:
        return f":green-badge[:material/check_circle: {say_n('screens.frame.members', line.size)}]"
    if line.status:
        return f":orange-badge[:material/block: {say('screens.frame.no_coalition')}]"
    return f":gray-badge[:material/radio_button_unchecked: {say('screens.frame.no_answer')}]"


def _more(desk: Desk, line: BidLine) -> None:
    """Another name; closing and opening again."""
    key = f"name-{line.uid}"
    st.text_input(say("work.bids.name"), line.name, key=key, max_chars=200, on_change=_rename, args=(desk, line, key))
    label = "work.bids.reopen" if line.closed else "work.bids.close"
    icon = ":material/lock_open:" if line.closed else ":material/lock:"
    st.button(say(label), key=f"close-{line.uid}", icon=icon, on_click=_close, args=(desk, line))
    if not line.closed:
        st.caption(say("work.bids.close.help"))


def _rename(desk: Desk, line: BidLine, key: str) -> None:
    name = str(st.session_state.get(key) or "").strip()
    if name:
        act.attempt("bids", lambda: service.rename_bid(desk, service.open_bid(desk, line.uid).bid, name))


def _close(desk: Desk, line: BidLine) -> None:
    act.attempt("bids", lambda: service.close_bid(desk, service.open_bid(desk, line.uid).bid, not line.closed))
