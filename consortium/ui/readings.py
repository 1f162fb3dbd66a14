"""Thresholds that may be either of two numbers: which one is it?"""

from decimal import Decimal

import streamlit as st

from consortium import service
from consortium.domain.exact import plain
from consortium.report.marks import plain as short
from consortium.service import TenderFile
from consortium.ui import act, state
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n


def panel(file: TenderFile) -> None:
    """A question for each such threshold, with both answers; nothing where there is none."""
    questions = service.threshold_questions(file)
    if not questions:
        return
    rows = {row.id: row for row in file.tender.requirements}
    with st.container(border=True):
        st.markdown(f"#### :orange[:material/help:] {say_n('understood.readings', len(questions))}", anchors=False)
        for row_id, readings in questions.items():
            row = rows[row_id]
            place = row.source.at("threshold")
            where = f" ({escape(place)})" if str(place) else ""
            asked = say("understood.reading", written=row.threshold_text)
            st.markdown(f"**{escape(row_id)}** · {escape(row.text[:140])}  \n{asked}{where}")
            with st.container(horizontal=True):
                for reading in readings:
                    _answer(file, row_id, reading, readings, row.unit.word if row.unit else "")


def _answer(file: TenderFile, row_id: str, reading: Decimal, readings: tuple[Decimal, ...], unit: str) -> None:
    whole = reading == reading.to_integral_value()
    amount = plain(reading) if whole else short(reading)  # 1500 without the point that is in question
    label = say(f"understood.reading.{_kind(reading, readings)}", amount=amount, unit=unit)
    st.button(label.strip(), key=f"reading-{row_id}-{reading}", on_click=_take, args=(file, row_id, reading))


def _kind(reading: Decimal, readings: tuple[Decimal, ...]) -> str:
    """Whether it is the reading with thousands, the one with decimals, or an end of a range."""
    if max(readings) != 1000 * min(readings):
        return "plain"
    return "whole" if reading == max(readings) else "decimals"


def _take(file: TenderFile, row_id: str, reading: Decimal) -> None:
    act.attempt("tender", lambda: _keep(service.answer_threshold(file, row_id, reading)))


def _keep(file: TenderFile) -> None:
    """Keep the tender, and give the table of its rows anew. Raises StoreError."""
    if act.edit_tender(file):
        now = state.now()
        state.put(table=now.tender, version=now.version + 1)
