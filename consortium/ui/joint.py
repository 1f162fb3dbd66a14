"""The evidence for a joint bid, one point after the other: N1 to N4, each lot, and who may be competitors."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from consortium import service
from consortium.domain.joint import JointBid
from consortium.domain.result import Verdict
from consortium.report.joint import Label, Point, lot_rivals, lot_title, lots, points, smaller
from consortium.report.whys_necessity import rivalry
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.ui.naming import called
from consortium.ui.state import Answered
from consortium.ui.waiting import once

LOOKS = {
    Verdict.GREEN: ":green[:material/check_circle:]",
    Verdict.AMBER: ":orange[:material/help:]",
    Verdict.RED: ":red[:material/error:]",
    None: ":gray[:material/help_center:]",
}


def panel(answered: Answered) -> None:
    """Closed until somebody wants to know; nothing to say about a single member."""
    if len(answered.members) < 2:
        return
    box = st.expander(say("necessity.title"), key="joint-box", icon=":material/balance:", on_change="rerun")
    if box.open:
        with box:
            _inside(answered)


def _inside(answered: Answered) -> None:
    st.caption(say("necessity.lead"))
    asked = (answered.asked, answered.members)
    start = partial(service.start_joint, answered.solution, answered.answer)
    joint = once("joint", asked, start, say_plain("necessity.running"))
    if joint is not None:
        label = called(answered.solution.register.register.names())
        _points(answered, joint, label)
        _lots(answered, joint, label)
        _rivalry(answered, joint, label)
    st.caption(say("necessity.advice"))


def _points(answered: Answered, joint: JointBid, label: Label) -> None:
    answer, both = answered.answer, joint.needed
    _listed(points(joint, answer, answered.solution.options, current(), label))
    if answer.undetermined:
        st.caption(say_n("necessity.undecided", len(answer.undetermined), rows=answer.undetermined))
    if both.externals:
        named = {external.id: external.name for external in answered.solution.register.register.externals}
        st.caption(say("necessity.relying", externals=tuple(map(called(named), both.externals))))
        st.markdown(f"**{say('necessity.without')}**")
        _listed(smaller(both.without, len(joint.members), current(), label))


def _listed(found: Iterable[Point]) -> None:
    for point in found:
        st.markdown(f"{LOOKS[point.verdict]} **{say(f'necessity.{point.name}')}** {escape(point.said)}")


def _lots(answered: Answered, joint: JointBid, label: Label) -> None:
    told = lots(joint, current(), _lot_titles(answered), label)
    if told:
        st.markdown(f"**{say('necessity.lots')}**")
        _bullets(told)
        st.caption(say("necessity.lots.help"))


def _lot_titles(answered: Answered) -> Label:
    call, lang = answered.solution.tender.tender, current()
    return lambda lot: lot_title(call, lot, lang)


def _rivalry(answered: Answered, joint: JointBid, label: Label) -> None:
    st.markdown(f"**{say('necessity.rivalry')}**")
    _bullets(
        (*rivalry(joint.pairs, current(), label), *lot_rivals(joint, current(), _lot_titles(answered), label)),
    )
    st.caption(say("necessity.rivalry.help"))


def _bullets(told: Iterable[str]) -> None:
    st.markdown("\n".join(f"- {escape(line)}" for line in told))
