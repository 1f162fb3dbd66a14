"""Two people changed the same of a tender at once: what stands against what, and who prevails."""

import pandas as pd
import streamlit as st

from consortium.service import Clash
from consortium.ui import act, state
from consortium.ui.lang import author, current, say, say_plain
from consortium.words import known, shown


def panel() -> None:
    """The contradiction, where there is one, with its two ways out. What does not contradict is kept either way."""
    found = state.now().conflict
    if found is None:
        return
    by = author(str(found.error.fields.get("by") or ""))
    with st.container(border=True):
        st.markdown(f"#### :orange[:material/call_split:] {say('work.conflict.title')}", anchors=False)
        st.markdown(say("work.conflict.help", by=by))
        columns = [say_plain(f"work.conflict.{name}") for name in ("where", "field", "base", "yours")]
        heads = [*columns, say_plain("work.conflict.theirs", by=by)]
        st.dataframe(pd.DataFrame(map(_row, found.meeting.clashes), columns=heads), hide_index=True)
        with st.container(horizontal=True):
            _button("mine", say("work.conflict.keep_mine"), True)
            _button("theirs", say("work.conflict.keep_theirs", by=by), False)


def _button(key: str, label: str, mine: bool) -> None:
    st.button(label, key=f"conflict-{key}", on_click=act.settle_conflict, args=(mine,))


def _row(clash: Clash) -> tuple[str, ...]:
    label = say_plain(f"screens.row.{clash.field}" if clash.row else f"screens.facts.{clash.field}")
    where = clash.row or say_plain("screens.nav.tender")
    return where, label, *(_told(clash.field, value) for value in (clash.base, clash.yours, clash.theirs))


def _told(field: str, value: object) -> str:
    """A cell as the table of requirements shows it."""
    if isinstance(value, bool):
        return say_plain("work.yes" if value else "work.no")
    key = f"screens.{field}.{value}"
    if field in ("rule", "category") and known(current(), key):
        return say_plain(key)
    return shown(current(), value) or say_plain("screens.none")
