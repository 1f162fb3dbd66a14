"""Keeping a coalition under a name, and the decision with whom to bid."""

from datetime import datetime

import pandas as pd
import streamlit as st

from consortium import service
from consortium.domain.result import Verdict
from consortium.service import Decision, Desk, Kept, Origin, Saved, Scenario, Standing
from consortium.ui import act, edge, state
from consortium.ui.escape import escape
from consortium.ui.lang import author, say, say_plain
from consortium.ui.state import Answered

LOOKS = {Standing.COVERS: "green", Standing.CONDITIONAL: "orange", Standing.FAILS: "red", Standing.UNJUDGED: "gray"}


def panel(answered: Answered) -> None:
    """The decision and the scenarios of the bid on the table; new ones only for an answer that is up to date."""
    now = state.now()
    if now.desk is None or now.opened is None:
        return
    made, kept = service.decision(now.desk, now.bid), service.scenarios(now.desk, now.bid)
    fresh = bool(answered.members) and not now.stale
    if not (fresh or made or kept):
        return
    st.space("small")
    with st.container(border=True):
        st.markdown(f"#### {say('work.decision.title')}", anchors=False)
        if made is not None:
            _made(now.desk, made, answered)
        edge.show(now.trouble_at("decision"))
        if fresh and (made is None or made.value.members != answered.members):
            _decide(now.desk, now.bid, answered, made is not None)
        if fresh or kept:
            _scenarios(now.desk, kept, answered, fresh)


def _made(desk: Desk, made: Kept[Decision], answered: Answered) -> None:
    """Who was chosen, by whom, when and why, and whether that still covers."""
    found = made.value
    names = answered.solution.register.register.names()
    who = " + ".join(names.get(member, member) for member in found.members)
    options = state.now().options
    (standing,) = _standing((Saved(Origin.DECISION, "", found.members, options, found.lead),))
    st.markdown(f":{LOOKS[standing]}-badge[{say(f'work.standing.{standing}')}] **{escape(who)}**")
    st.caption(say("work.decision.by", by=author(found.by), day=_day(found.decided_at)))
    if found.reason:
        st.text(found.reason)
    st.button(
        say("work.decision.undo"),
        key="undecide",
        type="tertiary",
        icon=":material/undo:",
        on_click=act.attempt,
        args=("decision", lambda: service.undecide(desk, made)),
    )


def _day(at: datetime | None) -> object:
    return at.date() if at else ""


def _decide(desk: Desk, bid: str, answered: Answered, again: bool) -> None:
    """The button, with a written reason beside it: demanded where the members could bid without each other."""
    needed = answered.answer.necessity
    verdict = needed.verdict if needed else None
    st.markdown(say("work.decision.red" if verdict is Verdict.RED else "work.decision.help"))
    with st.form(f"decide-{bid}", border=False):
        reason = st.text_area(
            say("work.decision.reason" if verdict is Verdict.RED else "work.decision.reason.optional"),
            height=80,
            placeholder=say_plain("work.decision.reason.example"),
        )
        label = say("work.decision.change" if again else "work.decision.make")
        if st.form_submit_button(label, icon=":material/how_to_reg:"):
            state.clear_trouble("decision")
            judged = answered.answer.assessment
            assert judged is not None
            chosen = Decision(bid, answered.members, judged.externals, judged.lead, reason.strip())
            act.attempt("decision", lambda: service.decide(desk, chosen, verdict))
            st.rerun()


def _scenarios(desk: Desk, kept: tuple[Kept[Scenario], ...], answered: Answered, fresh: bool) -> None:
    """Coalitions kept to compare, each judged as things stand now; and a name for the one shown."""
    with st.expander(say("work.scenarios.title", n=len(kept)), icon=":material/bookmarks:"):
        st.caption(say("work.scenarios.help"))
        if kept:
            _table(kept, answered)
            _remove(desk, kept)
        if fresh:
            _keep(desk, answered)
        edge.show(state.now().trouble_at("scenario"))


def _keep(desk: Desk, answered: Answered) -> None:
    bid, judged = state.now().bid, answered.answer.assessment
    assert judged is not None
    with st.form(f"scenario-{bid}", border=False, clear_on_submit=True):
        name = st.text_input(say("work.scenarios.name"), max_chars=200)
        if st.form_submit_button(say("work.scenarios.keep"), icon=":material/bookmark_add:"):
            state.clear_trouble("scenario")
            options = answered.solution.options
            wanted = Scenario(bid, name.strip(), options, answered.members, judged.externals, judged.lead)
            act.attempt("scenario", lambda: service.save_scenario(desk, wanted))
            st.rerun()


def _table(kept: tuple[Kept[Scenario], ...], answered: Answered) -> None:
    names = answered.solution.register.register.names()
    heads = [say_plain(f"work.scenarios.{name}") for name in ("name", "members", "now")]
    told = [" + ".join(names.get(member, member) for member in found.value.members) for found in kept]
    saved = tuple(Saved(Origin.SCENARIO, s.name, s.members, s.options, s.lead) for s in (k.value for k in kept))
    stand = [say_plain(f"work.standing.{standing}") for standing in _standing(saved)]
    rows = zip((found.value.name for found in kept), told, stand, strict=True)
    wide = st.column_config.TextColumn(width="large")
    st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, column_config={heads[1]: wide})


def _standing(saved: tuple[Saved, ...]) -> tuple[Standing, ...]:
    """How each stands under tender and register as they are now."""
    now = state.now()
    if now.tender is None or now.register is None:
        return (Standing.UNJUDGED,) * len(saved)
    return tuple(judged.standing for judged in service.judged_now(saved, now.tender, now.register))


def _remove(desk: Desk, kept: tuple[Kept[Scenario], ...]) -> None:
    found = {scenario.uid: scenario for scenario in kept}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            say("work.scenarios.remove"),
            list(found),
            index=None,
            format_func=lambda uid: found[uid].value.name,
            placeholder=say_plain("work.scenarios.choose"),
            key="scenario-gone",
            width=300,
        )
        if st.button(say("work.scenarios.drop"), icon=":material/delete:", disabled=chosen is None) and chosen:
            act.attempt("scenario", lambda: service.remove_scenario(desk, found[chosen]))
            st.rerun()
