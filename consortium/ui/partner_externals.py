"""Capacity of others that a coalition may rely on (LCSP 75)."""

import streamlit as st

from consortium.domain.register import External
from consortium.service import Desk, partners
from consortium.ui import partner_rows
from consortium.ui.lang import say


def panel(desk: Desk) -> None:
    """All externals in one table; without a letter of commitment none counts."""
    st.caption(say("partners.externals.help"))
    rows = partners.externals(desk)
    if rows:
        partner_rows.editor(desk, External, rows, "externals")
    partner_rows.adder(desk, External, {}, "external")
