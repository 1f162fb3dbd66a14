"""The expiry calendar: what lapses before an open deadline, what within 90 days, what has lapsed already."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from consortium.domain.expiry import SOON_DAYS, Lapse
from consortium.domain.register import External, Register
from consortium.service import BidLine, Desk, expiring
from consortium.ui import show
from consortium.ui.lang import current, say, say_n, say_plain

GROUPS = ("deadline", "soon", "past")


def listing(desk: Desk, register: Register) -> None:
    """All of it, gravest first, with the file for one's own calendar."""
    today = date.today()
    found, bids = expiring.expiring(desk, register, today), expiring.open_deadlines(desk, today)
    if not found:
        st.success(say("partners.expiry.none", n=SOON_DAYS), icon=":material/event_available:")
        return
    names = {**{x.id: x.name or x.id for x in register.externals}, **register.names()}
    groups = {group: [lapse for lapse in found if _group(lapse) == group] for group in GROUPS}
    show.metrics(tuple((say(f"partners.expiry.{group}"), len(rows)) for group, rows in groups.items()))
    if any(not lapse.past for lapse in found):
        _download(desk, register, found)
    for group, rows in groups.items():
        if rows:
            st.markdown(f"**{say_n(f'partners.expiry.{group}.title', len(rows))}**")
            st.dataframe(_table(rows, names, bids, today), hide_index=True)


def _group(lapse: Lapse) -> str:
    if lapse.past:
        return "past"
    return "deadline" if lapse.bids else "soon"


def _download(desk: Desk, register: Register, found: tuple[Lapse, ...]) -> None:
    lang = current()
    st.download_button(
        say("partners.expiry.ics"),
        lambda: expiring.expiry_calendar(desk, register, found, lang),
        file_name=say_plain("partners.expiry.ics.file"),
        mime="text/calendar",
        icon=":material/event:",
        on_click="ignore",
        key="expiry-ics",
        help=say("partners.expiry.ics.help"),
    )


def _table(rows: list[Lapse], names: Mapping[str, str], bids: Mapping[str, BidLine], today: date) -> pd.DataFrame:
    heads = [say_plain(f"partners.expiry.head.{name}") for name in ("until", "days", "owner", "what", "bids")]
    told = [
        (
            lapse.until.strftime("%d/%m/%Y"),
            (lapse.until - today).days,
            names.get(lapse.owner, lapse.owner)
            + (f" ({say_plain('partners.kind.external')})" if isinstance(lapse.row, External) else ""),
            lapse.capability,
            "; ".join(_bid(bids[uid]) for uid in lapse.bids if uid in bids),
        )
        for lapse in rows
    ]
    return pd.DataFrame(told, columns=heads)


def _bid(line: BidLine) -> str:
    return f"{line.reference or line.name} ({line.deadline:%d/%m/%Y})" if line.deadline else line.reference or line.name
