"""By lot: the common coalition beside the smallest for each lot alone, and both under a maximum of lots per entity."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten

import streamlit as st

from consortium import service
from consortium.domain.result import Answer, Status
from consortium.report.joint import Label, lot_title
from consortium.service.per_lot import Assignment
from consortium.ui.assigned import SURE, at_most, why_left
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.ui.naming import called
from consortium.ui.state import Answered
from consortium.ui.waiting import once

IN_A_ROW = 4
MOST_GAPS = 3
"""Rows that nobody meets, named for a lot."""
LONG = 90

Alone = Mapping[str, Answer]


def panel(answered: Answered) -> None:
    """Only where several lots are bid for; closed until somebody wants to know."""
    if len(answered.solution.case.lots) < 2:
        return
    st.space("small")
    box = st.expander(say("lots.title"), key="lots-box", icon=":material/view_column:", on_change="rerun")
    if box.open:
        with box:
            _inside(answered)


def _inside(answered: Answered) -> None:
    solution = answered.solution
    st.caption(say("lots.lead.narrowed" if solution.options.narrowed else "lots.lead"))
    running = say_plain("lots.running")
    alone = once("lots", (answered.asked,), lambda: service.start_lots(solution), running)
    if alone is None:
        return
    _cards(answered, alone)
    _total({lot: found.members for lot, found in alone.items()}, answered)
    blank, tip = say_plain("lots.limit.none"), say("lots.limit.help")
    most = at_most(say("lots.limit"), "lots-limit", len(alone), blank, tip)
    if most is not None:
        asked = answered.asked, most
        result = once("lots-shared", asked, lambda: service.start_shared(solution, alone, most), running)
        if result is not None:
            _shared(answered, alone, result, most)


def _cards(answered: Answered, alone: Alone) -> None:
    """The common coalition and each lot's, side by side."""
    cards = [("", answered.answer), *alone.items()]
    wide = min(IN_A_ROW, len(cards))
    for first in range(0, len(cards), wide):
        for column, (lot, found) in zip(st.columns(wide), cards[first : first + wide], strict=False):
            with column, st.container(border=True, height="stretch"):
                st.markdown(f"**{escape(_title(answered, lot)) if lot else say('lots.common')}**")
                _card(answered, found)


def _title(answered: Answered, lot: str) -> str:
    return lot_title(answered.solution.tender.tender, lot, current())


def _card(answered: Answered, found: Answer) -> None:
    if not found.members:
        _nobody(answered, found)
        return
    st.markdown(f":green[{say_n('lots.size', len(found.members))}]")
    st.markdown(_listed(found.members, _label(answered)))
    if found.assessment is not None and found.assessment.externals:
        st.caption(say("lots.externals", externals=_externals(answered, found.assessment.externals)))
    if found.status is Status.FEASIBLE:
        st.caption(say("lots.open"))
    if found.conditional:
        st.markdown(f":orange[{say_n('screens.headline.conditional', len(found.undetermined))}]")


def _externals(answered: Answered, ids: Iterable[str]) -> tuple[str, ...]:
    names = {external.id: external.name for external in answered.solution.register.register.externals}
    return tuple(map(called(names), ids))


def _label(answered: Answered) -> Label:
    return called(answered.solution.register.register.names())


def _listed(members: Iterable[str], label: Label) -> str:
    return "\n".join(f"- {escape(label(member))}" for member in members)


def _nobody(answered: Answered, found: Answer) -> None:
    """Why there is no coalition, as far as it is known."""
    if found.status is not Status.INFEASIBLE:
        st.markdown(f":orange[{say('lots.not_found')}]")
        return
    st.markdown(f":red[{say('lots.nobody')}]")
    codes = {finding.code for finding in found.findings}
    if "options_impossible" in codes:
        st.caption(say("findings.options_impossible"))
        return
    _lacking(answered, found)
    if "gaps_untold" in codes:
        st.caption(say("lots.untold"))
    elif not found.gaps:
        st.caption(say("lots.together"))


def _lacking(answered: Answered, found: Answer) -> None:
    """The requirements known to be met by nobody, the first of them by name."""
    asked = {row.id: row.text for row in answered.solution.tender.tender.requirements}
    lacking = tuple(dict.fromkeys(gap.requirement for gap in found.gaps))
    if not lacking:
        return
    st.caption(say("lots.lacking"))
    named = (f"- **{escape(row)}** {escape(shorten(asked.get(row, ''), LONG, placeholder='…'))}" for row in lacking)
    st.markdown("\n".join(list(named)[:MOST_GAPS]))
    if len(lacking) > MOST_GAPS:
        st.caption(say_n("lots.more", len(lacking) - MOST_GAPS))


def _total(found: Mapping[str, Sequence[str]], answered: Answered) -> None:
    """How many entities take part in all, beside those of the common coalition."""
    if all(found.values()):
        st.markdown(" ".join(_sizes(say_n("lots.total", len(_entities(found))), answered)))


def _sizes(told: str, answered: Answered) -> Iterator[str]:
    yield f"**{told}**"
    if answered.members:
        yield say_n("lots.beside", len(answered.members))


def _entities(found: Mapping[str, Sequence[str]]) -> set[str]:
    return {member for members in found.values() for member in members}


def _shared(answered: Answered, alone: Alone, result: Assignment, most: int) -> None:
    """Who bids for which lot where nobody is in more than ``most``, and what that takes."""
    served, n = result.served, len(result.members)
    same = dict(result.members) == {lot: found.members for lot, found in alone.items()}
    if same:
        st.success(say_n("lots.kept", most), icon=":material/check_circle:")
    else:
        told = say_n("lots.shared", most, served=served, lots=n, entities=len(_entities(result.members)))
        st.markdown(" ".join((*_sizes(told, answered), say(f"lots.proof.{SURE[result.proof]}"))))
    if served < n:
        st.warning(say_n("lots.left", n - served), icon=":material/warning:")
    if not same:
        label = _label(answered)
        lines = ((lot, _line(who, label) or _left(alone[lot], result)) for lot, who in result.members.items())
        st.markdown("\n".join(f"- **{escape(_title(answered, lot))}**{told}" for lot, told in lines))


def _line(members: Sequence[str], label: Label) -> str:
    """Who bids for a lot, "" without anybody."""
    return f" ({say_n('lots.size', len(members))}): {escape(', '.join(map(label, members)))}" if members else ""


def _left(alone: Answer, result: Assignment) -> str:
    return f": {say(f'lots.left.{why_left(alone.status, result.proof)}')}"
