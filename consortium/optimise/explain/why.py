"""Why an entity is in or out: what a coalition lacks without it, or with it in another's place, in amounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain.case import Case
from consortium.domain.exact import exactly
from consortium.domain.explanation import Lack, Swap
from consortium.domain.result import Options
from consortium.domain.verify import Outcome, State, assess
from consortium.optimise.explain.ask import Asker, Reply
from consortium.optimise.explain.bench import Bench, Single
from consortium.optimise.explain.changes import new_id
from consortium.optimise.explain.means import spoken
from consortium.optimise.problem import companions
from consortium.optimise.rules import forms_of


def lacks(case: Case, members: tuple[str, ...]) -> tuple[Lack, ...]:
    """The mandatory rows, then groups, that a coalition does not meet, amounts in the row's unit."""
    judged = assess(case, members)
    rows = [_lack(o) for o in judged.outcomes if o.need.stands_alone and _short(o.state)]
    groups = [Lack(g.group.name, g.group.lot, g.state) for g in judged.groups if g.group.mandatory and _short(g.state)]
    return (*rows, *groups)


def _short(state: State) -> bool:
    return state in (State.UNMET, State.UNKNOWN)


def _lack(outcome: Outcome) -> Lack:
    need, measure = outcome.need, outcome.measure
    row = need.requirement.id
    if measure is None or (need.threshold is None and not measure.in_members):
        return Lack(row, need.lot, outcome.state)
    with exactly():
        pair = (measure.required, measure.provided)
        required, provided = pair if measure.in_members else map(need.in_unit, pair)
    return Lack(row, need.lot, outcome.state, required, provided, measure.in_members)


def without_member(case: Case, members: tuple[str, ...], leaves: str) -> Swap:
    """What a coalition lacks without one of its members; nobody stays of a coalition of one."""
    return _swap(case, members, leaves, None)


def swaps(case: Case, members: tuple[str, ...], joins: str) -> tuple[Swap, ...]:
    """``joins`` in the place of each member in turn, those that lack least first."""
    found = [_swap(case, members, leaves, joins) for leaves in members if joins not in members]
    return tuple(sorted(found, key=lambda swap: (len(swap.lacks) + len(swap.broken), swap.leaves or "")))


def _swap(case: Case, members: tuple[str, ...], leaves: str, joins: str | None) -> Swap:
    after = tuple(sorted({*members, *((joins,) if joins else ())} - {leaves}))
    return Swap(leaves, joins, lacks(case, after), assess(case, after).broken)


@dataclass(frozen=True, slots=True)
class Barriers:
    """What keeps an entity out of every coalition: not available, excluded, rows that it fails as a member, company.

    ``companions`` are those barred who would have to come with it.
    """

    unavailable: bool = False
    excluded: bool = False
    rows: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether anything does."""
        return self.unavailable or self.excluded or bool(self.rows or self.companions)


def barriers(case: Case, options: Options, entity: str) -> Barriers:
    """Why an entity cannot be chosen at all; nothing found: it can be."""
    own = _own_barriers(case, options, entity)
    others = companions(case).get(entity, set()) - {entity}
    company = tuple(sorted(e for e in others if _own_barriers(case, options, e).found))
    return Barriers(own.unavailable, own.excluded, own.rows, company)


def _own_barriers(case: Case, options: Options, entity: str) -> Barriers:
    place = {entity: 0}
    rows = [
        case.needs[i].requirement.id for i in case.demands() if any(form.barred for form in forms_of(case, i, place))
    ]
    unavailable = entity in case.unavailable and entity not in options.include
    return Barriers(unavailable, entity in options.exclude, tuple(dict.fromkeys(rows)))


def with_partner(asker: Asker, case: Case, options: Options, brings: Mapping[str, Decimal]) -> Reply:
    """The best coalition with one new entity, whose ID is ``new_id(case)``.

    ``brings``: what it proves, by capability name, in base units (1 for a yes).
    """
    given = {spoken(name): amount for name, amount in brings.items()}
    new = new_id(case)
    bench = Bench(asker, case, options, new)
    named = (means for means in bench.own if means.name in given)
    return asker.best(*bench.made([Single(means=means, entity=new, amount=given[means.name]) for means in named]))


def asker(options: Options) -> Asker:
    """Who asks within the user's time limit, from now on."""
    return Asker(options.solver).until(options.time_limit or float("inf"))
