"""Portfolio: all open tenders against one register, each by itself and together, and who is in too many."""

import streamlit as st

from consortium import service
from consortium.ui import frame, portfolio, show, state
from consortium.ui.lang import say
from consortium.ui.memo import kept


def main() -> None:
    """Show the page."""
    show.title("portfolio")
    now = state.now()
    desk, register = now.desk, now.register
    lines = tuple(line for line in service.bids(desk) if not line.closed) if desk else ()
    if desk is None or not lines:
        show.empty("portfolio", ("tender", "screens.partners.tender"), ("start", "screens.empty.start"))
        return
    if register is None:
        show.empty("ask_register", ("partners", "screens.tender.next"))
        return
    asks = kept("portfolio-asks", (desk, now.revision), lambda: service.open_asks(desk))
    names = register.register.names()
    chosen = portfolio.limits()
    portfolio.search(asks, register, chosen)
    found = portfolio.found(asks, register, chosen)
    if found is None:
        portfolio.table(lines, None)
        return
    st.space("small")
    st.markdown(portfolio.sentence(found))
    portfolio.figures(found)
    portfolio.table(lines, found)
    portfolio.served(lines, found, names)
    portfolio.passed_over(lines, found)
    st.markdown(f"#### {say('portfolio.over.title')}", anchors=False)
    portfolio.clashes(lines, found, asks, chosen, names)


frame.inside(main)
