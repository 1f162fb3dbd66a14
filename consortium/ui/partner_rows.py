"""Rows of the register as a table to type in: each change is read, kept at once and acknowledged, or said to be wrong.

The table is given what is kept, never its own output; what could not be kept stays in it as typed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from consortium import words
from consortium.domain.register import Capability, Entity, External, Pair, Person, Reference
from consortium.errors import ConsortiumError, StoreError
from consortium.report.marks import plain
from consortium.service import Desk, Kept
from consortium.service import partners as service
from consortium.service.partners import Edit, Saved
from consortium.ui import edge, findings, place, state
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n, say_plain

DECIMAL = {"es": ",", "en": "."}
FIELDS: Mapping[type[Any], tuple[str, ...]] = {
    Entity: ("id", "name", "tax_id", "legal_form", "size", "sectors", "territory", "email", "cost", "available"),
    Capability: ("capability", "value", "unit", "valid_from", "valid_until", "status", "evidence"),
    Reference: ("id", "title", "cpv", "amount", "unit", "own_share", "ended", "status"),
    Person: ("id", "name", "roles", "years", "qualification", "dedication"),
    Pair: ("a", "b", "relation", "reason"),
    External: ("id", "name", "capability", "value", "unit", "valid_until", "letter", "executes"),
}
CHOICES = {"status": ("claimed", "evidenced", "verified"), "relation": ("apart", "together")}
SWITCHES = frozenset({"available", "letter", "executes"})
FIXED: Mapping[type[Any], frozenset[str]] = {Entity: frozenset({"id"}), Pair: frozenset({"a", "b"})}
"""What a row is known by: not typed over."""
WIDTHS = {"capability": 240, "name": 220, "title": 240, "evidence": 180, "id": 90, "value": 130, "unit": 110}


@dataclass(frozen=True, slots=True)
class Stale:
    """An edit that came too late: what was typed, on which row, and the error that carries both versions."""

    edits: tuple[Edit, ...]
    error: StoreError


def editor(
    desk: Desk, kind: type[Any], rows: Sequence[Kept[Any]], key: str, more: Mapping[str, Sequence[str]] = {}
) -> None:
    """The rows as a table; ``more`` are read-only columns by heading. Every change is a change of its own."""
    stale(desk, key)
    shelf = f"{key}-given"
    given, n = st.session_state.get(shelf, ((), 0))
    widget = _widget(key, n)
    # Before the table follows what others changed: what was typed into it comes first.
    _taken(desk, kind, given, key, widget)
    waiting = st.session_state.get(f"{key}-problems") and widget in st.session_state
    if tuple(given) != tuple(rows) and not waiting:
        given, n = tuple(rows), n + 1
        st.session_state[shelf] = (given, n)
        widget = _widget(key, n)
    with st.container():  # always there, so that the table below keeps its place and what was typed into it
        if problems(key):
            st.button(say("partners.discard"), key=f"{key}-discard", type="tertiary", on_click=_discard, args=(key,))
    frame = _frame(kind, given, more if tuple(given) == tuple(rows) else {})
    st.data_editor(
        frame,
        column_config=_columns(kind, tuple(more)),
        column_order=[*more, "relation", "reason"] if kind is Pair else None,
        hide_index=True,
        num_rows="delete" if kind is not Entity else "fixed",
        placeholder="",
        row_height=38,
        height=min(460, 42 + 38 * max(1, len(given))),
        disabled=[*FIXED.get(kind, ()), *more],
        key=widget,
    )


def _widget(key: str, n: int) -> str:
    return f"{key}-{n}-{current()}"


def _frame(kind: type[Any], rows: Sequence[Kept[Any]], more: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    told = [shown(kept.value) for kept in rows]
    columns: dict[str, pd.Series] = {}
    for field in FIELDS[kind]:
        dtype = "bool" if field in SWITCHES else "object"
        columns[field] = pd.Series([row[field] for row in told], dtype=dtype)
    return pd.DataFrame(columns | {name: pd.Series(list(cells), dtype="object") for name, cells in more.items()})


def _columns(kind: type[Any], more: Sequence[str]) -> dict[str, ColumnConfig]:
    config = st.column_config
    found: dict[str, ColumnConfig] = {name: config.TextColumn(name, width=170) for name in more}
    for field in FIELDS[kind]:
        label = say_plain(f"partners.field.{field}")
        if field in CHOICES:
            found[field] = config.SelectboxColumn(label, options=list(CHOICES[field]), format_func=_choice, width=120)
        elif field in SWITCHES:
            found[field] = config.CheckboxColumn(label, width=95)
        else:
            found[field] = config.TextColumn(label, width=WIDTHS.get(field, 120))
    return found


def _choice(word: object) -> str:
    return say_plain(f"partners.choice.{word}")


def shown(value: Any) -> dict[str, Any]:
    """A row's cells as people write them; those of a choice or a switch as they are."""
    cells = service.cells_of(value)
    return {f: cells[f] if f in CHOICES or f in SWITCHES else written(f, cells[f]) for f in FIELDS[type(value)]}


