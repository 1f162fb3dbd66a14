"""The verifier: the exact meaning of "this coalition covers this call", in plain decimals.

It shares no code with any model that searches for coalitions, and every coalition shown has passed it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from consortium.domain.call import Rule
from consortium.domain.case import Case, Group
from consortium.domain.choosing import Chosen, Given, Staff, Task, brings, choose, task_of
from consortium.domain.exact import SHARE_STEP, exactly
from consortium.domain.need import Need
from consortium.domain.reading import Reading
from consortium.domain.register import Pair
from consortium.domain.rules.base import Choice, Measure, Values, View, holds_alone
from consortium.domain.rules.registry import RULES
from consortium.domain.rules.team import places
from consortium.domain.shares import WHOLE
from consortium.domain.staffing import Filled, Key


class State(StrEnum):
    """How a need stands. Only MET covers."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    UNDETERMINED = "undetermined"


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
    shares: Mapping[str, Decimal] | None = None
    """Fractions, 1 in all; None where no row needs them."""
    externals: tuple[str, ...] = ()
    """The non-members relied on."""
    performers: Mapping[Task, str] = field(default_factory=dict)
    """Who performs each task that rows ask about, by lot."""
    seats: Filled = field(default_factory=dict)
    """By need, the people (entity, person) who fill it."""

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


def assess(
    case: Case,
    members: tuple[str, ...],
    lead: str | None = None,
    shares: Mapping[str, Decimal] | None = None,
    externals: tuple[str, ...] | None = None,
) -> Assessment:
    """Judge ``members``. What is not given is chosen so that most holds, then for most points (docs/model.md).

    Lead and shares stay None where no row needs them and none are given. ``shares`` are fractions, 1 in all.
    """
    chosen = tuple(sorted(set(members)))
    with exactly():
        given = Given(lead, None if shares is None else {m: int(s * WHOLE) for m, s in shares.items()}, externals)
        best = choose(case, chosen, Reading.LEAST, given)
        others = _possible_externals(case, chosen, best) if externals is None else frozenset[str]()
        outcomes = tuple(_outcome(case, i, chosen, best, others) for i in range(len(case.needs)))
        return Assessment(
            members=chosen,
            lead=best.lead,
            outcomes=outcomes,
            groups=tuple(_group_outcome(group, outcomes) for group in case.groups),
            points=best.points,
            cost=sum((case.costs[m] for m in chosen), Decimal(0)),
            broken=broken_pairs(case, chosen),
            share_possible=len(chosen) * case.minimum_share <= 1,
            shares=None if best.shares is None else {m: s * SHARE_STEP for m, s in best.shares.items()},
            externals=best.externals,
            performers=best.performers,
            seats=best.seats,
        )


def alone(case: Case, i: int, member: str) -> Outcome:
    """How need ``i`` stands for one member by itself."""
    return assess(case.alone(i), (member,)).outcomes[0]


def covers(case: Case, members: tuple[str, ...]) -> bool:
    """Whether ``members`` meet every mandatory row and group with whatever is best chosen."""
    return judged(case, members) is not None


def judged(case: Case, members: tuple[str, ...]) -> Chosen | None:
    """What is best chosen for sorted ``members`` who cover; None where they do not."""
    if not members or len(members) * case.minimum_share > 1 or broken_pairs(case, members):
        return None
    with exactly():
        best = choose(case, members, Reading.LEAST)
    return best if best.demands == len(case.demands()) + len(case.demanded_groups()) else None


def values(case: Case, i: int, members: tuple[str, ...], reading: Reading) -> Values:
    """What each member proves for need ``i``, with unknowns as ``reading`` takes them."""
    return View(case.needs[i], members, case.holdings[i], reading).values()


def _outcome(case: Case, i: int, members: tuple[str, ...], best: Chosen, others: frozenset[str]) -> Outcome:
    """One need with what was chosen; unknown where it might be met, were everything not known as serves best.

    ``others``: the non-members who might then be relied on too.
    """
    need = case.needs[i]
    if not need.determined:
        return Outcome(need, State.UNDETERMINED, None)
    rule = RULES[need.rule]
    measure = rule.measure(_view(case, i, members, best, Reading.RECORDED))
    if i in best.met:
        return Outcome(need, State.MET, measure)
    possible = rule.holds(_with_help(_view(case, i, members, best, Reading.MOST), others))
    return Outcome(need, State.UNKNOWN if possible else State.UNMET, measure)


