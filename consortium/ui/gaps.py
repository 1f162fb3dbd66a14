"""What is missing when no coalition covers: the requirement, how much, and who comes closest."""

from collections.abc import Mapping, Sequence

import streamlit as st

from consortium import words
from consortium.domain.case import Case
from consortium.domain.evidence import NOT_RECORDED
from consortium.domain.need import Need
from consortium.domain.result import Answer, Gap
from consortium.report.marks import with_unit
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.ui.show import number

IN_MEMBERS = ("count", "category")
OF_EACH = "each"


UNTOLD = {"options_impossible", "gaps_untold"}
"""Findings with which it is not known that each requirement can be met by itself; they are shown with the others."""


def show(answer: Answer, case: Case, names: Mapping[str, str], include: Sequence[str] = ()) -> None:
    """A card for each gap. Who was forced in by ``include`` and is to blame is named."""
    gaps, codes = answer.gaps, {finding.code for finding in answer.findings}
    if not gaps:
        if not codes & UNTOLD:
            st.markdown(say("screens.gaps.none"))
        return
    st.markdown(f"#### {say_n('screens.gaps.title', len(gaps))}", anchors=False)
    at = {(need.requirement.id, need.lot): i for i, need in enumerate(case.needs)}
    for gap in gaps:
        with st.container(border=True):
            i = at.get((gap.requirement, gap.lot))
            _card(gap, None if i is None else case.needs[i])
            if i is not None and gap.part == OF_EACH:
                _who("holders", [e for e in gap.nearest if _holds(case, i, e)], names)
                _who("forced", [e for e in include if not _holds(case, i, e)], names)
            else:
                _who("nearest", gap.nearest, names)


def _card(gap: Gap, need: Need | None) -> None:
    name = say("screens.gaps.row" if need else "screens.gaps.group_name", id=gap.requirement)
    lot = f" · {say('screens.lot', lot=gap.lot)}" if gap.lot is not None else ""
    st.markdown(f"**{name}**{lot} · :red[:material/block:] {_part(gap)}")
    st.text(need.requirement.text if need else say_plain("screens.gaps.group"))
    if gap.required is not None and gap.shortfall is not None:
        st.markdown(say("screens.gaps.amounts", **_amounts(gap, need)))


def _who(how: str, entities: Sequence[str], names: Mapping[str, str]) -> None:
    if entities:
        st.markdown(say(f"screens.gaps.{how}", who=[names.get(e, e) for e in entities]))


def _holds(case: Case, i: int, entity: str) -> bool:
    held = case.holdings[i].get(entity, NOT_RECORDED)
    return not held.unknown and held.number is not None and held.number >= case.needs[i].least


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
