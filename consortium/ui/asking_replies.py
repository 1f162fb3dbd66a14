"""Replies: uploaded, looked at line by line, and brought in as one change."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from consortium.domain.asking import FACTS
from consortium.domain.findings import Level
from consortium.domain.register import Capability, Entity, Person, Reference
from consortium.errors import ConsortiumError
from consortium.service.asking import Inquiry
from consortium.service.replies import Incoming, Turn, bring_in_replies, read_replies, tally, turn_of
from consortium.service.reply_changes import Change
from consortium.ui import edge, findings, holdings, place, show, state
from consortium.ui.asking import today
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n, say_plain
from consortium.ui.partner_import import cell as written

KINDS = ("xlsx", "xlsm", "ods", "xls", "csv", "zip")
_KEY, _COUNT = "ask-files", "ask-upload-n"
_FIELDS: dict[type, tuple[str, ...]] = {
    Capability: ("valid_until", "status", "evidence"),
    Reference: ("amount", "unit", "own_share", "ended", "cpv", "status"),
    Person: ("roles", "years", "qualification", "dedication"),
}
"""What is shown of a row beside its name (and a capability's value)."""
_ICONS = {Turn.NEW: "+", Turn.CHANGED: "≠", Turn.SAME: "="}


def panel(inquiry: Inquiry) -> None:
    """The uploader; what the files would change; and the button that brings it in."""
    edge.show(state.now().trouble_at("replies"))
    key = f"ask-upload-{st.session_state.get(_COUNT, 0)}"
    st.file_uploader(
        say("ask.replies.upload"), type=KINDS, accept_multiple_files=True, key=key, on_change=_taken, args=(key,)
    )
    files = st.session_state.get(_KEY, ())
    if not files:
        st.caption(say("ask.replies.help"))
        return
    incoming = _read(inquiry, files)
    _summary(inquiry, incoming)
    for n, reply in enumerate(incoming):
        _one(reply, n)


def _taken(key: str) -> None:
    state.clear_trouble("replies")
    st.session_state[_KEY] = tuple((file.name, file.getvalue()) for file in st.session_state.get(key) or ())


def _read(inquiry: Inquiry, files: tuple[tuple[str, bytes], ...]) -> tuple[Incoming, ...]:
    """The replies as the register stands now; read again only when that or the files have changed."""
    made_from = (files, inquiry, state.now().revision)
    found = st.session_state.get("ask-incoming")
    if isinstance(found, tuple) and found[0] == made_from:
        return found[1]  # type: ignore[no-any-return]
    with st.spinner(say("ask.replies.reading")):
        incoming = read_replies(inquiry, files, today())
    st.session_state["ask-incoming"] = (made_from, incoming)
    return incoming


def _summary(inquiry: Inquiry, incoming: Sequence[Incoming]) -> None:
    usable = [reply for reply in incoming if reply.trouble is None]
    turns = tally(incoming)
    doubts = sum(found.level is not Level.INFO for reply in usable for found in reply.findings)
    show.metrics(
        (
            (say("ask.replies.files"), len(incoming)),
            (say("ask.replies.new"), turns[Turn.NEW]),
            (say("ask.replies.changed"), turns[Turn.CHANGED]),
            (say("ask.replies.same"), turns[Turn.SAME]),
            (say("ask.replies.doubts"), doubts),
        )
    )
    changes = turns[Turn.NEW] + turns[Turn.CHANGED]
    with st.container(horizontal=True):
        if usable:
            label = say_n("ask.replies.bring", changes) if changes else say("ask.replies.note")
            st.button(
                label, type="primary", icon=":material/check:", key="ask-bring", on_click=_bring, args=(inquiry, usable)
            )
        st.button(say("ask.replies.leave"), key="ask-leave", on_click=_leave)
    if usable:
        st.caption(say("ask.replies.promise"))


def _bring(inquiry: Inquiry, incoming: Sequence[Incoming]) -> None:
    """Bring it in; where somebody changed a row since, everything is read anew and shown again."""
    state.clear_trouble("replies")
    try:
        bring_in_replies(inquiry, incoming)
    except ConsortiumError as error:
        state.put_trouble("replies", error)
        st.session_state.pop("ask-incoming", None)
    else:
        st.toast(say_n("ask.replies.done", len(incoming)), icon=":material/check:")
        _leave()
    place.refresh()


def _leave() -> None:
    """Let go of the files."""
    for key in (_KEY, "ask-incoming"):
        st.session_state.pop(key, None)
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1


def _one(reply: Incoming, n: int) -> None:
    """One file: whose it is, what it changes, what could not be read."""
    if reply.trouble is not None:
        edge.show(reply.trouble)
        return
    assert reply.entity is not None
    with st.container(border=True):
        st.markdown(f"#### {escape(reply.entity.name or reply.entity.id)}", anchors=False)
        st.caption(escape(reply.file))
        if reply.note:
            st.info(say("ask.replies.said", note=reply.note), icon=":material/chat:")
        lines = [line for change in reply.changes for line in _lines(change)]
        if lines:
            heads = [say_plain(f"ask.column.{name}") for name in ("turn", "about", "before", "after", "cell")]
            st.dataframe(pd.DataFrame(lines, columns=heads), hide_index=True, key=f"ask-reply-{n}")
        else:
            st.caption(say("ask.replies.nothing"))
        for found in reply.findings:
            findings.line(found.level, found.place, findings.sentence(found.code, found.fields))


def _lines(change: Change) -> list[tuple[str, ...]]:
    """A change as rows of a table: a row for each fact of an entity, one for anything else."""
    turn = turn_of(change)
    said = f"{_ICONS[turn]} {say_plain(f'ask.turn.{turn}')}"
    if not isinstance(change.then, Entity) or change.kept is None:
        before = _told(change.kept.value) if change.kept is not None else ""
        return [(said, change.name, before, _told(change.then), change.place.cell)]
    both = [(name, getattr(change.kept.value, name), getattr(change.then, name)) for name in FACTS]
    return [
        (said, say_plain(f"ask.question.fact.{name}"), now, then, change.place.cell)
        for name, now, then in both
        if now != then
    ]


def _told(row: Capability | Reference | Person) -> str:
    """What a row says beyond its name."""
    first = [holdings.value(row)] if isinstance(row, Capability) else []
    fields = ((name, getattr(row, name)) for name in _FIELDS[type(row)])
    return " · ".join((*first, *(written(name, value) for name, value in fields if value not in (None, "", ()))))