def _with_help(view: View, externals: Iterable[str]) -> View:
    """The view with those of some non-members beside who bring something to its need."""
    more = (x for x in externals if x in view.proofs.externals and x not in view.externals and brings(view, x))
    return replace(view, externals=(*view.externals, *more))


def _possible_externals(case: Case, members: tuple[str, ...], best: Chosen) -> frozenset[str]:
    """The non-members who might be relied on for what is mandatory and not met, were all not known at its best."""
    groups = (g for g in case.demanded_groups() if not any(best.met.issuperset(o.needs) for o in g.options))
    missed = {*case.demands(), *(i for g in groups for i in g.positions)} - best.met
    views = (_view(case, i, members, best, Reading.MOST) for i in missed if case.proofs[i].externals)
    helped = (_with_help(view, view.proofs.externals) for view in views)
    return frozenset(x for view in helped if RULES[view.need.rule].holds(view) for x in view.externals)


def _view(case: Case, i: int, members: tuple[str, ...], best: Chosen, reading: Reading) -> View:
    need = case.needs[i]
    kind = RULES[need.rule].chooses(need)
    return View(
        need,
        members,
        case.holdings[i],
        reading,
        case.proofs[i],
        best.lead,
        best.shares,
        best.externals,
        _performer(case, i, members, best, reading) if kind is Choice.PERFORMER else None,
        _seated(case, i, members, best.seats, reading) if kind is Choice.PEOPLE else (),
    )


def _performer(case: Case, i: int, members: tuple[str, ...], best: Chosen, reading: Reading) -> str | None:
    """Who performs a need's task; at its best, who might hold the need beside all of the task that is met."""
    task = task_of(case, i), case.needs[i].lot
    if reading is not Reading.MOST:
        return best.performers.get(task)
    same = (j for j in best.met if (task_of(case, j), case.needs[j].lot) == task)
    rows = [i, *(j for j in same if case.needs[j].determined and case.needs[j].rule is Rule.PERFORMER)]
    seen = [View(case.needs[j], members, case.holdings[j], reading) for j in rows]
    able = (m for m in members if all(holds_alone(view.need, view.value(m)) for view in seen))
    return next(able, best.performers.get(task))


def _seated(case: Case, i: int, members: tuple[str, ...], filled: Filled, reading: Reading) -> tuple[Key, ...]:
    """Who fills a need's places beside those filled in its lot: all of them, or as many as there are."""
    if i in filled:
        return filled[i]
    beside = {j for j in filled if case.needs[j].lot == case.needs[i].lot} | {i}
    staff = Staff(case, members, sorted(beside), reading)
    seats = (staff.seats(beside, {i: n}) for n in range(places(case.needs[i]), 0, -1))
    return next((found[i] for found in seats if found is not None), ())


def _group_outcome(group: Group, outcomes: tuple[Outcome, ...]) -> GroupOutcome:
    if not group.determined:
        return GroupOutcome(group, State.UNDETERMINED, None)
    states = {o.name: _worst([outcomes[i].state for i in o.needs]) for o in group.options if o.determined}
    met = next((name for name, state in states.items() if state is State.MET), None)
    if met is not None:
        return GroupOutcome(group, State.MET, met)
    return GroupOutcome(group, State.UNKNOWN if State.UNKNOWN in states.values() else State.UNMET, None)


def _worst(states: list[State]) -> State:
    return next((state for state in (State.UNMET, State.UNKNOWN) if state in states), State.MET)


def broken_pairs(case: Case, members: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs that ``members`` bring together though they must stay apart, or split though they belong together."""
    inside = set(members)
    return tuple((pair.a, pair.b) for pair in case.pairs if _broken(pair, inside))


def _broken(pair: Pair, inside: set[str]) -> bool:
    has_a, has_b = pair.a in inside, pair.b in inside
    return has_a != has_b if pair.together else has_a and has_b


def suffices(
    case: Case,
    members: tuple[str, ...],
    favourable: bool,
    lots: tuple[str, ...] | None = None,
    externals: tuple[str, ...] = (),
) -> bool:
    """Whether ``members`` alone would meet what is mandatory: the question of necessity (docs/model.md).

    As recorded an unknown is not held and an undetermined row is left out; favourably an unknown is held and an
    undetermined row is met. Pairs and options do not matter here. ``lots`` None: all lots of the case.
    """
    reading = Reading.MOST if favourable else Reading.RECORDED
    part = case if lots is None else case.of_lots(lots)
    with exactly():
        best = choose(part, tuple(sorted(members)), reading, Given(externals=externals), lenient=favourable)
    return best.demands == len(part.demands()) + len(part.demanded_groups())
