"""What the requirements' own words say where their sheet says nothing: confirmed one by one, or all at once."""

from collections.abc import Collection, Mapping
from typing import Literal

import streamlit as st

from consortium import service
from consortium.domain.call import Category, Formula, Requirement
from consortium.domain.proposal import Proposal
from consortium.report.marks import plain
from consortium.service import TenderFile
from consortium.ui import act, memo, state
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.words import known, number

PAGE = 5
"""Proposals shown at once."""
GROUPS = ("doubtful", "sure", "nothing")
STYLES: Mapping[str, Literal["primary", "secondary"]] = {"sure": "primary", "nothing": "secondary"}
AROUND = 110
"""Letters of a text shown before and after the words that led to its proposal."""


def panel(file: TenderFile) -> None:
    """What is proposed and nobody has confirmed; nothing where the sheet says everything."""
    found = memo.kept("understood", (file.tender,), lambda: dict(service.text_proposals(file)))
    if not found:
        return
    groups = _groups(found)
    title = f":orange[{say_n('understood.title', len(found))}]"
    with st.expander(title, icon=":material/spellcheck:", expanded=len(found) <= PAGE):
        st.markdown(say("understood.lead"))
        _all_at_once(file, groups)
        _one_by_one(file, found, groups)


def _groups(found: Mapping[str, Proposal]) -> Mapping[str, tuple[str, ...]]:
    """Row IDs by what a person has to do: look, agree, or let a row go; no empty group."""
    kinds = {row_id: _group(proposal) for row_id, proposal in found.items()}
    groups = {name: tuple(row_id for row_id, kind in kinds.items() if kind == name) for name in GROUPS}
    return {name: ids for name, ids in groups.items() if ids}


def _group(proposal: Proposal) -> str:
    if not proposal.certain:
        return "doubtful"
    return "sure" if proposal.is_requirement else "nothing"


def _all_at_once(file: TenderFile, groups: Mapping[str, tuple[str, ...]]) -> None:
    everything = tuple(row_id for ids in groups.values() for row_id in ids)
    with st.container(horizontal=True):
        for name in GROUPS[1:]:
            if name in groups:
                label = say_n(f"understood.confirm.{name}", len(groups[name]))
                st.button(
                    label, type=STYLES[name], key=f"understood-{name}", on_click=_confirm, args=(file, groups[name])
                )
        if len(groups) > 1 or "doubtful" in groups:
            label = say_n("understood.confirm.all", len(everything))
            st.button(label, key="understood-all", on_click=_confirm, args=(file, everything))
        label = say("understood.dismiss.all")
        st.button(label, type="tertiary", key="understood-none", on_click=_dismiss, args=(file, everything))


