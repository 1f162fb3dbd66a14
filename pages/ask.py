"""Ask: what partners have not told yet, the questionnaires that go out, and the replies that come in."""

from collections.abc import Sequence

import streamlit as st

from consortium.service.asking import Addressee, Inquiry, partners
from consortium.ui import asking, asking_replies, frame, show, state
from consortium.ui.lang import say
from consortium.ui.memo import kept


def main() -> None:
    """Show the page."""
    show.title("ask")
    now = state.now()
    if now.desk is None or now.tender is None or not now.bid:
        show.empty("ask_tender", ("tender", "screens.partners.tender"))
        return
    if now.register is None:
        show.empty("ask_register", ("partners", "screens.tender.next"))
        return
    register = now.register
    inquiry = Inquiry(now.desk, now.bid, now.tender.tender, register.register, now.options.lots, register.vocabulary)
    day = asking.today()
    everybody = kept("asking", (inquiry, now.revision, day), lambda: partners(inquiry, day))
    _figures(everybody)
    labels = [say(f"ask.tab.{name}") for name in ("send", "receive", "everybody")]
    send, receive, all_of_them = st.tabs(labels)
    with send:
        asking.panel(inquiry, everybody)
    with receive:
        asking_replies.panel(inquiry)
    with all_of_them:
        asking.overview(everybody)
        if any(partner.questions for partner in everybody):
            st.markdown(f"#### {say('ask.by_topic')}", anchors=False)
            asking.by_topic(everybody)


def _figures(everybody: Sequence[Addressee]) -> None:
    waiting = sum(partner.waiting for partner in everybody)
    replied = sum(partner.asked is not None for partner in everybody) - waiting
    show.metrics(
        (
            (say("ask.metric.partners"), sum(bool(partner.questions) for partner in everybody)),
            (say("ask.metric.questions"), sum(len(partner.questions) for partner in everybody)),
            (say("ask.metric.waiting"), waiting),
            (say("ask.metric.replied"), replied),
        )
    )


frame.inside(main)
