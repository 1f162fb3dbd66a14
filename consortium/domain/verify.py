"""The verifier: the exact meaning of "this coalition covers this call", in plain decimals.

It shares no code with any model that searches for coalitions, and every coalition shown has passed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum

from consortium.domain.case import Case, Group
from consortium.domain.exact import INFINITY, exactly
from consortium.domain.need import Need
from consortium.domain.needs import takes_lead
from consortium.domain.register import Pair
from consortium.domain.rules.base import Measure, Values
from consortium.domain.rules.registry import RULES


class State(StrEnum):
    """How a need stands. Only MET covers."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    UNDETERMINED = "undetermined"


class Reading(Enum):
    """What an unknown value is taken for; None is not held. Rules of this version never fall as a value grows."""

    LEAST = Decimal(0)
    MOST = INFINITY
    RECORDED = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One need, judged."""

    need: Need
    state: State
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """One group, judged; ``option`` is the first alternative that is met whole."""

    group: Group
    state: State
    option: str | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A coalition judged with one lead. ``broken`` are pairs that it splits or brings together."""

    members: tuple[str, ...]
    lead: str | None
    outcomes: tuple[Outcome, ...]
    groups: tuple[GroupOutcome, ...]
    points: Decimal
    cost: Decimal
    broken: tuple[tuple[str, str], ...]
    share_possible: bool
    """Whether every member can have the call's minimum share."""

    @property
    def demands_met(self) -> int:
        """How many mandatory rows and groups hold."""
        return sum(o.state is State.MET for o in self._demanded())

    @property
    def covers(self) -> bool:
        """Whether every mandatory row and group that can be judged is met, and no pair is broken."""
        sound = self.members and self.share_possible and not self.broken
        return bool(sound) and all(o.state is State.MET for o in self._demanded())

    def _demanded(self) -> tuple[Outcome | GroupOutcome, ...]:
        rows = tuple(o for o in self.outcomes if o.need.stands_alone and o.need.determined)
        return rows + tuple(g for g in self.groups if g.group.mandatory and g.group.determined)


def assess(case: Case, members: tuple[str, ...], lead: str | None = None) -> Assessment:
    """Judge ``members``; without ``lead``, with the one under which most holds, then most points, then the least ID.

    ``lead`` stays None where no row needs one and none is given.
    """
    chosen = tuple(sorted(set(members)))
    with exactly():
        fixed = {i: _outcome(case, i, chosen, None) for i, need in enumerate(case.needs) if not takes_lead(need)}
        leads = (lead,) if lead is not None or not case.takes_lead else chosen
        judged = [_with_lead(case, chosen, candidate, fixed) for candidate in leads or (None,)]
        return min(judged, key=lambda a: (-a.demands_met, -a.points, a.lead or ""))


def covers(case: Case, members: tuple[str, ...]) -> bool:
    """Whether ``members`` meet every mandatory row and group for some lead."""
    return assess(case, members).covers


def _with_lead(case: Case, members: tuple[str, ...], lead: str | None, fixed: Mapping[int, Outcome]) -> Assessment:
    outcomes = tuple(fixed[i] if i in fixed else _outcome(case, i, members, lead) for i in range(len(case.needs)))
    return Assessment(
        members=members,
        lead=lead,
        outcomes=outcomes,
        groups=tuple(_group_outcome(group, outcomes) for group in case.groups),
        points=sum((o.need.requirement.points or Decimal(0) for o in outcomes if _scores(o)), Decimal(0)),
        cost=sum((case.costs[m] for m in members), Decimal(0)),
        broken=broken_pairs(case, members),
        share_possible=len(members) * case.minimum_share <= 1,
    )


def _scores(outcome: Outcome) -> bool:
    return outcome.state is State.MET and not outcome.need.requirement.mandatory


def values(case: Case, i: int, members: tuple[str, ...], reading: Reading) -> Values:
    """What each member proves for need ``i``, with unknowns as ``reading`` takes them."""
    held = case.holdings[i]
    return {m: _completed(held[m].number, held[m].unknown, reading) if m in held else reading.value for m in members}


def _completed(number: Decimal | None, unknown: bool, reading: Reading) -> Decimal | None:
    return reading.value if unknown else number


def holds(case: Case, i: int, members: tuple[str, ...], lead: str | None, reading: Reading) -> bool:
    """Whether determined need ``i`` holds in one reading."""
    need = case.needs[i]
    return RULES[need.rule].holds(need, values(case, i, members, reading), lead)


def _outcome(case: Case, i: int, members: tuple[str, ...], lead: str | None) -> Outcome:
    need = case.needs[i]
    if not need.determined:
        return Outcome(need, State.UNDETERMINED, None)
    known = values(case, i, members, Reading.RECORDED)
    measure = RULES[need.rule].measure(need, known, lead)
    if holds(case, i, members, lead, Reading.LEAST):
        return Outcome(need, State.MET, measure)
    possible = holds(case, i, members, lead, Reading.MOST)
    return Outcome(need, State.UNKNOWN if possible else State.UNMET, measure)


def _group_outcome(group: Group, outcomes: tuple[Outcome, ...]) -> GroupOutcome:
    if not group.determined:
        return GroupOutcome(group, State.UNDETERMINED, None)
    states = {o.name: _worst([outcomes[i].state for i in o.needs]) for o in group.options if o.determined}
    met = next((name for name, state in states.items() if state is State.MET), None)
    if met is not None:
        return GroupOutcome(group, State.MET, met)
    return GroupOutcome(group, State.UNKNOWN if State.UNKNOWN in states.values() else State.UNMET, None)


def _worst(states: list[State]) -> State:
    for state in (State.UNMET, State.UNKNOWN):
        if state in states:
            return state
    return State.MET


def broken_pairs(case: Case, members: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs that ``members`` bring together though they must stay apart, or split though they belong together."""
    inside = set(members)
    return tuple((pair.a, pair.b) for pair in case.pairs if _broken(pair, inside))


def _broken(pair: Pair, inside: set[str]) -> bool:
    has_a, has_b = pair.a in inside, pair.b in inside
    return has_a != has_b if pair.together else has_a and has_b


def suffices(case: Case, members: tuple[str, ...], favourable: bool, lots: tuple[str, ...] | None = None) -> bool:
    """Whether ``members`` alone would meet what is mandatory: the question of necessity (docs/model.md).

    As recorded an unknown is not held and an undetermined row is left out; favourably an unknown is held and an
    undetermined row is met. Pairs and options do not matter here. ``lots`` None: all lots of the case.
    """
    reading = Reading.MOST if favourable else Reading.RECORDED
    rows = [i for i in case.demands() if _in_lots(case.needs[i].lot, lots)]
    groups = [g for g in case.groups if g.mandatory and g.determined and _in_lots(g.lot, lots)]
    with exactly():
        leads = members if case.takes_lead else (None,)
        return any(
            all(holds(case, i, members, lead, reading) for i in rows)
            and all(_group_holds(case, group, members, lead, reading) for group in groups)
            for lead in leads
        )


def _in_lots(lot: str | None, lots: tuple[str, ...] | None) -> bool:
    return lot is None or lots is None or lot in lots


def _group_holds(case: Case, group: Group, members: tuple[str, ...], lead: str | None, reading: Reading) -> bool:
    favourable = reading is Reading.MOST
    return any(
        all(_need_holds(case, i, members, lead, reading) for i in option.needs)
        for option in group.options
        if option.determined or favourable
    )


def _need_holds(case: Case, i: int, members: tuple[str, ...], lead: str | None, reading: Reading) -> bool:
    return not case.needs[i].determined or holds(case, i, members, lead, reading)
