"""Coalitions besides the smallest: a member larger, or unlike each other; asked for by a button, listed as a table."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from consortium import service
from consortium.domain.result import Coalition
from consortium.service import Pending, Solution
from consortium.service.wishes import Found
from consortium.ui import show
from consortium.ui.lang import say, say_n, say_plain
from consortium.ui.state import Answered
from consortium.ui.waiting import come

KINDS: Mapping[str, Callable[[Solution], Pending[Found]]] = {
    "near": service.start_near,
    "diverse": lambda solution: service.start_diverse(solution, 2),
}
LISTED = 50
IN_A_LINE = 55
"""Characters of the widest column; what is longer wraps."""
LINE_HEIGHT, WRAPPING = 24, 72
"""Pixels; cells wrap only in rows of more than 64."""


def panel(answered: Answered) -> None:
    """A button for each kind, and what was found for the answer shown."""
    st.markdown(f"#### {say('varieties.title')}", anchors=False)
    with st.container(horizontal=True):
        for kind, start in KINDS.items():
            if st.button(say(f"varieties.{kind}"), key=f"variety-{kind}", help=say(f"varieties.{kind}.help")):
                st.session_state["variety"] = (answered.asked, kind, start(answered.solution))
    found = st.session_state.get("variety")
    if isinstance(found, tuple) and found[0] == answered.asked:
        others = come(found[2], say_plain("varieties.running"))
        if others is not None:
            _shown(found[1], others)


def _shown(kind: str, found: Found) -> None:
    n = len(found.coalitions)
    told = say_n(f"varieties.found.{kind}", n) if n else say(f"varieties.nothing.{kind}")
    st.markdown(told if found.complete else f"{told} {say('varieties.incomplete')}")
    if n:
        listing(found.coalitions)


def listing(coalitions: tuple[Coalition, ...]) -> None:
    """The first of them as a table whose rows are as high as their members' IDs need."""
    shown = coalitions[:LISTED]
    lines = max(-(-len(_who(coalition)) // IN_A_LINE) for coalition in shown)
    wide = {say_plain("varieties.members"): st.column_config.TextColumn(width=460)}
    height = max(WRAPPING, LINE_HEIGHT * lines) if lines > 1 else None
    st.dataframe(_table(shown), hide_index=True, row_height=height, column_config=wide if lines > 1 else None)


def _who(coalition: Coalition) -> str:
    return ", ".join(coalition.members)


def _table(coalitions: tuple[Coalition, ...]) -> pd.DataFrame:
    """A coalition a row: its members' IDs, points and cost, and each of the user's own aims."""
    columns = {
        say_plain("varieties.members"): [_who(c) for c in coalitions],
        say_plain("varieties.size"): [len(c.members) for c in coalitions],
        say_plain("wishes.aim.points"): [show.number(c.points) for c in coalitions],
        say_plain("wishes.aim.cost"): [show.number(c.cost) for c in coalitions],
    }
    for at, (name, _) in enumerate(coalitions[0].aims):
        if name not in ("points", "cost"):
            columns[say_plain(f"wishes.aim.{name}")] = [_aim(c, at) for c in coalitions]
    return pd.DataFrame(columns)


def _aim(coalition: Coalition, at: int) -> str:
    name, value = coalition.aims[at]
    if name == "margin":
        return f"{float(value):.1%}"
    return str(abs(int(value)))
