"""What the user asks of the optimiser: lots, members, and under "settings" the rest."""

from collections.abc import Sequence

import streamlit as st

from consortium.domain.call import Tender
from consortium.domain.register import Register
from consortium.domain.result import Options
from consortium.ui import wishes
from consortium.ui.lang import say, say_plain

SOLVERS = ("cbc", "highs")


def options(tender: Tender, register: Register, now: Options, filled: int = 0) -> Options:
    """The form, filled with ``now``; returns what it says. Filled anew it is another form: ``filled`` counts them."""
    names = register.names()
    lots = _lots(tender, now, filled) if len(tender.lots) > 1 else ()
    left, right = st.columns(2)
    with left:
        include = _entities("include", names, now.include, filled)
    with right:
        exclude = _entities("exclude", names, now.exclude, filled)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        most = st.number_input(
            say("screens.ask.max_members"),
            min_value=1,
            max_value=max(1, len(names)),
            value=now.max_members,
            step=1,
            placeholder=say_plain("screens.ask.no_limit"),
            key=f"ask-max-{filled}",
            width=240,
        )
        verified = st.toggle(
            say("screens.ask.verified_only"),
            value=now.verified_only,
            help=say("screens.ask.verified_only.help"),
            key=f"ask-verified-{filled}",
        )
    wanted = wishes.form(register, now.preferences, filled)
    limit, solver = _settings(now, filled)
    return Options(lots, include, exclude, most, verified, now.alternatives, limit, solver, wanted)


def clash(options: Options) -> tuple[str, ...]:
    """Entities both included and excluded."""
    return tuple(sorted(set(options.include) & set(options.exclude)))


def _lots(tender: Tender, now: Options, filled: int) -> tuple[str, ...]:
    titles = {
        lot.id: say_plain("screens.ask.lot", lot=lot.id, title=lot.title) if lot.title else lot.id
        for lot in tender.lots
    }
    chosen = st.multiselect(
        say("screens.ask.lots"),
        list(titles),
        default=[lot for lot in now.lots if lot in titles],
        format_func=titles.__getitem__,
        placeholder=say_plain("screens.ask.lots.all"),
        key=f"ask-lots-{filled}",
    )
    return tuple(chosen)


def _entities(which: str, names: dict[str, str], chosen: Sequence[str], filled: int) -> tuple[str, ...]:
    picked = st.multiselect(
        say(f"screens.ask.{which}"),
        list(names),
        default=[entity for entity in chosen if entity in names],
        format_func=lambda entity: f"{entity} · {names[entity]}" if names[entity] != entity else entity,
        placeholder=say_plain(f"screens.ask.{which}.none"),
        key=f"ask-{which}-{filled}",
        select_all=False,
    )
    return tuple(picked)


def _settings(now: Options, filled: int) -> tuple[float | None, str]:
    with st.expander(say("screens.ask.settings"), icon=":material/tune:"), st.container(horizontal=True, gap="medium"):
        limit = st.number_input(
            say("screens.ask.time_limit"),
            min_value=1.0,
            max_value=3600.0,
            value=now.time_limit,
            step=10.0,
            format="%g",
            placeholder=say_plain("screens.ask.no_limit"),
            key=f"ask-limit-{filled}",
            width=240,
        )
        solver = st.selectbox(
            say("screens.ask.solver"),
            SOLVERS,
            index=SOLVERS.index(now.solver),
            format_func=str.upper,
            key=f"ask-solver-{filled}",
            width=240,
        )
    return limit, solver or now.solver
