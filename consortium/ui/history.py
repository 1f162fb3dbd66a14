"""The history: what was changed, by day, in sentences, each change with the way back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd
import streamlit as st

from consortium import service, words
from consortium.domain.names import normal
from consortium.report.telling import Teller, Told
from consortium.service import Batch, Desk, Entry, FieldLine, Line
from consortium.ui import act, edge, state
from consortium.ui.escape import escape
from consortium.ui.lang import author, current, say, say_n, say_plain
from consortium.ui.memo import kept

PAGE = 30
"""Changes shown at first, and as many more each time."""
SENTENCES = 4
"""Of one change; a larger one stands in a table."""
LINES = 500
KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("entities", ("store.entity", "store.pair", "store.commitment")),
    ("capabilities", ("store.capability", "store.proof", "store.reference", "store.person", "store.external")),
    ("tenders", ("store.bid", "store.tender_version", "store.chosen")),
    ("results", ("store.result", "store.scenario", "store.decision", "store.proposal_field")),
    ("personal", ("store.personal", "store.file")),
)
"""What the history can be narrowed to: kinds of record, a few together."""


def panel() -> None:
    """The history of the workspace on the table."""
    desk = state.now().desk
    if desk is None:
        return
    st.caption(say("history.help"))
    chosen, entity = _filters()
    edge.show(state.now().trouble_at("undo"))
    most = int(st.session_state.get("history-most", PAGE))
    found = service.entries(desk, most + 1, chosen, entity)
    if not found:
        st.info(say("history.none"), icon=":material/history:")
    listing(desk, found[:most])
    if len(found) > most:
        st.button(say("history.more"), icon=":material/expand_more:", on_click=_more, args=(most,))


def _more(most: int) -> None:
    st.session_state["history-most"] = most + PAGE


def _filters() -> tuple[tuple[str, ...], str]:
    """Kinds and entity that the history is narrowed to."""
    register = state.now().register
    names = register.register.names() if register else {}
    with st.container(horizontal=True):
        kind = st.selectbox(
            say("history.filter.kind"),
            [name for name, _ in KINDS],
            index=None,
            format_func=lambda name: say_plain(f"history.filter.{name}"),
            placeholder=say_plain("history.filter.kind.all"),
            key="history-kind",
        )
        entity = st.selectbox(
            say("history.filter.entity"),
            sorted(names, key=lambda e: normal(names[e])),
            index=None,
            format_func=lambda e: f"{names.get(e, e)} ({e})",
            placeholder=say_plain("history.filter.entity.all"),
            key="history-entity",
        )
    return dict(KINDS).get(kind or "", ()), entity or ""


def listing(desk: Desk, entries: Sequence[Entry]) -> None:
    """Changes under the days they were made on."""
    teller = _teller()
    for day, of_day in groupby(entries, key=lambda entry: _local(entry.batch.at, teller.zone).date()):
        st.markdown(f"##### {_day(day)}", anchors=False)
        for entry in of_day:
            with st.container(border=True):
                _entry(desk, entry, teller)


def _teller() -> Teller:
    register = state.now().register
    return Teller(current(), register.register.names() if register else {}, zone())


def zone() -> tzinfo:
    """The reader's time zone, as the browser says it."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _local(at: datetime, here: tzinfo) -> datetime:
    return at.astimezone(here)


def _day(day: date) -> str:
    said = words.weekday(current(), day)
    return said[0].upper() + said[1:]


def _entry(desk: Desk, entry: Entry, teller: Teller) -> None:
    batch = entry.batch
    lines = kept(f"history-{batch.batch}", (batch,), lambda: service.change_lines(desk, batch.batch, LINES))
    with st.container(horizontal=True, vertical_alignment="top"):
        with st.container(gap="small"):
            st.markdown(_heading(entry, teller))
            if batch.lines > SENTENCES:
                st.text(_counts(batch))
                _table(lines, batch.lines, teller)
            else:
                for sentence in dict.fromkeys(_sentence(line, teller) for line in lines):
                    st.text(sentence)
        _way_back(entry)