def written(field: str, cell: object) -> str:
    """A cell as text that reads back as itself."""
    if isinstance(cell, Decimal):
        return words.number(current(), plain(cell))
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if field == "value" and cell in ("yes", "no"):
        return say_plain(f"partners.value.{cell}")
    return str(cell or "")


def _taken(desk: Desk, kind: type[Any], given: Sequence[Kept[Any]], key: str, widget: str) -> None:
    """Keep what was typed since the table was given, once: what could not be kept waits to be typed otherwise."""
    delta = st.session_state.get(widget) or {}
    typed = {name: delta.get(name) for name in ("edited_rows", "deleted_rows")}
    if not any(typed.values()) or st.session_state.get(f"{key}-seen") == (widget, repr(typed)):
        return
    st.session_state[f"{key}-seen"] = (widget, repr(typed))
    edits = tuple(
        Edit(given[int(n)], {field: _clean(cell) for field, cell in cells.items() if field in FIELDS[kind]})
        for n, cells in delta["edited_rows"].items()
        if int(n) not in delta["deleted_rows"]
    )
    keep(desk, edits, key, tuple(given[n] for n in delta["deleted_rows"]))
    if not st.session_state.get(f"{key}-problems"):
        st.rerun()


def _clean(cell: Any) -> Any:
    return cell.strip() or None if isinstance(cell, str) else cell


def keep(desk: Desk, edits: tuple[Edit, ...], key: str, removed: Sequence[Kept[Any]] = ()) -> None:
    """Keep edits and removals and say so; what is wrong with them, or that somebody was faster, stays to be shown."""
    try:
        saved = service.edit(desk, edits, DECIMAL[current()], removed)
    except StoreError as error:
        _late(key, edits, error)
        return
    acknowledged(saved, key, "partners.saved")


def _late(key: str, edits: tuple[Edit, ...], error: StoreError) -> None:
    st.session_state[f"{key}-problems"] = ()
    st.session_state[f"{key}-stale"] = Stale(edits, error)
    renewed(key)


def acknowledged(saved: Saved, key: str, done: str) -> None:
    """Say that it is kept, and follow; or keep what is wrong with it for ``problems``."""
    st.session_state[f"{key}-problems"] = saved.problems
    if saved.problems:
        return
    if saved.batch:
        st.toast(say(done), icon=":material/check:")
        for name in saved.lowered:
            st.toast(say("partners.lowered", what=name), icon=":material/gpp_maybe:")
    renewed(key)


def renewed(key: str) -> None:
    """The table starts anew from what is kept."""
    place.refresh()
    _, n = st.session_state.get(f"{key}-given", ((), 0))
    st.session_state[f"{key}-given"] = ((), n + 1)


def _discard(key: str) -> None:
    st.session_state[f"{key}-problems"] = ()
    renewed(key)


def problems(key: str) -> bool:
    """What is wrong with what was typed, by row and column; it stands in the table still. Whether there is anything."""
    found = st.session_state.get(f"{key}-problems") or ()
    if not found:
        return False
    with st.container(border=True):
        st.markdown(f"**:red[:material/error:] {say_n('partners.not_kept', len(found))}**")
        for problem in found:
            column = say_plain(f"partners.field.{problem.field}") if problem.field else ""
            where = " · ".join(filter(None, (problem.row, column)))
            sentence = findings.sentence(problem.finding.code, problem.finding.fields)
            st.markdown(f"**{escape(where)}** {escape(sentence)}" if where else escape(sentence))
    return True


