"""Preferences on the screen: what settles ties, and how many of each kind must be in."""

import streamlit as st

from consortium import service
from consortium.domain.preferences import Preferences
from consortium.domain.register import Register
from consortium.service import Wishes
from consortium.ui.lang import say, say_plain


def form(register: Register, now: Preferences, filled: int) -> Preferences:
    """The form, filled with ``now``; returns what it says."""
    bounds = {favour.name: favour.at_least for favour in now.favours}
    known_now = next((favour.ids for favour in now.favours if favour.name == service.KNOWN), ())
    with st.expander(say("wishes.title"), icon=":material/favorite:"):
        st.caption(say("wishes.help"))
        order = st.multiselect(
            say("wishes.order"),
            service.AIMS,
            default=list(now.order),
            format_func=lambda name: say_plain(f"wishes.aim.{name}"),
            help=say("wishes.order.help"),
            key=f"wishes-order-{filled}",
        )
        names = register.names()
        known = st.multiselect(
            say("wishes.known"),
            list(names),
            default=[entity for entity in known_now if entity in names],
            format_func=lambda entity: f"{entity} · {names[entity]}",
            placeholder=say_plain("wishes.known.none"),
            key=f"wishes-known-{filled}",
            select_all=False,
        )
        territory = _territory(register, now, filled)
        kinds = ("small", "local", "known")
        with st.container(horizontal=True, gap="medium"):
            least = {name: _at_least(name, bounds.get(name, 0), len(names), filled) for name in kinds}
    wishes = Wishes(
        tuple(order) or service.DEFAULT_ORDER,
        territory or "",
        tuple(known),
        least["small"],
        least["local"],
        least["known"],
    )
    return service.preferences(register, wishes)


def _territory(register: Register, now: Preferences, filled: int) -> str | None:
    asked = next((favour.asked for favour in now.favours if favour.name == service.LOCAL), "")
    places = sorted({e.territory for e in register.entities if e.territory} | ({asked} if asked else set()))
    return st.selectbox(
        say("wishes.territory"),
        places,
        index=places.index(asked) if asked else None,
        placeholder=say_plain("wishes.territory.none"),
        accept_new_options=True,
        key=f"wishes-territory-{filled}",
    )


def _at_least(name: str, now: int, most: int, filled: int) -> int:
    return int(
        st.number_input(
            say(f"wishes.least.{name}"), 0, max(most, now), now, step=1, key=f"wishes-least-{name}-{filled}", width=210
        )
    )