def _heading(entry: Entry, teller: Teller) -> str:
    batch = entry.batch
    done = _action(batch.action)
    if batch.undoes and entry.of:
        done = f"{done}: {_action(entry.of)}"
    when = words.clock(current(), _local(batch.at, teller.zone))
    who = escape(author(batch.by)) if batch.by else say("history.by_nobody")
    return f"**{done}** · {who} · {when}"


def _action(action: str) -> str:
    key = f"history.action.{action}"
    return say(key if words.known(current(), key) else "history.action.edit")


def _way_back(entry: Entry) -> None:
    with st.container(width="content"):
        if entry.taken_back:
            st.badge(say("history.undone"), color="gray", icon=":material/undo:")
        elif entry.undoable:
            again = bool(entry.batch.undoes)
            st.button(
                say("history.redo" if again else "history.undo"),
                key=f"undo-{entry.batch.batch}",
                icon=":material/redo:" if again else ":material/undo:",
                on_click=act.undo,
                args=(entry.batch.batch,),
            )


def _counts(batch: Batch) -> str:
    """What a large change is about: how many of each kind."""
    return " · ".join(say_plain("history.count", kind=_capital(say_plain(word)), n=n) for word, n in batch.counts)


def _sentence(line: Line, teller: Teller) -> str:
    what = _what(line)
    if line.change.word in service.FINAL:
        return _capital(what)
    if line.change.added or line.change.removed:
        return say_plain("history.line.added" if line.change.added else "history.line.removed", what=what)
    told = [_sides(one) for field in line.fields for one in told_of(field, teller)]
    if not told:
        return say_plain("history.line.touched", what=_capital(what))
    more = say_n("history.more_lines", len(told) - SENTENCES) if len(told) > SENTENCES else ""
    return say_plain("history.line.changed", what=_capital(what), fields="; ".join(told[:SENTENCES])) + f" {more}"


def _what(line: Line) -> str:
    kind = say_plain(line.change.word)
    if line.name and line.owner:
        return say_plain("history.line.what_of", kind=kind, name=line.name, owner=line.owner)
    if line.name or line.owner:
        key = "history.line.what" if line.name else "history.line.what_whose"
        return say_plain(key, kind=kind, name=line.name, owner=line.owner)
    return kind


def _capital(words_: str) -> str:
    return words_[:1].upper() + words_[1:]


def told_of(field: FieldLine, teller: Teller) -> tuple[Told, ...]:
    """A field in words; a personal value that was erased is said to be. Fields of the app's own say nothing."""
    if not teller.knows(field.name):
        return ()
    before, after = (_erased(field, side) for side in (field.before, field.after))
    return teller.fields(field.name, before, after)


def _erased(field: FieldLine, value: object) -> object:
    return say_plain("history.erased") if field.personal and value == "" else value


def _sides(told: Told) -> str:
    if not told.before:
        return say_plain("history.sides.set", what=told.what, after=told.after)
    if not told.after:
        return say_plain("history.sides.cleared", what=told.what, before=told.before)
    return say_plain("history.sides.from_to", what=told.what, before=told.before, after=told.after)


def _table(lines: Sequence[Line], count: int, teller: Teller) -> None:
    """Every line of a large change."""
    with st.expander(say_n("history.lines", count)):
        if count > len(lines):
            st.caption(say("history.cut", shown=len(lines), n=count))
        st.dataframe(_frame(lines, teller), hide_index=True)


def _frame(lines: Sequence[Line], teller: Teller) -> pd.DataFrame:
    columns = [say_plain(f"history.column.{name}") for name in ("did", "what", "field", "before", "after")]
    rows = [
        (_did(line), _capital(_what(line)), told.what, told.before, told.after)
        for line in lines
        for told in _told_or_blank(line, teller)
    ]
    return pd.DataFrame(rows, columns=columns)


def _told_or_blank(line: Line, teller: Teller) -> tuple[Told, ...]:
    told = tuple(one for field in line.fields for one in told_of(field, teller))
    if line.change.added or line.change.removed:
        told = tuple(one for one in told if one.before or one.after)
    return told or (Told("", "", ""),)


def _did(line: Line) -> str:
    key = "added" if line.change.added else "removed" if line.change.removed else "changed"
    return say_plain(f"history.did.{key}")
