"""The answer in full: the coalition shown, the others of its size, and the figures."""

from collections.abc import Mapping, Sequence

import streamlit as st

from consortium.domain.findings import Finding
from consortium.domain.result import Status
from consortium.domain.verify import Assessment
from consortium.report import charts
from consortium.ui import act, findings, gaps, members, show, varieties
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.ui.naming import in_line
from consortium.ui.state import Answered

CONFIG = {"displayModeBar": False, "scrollZoom": False}


def gaps_of(answered: Answered) -> None:
    """What is missing, for an answer without a coalition."""
    names = answered.solution.register.register.names()
    gaps.show(answered.answer, answered.solution.case, names, answered.solution.options.include)
    noticed = _noticed(answered)
    if noticed:
        st.space("small")
        st.markdown(f"#### {say('screens.answer.findings', n=len(noticed))}", anchors=False)
        findings.listing(noticed, "findings-answer")


def _noticed(answered: Answered) -> tuple[Finding, ...]:
    """What was noticed when the two files met, each once: expired, recorded by nobody, unconvertible."""
    return tuple(dict.fromkeys((*answered.solution.case.findings, *answered.answer.findings)))


def panel(answered: Answered, assessment: Assessment) -> None:
    """Switch, cards and figures of the coalition shown."""
    _switch(answered)
    members.cards(assessment, answered.solution.register.register, _reasons(answered))
    st.space("small")
    _figures(answered, assessment)


def _reasons(answered: Answered) -> dict[str, tuple[str, ...]]:
    """What only each member brings, in words: the requirement's ID and what it asks for."""
    asked = {row.id: row.capability for row in answered.solution.tender.tender.requirements}
    return {
        member: tuple(f"**{escape(row)}** {escape(asked.get(row, ''))}" for row in rows)
        for member, rows in answered.brings
    }


def _switch(answered: Answered) -> None:
    """Another of the equally small coalitions, where there are several."""
    found = answered.answer.alternatives
    options = [coalition.members for coalition in found.coalitions]
    if len(options) < 2:
        st.subheader(say_n("screens.answer.members", len(answered.members)), anchor=False)
        return
    names = answered.solution.register.register.names()
    titles = {ids: _title(n, ids, names) for n, ids in enumerate(options, start=1)}
    chosen = st.selectbox(
        say_n("screens.answer.others", len(options))
        if found.complete
        else say_n("screens.answer.others.some", len(options)),
        options,
        index=options.index(answered.members) if answered.members in options else 0,
        format_func=titles.__getitem__,
        key=f"shown-{id(answered.solution)}",
    )
    if chosen is not None and chosen != answered.members:
        act.look_at(chosen)
        st.rerun()


def _title(n: int, ids: Sequence[str], names: Mapping[str, str]) -> str:
    who = " + ".join(in_line(member, names) for member in ids)
    return say_plain("screens.answer.first" if n == 1 else "screens.answer.other", n=n, who=who)


def _figures(answered: Answered, assessment: Assessment) -> None:
    case, names = answered.solution.case, answered.solution.register.register.names()
    lang, palette = current(), show.palette()
    noticed = _noticed(answered)
    titles = [say(f"screens.answer.tab.{name}") for name in ("matrix", "margin", "others")]
    matrix, margin, others, notes = st.tabs([*titles, say("screens.answer.findings", n=len(noticed))])
    with matrix:
        st.caption(say("screens.answer.legend"))
        _wide(charts.coverage_matrix(case, assessment, names, lang, palette), "matrix")
    with margin:
        st.caption(say("screens.answer.margin.help"))
        _wide(charts.coverage_bars(case, assessment, names, lang, palette), "margin")
    with others:
        alternatives = answered.answer.alternatives
        show.metrics(_sizes(answered))
        st.caption(say("screens.answer.frequency.help"))
        _figure(charts.frequency(alternatives, names, assessment.members, lang, palette), "others")
        if len(alternatives.coalitions) > 1:
            with st.expander(say("varieties.equally_small")):
                varieties.listing(alternatives.coalitions)
        if answered.answer.status is Status.OPTIMAL:
            varieties.panel(answered)
    with notes:
        st.caption(say("screens.answer.findings.help"))
        findings.listing(noticed, "findings-answer")


def _sizes(answered: Answered) -> tuple[tuple[str, object], ...]:
    found = answered.answer.alternatives
    many = found.total if found.total is not None else say("screens.answer.at_least", n=len(found.coalitions))
    return (say("screens.answer.size"), len(answered.members)), (say("screens.answer.equally_small"), many)


def _wide(figure: charts.Figure | None, key: str) -> None:
    """A figure of many columns: the frame's style lets it scroll sideways where there is little room."""
    with st.container(key=f"wide-{key}"):
        _figure(figure, key)


def _figure(figure: charts.Figure | None, key: str) -> None:
    if figure is None:
        st.caption(say(f"screens.answer.no_figure.{key}"))
    else:
        st.plotly_chart(figure, config=CONFIG, key=f"figure-{key}", alt=say_plain(f"screens.answer.alt.{key}"))
