"""Data from outside: a file or cells pasted from a spreadsheet, looked at before they come in."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from consortium.domain.register import Capability, Mark, Status
from consortium.domain.units import Unit
from consortium.errors import ConsortiumError
from consortium.report.marks import plain
from consortium.service import BookMapping, Desk, importing
from consortium.service.importing import Incoming, differences
from consortium.service.partners import label
from consortium.ui import edge, findings, partner_lines, partner_mapping, partner_rows, place, state
from consortium.ui.lang import say, say_n, say_plain
from consortium.ui.upload import KINDS

_KEY = "incoming"


def panel(desk: Desk, empty: bool) -> bool:
    """The preview, where something waits to come in; else the ways to bring something. Whether a preview is shown."""
    news = st.session_state.get(_KEY)
    if isinstance(news, Incoming):
        _preview(desk, news, empty)
        return True
    with st.expander(say("partners.bring"), icon=":material/upload_file:", expanded=empty):
        edge.show(state.now().trouble_at("register"))
        st.file_uploader(
            say("partners.bring.file"), type=KINDS, key="upload-register", on_change=_file, args=(desk, empty)
        )
        n = st.session_state.get("paste-n", 0)
        st.text_area(
            say("partners.bring.paste"),
            key=f"paste-{n}",
            height=120,
            placeholder=say_plain("partners.bring.paste.example"),
            help=say("partners.bring.paste.help"),
        )
        st.button(say("partners.bring.look"), key="paste-look", on_click=_paste, args=(desk, empty, f"paste-{n}"))
    return False


def _file(desk: Desk, empty: bool) -> None:
    file = st.session_state.get("upload-register")
    if file is None:
        state.clear_trouble("register")
        return
    data, name = file.getvalue(), file.name
    _look(desk, empty, lambda: importing.incoming(desk, data, name))


def _paste(desk: Desk, empty: bool, key: str) -> None:
    text = str(st.session_state.get(key) or "")
    if text.strip():
        _look(desk, empty, lambda: importing.pasted(desk, text, say_plain("partners.bring.pasted")))


def _look(desk: Desk, empty: bool, read: Callable[[], Incoming]) -> None:
    """Read it; a register that is still empty takes a sound file at once, unless its reading is doubtful."""
    state.clear_trouble("register")
    try:
        news = read()
    except ConsortiumError as error:
        state.put_trouble("register", error)
        return
    if empty and news.complete and not news.empty and not news.mapping.doubtful:
        _bring(desk, news, False)
    else:
        st.session_state[_KEY] = news


def _confirm(desk: Desk, news: Incoming, mapping: BookMapping) -> None:
    """Keep how the sheets are taken, for this file and every one of its layout."""
    try:
        st.session_state[_KEY] = importing.confirm_reading(desk, news, mapping)
        state.clear_trouble("register")
    except ConsortiumError as error:
        state.put_trouble("register", error)


def _preview(desk: Desk, news: Incoming, empty: bool) -> None:
    read = news
    with st.container(border=True):
        st.markdown(f"#### {say('partners.preview.title', file=news.name)}", anchors=False)
        news = partner_mapping.panel(desk, read, lambda mapping: _confirm(desk, read, mapping))
        added, changed, gone = news.plan.added, news.plan.changed, news.plan.gone
        st.markdown(_sentence(news))
        findings.faults(news.findings, "partners.preview.faults")
        if news.withheld and not news.empty:
            st.info(say_n("partners.preview.withheld", news.withheld), icon=":material/rule:")
        remove = _gone(news) if gone and not empty else False
        _buttons(desk, news, remove)
    kept = state.now().register
    names = kept.register.names() if kept else {}
    counts = {"added": len(added), "changed": len(changed), "findings": len(news.findings)}
    new, other, noticed = st.tabs([say(f"partners.preview.{name}", n=n) for name, n in counts.items()])
    with new:
        _added(added, names)
    with other:
        _changed(news, names)
    with noticed:
        findings.listing(news.findings, "findings-incoming")


def _sentence(news: Incoming) -> str:
    if news.empty:
        return say("partners.preview.nothing")
    known = f" {say_n('partners.preview.known', len(news.known_as))}" if news.known_as else ""
    return f"{say('partners.preview.lead', added=len(news.plan.added), changed=len(news.plan.changed))}{known}"


def _gone(news: Incoming) -> bool:
    """What the file does not mention stays; removing it is asked for, and only where every row was understood."""
    if not news.complete:
        return False
    kinds = Counter(say_plain(f"partners.kind.{type(kept.value).__name__.lower()}") for kept in news.plan.gone)
    with st.expander(say_n("partners.preview.gone", len(news.plan.gone))):
        st.caption(", ".join(f"{name}: {n}" for name, n in kinds.items()))
        st.dataframe(partner_lines.lines([kept.value for kept in news.plan.gone], {}), hide_index=True, height=200)
        return st.checkbox(say("partners.preview.remove"), key="remove-gone")


def _buttons(desk: Desk, news: Incoming, remove: bool) -> None:
    edge.show(state.now().trouble_at("register"))
    with st.container(horizontal=True):
        if not news.empty or remove:
            word = "partners.preview.sound" if news.withheld else "partners.preview.go"
            st.button(
                say(word),
                type="primary",
                icon=":material/check:",
                key="bring-in",
                on_click=_bring,
                args=(desk, news, remove),
            )
        st.button(say("partners.preview.no"), key="bring-not", on_click=leave)


def leave() -> None:
    """Let go of what waits to come in."""
    news = st.session_state.pop(_KEY, None)
    if isinstance(news, Incoming):
        partner_mapping.forget(news)
    st.session_state["paste-n"] = st.session_state.get("paste-n", 0) + 1
    state.clear_trouble("register")


def _bring(desk: Desk, news: Incoming, remove: bool) -> None:
    partner_rows.attempt("register", lambda: importing.bring_in(desk, news, remove), "partners.preview.done")
    if state.now().trouble_at("register") is None:
        leave()
    place.refresh()


def _added(rows: tuple[Any, ...], names: dict[str, str]) -> None:
    if rows:
        st.dataframe(partner_lines.lines(rows, names), hide_index=True)
        _more(len(rows))


def _changed(news: Incoming, names: dict[str, str]) -> None:
    """Field by field, from and to."""
    heads = [say_plain(f"partners.preview.head.{name}") for name in ("of", "row", "field", "from", "to")]
    told = [
        (
            partner_lines.owner(kept.value, names),
            label(kept.value),
            _heading(kept.value, name),
            cell(name, a),
            cell(name, b),
        )
        for kept, then in news.plan.changed[: partner_lines.MOST]
        for name, a, b in differences(kept.value, then)
    ]
    if told:
        st.dataframe(pd.DataFrame(told, columns=heads), hide_index=True)
        _more(len(news.plan.changed))


def _heading(row: Any, name: str) -> str:
    if isinstance(row, Capability) and name == "name":
        name = "capability"
    return say_plain(f"partners.field.{'relation' if name == 'together' else name}")


def cell(name: str, value: Any) -> str:
    """A field of a record as people write it."""
    if isinstance(value, Status):
        return say_plain(f"partners.choice.{value.name.lower()}")
    if isinstance(value, Mark):
        return say_plain(f"partners.value.{value.value}") if value is not Mark.UNKNOWN else "?"
    if isinstance(value, Unit):
        return value.word
    if isinstance(value, bool):
        return say_plain(f"partners.value.{'yes' if value else 'no'}")
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if name in ("own_share", "dedication"):
        return f"{plain(value * 100)} %"
    return partner_rows.written(name, value)


def _more(n: int) -> None:
    if n > partner_lines.MOST:
        st.caption(say_n("partners.preview.more", n - partner_lines.MOST))
