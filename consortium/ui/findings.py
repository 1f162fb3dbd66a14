"""What was noticed about a file, as a list that can be narrowed by level; each line names its cell."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from consortium import words
from consortium.domain.findings import Finding, Level, Place
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n, say_plain

LOOKS = {
    Level.ERROR: ("red", ":material/error:"),
    Level.WARNING: ("orange", ":material/warning:"),
    Level.INFO: ("gray", ":material/info:"),
}
MOST_LINES = 25


def sentence(code: str, fields: Mapping[str, object]) -> str:
    """A finding's sentence, plain: for an element that reads no markdown."""
    key = f"findings.{code}"
    return (
        words.text(current(), key, **fields)
        if words.known(current(), key)
        else say_plain("screens.findings.other", code=code)
    )


def line(level: Level, place: Place, message: str) -> None:
    """One finding: its level, its cell, its sentence."""
    colour, icon = LOOKS[level]
    st.markdown(f":{colour}-badge[{icon} {say(f'screens.level.{level}')}] {_told(place, message)}")


def _told(place: Place, message: str) -> str:
    where = f"**{escape(place)}** · " if str(place) else ""
    return f"{where}{escape(message)}"


def faults(findings: Sequence[Finding], heading: str = "screens.findings.faults") -> None:
    """The errors, on top of everything else: in the file that is used they stop the search."""
    wrong = [finding for finding in findings if finding.level is Level.ERROR]
    if not wrong:
        return
    icon = LOOKS[Level.ERROR][1]
    with st.container(border=True):
        st.markdown(f"#### :red[{icon}] {say_n(heading, len(wrong))}", anchors=False)
        for finding in wrong[:MOST_LINES]:
            st.markdown(_told(finding.place, sentence(finding.code, finding.fields)))


def listing(findings: Sequence[Finding], key: str) -> None:
    """All findings, gravest first, with a filter by level."""
    if not findings:
        st.caption(say("screens.findings.none"))
        return
    counts = Counter(finding.level for finding in findings)
    present = [level for level in Level if counts[level]]
    labels = {level: f"{say(f'screens.levels.{level}')} · {counts[level]}" for level in present}
    chosen = st.pills(
        say("screens.findings.filter"),
        present,
        selection_mode="multi",
        format_func=labels.__getitem__,
        key=key,
        label_visibility="collapsed",
    )
    wanted = [f for level in present for f in findings if f.level is level and (not chosen or level in chosen)]
    for finding in wanted[:MOST_LINES]:
        line(finding.level, finding.place, sentence(finding.code, finding.fields))
    if len(wanted) > MOST_LINES:
        with st.expander(say_n("screens.findings.all", len(wanted))):
            _table(wanted)


def _table(findings: Sequence[Finding]) -> None:
    level, place, message = (say_plain(f"screens.findings.column.{name}") for name in ("level", "place", "message"))
    rows = [
        {level: say_plain(f"screens.level.{f.level}"), place: str(f.place), message: sentence(f.code, f.fields)}
        for f in findings
    ]
    wide = st.column_config.TextColumn(width="large")
    st.dataframe(pd.DataFrame(rows), hide_index=True, column_config={message: wide})
