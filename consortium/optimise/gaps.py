"""Why nothing covers: the mandatory rows and groups that no permitted coalition can meet, each looked at by itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from consortium.domain.call import Rule
from consortium.domain.case import Case, Group
from consortium.domain.exact import SHARE_STEP, exactly
from consortium.domain.need import Need
from consortium.domain.result import Gap, Options
from consortium.domain.rules.base import Measure
from consortium.domain.rules.ratio import each_by_itself
from consortium.domain.rules.shares import in_proportion, most_share, required_category
from consortium.domain.rules.team import places
from consortium.domain.verify import assess, broken_pairs
from consortium.optimise.probe import Probe
from consortium.optimise.problem import companions, most_members

MOST_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Pool:
    """What the permitted entities prove for one need; ``limit`` is the most members allowed."""

    case: Case
    position: int
    probe: Probe
    numbers: dict[str, Decimal]
    """Known values only, in base units; an unknown counts as 0 towards a sum and holds nothing."""
    unknown: tuple[str, ...]
    lapsed: tuple[str, ...]
    forced: frozenset[str]
    limit: int
    permitted: tuple[str, ...]

    @property
    def need(self) -> Need:
        """The need itself."""
        return self.case.needs[self.position]

    @property
    def beside(self) -> tuple[Decimal, ...]:
        """What the non-members that may be relied on prove."""
        return tuple(h.number for h in self.case.proofs[self.position].externals.values() if h.number is not None)

    @property
    def free(self) -> bool:
        """Whether anybody may be chosen alone, or with whom they like."""
        return not self.forced and not self.case.pairs and not self.case.minimum_share

    def together(self) -> Measure | None:
        """What all permitted entities provide, None where they may not all be chosen."""
        if self.limit < len(self.permitted) or broken_pairs(self.case, self.permitted):
            return None
        return assess(self.case.alone(self.position), self.permitted).outcomes[0].measure

    def most(
        self,
        numbers: dict[str, Decimal],
        counted: dict[str, Decimal] | None = None,
        leads: frozenset[str] | None = None,
    ) -> Decimal | None:
        """The greatest sum over a permitted coalition, None where that cannot be told.

        The forced ones and the best of the rest, unless that breaks a pair or leaves out all of ``leads``. With
        ``counted``, of which ``numbers`` are the best choice, the minima that the need sets its members bind too.
        """
        taken = sorted((e for e in numbers if e not in self.forced and numbers[e] > 0), key=lambda e: (-numbers[e], e))
        chosen = (*self.forced, *taken[: max(0, self.limit - len(self.forced))])
        if broken_pairs(self.case, chosen) or (leads is not None and leads.isdisjoint(chosen)):
            part = self.case.only(() if counted is None else (self.position,))
            return self.probe.most(part, numbers if counted is None else counted)
        return sum((numbers.get(e, Decimal(0)) for e in chosen), Decimal(0))


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a rule that fails; base units (or members), None where no amount applies."""

    name: str
    required: Decimal | None = None
    best: Decimal | None = None
    in_members: bool = False


def gaps(case: Case, options: Options, probe: Probe) -> tuple[Gap, ...]:
    """Every mandatory row and group that no permitted coalition can meet, in the order of the rows."""
    rows = [_row_gap(case, options, i, probe) for i in case.demands() if not probe.possible(case.only((i,)))]
    groups = [_group_gap(g) for g in case.demanded_groups() if not probe.possible(case.only(g.positions, g))]
    return (*rows, *groups)


def _group_gap(group: Group) -> Gap:
    return Gap(group.name, group.lot, "alternatives", None, None, None, ())


def _row_gap(case: Case, options: Options, i: int, probe: Probe) -> Gap:
    need, pool = case.needs[i], _pool(case, options, i, probe)
    with exactly():
        part = PARTS[need.rule](pool)
        required, best = (_shown(need, n, part.in_members) for n in (part.required, part.best))
        short = None if required is None or best is None else required - best
        if short is not None and short <= 0:
            best = short = None  # so much there is, but not together: something else stands in the way
    return Gap(need.requirement.id, need.lot, part.name, required, best, short, _nearest(pool))


def _shown(need: Need, number: Decimal | None, in_members: bool) -> Decimal | None:
    return number if number is None or in_members else need.in_unit(number)


def _pool(case: Case, options: Options, i: int, probe: Probe) -> Pool:
    out = set(options.exclude) | (case.unavailable - set(options.include))
    groups = companions(case)
    company = {e: frozenset(groups.get(e, {e})) for e in case.entities}
    allowed = [e for e in case.entities if not out & company[e]]
    forced = frozenset[str]().union(*(company[e] for e in options.include))
    limit = most_members(case, options, len(allowed))
    permitted = [e for e in allowed if len(forced | company[e]) <= limit and _unbroken(case, forced | company[e])]
    held = {e: case.holdings[i][e] for e in permitted if e in case.holdings[i]}
    return Pool(
        case=case,
        position=i,
        probe=probe,
        numbers={e: h.number for e, h in held.items() if h.number is not None},
        unknown=tuple(e for e, h in held.items() if h.unknown),
        lapsed=tuple(e for e, h in held.items() if h.number is None and not h.unknown),
        forced=forced,
        limit=limit,
        permitted=tuple(permitted),
    )


def _unbroken(case: Case, members: frozenset[str]) -> bool:
    return not broken_pairs(case, tuple(members))


def _nearest(pool: Pool) -> tuple[str, ...]:
    """The entities that come closest: by value, then those whose answer is open, then those whose proof has lapsed."""
    short = [e for e, n in pool.numbers.items() if n > 0]
    ranked = sorted(short, key=lambda e: (-pool.numbers[e], e)) + sorted(pool.unknown) + sorted(pool.lapsed)
    return tuple(ranked[:MOST_NEAREST])


