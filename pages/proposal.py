"""Proposal: what the document will say, and the document."""

import streamlit as st

from consortium import service
from consortium.report.marks import plain
from consortium.ui import frame, headline, show, state
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n
from consortium.ui.memo import kept
from consortium.words import text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = ("summary", "members", "coverage", "requirements", "alternatives", "gaps", "necessity", "assumptions", "stamp")


def main() -> None:
    """Show the page."""
    show.title("proposal")
    now = state.now()
    if now.answered is None:
        show.empty("proposal", ("coalition", "screens.empty.find"))
    elif now.stale:
        show.empty("stale", ("coalition", "screens.ask.again"))
    else:
        _preview(now.answered)
        _download(now.answered)


def _preview(answered: state.Answered) -> None:
    file, answer = answered.solution.tender, answered.answer
    tender = file.tender
    with st.container(border=True):
        st.caption(say("screens.proposal.draft"))
        st.markdown(f"#### {escape(tender.title or file.name)}", anchors=False)
        show.facts(
            (
                (say("screens.facts.reference"), tender.reference),
                (say("screens.facts.buyer"), tender.buyer),
                (say("screens.facts.deadline"), show.day(tender.deadline)),
                (say("screens.proposal.lots"), ", ".join(answered.solution.case.lots)),
            )
        )
        st.markdown(f"**{headline.sentence(answer, answered.solution.options)}**")
        _members(answered)
        headline.necessity(answer)
    _contents()


def _members(answered: state.Answered) -> None:
    assessment = answered.answer.assessment
    if assessment is None:
        return
    names = answered.solution.register.register.names()
    lines = [_line(member, names.get(member, member), member == assessment.lead) for member in assessment.members]
    st.markdown("\n".join(lines))
    case = answered.solution.case
    of = len(case.demands()) + len(case.demanded_groups())
    st.markdown(say("screens.proposal.coverage", met=assessment.demands_met, of=of, points=plain(assessment.points)))
    if answered.members != answered.solution.answer.members:
        st.info(say("screens.proposal.alternative"), icon=":material/swap_horiz:")


def _line(member: str, name: str, lead: bool) -> str:
    told = f" · {say('screens.member.lead')}" if lead else ""
    return f"- **{escape(name)}** ({escape(member)}){told}"


def _contents() -> None:
    st.markdown(f"#### {say_n('screens.proposal.contents', len(SHEETS))}", anchors=False)
    with st.container(horizontal=True, gap="small"):
        for sheet in SHEETS:
            st.badge(text(current(), f"proposal.sheet.{sheet}"), color="gray", icon=":material/table:")


def _download(answered: state.Answered) -> None:
    st.space("small")
    name = service.proposal_name(answered.solution.tender.tender, current())
    document = kept(
        "proposal",
        (answered.solution, answered.members, current()),
        lambda: service.proposal(answered.solution, current(), answered.members),
    )
    st.download_button(
        say("screens.proposal.download"),
        document,
        file_name=name,
        mime=XLSX,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="download",
    )
    st.caption(name)


frame.inside(main)
