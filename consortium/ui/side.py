"""The side bar's upper part: the workspace, the bid, who works, and the last change with the way back."""

import streamlit as st

from consortium import service, words
from consortium.errors import ConsortiumError
from consortium.service import Batch, Desk
from consortium.ui import act, edge, place, state
from consortium.ui.escape import escape
from consortium.ui.lang import author, current, say, say_plain

MOST = 200
"""Characters of a name."""
SHOWN = 24
"""Characters of a name on one line of the side bar."""


def lost(trouble: ConsortiumError) -> None:
    """In the place of a page whose workspace or bid cannot be opened: what is wrong, and the way home."""
    with st.container(border=True):
        st.markdown(f"#### {say('work.lost.title')}", anchors=False)
        edge.show(trouble)
        st.button(say("work.lost.home"), type="primary", icon=":material/home:", on_click=_go, args=("", ""))


def _go(space: str, bid: str) -> None:
    try:
        place.go(space, bid)
    except ConsortiumError as error:
        state.put_trouble("place", error)


def whereabouts() -> None:
    """Which workspace and which bid, each with the way to another."""
    now = state.now()
    assert now.desk is not None
    assert now.space is not None
    with st.container(gap="small"):
        with st.popover(_button(now.space.name), icon=":material/folder_shared:", width="stretch"):
            _space(now.desk, now.space.name)
        bid = now.opened.bid.value.name if now.opened else say_plain("work.bid.none")
        with st.popover(_button(bid), icon=":material/gavel:", width="stretch"):
            _bids(now.desk, now.bid)


def _button(name: str) -> str:
    return escape(name if len(name) <= SHOWN else name[: SHOWN - 1].rstrip() + "…")


def _space(desk: Desk, name: str) -> None:
    """Another name for the workspace, another workspace, a new one, and who works."""
    st.text_input(
        say("work.who"),
        key=place.WHO,
        placeholder=say_plain("work.somebody"),
        max_chars=MOST,
        help=say("work.who.help"),
        persist_state="session",
        on_change=_sign,
    )
    st.text_input(
        say("work.space.name"),
        value=name,
        key=f"space-{desk.workspace}",
        max_chars=MOST,
        on_change=_rename,
        args=(desk,),
    )
    others = [w for w in service.spaces(desk.store) if w.id != desk.workspace]
    if others:
        names = {w.id: w.name for w in others}
        st.selectbox(
            say("work.space.other"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            key="space-other",
            placeholder=say_plain("work.space.choose"),
            on_change=_switch,
        )
    st.button(say("work.space.new"), icon=":material/add:", on_click=_create, width="stretch")
    edge.show(state.now().trouble_at("side"))


def _sign() -> None:
    now = state.now()
    if now.desk is not None:
        state.put(desk=Desk(now.desk.store, now.desk.workspace, place.who()))


def _rename(desk: Desk) -> None:
    name = str(st.session_state.get(f"space-{desk.workspace}") or "").strip()
    if name:
        act.attempt("side", lambda: service.rename_space(desk, name))


def _switch() -> None:
    chosen = st.session_state.get("space-other")
    if isinstance(chosen, str):
        _go(chosen, "")


def _create() -> None:
    act.attempt("side", lambda: _go(service.main_store().create_workspace(_free_name(), place.who()).id, ""))


def _free_name() -> str:
    taken = {w.name for w in service.spaces(service.main_store())}
    first = say_plain("work.first")
    names = (first, *(say_plain("work.further", name=first, n=n) for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _bids(desk: Desk, uid: str) -> None:
    """The open bids to choose from, and a new one."""
    lines = [line for line in service.bids(desk) if not line.closed and line.uid != uid]
    for line in lines[:8]:
        when = escape(words.day(current(), line.deadline)) if line.deadline else ""
        st.button(
            " · ".join(part for part in (_button(line.name), when) if part),
            key=f"bid-{line.uid}",
            width="stretch",
            on_click=_go,
            args=(desk.workspace, line.uid),
        )
    st.button(
        say("work.bid.new"),
        icon=":material/add:",
        key="bid-new",
        width="stretch",
        on_click=_go,
        args=(desk.workspace, place.NEW),
    )


def undo() -> None:
    """The last change, in words, with one button to take it back."""
    desk = state.now().desk
    assert desk is not None
    last = service.undoable(desk)
    if last is not None:
        st.button(
            say("work.undo", what=told(last)),
            icon=":material/undo:",
            key="undo",
            type="tertiary",
            help=say("work.undo.help", by=author(last.by)),
            on_click=act.undo,
            args=(last.batch,),
        )
    edge.show(state.now().trouble_at("undo"))


def told(change: Batch) -> str:
    """A change in a few words: what was done, or to which kinds of things."""
    kind = change.words[0].removeprefix("store.") if len(change.words) == 1 else ""
    for key in (f"work.did.{change.action}", f"work.changed.{kind}"):
        if words.known(current(), key):
            return say_plain(key)
    kinds = [words.text(current(), word) for word in change.words if words.known(current(), word)]
    return say_plain("work.did", what=kinds)
