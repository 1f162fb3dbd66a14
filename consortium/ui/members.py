"""The members of a coalition: who they are and what each alone brings."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import streamlit as st

from consortium.domain.exact import plain
from consortium.domain.register import Entity, Register
from consortium.domain.verify import Assessment
from consortium.ui import holdings
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n
from consortium.ui.naming import has_name

IN_A_ROW = 4
MOST_REASONS = 5


def cards(assessment: Assessment, register: Register, reasons: Mapping[str, Sequence[str]]) -> None:
    """A card per member, side by side; ``reasons`` are sentences by member."""
    entities = {entity.id: entity for entity in register.entities}
    members = assessment.members
    for first in range(0, len(members), IN_A_ROW):
        row = members[first : first + IN_A_ROW]
        for column, member in zip(st.columns(len(row)), row, strict=True):
            with column, st.container(border=True, height="stretch"):
                _card(entities.get(member, Entity(member)), assessment, reasons.get(member, ()))
    if assessment.externals:
        names = {external.id: external.name or external.id for external in register.externals}
        who = ", ".join(names[x] for x in assessment.externals)
        st.markdown(say("rules.shown.externals", names=who.removesuffix(".")))


def _card(entity: Entity, assessment: Assessment, reasons: Sequence[str]) -> None:
    # Written out: ``st.badge`` escapes its label once more.
    named = has_name(entity.id, {entity.id: entity.name})
    badges = [f":gray-badge[{escape(entity.id)}]"] if named else []
    if entity.id == assessment.lead:
        badges.append(f":green-badge[:material/flag: {say('screens.member.lead')}]")
    if assessment.shares is not None:
        percent = Decimal(plain(assessment.shares[entity.id] * 100))
        badges.append(f":blue-badge[:material/pie_chart: {say('rules.shown.share', percent=percent)}]")
    if not entity.available:
        badges.append(f":orange-badge[:material/event_busy: {say('screens.member.unavailable')}]")
    if badges:
        st.markdown(" ".join(badges))
    st.markdown(f"**{escape(entity.name or entity.id)}**")
    about = (entity.legal_form, holdings.size(entity.size), entity.territory)
    st.caption(escape(" · ".join(part for part in about if part)))
    if not reasons:
        st.markdown(say("screens.member.shared"))
        return
    st.markdown(say_n("screens.member.brings", len(reasons)))
    st.markdown("\n".join(f"- {reason}" for reason in reasons[:MOST_REASONS]))
    if len(reasons) > MOST_REASONS:
        st.caption(say_n("screens.member.more", len(reasons) - MOST_REASONS))
