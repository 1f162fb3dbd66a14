"""The portfolio on the screen: how many bids each entity can be in, the search, each tender alone and all together."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from consortium import service
from consortium.domain.result import Status
from consortium.errors import ConsortiumError
from consortium.service import Ask, BidLine, Limits, Portfolio, PortfolioJob, RegisterFile
from consortium.ui import edge, show, state
from consortium.ui.assigned import SURE, at_most, why_left
from consortium.ui.escape import escape
from consortium.ui.lang import say, say_n, say_plain

JOB, FOUND, ASKED = "portfolio-job", "portfolio-found", "portfolio-asked"
MOST = 50
"""Bids that the form lets one entity be in."""


def limits() -> Limits:
    """In how many of the bids an entity may be; blank: in any number."""
    blank, tip = say_plain("portfolio.limit.none"), say("portfolio.limit.help")
    return Limits(at_most(say("portfolio.limit"), "portfolio-limit", MOST, blank, tip))


def search(asks: Sequence[Ask], register: RegisterFile, chosen: Limits) -> None:
    """The button, the search while it runs, and what went wrong."""
    edge.show(state.now().trouble_at("portfolio"))
    job = _job()
    if job is not None:
        _watch(len(asks))
        return
    if st.button(say("portfolio.go"), type="primary", icon=":material/search:", disabled=not asks):
        state.clear_trouble("portfolio")
        try:
            st.session_state[JOB] = service.start_portfolio(asks, register, chosen)
            st.session_state[ASKED] = service.portfolio_key(asks, register, chosen)
            st.session_state[FOUND] = None
        except ConsortiumError as error:
            state.put_trouble("portfolio", error)
        st.rerun()


def _job() -> PortfolioJob | None:
    found = st.session_state.get(JOB)
    return found if isinstance(found, PortfolioJob) else None


@st.fragment(run_every=1)
def _watch(tenders: int) -> None:
    job = _job()
    if job is None:
        return
    with edge.edge():
        if job.done:
            _take(job)
            st.rerun()
        done = min(job.solved, tenders)
        st.progress(done / max(tenders, 1), say_plain("portfolio.running", done=done, n=tenders))
        if st.button(say("screens.running.cancel"), icon=":material/close:", key="portfolio-cancel"):
            job.cancel()
            st.session_state[JOB] = None
            st.rerun()


def _take(job: PortfolioJob) -> None:
    st.session_state[JOB] = None
    try:
        st.session_state[FOUND] = job.result()
    except ConsortiumError as error:
        state.put_trouble("portfolio", error)


def found(asks: Sequence[Ask], register: RegisterFile, chosen: Limits) -> Portfolio | None:
    """The portfolio found last, as long as nothing that it was found for has changed; else that is said."""
    kept = st.session_state.get(FOUND)
    if not isinstance(kept, Portfolio):
        return None
    if st.session_state.get(ASKED) == service.portfolio_key(asks, register, chosen):
        return kept
    st.info(say("screens.coalition.stale"), icon=":material/history:")
    return None


def sentence(portfolio: Portfolio) -> str:
    """How many tenders are served together, with how many places, and how sure that is."""
    together = portfolio.together
    told = say("portfolio.served", served=together.served, n=len(together.members), seats=together.seats)
    return f"**{told}** {say(f'portfolio.proof.{SURE[together.proof]}')}"


def table(lines: Sequence[BidLine], portfolio: Portfolio | None) -> None:
    """The open bids, nearest deadline first; with a portfolio who serves each, by itself and together, by ID."""
    columns = {
        say_plain("portfolio.bid"): [line.name for line in lines],
        say_plain("portfolio.deadline"): [line.deadline for line in lines],
    }
    if portfolio is not None:
        together = portfolio.together.members
        columns[say_plain("portfolio.alone")] = [_alone(line.uid, portfolio) for line in lines]
        columns[say_plain("portfolio.together")] = [_who(together.get(line.uid)) for line in lines]
    dates = st.column_config.DateColumn(format="DD/MM/YYYY", width=110)
    titles = st.column_config.TextColumn(width=340)
    told = {say_plain("portfolio.deadline"): dates, say_plain("portfolio.bid"): titles}
    st.dataframe(pd.DataFrame(columns), hide_index=True, column_config=told)


def _alone(uid: str, portfolio: Portfolio) -> str:
    if portfolio.status.get(uid) is Status.NOT_FOUND:
        return say_plain("portfolio.not_found")
    return _who(portfolio.alone.get(uid))


def _who(members: tuple[str, ...] | None) -> str:
    if members is None:
        return say_plain("portfolio.no_tender")
    return ", ".join(members) or say_plain("portfolio.nobody")


def served(lines: Sequence[BidLine], portfolio: Portfolio, names: Mapping[str, str]) -> None:
    """Who serves each tender, by name; where rows are undecided that is said: they may ask for more."""
    for line in lines:
        members = portfolio.together.members.get(line.uid, ())
        if members:
            who = " · ".join(f"{escape(names.get(member, member))} ({escape(member)})" for member in members)
            st.markdown(f"- **{escape(line.name)}**: {who}{_undecided(portfolio.undetermined.get(line.uid, ()))}")


def _undecided(rows: tuple[str, ...]) -> str:
    return f". :orange[{say_n('screens.headline.conditional', len(rows))}]" if rows else ""


def clashes(
    lines: Sequence[BidLine], portfolio: Portfolio, asks: Sequence[Ask], chosen: Limits, names: Mapping[str, str]
) -> None:
    """Who would be in too many bids if each tender took its own smallest coalition, and in which."""
    titles = {line.uid: line.name for line in lines}
    over = service.overbooked(portfolio.alone, chosen, {ask.key: ask.target for ask in asks})
    if not over:
        st.success(say("portfolio.nobody_over"), icon=":material/check_circle:")
        return
    st.warning(say_n("portfolio.over", len(over)), icon=":material/warning:")
    for entity, keys in over.items():
        bids = ", ".join(escape(titles.get(key, key)) for key in keys)
        st.markdown(f"- **{escape(names.get(entity, entity))}** ({escape(entity)}): {bids}")


def passed_over(lines: Sequence[BidLine], portfolio: Portfolio) -> None:
    """The tenders without a coalition, and why, as far as it is known."""
    for line in lines:
        if portfolio.together.members.get(line.uid) == ():
            reason = why_left(portfolio.status[line.uid], portfolio.together.proof)
            st.markdown(f"- **{escape(line.name)}**: {say(f'portfolio.passed.{reason}')}")


def figures(portfolio: Portfolio) -> None:
    """The result in three numbers."""
    together = portfolio.together
    busy = {member for members in together.members.values() for member in members}
    show.metrics(
        (
            (say("portfolio.metric.served"), f"{together.served} / {len(together.members)}"),
            (say("portfolio.metric.seats"), together.seats),
            (say("portfolio.metric.entities"), len(busy)),
        )
    )