def stale(desk: Desk, key: str) -> None:
    """Both versions of a row that somebody else changed meanwhile, to choose from."""
    found = st.session_state.get(f"{key}-stale")
    if not isinstance(found, Stale):
        return
    with st.container(border=True):
        edge.show(found.error)
        theirs = found.error.fields.get("theirs")
        edit = next((e for e in found.edits if isinstance(theirs, Kept) and e.kept.uid == theirs.uid), None)
        if edit is not None and isinstance(theirs, Kept):
            st.dataframe(_versions(edit, theirs), hide_index=True)
        with st.container(horizontal=True):
            if edit is not None:
                st.button(say("partners.stale.mine"), key=f"{key}-mine", on_click=_insist, args=(desk, found, key))
            st.button(say("partners.stale.theirs"), key=f"{key}-theirs", on_click=_yield, args=(key,))


def _versions(edit: Edit, theirs: Kept[Any]) -> pd.DataFrame:
    """The fields in which the three differ: as it was, as typed here, as it is now."""
    before, now = shown(edit.kept.value), shown(theirs.value)
    yours = before | {field: cell or "" for field, cell in edit.cells.items()}
    heads = [say_plain(f"partners.stale.{name}") for name in ("field", "before", "yours", "now")]
    rows = [
        (say_plain(f"partners.field.{field}"), *(_cell(field, side[field]) for side in (before, yours, now)))
        for field in before
        if len({str(before[field]), str(yours[field]), str(now[field])}) > 1
    ]
    return pd.DataFrame(rows, columns=heads)


def _cell(field: str, cell: object) -> str:
    return _choice(cell) if field in CHOICES else str(cell)


def _insist(desk: Desk, found: Stale, key: str) -> None:
    """What was typed here, over the version of the other; the fields that were not typed stay as they are now."""
    _yield(key)
    theirs = found.error.fields["theirs"]
    assert isinstance(theirs, Kept)
    keep(desk, tuple(Edit(theirs if e.kept.uid == theirs.uid else e.kept, e.cells) for e in found.edits), key)


def _yield(key: str) -> None:
    del st.session_state[f"{key}-stale"]


def adder(desk: Desk, kind: type[Any], owner: Mapping[str, str], key: str, names: Sequence[str] = ()) -> None:
    """A form for one more row; ``owner``: cells that it has anyway, ``names``: capabilities to choose from."""
    n = st.session_state.get(f"{key}-added", 0)
    with st.popover(say(f"partners.add.{kind.__name__.lower()}"), icon=":material/add:", key=f"{key}-pop-{n}"):
        problems(f"{key}-add")
        edge.show(st.session_state.get(f"{key}-add-error"))
        with st.form(f"{key}-form-{n}", border=False):
            cells = {field: _input(field, f"{key}-{field}-{n}", names) for field in FIELDS[kind] if field not in owner}
            if st.form_submit_button(say("partners.add.keep"), type="primary"):
                _add(desk, kind, {**cells, **owner}, key)


def _input(field: str, key: str, names: Sequence[str]) -> Any:
    label = say(f"partners.field.{field}")
    if field in CHOICES:
        return st.selectbox(label, CHOICES[field], format_func=_choice, key=key)
    if field == "b":
        register = state.now().register
        known = register.register.names() if register else {}
        return st.selectbox(label, list(known), index=None, format_func=lambda e: f"{known[e]} · {e}", key=key)
    if field in SWITCHES:
        return st.checkbox(label, value=field == "available", key=key)
    if field == "capability" and names:
        hint = say_plain("partners.add.choose")
        return st.selectbox(label, names, index=None, accept_new_options=True, key=key, placeholder=hint)
    hint = f"partners.hint.{field}"
    return st.text_input(label, key=key, placeholder=say_plain(hint) if words.known(current(), hint) else "")


def _add(desk: Desk, kind: type[Any], cells: Mapping[str, Any], key: str) -> None:
    st.session_state[f"{key}-add-error"] = None
    try:
        saved = service.add(desk, kind, {f: _clean(cell) for f, cell in cells.items()}, DECIMAL[current()])
    except ConsortiumError as error:
        st.session_state[f"{key}-add-error"] = error
    else:
        acknowledged(saved, f"{key}-add", "partners.added")
        if saved.batch:
            st.session_state[f"{key}-added"] = st.session_state.get(f"{key}-added", 0) + 1
    st.rerun()


def attempt(key: str, action: Callable[[], Any], done: str) -> None:
    """Do one thing, acknowledge it and follow; what goes wrong is trouble at ``key``."""
    state.clear_trouble(key)
    try:
        action()
    except ConsortiumError as error:
        state.put_trouble(key, error)
    else:
        st.toast(say(done), icon=":material/check:")
    place.refresh()
