"""Names that do not meet: what the tender asks for and no entity records, and what may mean it. A person decides."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from consortium import service
from consortium.service import Alias, Desk, Kept, Matching, Unmatched
from consortium.ui import act, edge, place, state
from consortium.ui.lang import say, say_n, say_plain
from consortium.ui.memo import kept

_AT_ONCE = 3
"""Questions that are open from the start; more wait under a heading."""
_LONGEST = 140


def panel() -> None:
    """What has to be decided about names, if there is a tender, a register and anything to decide."""
    now = state.now()
    if now.desk is None or now.tender is None or now.register is None:
        return
    tender, register, apart = now.tender, now.register, service.distinct_names(now.desk)
    made_from = (tender.tender, register.register, register.vocabulary, apart)
    found = kept("matching", made_from, lambda: service.match_names(tender, register, apart))
    edge.show(now.trouble_at("matching"))
    if found.unmatched or register.vocabulary.aliases:
        _show(now.desk, found)


def _show(desk: Desk, found: Matching) -> None:
    asked = [one for one in found.unmatched if one.proposals]
    silent = [one for one in found.unmatched if not one.proposals]
    with st.container(border=True):
        if found.unmatched:
            st.markdown(
                f"#### :material/compare_arrows: {say_n('matching.title', len(found.unmatched))}", anchors=False
            )
        if asked:
            st.caption(say("matching.help"))
        for one in asked[:_AT_ONCE]:
            _question(desk, one)
        if len(asked) > _AT_ONCE:
            with st.expander(say_n("matching.more", len(asked) - _AT_ONCE)):
                for one in asked[_AT_ONCE:]:
                    _question(desk, one)
        if silent:
            _silent(desk, silent, found.unasked)
        if found.unmatched and found.unasked:
            _listed(say_n("matching.unasked", len(found.unasked)), [(name, "") for name in found.unasked])
        _declared(desk)


def _question(desk: Desk, one: Unmatched) -> None:
    """One name: who asks for it, what may mean it, and the two answers."""
    name, key = one.asked.name, f"match-{one.asked.rows[0].id}-{one.asked.name}"
    told = {proposal.name: proposal for proposal in one.proposals}
    st.markdown(say("matching.asked", name=_short(name), rows=_rows(one)))
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.selectbox(
            say("matching.choose"),
            list(told),
            key=key,
            format_func=lambda own: say_plain(
                f"matching.by_{told[own].why}", name=_short(own), percent=told[own].percent
            ),
            label_visibility="collapsed",
            width=440,
        )
        for answer, icon in (("same", ":material/check:"), ("other", ":material/close:")):
            given = (desk, name, chosen, answer == "same")
            st.button(say(f"matching.{answer}"), key=f"{answer}-{key}", icon=icon, on_click=_say, args=given)


def _silent(desk: Desk, silent: Sequence[Unmatched], unasked: Sequence[str]) -> None:
    """What resembles nothing, and a way to say under which name it is recorded all the same."""
    with st.expander(say_n("matching.silent", len(silent))):
        _table([(one.asked.name, _rows(one)) for one in silent])
        if not unasked:
            return
        st.caption(say("matching.by_hand"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            names = [one.asked.name for one in silent]
            asked = st.selectbox(say("matching.by_hand.asked"), names, format_func=_short, key="hand-asked")
            own = st.selectbox(
                say("matching.by_hand.own"),
                unasked,
                None,
                format_func=_short,
                key="hand-own",
                placeholder=say_plain("matching.by_hand.choose"),
            )
            st.button(
                say("matching.same"),
                key="same-by-hand",
                icon=":material/check:",
                disabled=own is None,
                on_click=_say,
                args=(desk, asked, own, True),
            )


def _say(desk: Desk, asked: str, recorded: str, same: bool) -> None:
    """Keep what a person said of two names, and follow."""
    state.clear_trouble("matching")
    act.attempt("matching", lambda: _keep(desk, asked, recorded, same))


def _keep(desk: Desk, asked: str, recorded: str, same: bool) -> None:
    if same:
        service.same_name(desk, asked, recorded)
    else:
        service.other_name(desk, asked, recorded)
    place.refresh()
    said = "matching.kept" if same else "matching.apart"
    st.toast(say(said, asked=_short(asked), recorded=_short(recorded)), icon=":material/check:")


def _declared(desk: Desk) -> None:
    """The names that people declared one, each with a way back."""
    kept_names = service.aliases(desk)
    if not kept_names:
        return
    with st.expander(say_n("matching.declared", len(kept_names))):
        for alias in kept_names:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(f"{_short(alias.value.name)}  =  {_short(alias.value.capability)}", width="stretch")
                st.button(say("matching.forget"), key=f"forget-{alias.uid}", on_click=_forget, args=(desk, alias))


def _forget(desk: Desk, alias: Kept[Alias]) -> None:
    """Take an equality back, and follow."""
    state.clear_trouble("matching")
    act.attempt("matching", lambda: service.forget_alias(desk, alias))
    place.refresh()


def _listed(title: str, names: Sequence[tuple[str, str]]) -> None:
    with st.expander(title):
        _table(names)


def _table(names: Sequence[tuple[str, str]]) -> None:
    columns = [say_plain("matching.column.name"), say_plain("matching.column.rows")]
    table = pd.DataFrame(names, columns=columns)
    st.dataframe(table if any(rows for _, rows in names) else table[columns[:1]], hide_index=True)


def _rows(one: Unmatched) -> str:
    return ", ".join(row.id for row in one.asked.rows)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