def _single(pool: Pool) -> Part:
    if pool.need.threshold is None:
        return Part("yes")
    return Part("threshold", pool.need.threshold, max((*pool.numbers.values(), *pool.beside), default=Decimal(0)))


def _each(pool: Pool) -> Part:
    if pool.need.threshold is None:
        return Part("each")
    judged = [pool.numbers.get(e, Decimal(0)) for e in pool.forced] or list(pool.numbers.values())
    best = min(judged) if pool.forced else max(judged, default=Decimal(0))
    return Part("each", pool.need.threshold, best)


def _count(pool: Pool) -> Part:
    holders = {e: Decimal(1) for e, n in pool.numbers.items() if n >= pool.need.least}
    most, beside = pool.most(holders), sum(n >= pool.need.least for n in pool.beside)
    return Part("count", pool.need.number("k"), None if most is None else most + beside, in_members=True)


def _sum(pool: Pool) -> Part:
    need = pool.need
    floor, member_min, lead_min = (need.number(name) for name in ("floor", "member_min", "lead_min"))
    counted = {e: n for e, n in pool.numbers.items() if floor is None or n >= floor}
    total = pool.most(counted)
    if total is not None and total + sum(n for n in pool.beside if n > 0) >= need.least:
        highest = max(pool.numbers.values(), default=Decimal(0))
        if lead_min is not None and highest < lead_min:
            return Part("lead_min", lead_min, highest)
        if member_min is not None:
            bound = min([highest, *_bound(pool, lead_min)])
            if bound < member_min:
                return Part("member_min", member_min, bound)
            total = _most_with_minimum(counted, pool, member_min, lead_min)
    beside = sum((n for n in pool.beside if n > 0 and (floor is None or n >= floor)), Decimal(0))
    return Part("threshold", need.threshold, None if total is None else total + beside)


def _bound(pool: Pool, lead_min: Decimal | None) -> list[Decimal]:
    """What those prove who are forced in and bound by the members' minimum: all but the lowest that may lead."""
    proved = sorted(pool.numbers.get(e, Decimal(0)) for e in pool.forced)
    lead = next((n for n in proved if lead_min is not None and n >= lead_min), None)
    if lead is not None:
        proved.remove(lead)
    return proved


def _most_with_minimum(
    counted: dict[str, Decimal], pool: Pool, minimum: Decimal, lead_min: Decimal | None
) -> Decimal | None:
    """The greatest sum of members that reach the minimum; with ``lead_min`` one, the lead, may stay under it."""
    enough = {e: n for e, n in counted.items() if n >= minimum}
    if lead_min is None:
        return pool.most(enough, counted)
    leads = {e: counted.get(e, Decimal(0)) for e, n in pool.numbers.items() if n >= lead_min}
    under = [e for e in leads if e not in enough]
    under = [e for e in under if e in pool.forced] or under
    if under:
        best = min(under, key=lambda e: (-leads[e], e))
        enough[best] = leads[best]
    return pool.most(enough, counted, frozenset(leads))


def _ratio(pool: Pool) -> Part:
    """No pooled ratio is above the best of its parts."""
    if each_by_itself(pool.need):
        return Part("each")
    alone = [assess(pool.case.alone(pool.position), (e,)).outcomes[0].measure for e in pool.permitted if pool.free]
    best = max((measure.provided for measure in alone if measure is not None), default=None)
    return Part("threshold", pool.need.least, best)


def _references(pool: Pool) -> Part:
    """Too few count; or, where enough do, their amounts are too small."""
    measure = pool.together()
    k, total = pool.need.number("k") or Decimal(1), pool.need.number("total")
    if total is not None and measure is not None and not measure.in_members:
        return Part("threshold", total, measure.provided)
    return Part("count", k, None if measure is None else measure.provided, in_members=True)


def _team(pool: Pool) -> Part:
    measure = pool.together()
    best = None if measure is None else measure.provided
    return Part("count", Decimal(places(pool.need)), best, in_members=True)


def _share(pool: Pool) -> Part:
    """The best value alone has the whole share; in proportion, what all cover in whole steps of a share."""
    if not pool.free:
        return Part("threshold", pool.need.threshold)
    if not in_proportion(pool.need):
        return Part("threshold", pool.need.threshold, max(pool.numbers.values(), default=Decimal(0)))
    steps = pool.most({e: Decimal(most_share(pool.need, n)) for e, n in pool.numbers.items()})
    return Part("threshold", pool.need.threshold, None if steps is None else steps * SHARE_STEP * pool.need.least)


def _classification(pool: Pool) -> Part:
    """The highest category that somebody reaches."""
    wanted = required_category(pool.need)
    part = pool.case.alone(pool.position)
    lower = (c for c in range(wanted - 1, 0, -1) if pool.probe.possible(_asking(part, Decimal(c))))
    best = Decimal(next(lower, 0)) if pool.probe.settled else None
    return Part("category", Decimal(wanted), best, in_members=True)


def _asking(part: Case, category: Decimal) -> Case:
    return replace(part, needs=(replace(part.needs[0], threshold=category),))


PARTS: dict[Rule, Callable[[Pool], Part]] = {
    Rule.ANY: _single,
    Rule.LEAD: _single,
    Rule.PERFORMER: _single,
    Rule.EACH: _each,
    Rule.COUNT: _count,
    Rule.SUM: _sum,
    Rule.RATIO: _ratio,
    Rule.REFERENCES: _references,
    Rule.TEAM: _team,
    Rule.SHARE: _share,
    Rule.CLASSIFICATION: _classification,
}
"""Which part of a rule fails, given what the permitted entities prove."""
