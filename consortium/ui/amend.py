"""A new version of the tender on the table: what it changes, and what that does to the coalitions that are kept."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from consortium import service
from consortium.domain.findings import has_errors
from consortium.service import NewVersion, PastVersion, TenderFile
from consortium.ui import act, amend_table, amend_verdicts, edge, findings, state
from consortium.ui.lang import say
from consortium.ui.memo import kept
from consortium.ui.state import State

PLACE = "version"
"""Where a new version waits, and where its trouble shows."""


def panel() -> None:
    """The version that waits to be taken; else what the latest one changed."""
    now = state.now()
    edge.show(now.trouble_at(PLACE))
    waiting = now.aside_at(PLACE)
    if now.desk is None or now.opened is None or now.opened.version is None:
        return
    if isinstance(waiting, TenderFile):
        _preview(now, waiting)
    else:
        _past(now)


def _preview(now: State, file: TenderFile) -> None:
    desk, opened = now.desk, now.opened
    assert desk is not None
    assert opened is not None
    assert opened.version is not None
    made_from = (file, opened.version, now.register, now.revision)
    new = kept("new-version", made_from, lambda: service.look_at_version(desk, opened, now.register, file))
    with st.container(border=True):
        number = opened.version.value.number
        st.markdown(f"#### {say('amend.new', n=number + 1, file=file.name)}", anchors=False)
        if new.same_bytes:
            st.info(say("amend.same_bytes", n=number), icon=":material/content_copy:")
        elif new.amendment.empty:
            st.info(say("amend.same_content", n=number), icon=":material/content_copy:")
        else:
            _content(new, _names(now))
        _choose(new, number)


def _content(new: NewVersion, names: Mapping[str, str]) -> None:
    findings.faults(new.file.findings, "screens.aside.faults")
    if new.unlike:
        st.warning(say("amend.unlike"), icon=":material/difference:")
    amend_table.show(new.amendment, "new")
    _carried(new)
    if has_errors(new.file.findings):
        st.markdown(say("amend.errors"))
    else:
        amend_verdicts.show(new.rechecks, names)


def _carried(new: NewVersion) -> None:
    """Which corrections made by hand stay, and which have to be looked at again."""
    for kind, what in (("kept", new.carried.kept), ("dropped", new.carried.dropped)):
        if what:
            icon = ":green[:material/edit_note:]" if kind == "kept" else ":orange[:material/rule:]"
            st.markdown(f"{icon} {say(f'amend.carried.{kind}', what=_called(what))}")


def _called(names: Sequence[str]) -> list[str]:
    """Rows by their IDs, facts by their names."""
    return [say(f"screens.facts.{name}") if name in amend_table.FACTS else name for name in names]


def _choose(new: NewVersion, number: int) -> None:
    """Take it, make it a tender of its own, or leave it; what is most likely meant first."""
    order = ("leave",) if new.same_bytes else ("take", "own", "leave")
    if new.unlike:
        order = ("own", "take", "leave")
    elif has_errors(new.file.findings):
        order = ("leave", "take", "own")
    with st.container(horizontal=True):
        for choice in order:
            _button(choice, new, number, first=choice == order[0] and len(order) > 1)


def _button(choice: str, new: NewVersion, number: int, first: bool) -> None:
    icon, action = _CHOICES[choice]
    st.button(
        say(f"amend.{choice}", n=number + 1),
        key=f"amend.{choice}",
        icon=icon,
        type="primary" if first else "secondary",
        on_click=action,
        args=(new,),
    )


def _leave(new: NewVersion) -> None:
    state.clear_trouble(PLACE)


def _own(new: NewVersion) -> None:
    act.open_version()


_CHOICES: Mapping[str, tuple[str, Callable[[NewVersion], None]]] = {
    "take": (":material/check:", act.take_version),
    "own": (":material/note_add:", _own),
    "leave": (":material/close:", _leave),
}


def _past(now: State) -> None:
    """What the latest version changed of the one before; what no longer covers is said at once."""
    past = _latest(now)
    if past is None:
        return
    broken = [r for r in past.rechecks if r.turned and r.after.standing is service.Standing.FAILS]
    if broken:
        st.warning(say("amend.broken", n=past.after.number), icon=":material/heart_broken:")
    with st.expander(say("amend.past", n=past.after.number, before=past.before.number), icon=":material/difference:"):
        if past.amendment.empty:
            st.markdown(say("amend.same_content", n=past.before.number))
            return
        amend_table.show(past.amendment, "past")
        amend_verdicts.show(past.rechecks, _names(now))


def _latest(now: State) -> PastVersion | None:
    desk, opened = now.desk, now.opened
    assert desk is not None
    assert opened is not None
    if opened.version is None or opened.version.value.number < 2:
        return None
    made_from = (opened, now.register, now.revision)
    return kept("past-version", made_from, lambda: service.latest_amendment(desk, opened, now.register))


def _names(now: State) -> Mapping[str, str]:
    return now.register.register.names() if now.register else {}
