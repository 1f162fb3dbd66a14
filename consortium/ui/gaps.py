"""What is missing when no coalition covers: the requirement, how much, and who comes closest."""

from collections.abc import Mapping, Sequence

import streamlit as st

from consortium import words
from consortium.domain.case import Case
from consortium.domain.need import Need
from consortium.domain.result import Gap
from consortium.report.marks import with_unit
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.ui.show import number

IN_MEMBERS = ("count",)


def show(gaps: Sequence[Gap], case: Case, names: Mapping[str, str]) -> None:
    """A card for each gap."""
    if not gaps:
        st.markdown(say("screens.gaps.none"))
        return
    st.markdown(f"#### {say_n('screens.gaps.title', len(gaps))}", anchors=False)
    needs = {(need.requirement.id, need.lot): need for need in case.needs}
    for gap in gaps:
        with st.container(border=True):
            _card(gap, needs.get((gap.requirement, gap.lot)), names)


def _card(gap: Gap, need: Need | None, names: Mapping[str, str]) -> None:
    name = say("screens.gaps.row" if need else "screens.gaps.group_name", id=gap.requirement)
    lot = f" · {say('screens.lot', lot=gap.lot)}" if gap.lot is not None else ""
    st.markdown(f"**{name}**{lot} · :red[:material/block:] {_part(gap)}")
    st.text(need.requirement.text if need else say_plain("screens.gaps.group"))
    if gap.required is not None and gap.shortfall is not None:
        st.markdown(say("screens.gaps.amounts", **_amounts(gap, need)))
    if gap.nearest:
        st.markdown(say("screens.gaps.nearest", who=[names.get(e, e) for e in gap.nearest]))


def _part(gap: Gap) -> str:
    known = words.known(current(), f"screens.gap.{gap.part}")
    return say(f"screens.gap.{gap.part}") if known else say("screens.gap.other")


def _amounts(gap: Gap, need: Need | None) -> dict[str, str]:
    found = {"required": gap.required, "best": gap.best_available, "shortfall": gap.shortfall}
    plain_number = need is None or gap.part in IN_MEMBERS
    return {
        name: "–"
        if value is None
        else number(value)
        if plain_number or need is None
        else with_unit(value, need, current())
        for name, value in found.items()
    }
