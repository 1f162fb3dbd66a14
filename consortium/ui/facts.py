"""The facts of a tender: shown, and corrected in a form."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import streamlit as st

from consortium import service
from consortium.domain.call import Lot, Tender
from consortium.errors import ConsortiumError
from consortium.ui import act, edge, show, state
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_plain

TEXTS = ("reference", "title", "buyer", "cpv", "currency")
NUMBERS = ("estimated_value", "duration_months", "minimum_share")


def panel(file: service.TenderFile) -> None:
    """Title, facts and lots of the tender, with the way to correct them."""
    tender = file.tender
    with st.container(border=True):
        st.markdown(f"#### {escape(tender.title or file.name)}", anchors=False)
        show.facts(_pairs(tender))
        for lot in tender.lots:
            st.text(_lot(lot, tender.currency))
        with st.popover(say("screens.facts.correct"), icon=":material/edit:"):
            _form(file)
    edge.show(state.now().trouble_at("facts"))


def _pairs(tender: Tender) -> tuple[tuple[str, str], ...]:
    currency = tender.currency
    return (
        (say("screens.facts.reference"), tender.reference),
        (say("screens.facts.buyer"), tender.buyer),
        (say("screens.facts.cpv"), ", ".join(tender.cpv)),
        (say("screens.facts.estimated_value"), show.money(tender.estimated_value, currency)),
        (say("screens.facts.duration_months"), show.number(tender.duration_months)),
        (say("screens.facts.deadline"), show.day(tender.deadline)),
        (
            say("screens.facts.minimum_share"),
            f"{show.number(tender.minimum_share * 100)} %" if tender.minimum_share else "",
        ),
    )


def _lot(lot: Lot, currency: str) -> str:
    words = say_plain("screens.lot", lot=lot.id)
    return " · ".join(part for part in (words, lot.title, show.money(lot.estimated_value, currency)) if part)


def _form(file: service.TenderFile) -> None:
    """Only what the user changed goes back, so that no fact is read anew from its own display."""
    now = service.facts_of(file.tender)
    with st.form("facts", border=False):
        facts: dict[str, object] = {
            name: st.text_input(say(f"screens.facts.{name}"), _text(now, name)) for name in TEXTS
        }
        for name in NUMBERS:
            facts[name] = st.text_input(_label(name), _text(now, name))
        facts["deadline"] = st.date_input(say("screens.facts.deadline"), _date(now), format="DD/MM/YYYY")
        if st.form_submit_button(say("screens.facts.take"), icon=":material/check:"):
            _take(file, {name: value for name, value in facts.items() if value != _shown(now, name)})


def _take(file: service.TenderFile, facts: Mapping[str, object]) -> None:
    state.clear_trouble("facts")
    try:
        changed = service.edit_facts(file, facts)
    except ConsortiumError as error:
        state.put_trouble("facts", error)
    else:
        if act.edit_tender(changed):
            state.put_tender(changed)
    st.rerun()


def _text(facts: Mapping[str, object], name: str) -> str:
    value = facts.get(name)
    if isinstance(value, Decimal):
        return show.number(value)
    return ";".join(map(str, value)) if isinstance(value, tuple | list) else "" if value is None else str(value)


def _label(name: str) -> str:
    return say("screens.facts.minimum_share.percent" if name == "minimum_share" else f"screens.facts.{name}")


def _shown(facts: Mapping[str, object], name: str) -> object:
    return _date(facts) if name == "deadline" else _text(facts, name)


def _date(facts: Mapping[str, object]) -> date | None:
    value = facts.get("deadline")
    return value if isinstance(value, date) else None
