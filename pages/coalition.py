"""Consortium: ask for the smallest coalition, watch the search, see who it is and why."""

import streamlit as st

from consortium.ui import (
    act,
    ask,
    by_lot,
    deciding,
    edge,
    frame,
    headline,
    joint,
    partner_binding,
    running,
    show,
    state,
)
from consortium.ui.answer import gaps_of, panel
from consortium.ui.lang import say, say_n


def main() -> None:
    """Show the page."""
    show.title("coalition")
    now = state.now()
    if now.tender is None or now.register is None:
        _missing(now)
        return
    ready = _ask(now)
    now = state.now()
    edge.show(now.trouble_at("solve"))
    if now.job is not None:
        running.panel()
    elif now.answered is not None:
        _answer(now.answered)
    elif ready and now.trouble_at("solve") is None:
        st.info(say("screens.coalition.not_asked"), icon=":material/lightbulb:")


def _missing(now: state.State) -> None:
    """What is needed first."""
    steps = [("tender", "screens.coalition.load_tender")] if now.tender is None else []
    steps += [("partners", "screens.coalition.load_register")] if now.register is None else []
    show.empty("coalition", *steps, ("start", "screens.empty.start"))


def _ask(now: state.State) -> bool:
    """The conditions and the button, primary until the answer is up to date; whether it can be pressed."""
    assert now.tender is not None
    assert now.register is not None
    with st.expander(
        say("screens.ask.title"), expanded=now.answered is None and now.job is None, icon=":material/rule:"
    ):
        options = ask.options(now.tender.tender, now.register.register, now.options, now.filled)
    if options != now.options:
        act.choose(options)
        now = state.now()
    partner_binding.notice()
    both = ask.clash(options)
    if both:
        st.warning(say("screens.ask.clash", who=list(both)), icon=":material/warning:")
    blocked = _faults(now)
    fresh = now.answered is not None and not now.stale
    off = bool(both) or blocked or now.job is not None
    label = say("screens.ask.again" if fresh else "screens.ask.go")
    look = "secondary" if fresh else "primary"
    if st.button(label, type="primary" if look == "primary" else "secondary", icon=":material/search:", disabled=off):
        act.start()
        st.rerun()
    return not off


def _faults(now: state.State) -> bool:
    """Say which file has errors that make an answer impossible."""
    assert now.tender is not None
    assert now.register is not None
    found = {"tender": show.faults(now.tender.findings), "partners": show.faults(now.register.findings)}
    for page, n in found.items():
        if n:
            st.error(say_n(f"screens.faults.{page}", n), icon=":material/error:")
            show.link(page, f"screens.see.{page}")
    return any(found.values())


def _answer(answered: state.Answered) -> None:
    st.space("small")
    if state.now().stale:
        st.warning(say("screens.coalition.stale"), icon=":material/history:")
    answer = answered.answer
    with st.container(border=True):
        headline.show(answer, answered.solution.options, state.now().stale)
        headline.necessity(answer)
    if answer.assessment is None:
        gaps_of(answered)
        by_lot.panel(answered)
        with st.container(horizontal=True):
            show.go("partners", "screens.coalition.more_partners", primary=not state.now().stale)
            show.go("ask", "ask.from_gaps")
        return
    panel(answered, answer.assessment)
    by_lot.panel(answered)
    joint.panel(answered)
    deciding.panel(answered)
    if not state.now().stale:
        st.space("small")
        show.go("proposal", "screens.coalition.next", primary=True)


frame.inside(main)
