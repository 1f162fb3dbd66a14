"""Personal data: find a person, hand over what is kept, erase it; and say what an erasure does not reach."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from consortium import service
from consortium.service import Desk, PersonalValue
from consortium.ui import act, edge, state
from consortium.ui.history import zone
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.words import known

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def panel() -> None:
    """Search a person and deal with what is found."""
    desk = state.now().desk
    if desk is None:
        return
    st.caption(say("personal.help"))
    _done()
    words = st.text_input(
        say("personal.search"),
        key="person",
        icon=":material/person_search:",
        placeholder=say_plain("personal.search.example"),
    ).strip()
    edge.show(state.now().trouble_at("personal"))
    if not words:
        return
    found = service.find_person(desk, words)
    if found:
        _found(desk, found, words)
    else:
        st.info(say("personal.none", words=words), icon=":material/person_off:")
    _unreached(desk, words)


def _done() -> None:
    """The outcome of an erasure, once."""
    count = st.session_state.pop("erased", 0)
    if count:
        st.success(say_n("personal.erased", count), icon=":material/check_circle:")


def _found(desk: Desk, found: Sequence[PersonalValue], words: str) -> None:
    st.markdown(say_n("personal.found", len(found)))
    event = st.dataframe(
        _frame(desk, found),
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key=f"personal-{words}-{len(found)}",
        column_config={say_plain("personal.column.value"): st.column_config.TextColumn(width="medium")},
    )
    picked = tuple(found[row] for row in event.selection.rows if row < len(found))
    if not picked:
        st.info(say("personal.pick"), icon=":material/touch_app:")
        return
    st.markdown(f"**{say_n('personal.picked', len(picked))}**")
    with st.container(horizontal=True):
        _downloads(desk, picked)
        if st.button(say("personal.erase"), key="erase", icon=":material/delete_forever:"):
            _confirm(desk, picked)


def _frame(desk: Desk, found: Sequence[PersonalValue]) -> pd.DataFrame:
    called = service.subjects(desk, {(value.word, value.uid) for value in found})
    rows = [
        {
            say_plain("personal.column.value"): value.value,
            say_plain("personal.column.field"): _field(value.field),
            say_plain("personal.column.kind"): " · ".join(
                part for part in (say_plain(value.word), called.get(value.uid, "")) if part
            ),
        }
        for value in found
    ]
    return pd.DataFrame(rows)


def _field(name: str) -> str:
    key = f"history.field.{name}"
    return say_plain(key) if known(current(), key) else name


def _downloads(desk: Desk, picked: Sequence[PersonalValue]) -> None:
    stem = f"{say_plain('personal.file')}-{date.today().isoformat()}"
    # The file is made once it is asked for, outside of the session.
    lang, here = current(), zone()
    st.download_button(
        say("personal.export"),
        lambda: service.person_workbook(desk, picked, lang, here),
        file_name=f"{stem}.xlsx",
        mime=XLSX,
        icon=":material/download:",
        on_click="ignore",
        key="person-xlsx",
    )
    st.download_button(
        say("personal.export.json"),
        lambda: service.export_person(desk, picked),
        file_name=f"{stem}.json",
        mime="application/json",
        icon=":material/data_object:",
        on_click="ignore",
        key="person-json",
    )


def _confirm(desk: Desk, picked: Sequence[PersonalValue]) -> None:
    """Ask once more, in a window of its own."""

    @st.dialog(say_plain("personal.erase.title"))
    def ask() -> None:
        st.markdown(say_n("personal.erase.what", len(picked)))
        people = len({value.uid for value in picked if value.word == "store.person"})
        if people:
            st.markdown(say_n("personal.erase.people", people))
        sure = st.checkbox(say("personal.erase.confirm"), key="erase-sure")
        with st.container(horizontal=True):
            if st.button(say("personal.erase.do"), key="erase-do", type="primary", disabled=not sure):
                _erase(desk, picked)
                st.rerun()
            if st.button(say("personal.erase.keep"), key="erase-keep"):
                st.rerun()

    ask()


def _erase(desk: Desk, picked: Sequence[PersonalValue]) -> None:
    state.clear_trouble("personal")
    act.attempt("personal", lambda: service.erase_person(desk, picked))
    if state.now().trouble_at("personal") is None:
        st.session_state["erased"] = len(picked)
        act.refresh()


def _unreached(desk: Desk, words: str) -> None:
    """What an erasure leaves as it is, with the places that a person can edit by hand."""
    with st.expander(say("personal.unreached"), icon=":material/info:"):
        files = service.kept_files(desk)
        lines = [say_n("personal.unreached.files", files)] if files else []
        st.markdown("\n".join(f"- {line}" for line in (*lines, say("personal.unreached.copies"))))
        said = service.mentions(desk, words)
        if not said:
            st.markdown(f"- {say('personal.unreached.text.none')}")
            return
        st.markdown(f"- {say_n('personal.unreached.text', len(said))}")
        for mention in said:
            st.text(f"{say_plain(mention.word)} · {_field(mention.field)}: {mention.text}")
