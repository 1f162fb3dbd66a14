"""What an entity brings to the tender on the table: rows it covers, adds to, or says nothing about."""

from collections import Counter

import pandas as pd
import streamlit as st

from consortium.service.contributing import Brings, Contribution, contributions
from consortium.service.partners import Partner
from consortium.ui import holdings, partner_rows, show, state
from consortium.ui.lang import say, say_n, say_plain

LOOKS = {Brings.COVERS: "✓", Brings.ADDS: "+", Brings.UNKNOWN: "?", Brings.LACKS: "✗", Brings.UNDETERMINED: "–"}


def panel(found: Partner) -> None:
    """Counts, whether the tender can do without it, and the rows."""
    now = state.now()
    if now.tender is None:
        st.caption(say("partners.brings.no_tender"))
        return
    rows = contributions(now.tender.tender, found, now.options.lots)
    counts = Counter(row.brings for row in rows)
    with st.container(border=True):
        title = now.tender.tender.reference or now.tender.tender.title or now.tender.name
        st.markdown(f"#### {say('partners.brings.title', tender=title)}", anchors=False)
        st.markdown(_needed(found.entity.value.id))
        show.metrics(tuple((say(f"partners.brings.{kind}"), counts[kind]) for kind in list(Brings)[:4]))
        if counts[Brings.UNKNOWN]:
            st.markdown(f":material/help: {say_n('partners.brings.ask', counts[Brings.UNKNOWN])}")
            show.link("ask", "partners.brings.go")
        with st.expander(say_n("partners.brings.rows", len(rows))):
            st.caption(say("partners.brings.legend"))
            st.dataframe(_table(rows), hide_index=True)


def _needed(entity: str) -> str:
    """What the answer on the table says of it; nothing is claimed that the search has not counted."""
    answered = state.now().answered
    if answered is None or state.now().stale or not answered.members:
        return say("partners.needed.no_answer")
    found = answered.solution.answer.alternatives
    if found.counts is not None and found.total:
        n = found.counts.get(entity, 0)
        if n == found.total:
            return f":green[:material/star:] **{say('partners.needed.core')}**"
        return say_n("partners.needed.some", found.total, k=n) if n else say("partners.needed.never")
    return say("partners.needed.member" if entity in answered.members else "partners.needed.unknown")


def _table(rows: tuple[Contribution, ...]) -> pd.DataFrame:
    heads = [say_plain(f"partners.brings.head.{name}") for name in ("sign", "row", "asked", "has", "until")]
    told = [
        (
            LOOKS[row.brings],
            row.need.requirement.id,
            row.need.requirement.text or row.need.requirement.capability,
            holdings.value(row.held.row) if row.held.row else say_plain("partners.brings.nothing"),
            partner_rows.written("valid_until", row.held.row.valid_until) if row.held.row else "",
        )
        for row in rows
    ]
    return pd.DataFrame(told, columns=heads)
