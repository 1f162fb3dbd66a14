"""The coalitions that a team has kept, each with its verdict under a new version and why, in the tender's words."""

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from consortium.domain.verify import Outcome, State
from consortium.report.marks import amount, amounts
from consortium.service import Judged, Recheck, Standing
from consortium.ui import edge
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n

_LOOKS = {
    Standing.COVERS: ":green[:material/check_circle:]",
    Standing.CONDITIONAL: ":orange[:material/help:]",
    Standing.FAILS: ":red[:material/cancel:]",
    Standing.UNJUDGED: ":gray[:material/block:]",
}
MOST = 5
"""Reasons given for one coalition."""


def show(rechecks: Sequence[Recheck], names: Mapping[str, str]) -> None:
    """A card for each coalition; nothing where none is kept."""
    if not rechecks:
        return
    st.markdown(f"##### {say('amend.coalitions')}", anchors=False)
    for alike in _alike(rechecks):
        with st.container(border=True, gap="small"):
            st.markdown(_headline(alike, names))
            for reason in (*_others(alike[0], names), *_reasons(alike[0].after, names)):
                st.markdown(f"- {reason}")


def _alike(rechecks: Sequence[Recheck]) -> tuple[tuple[Recheck, ...], ...]:
    """One coalition that was kept more than once under the same options is told once."""
    found: dict[object, list[Recheck]] = {}
    for recheck in rechecks:
        saved = recheck.saved
        asked = (saved.members, saved.lead, saved.externals, saved.options.lots, saved.options.verified_only)
        found.setdefault((*asked, recheck.before.standing, recheck.after.standing), []).append(recheck)
    return tuple(map(tuple, found.values()))


def _headline(alike: Sequence[Recheck], names: Mapping[str, str]) -> str:
    first = alike[0]
    who = escape(", ".join(names.get(member, member) for member in first.saved.members))
    kinds = ", ".join(say(f"amend.origin.{one.saved.origin}", name=one.saved.name) for one in alike)
    verdict = say(f"amend.{'now' if first.turned else 'still'}.{first.after.standing}")
    return f"{_LOOKS[first.after.standing]} **{kinds}** · {who} · **{verdict}**"


def _others(recheck: Recheck, names: Mapping[str, str]) -> Iterator[str]:
    """Who has to lead, and on which non-members to rely, where it holds only with others than were kept."""
    if recheck.other_lead is not None:
        yield say("amend.lead", lead=names.get(recheck.other_lead, recheck.other_lead))
    if recheck.other_externals is not None:
        externals = recheck.other_externals
        yield say("amend.externals", ids=externals) if externals else say("amend.no_externals")


def _reasons(after: Judged, names: Mapping[str, str]) -> Iterator[str]:
    if after.error is not None:
        yield edge.sentence(after.error)
    if after.undecided and after.standing is Standing.CONDITIONAL:
        yield say_n("amend.undecided", len(after.undecided), rows=after.undecided)
    if after.assessment is None or after.standing is not Standing.FAILS:
        return
    lacking = after.lacking
    yield from map(_row, lacking[:MOST])
    if len(lacking) > MOST:
        yield say_n("amend.more", len(lacking) - MOST)
    for group in after.lacking_groups:
        yield say("amend.group", group=group.group.name)
    for a, b in after.assessment.broken:
        yield say("amend.pair", a=names.get(a, a), b=names.get(b, b))
    if not after.assessment.share_possible:
        yield say_n("amend.share", len(after.assessment.members))


def _row(outcome: Outcome) -> str:
    row = outcome.need.requirement
    lot = f" ({say('screens.lot', lot=outcome.need.lot)})" if outcome.need.lot is not None else ""
    name = say("amend.row", id=row.id, text=row.text) + lot
    if outcome.state is State.UNKNOWN:
        return f"{name}: {say('amend.unknown')}"
    counts = outcome.measure is not None and (outcome.need.threshold is not None or outcome.measure.in_members)
    if not counts:
        return f"{name}: {say('amend.unmet')}"
    provided, required = amounts(outcome)
    if provided >= required:
        return f"{name}: {say('amend.part')}"
    told = {"required": required, "provided": provided, "shortfall": required - provided}
    said = {key: amount(value, outcome, current()) for key, value in told.items()}
    return f"{name}: {say('amend.short', **said)}"
