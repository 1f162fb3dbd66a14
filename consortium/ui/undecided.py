"""Rows that cannot be judged until a person settles them: which, where, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from consortium import service
from consortium.domain.call import Requirement, Tender
from consortium.domain.findings import Place
from consortium.domain.needs import needs_of
from consortium.ui.escape import escape
from consortium.ui.findings import sentence
from consortium.ui.lang import say, say_n


@dataclass(frozen=True, slots=True)
class Undecided:
    """A requirement, the cell that is to blame and the reason, as a sentence."""

    requirement: Requirement
    place: Place
    reason: str


def rows_of(tender: Tender) -> tuple[Undecided, ...]:
    """The undetermined rows of all lots; each row once, with its first reason."""
    found: dict[str, Undecided] = {}
    for need in needs_of(tender, tuple(lot.id for lot in tender.lots)):
        row = need.requirement
        if need.faults and row.id not in found:
            fault = need.faults[0]
            reason = sentence(*service.fault_told(row, fault))
            found[row.id] = Undecided(row, row.source.at(fault.field), reason)
    return tuple(found.values())


def show(rows: Sequence[Undecided]) -> None:
    """What a person has to settle, on top of everything else."""
    if not rows:
        return
    with st.container(border=True):
        st.markdown(f"#### :orange[:material/help:] {say_n('screens.undecided.title', len(rows))}", anchors=False)
        st.caption(say_n("screens.undecided.help", len(rows)))
        for row in rows:
            must = "" if row.requirement.mandatory else f" _({say('screens.undecided.optional')})_"
            where = f"**{escape(row.place)}**{must} · " if str(row.place) else ""
            st.markdown(f"{where}{escape(row.reason)}")