def _one_by_one(file: TenderFile, found: Mapping[str, Proposal], groups: Mapping[str, tuple[str, ...]]) -> None:
    sizes = "-".join(str(len(ids)) for ids in groups.values())
    chosen = st.segmented_control(
        say("understood.show"),
        tuple(groups),
        default=next(iter(groups)),
        format_func=lambda name: say_plain(f"understood.group.{name}", n=len(groups[name])),
        key=f"understood-group-{sizes}",
        label_visibility="collapsed",
        required=True,
    )
    ids = groups[chosen or next(iter(groups))]
    pages = -(-len(ids) // PAGE)
    start = (min(st.session_state.get("understood-page", 1), pages) - 1) * PAGE
    rows = {row.id: row for row in file.tender.requirements}
    for row_id in ids[start : start + PAGE]:
        _card(file, rows[row_id], found[row_id])
    if pages > 1:
        st.pagination(pages, key="understood-page")


def _card(file: TenderFile, row: Requirement, proposal: Proposal) -> None:
    """One text: the words that led there, what they are taken to mean, and the two answers."""
    with st.container(border=True, key=f"understood-{row.id}"):
        badge = "understood.sure" if proposal.certain else "understood.look"
        colour, icon = ("green", ":material/check_circle:") if proposal.certain else ("orange", ":material/help:")
        st.markdown(f"**{escape(row.id)}** &nbsp; :{colour}-badge[{icon} {say(badge)}]")
        st.markdown(_quoted(row.text, proposal.words))
        for part in (proposal, *proposal.more) if proposal.is_requirement else ():
            st.markdown(f":material/subdirectory_arrow_right: {_meaning(part)}")
        if note := _note(proposal):
            st.caption(note)
        with st.container(horizontal=True):
            label = say("understood.confirm" if proposal.is_requirement else "understood.remove")
            st.button(label, key=f"understood-yes-{row.id}", on_click=_confirm, args=(file, (row.id,)))
            keep = say("understood.dismiss")
            st.button(keep, type="tertiary", key=f"understood-no-{row.id}", on_click=_dismiss, args=(file, (row.id,)))


def _note(proposal: Proposal) -> str:
    """What else is to be said of a proposal, as a sentence; "" for nothing."""
    if not proposal.is_requirement:
        return say("understood.nothing")
    if proposal.alternatives:
        return say("understood.alternatives", n=proposal.count)
    if proposal.more:
        return say("understood.several", n=proposal.count)
    if proposal.rule is None and proposal.category is not Category.AWARD:
        return say("understood.no_rule")
    return ""


def _quoted(text: str, words: str) -> str:
    """The text with the words that led to the proposal marked, and what stands far from them left out."""
    at = text.find(words)
    if not words or at < 0:
        return escape(text if len(text) <= AROUND * 3 else text[: AROUND * 3] + " …")
    before, after = text[:at], text[at + len(words) :]
    before = before if len(before) <= AROUND else "… " + before[-AROUND:].partition(" ")[2]
    after = after if len(after) <= AROUND else after[:AROUND].rpartition(" ")[0] + " …"
    return f"{escape(before)} :primary-background[{escape(words)}] {escape(after)}".strip()


def _meaning(part: Proposal) -> str:
    """A proposal in a line: what is asked for, how much, who must bring it."""
    pieces = [f"**{escape(part.called(current()) or say_plain('understood.unnamed'))}**"]
    if part.category:
        pieces.append(say(f"screens.category.{part.category}").lower())
    if part.threshold is not None:
        pieces.append(say("understood.at_least", amount=_amount(part)))
    if part.rule is not None and part.category is not Category.AWARD:
        pieces.append(say(f"understood.rule.{part.rule}"))
    pieces += [_parameter(name, value) for name, value in part.parameters]
    if part.lot:
        pieces.append(say("understood.lot", lot=part.lot))
    return " · ".join(piece for piece in pieces if piece)


def _amount(part: Proposal) -> str:
    if isinstance(part.threshold, Formula):
        factor = part.threshold.factor
        key = f"understood.{'times' if factor >= 1 else 'percent'}.{part.threshold.base}"
        return say(key, factor=number(current(), factor if factor >= 1 else plain(factor * 100)))
    return "" if part.threshold is None else f"{number(current(), part.threshold)} {_unit(part)}".strip()


def _unit(part: Proposal) -> str:
    if part.unit is None:
        return ""
    key = f"understood.unit.{part.unit.word}"
    return say_plain(key) if known(current(), key) else part.unit.word


def _parameter(name: str, value: object) -> str:
    key = f"understood.parameter.{name}"
    shown = getattr(value, "number", value)
    if name == "mode":
        return say(f"understood.mode.{value}") if known(current(), f"understood.mode.{value}") else ""
    return say(key, value=shown) if known(current(), key) else ""


def _confirm(file: TenderFile, ids: Collection[str]) -> None:
    act.attempt("tender", lambda: _take(service.confirm_texts(file, ids, current())))


def _dismiss(file: TenderFile, ids: Collection[str]) -> None:
    act.attempt("tender", lambda: _take(service.dismiss_texts(file, ids)))


def _take(file: TenderFile) -> None:
    """Keep the tender, and give the table of its rows anew. Raises StoreError."""
    if act.edit_tender(file):
        now = state.now()
        state.put(table=now.tender, version=now.version + 1)
