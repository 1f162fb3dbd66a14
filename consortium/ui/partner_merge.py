"""One entity under two names: the question, what merging would do, and the merge."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from consortium.domain.duplicates import Twins
from consortium.domain.register import Capability, Pair, Register
from consortium.errors import ConsortiumError
from consortium.service import Desk, Kept, merging
from consortium.service.merging import Clash, Merge
from consortium.service.partners import label
from consortium.service.twins import tell_apart, twins, unanswered
from consortium.ui import edge, holdings, partner_rows, place, state
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n, say_plain
from consortium.ui.memo import kept as memo
from consortium.ui.partner_place import chosen, open_entity

_KEY = "merge"
MOST = 30
"""Questions shown at once."""


def asked(desk: Desk, register: Register) -> tuple[Twins, ...]:
    """Who may be one, without those that somebody has called two."""
    return unanswered(desk, register, memo("twins", (register.entities,), lambda: twins(register)))


def listing(desk: Desk, register: Register) -> None:
    """The pairs as questions."""
    pairs, names = asked(desk, register), register.names()
    edge.show(state.now().trouble_at("twins"))
    st.caption(say("partners.twins.help"))
    if not pairs:
        st.success(say("partners.twins.none"), icon=":material/check_circle:")
    for pair in pairs[:MOST]:
        with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            why = say(f"partners.twins.{pair.by}", percent=pair.percent)
            st.markdown(f"**{_who(pair.a, names)}** · **{_who(pair.b, names)}**  \n:gray[{why}]", width="content")
            with st.container(horizontal=True, width="content"):
                st.button(
                    say("partners.twins.compare"),
                    key=f"twin-{pair.a}-{pair.b}",
                    on_click=propose,
                    args=(pair.a, pair.b),
                )
                st.button(
                    say("partners.twins.not"),
                    key=f"no-{pair.a}-{pair.b}",
                    type="tertiary",
                    on_click=_apart,
                    args=(desk, register, pair),
                )
    if len(pairs) > MOST:
        st.caption(say_n("partners.twins.more", len(pairs) - MOST))


def _who(entity: str, names: Mapping[str, str]) -> str:
    return f"{escape(names.get(entity, entity))} ({escape(entity)})"


def _apart(desk: Desk, register: Register, pair: Twins) -> None:
    partner_rows.attempt("twins", lambda: tell_apart(desk, register, pair), "partners.twins.apart")


def chooser(desk: Desk, entity: str) -> None:
    """Merge this entity with another one that the user names."""
    now = state.now()
    names = now.register.register.names() if now.register else {}
    others = [other for other in names if other != entity]
    if others:
        st.selectbox(
            say("partners.merge.with"),
            others,
            index=None,
            format_func=lambda other: f"{names[other]} · {other}",
            key=f"merge-with-{entity}",
            placeholder=say_plain("partners.merge.choose"),
            on_change=_chosen,
            args=(entity,),
        )


def _chosen(entity: str) -> None:
    other = st.session_state.get(f"merge-with-{entity}")
    if isinstance(other, str):
        propose(entity, other)


def propose(stays: str, gone: str) -> None:
    """Look at a merge."""
    st.session_state[_KEY] = (stays, gone)


def panel(desk: Desk, only: str = "") -> bool:
    """The merge that is looked at, where there is one (``only``: and it is about that entity); whether it was shown."""
    pair = st.session_state.get(_KEY)
    if pair is None or (only and only not in pair):
        return False
    try:
        plan = merging.preview(desk, *pair)
    except ConsortiumError as error:
        edge.show(error)
        del st.session_state[_KEY]
        return False
    _plan(desk, plan)
    return True


def _plan(desk: Desk, plan: Merge) -> None:
    mine, theirs = plan.stays.entity.value, plan.gone.entity.value
    with st.container(border=True):
        st.markdown(f"#### {say('partners.merge.title')}", anchors=False)
        st.markdown(
            say(
                "partners.merge.lead",
                stays=mine.name or mine.id,
                id=mine.id,
                gone=theirs.name or theirs.id,
                other=theirs.id,
            )
        )
        st.button(
            say("partners.merge.swap"),
            icon=":material/swap_vert:",
            type="tertiary",
            on_click=propose,
            args=(theirs.id, mine.id),
        )
        _facts(plan)
        choices = {clash.key: _clash(plan, clash) for clash in plan.clashes}
        edge.show(state.now().trouble_at("merge"))
        with st.container(horizontal=True):
            st.button(
                say("partners.merge.go"),
                type="primary",
                icon=":material/merge:",
                key="merge-go",
                on_click=_merge,
                args=(desk, plan, choices),
            )
            st.button(say("partners.merge.no"), key="merge-no", on_click=_leave)
        st.caption(say("partners.merge.undo"))


def _facts(plan: Merge) -> None:
    lines = [
        (say_n("partners.merge.moved", len(plan.moved)), plan.moved),
        (say_n("partners.merge.same", len(plan.same)), [theirs for _, theirs in plan.same]),
        (say_n("partners.merge.between", len(plan.between)), plan.between),
    ]
    for sentence, rows in lines:
        if rows:
            told = ", ".join(escape(_label(kept)) for kept in rows[:12]) + (" …" if len(rows) > 12 else "")
            st.markdown(f"- {sentence}: {told}")


def _label(kept: Kept[Any]) -> str:
    return label(kept.value)


def _clash(plan: Merge, clash: Clash) -> str:
    """One contradiction, to be settled by a person."""
    name = say(f"partners.field.{clash.field}") if clash.field else escape(_label(clash.theirs))
    told = {merging.MINE: _says(clash, clash.mine), merging.THEIRS: _says(clash, clash.theirs)}
    labels = {
        choice: escape(told[choice]) if choice in told else say("partners.merge.both") for choice in clash.choices
    }
    picked = st.radio(
        f"**{name}**", clash.choices, format_func=labels.__getitem__, key=f"clash-{clash.key}", horizontal=True
    )
    return picked or clash.choices[0]


def _says(clash: Clash, kept: Kept[Any]) -> str:
    value = kept.value
    if clash.field:
        return partner_rows.written(clash.field, getattr(value, clash.field))
    if isinstance(value, Capability):
        until = f" · {value.valid_until:%d/%m/%Y}" if value.valid_until else ""
        return f"{holdings.value(value)}{until} · {say_plain(f'partners.choice.{value.status.name.lower()}')}"
    if isinstance(value, Pair):
        return say_plain(f"partners.choice.{'together' if value.together else 'apart'}")
    if type(value) not in partner_rows.FIELDS:
        return str(value.group or value.tender)
    return " · ".join(text for text in _texts(value) if text)


def _texts(value: Any) -> Sequence[str]:
    return [str(cell) for field, cell in partner_rows.shown(value).items() if field not in ("status", "id")]


def _leave() -> None:
    st.session_state.pop(_KEY, None)
    state.clear_trouble("merge")


def _merge(desk: Desk, plan: Merge, choices: Mapping[str, str]) -> None:
    """Merge, and go where the one entity is."""
    partner_rows.attempt("merge", lambda: merging.merge(desk, plan, choices), "partners.merge.done")
    if state.now().trouble_at("merge") is None:
        _leave()
        if chosen() == plan.gone.entity.value.id:
            open_entity(plan.stays.entity.value.id)
    place.refresh()
