"""The answer in a few honest sentences."""

from decimal import Decimal

import streamlit as st

from consortium.domain.result import Answer, Necessity, Options, Proof, Status, Verdict
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n
from consortium.ui.show import link

LOOKS = {
    Status.OPTIMAL: ("green", ":material/check_circle:"),
    Status.FEASIBLE: ("orange", ":material/change_circle:"),
    Status.INFEASIBLE: ("red", ":material/block:"),
    Status.NOT_FOUND: ("orange", ":material/hourglass_bottom:"),
}
VERDICTS = {
    Verdict.GREEN: ("green", ":material/verified_user:"),
    Verdict.AMBER: ("orange", ":material/gpp_maybe:"),
    Verdict.RED: ("red", ":material/gpp_bad:"),
}


def sentence(answer: Answer, options: Options) -> str:
    """The outcome, claiming no more than is proven; a conditional one says how much is undecided."""
    said = _outcome(answer, options)
    if answer.conditional:
        said += " " + say_n("screens.headline.conditional", len(answer.undetermined))
    return said


def _outcome(answer: Answer, options: Options) -> str:
    if answer.status is Status.INFEASIBLE and options.narrowed:
        return say("screens.headline.infeasible_asked")
    if answer.size is None:
        return say(f"screens.headline.{answer.status}")
    return say_n(f"screens.headline.{answer.status}", answer.size, bound=answer.lower_bound or 1)


def show(answer: Answer, options: Options, stale: bool = False) -> None:
    """The headline, what its proof rests on, and what it leaves open; a stale one does not shine."""
    colour, icon = ("gray", ":material/history:") if stale else LOOKS[answer.status]
    st.markdown(f"### :{colour}[{icon}] {sentence(answer, options)}", anchors=False)
    st.caption(_proof(answer, options))
    if answer.conditional:
        st.warning(say("screens.headline.undecided", rows=list(answer.undetermined)), icon=":material/help:")
        link("tender", "screens.headline.settle")


def _proof(answer: Answer, options: Options) -> str:
    proven = answer.proof is not None and answer.status in (Status.OPTIMAL, Status.INFEASIBLE)
    parts = [say(f"screens.proof.{answer.proof}") if proven else say("screens.proof.none")]
    if answer.status is Status.OPTIMAL and answer.proof is Proof.SOLVER and answer.solver:
        parts.append(escape(answer.solver.upper()))
    if options.narrowed:
        parts.append(say("screens.headline.conditions"))
    parts.append(say("screens.proof.seconds", n=round(Decimal(answer.seconds), 1)))
    return " · ".join(parts)


def necessity(answer: Answer) -> None:
    """One line: whether the members need each other, as far as the register tells."""
    found = answer.necessity
    if found is None:
        if answer.members:
            st.caption(say("screens.necessity.incomplete"))
    elif found.verdict is None:
        st.markdown(f":material/person: {say('screens.necessity.single')}")
    else:
        colour, icon = VERDICTS[found.verdict]
        st.markdown(f":{colour}[{icon}] {say(f'screens.necessity.{found.verdict}', who=_who(found))}")


def _who(found: Necessity) -> str:
    reading = found.as_recorded if found.as_recorded.found else found.favourable
    parts = reading.subsets or tuple((one,) for one in reading.alone)
    return " / ".join(" + ".join(part) for part in parts).removesuffix(".")
