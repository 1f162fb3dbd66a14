"""The fewest changes after which something covers: thresholds lowered, entities that prove more, options dropped.

Kinds of change are looked at first: a row's threshold may fall to 0, everybody may bring a capability, an option goes.
The minimal sets of kinds that help are listed smallest first, then who would bring what is tried, nearest first; at
last every amount is set to the least that does, one after the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, product

from consortium.domain.case import Case
from consortium.domain.evidence import Holding, worth
from consortium.domain.exact import exactly, plain
from consortium.domain.explanation import Change, Kind, Part, Repair
from consortium.domain.need import Need
from consortium.domain.register import Capability, Mark
from consortium.domain.result import Options
from consortium.domain.verify import State, assess
from consortium.optimise.explain.ask import Asker, Unsettled
from consortium.optimise.explain.breakpoints import thresholds
from consortium.optimise.explain.changes import (
    Changed,
    Key,
    all_by_value,
    enough,
    given_options,
    keys,
    step_of,
)
from consortium.optimise.explain.dial import least_turn
from consortium.optimise.explain.minimal import TooMany, grown, minimal_sets
from consortium.optimise.forms import bits

MOST_TRIED = 300
MOST_LISTED = 60
MOST_ALIKE = 10
"""So many repairs are listed for one set of sorts."""
MOST_GIVERS = 3
"""So many entities at the most are given one capability."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One kind of change: a threshold that falls (of ``positions``), a capability (``key``) or an option that goes."""

    positions: tuple[int, ...] = ()
    key: Key | None = None
    option: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which sorts of change, and who is given each capability."""

    sorts: tuple[Sort, ...]
    givers: tuple[tuple[str, ...], ...]
    """Parallel to the sorts; empty where nobody is given anything."""

    @property
    def changes(self) -> int:
        """How many single changes it takes."""
        return sum(len(own) or 1 for own in self.givers)


def repairs(asker: Asker, case: Case, options: Options) -> Part[tuple[Repair, ...]]:
    """The repairs with fewest changes of a case that nothing covers."""
    search = _Search(asker, case, options)
    try:
        search.run()
    except (Unsettled, TooMany):
        search.complete = False
    return Part(search.complete and all_by_value(case), tuple(sorted(search.found, key=_order)))


def _order(repair: Repair) -> tuple[int, int, list[tuple[str, str, str, str]]]:
    changes = [(str(c.kind), c.requirement or "", c.entity or "", c.before or "") for c in repair.changes]
    return len(repair.changes), repair.size_after, changes


class _Search:
    def __init__(self, asker: Asker, case: Case, options: Options) -> None:
        self.asker, self.case, self.options = asker, case, options
        self.needs = keys(case)
        self.full = {key: enough(case, positions) for key, positions in self.needs.items()}
        self.sorts = (
            *(Sort(option=name) for name in given_options(case, options)),
            *(Sort(positions=positions) for positions in thresholds(case)),
            *(Sort(key=key) for key in self.needs),
        )
        self.found: list[Repair] = []
        self.complete = True

    def run(self) -> None:
        """List the repairs of the first sets of sorts that have one. Raises Unsettled and TooMany."""
        size = len(self.sorts)
        if self._stuck((1 << size) - 1):
            return
        least, fewest = 0, size * MOST_GIVERS
        for mask in minimal_sets(size, self._stuck, lambda m: grown(size, m, self._stuck)):
            least = least or mask.bit_count()
            if mask.bit_count() > fewest:
                break
            plans = list(self._working(tuple(self.sorts[j] for j in bits(mask)), fewest))
            self.complete &= bool(plans)
            for plan in plans:
                if plan.changes < fewest:
                    fewest, self.found = plan.changes, []
                self.found.append(self._repair(plan))
            if len(self.found) >= MOST_LISTED:
                self.complete = False
                return
        self.complete = self.complete and fewest == least

    def _stuck(self, mask: int) -> bool:
        """Whether these sorts do not help; who was included may be chosen here even where the include goes.

        So more sorts never help less. ``_working`` then sorts out what does not hold in earnest.
        """
        sorts = tuple(self.sorts[j] for j in bits(mask))
        plan = Plan(sorts, tuple(self.case.entities if sort.key else () for sort in sorts))
        case, options = self._made(plan, {})
        allowed = replace(case, unavailable=case.unavailable - set(self.options.include))
        return not self.asker.known(allowed, options).found

    def _working(self, sorts: tuple[Sort, ...], most: int) -> Iterator[Plan]:
        """The plans of these sorts that help, with as few changes as help at all and at most ``most``."""
        changes, listed = 0, 0
        for tried, plan in enumerate(self._plans(sorts)):
            if plan.changes > most or (changes and plan.changes > changes):
                return
            if tried >= MOST_TRIED or listed >= MOST_ALIKE:
                self.complete = False
                return
            if self.asker.known(*self._made(plan, {})).found:
                changes, listed = plan.changes, listed + 1
                yield plan

    def _plans(self, sorts: tuple[Sort, ...]) -> Iterator[Plan]:
        gifts = [n for n, sort in enumerate(sorts) if sort.key]
        counts = sorted(product(range(1, MOST_GIVERS + 1), repeat=len(gifts)), key=lambda c: (sum(c), c))
        nearest = [self._nearest(sorts[n], sorts) for n in gifts]
        for count in counts:
            chosen = (combinations(own, n) for own, n in zip(nearest, count, strict=True))
            for givers in product(*chosen):
                by = dict(zip(gifts, givers, strict=True))
                yield Plan(sorts, tuple(by.get(n, ()) for n in range(len(sorts))))

    def _nearest(self, sort: Sort, sorts: tuple[Sort, ...]) -> list[str]:
        """Who can be chosen, those with most of a capability first."""
        assert sort.key is not None
        dropped = frozenset(s.option for s in sorts if s.option)
        options = Changed(dropped=dropped).made(self.case, self.options)[1]
        out = set(options.exclude) | (self.case.unavailable - set(options.include))
        held = self.case.holdings[self.needs[sort.key][0]]

        def order(entity: str) -> tuple[bool, Decimal, str]:
            holding = held.get(entity)
            return holding is None, -(holding.number or Decimal(0)) if holding else Decimal(0), entity

        return sorted((e for e in self.case.entities if e not in out), key=order)

    def _made(self, plan: Plan, amounts: dict[tuple[int, str], Decimal]) -> tuple[Case, Options]:
        """The case under a plan; what ``amounts`` (by sort and entity) leaves open is at its most."""
        lower, gifts = dict[int, Decimal](), dict[Key, dict[str, Decimal]]()
        for n, (sort, givers) in enumerate(zip(plan.sorts, plan.givers, strict=True)):
            lower.update(dict.fromkeys(sort.positions, amounts.get((n, ""), Decimal(0))))
            if sort.key:
                gifts[sort.key] = {e: amounts.get((n, e), self.full[sort.key]) for e in givers}
        dropped = frozenset(sort.option for sort in plan.sorts if sort.option)
        return Changed(lower, gifts, dropped).made(self.case, self.options)

    def _repair(self, plan: Plan) -> Repair:
        """A plan with the least amounts."""
        amounts: dict[tuple[int, str], Decimal] = {}
        with exactly():
            for n, (sort, givers) in enumerate(zip(plan.sorts, plan.givers, strict=True)):
                for entity in givers or ("",):
                    if not sort.option:
                        amounts[n, entity] = self._least(plan, amounts, n, entity)
            case, options = self._made(plan, amounts)
            members = self.asker.known(case, options).members
            unmet = [o.state is not State.MET for o in assess(self.case, members).outcomes]
            changes = [
                self._change(sort, entity, amounts.get((n, entity)), unmet)
                for n, (sort, givers) in enumerate(zip(plan.sorts, plan.givers, strict=True))
                for entity in givers or ("",)
            ]
        return Repair(tuple(changes), len(members))

    def _least(self, plan: Plan, amounts: dict[tuple[int, str], Decimal], n: int, entity: str) -> Decimal:
        sort = plan.sorts[n]
        positions = self.needs[sort.key] if sort.key else sort.positions
        if sort.key and all(self.case.needs[i].threshold is None for i in positions):
            return self.full[sort.key]
        step = step_of(self.case, positions)
        top = self.full[sort.key] if sort.key else self.case.needs[positions[0]].least

        def amount(position: int) -> Decimal:
            return position * step if sort.key else top - position * step

        turn = least_turn(
            self.asker, lambda position: self._made(plan, {**amounts, (n, entity): amount(position)}), int(top / step)
        )
        assert turn is not None
        return amount(turn.position)

    def _change(self, sort: Sort, entity: str, amount: Decimal | None, unmet: list[bool]) -> Change:
        if amount is None:
            return Change(Kind.OPTION, before=sort.option)
        positions = self.needs[sort.key] if sort.key else sort.positions
        i = next((i for i in positions if unmet[i]), positions[0])
        need = self.case.needs[i]
        row = need.requirement.id
        if not sort.key:
            return Change(Kind.THRESHOLD, row, None, _written(need, need.least), _written(need, amount))
        holding = self.case.holdings[i].get(entity, Holding(None))
        proved = worth(need, holding.row) if holding.row else None
        shown = holding.row is not None and (holding.row.value is Mark.UNKNOWN or (proved or 0) >= amount)
        kind = Kind.EVIDENCE if shown else Kind.CAPABILITY
        return Change(kind, row, entity, _recorded(need, holding.row), _written(need, amount))


def _written(need: Need, amount: Decimal) -> str:
    return "yes" if need.threshold is None else plain(need.in_unit(amount))


def _recorded(need: Need, row: Capability | None) -> str | None:
    """What the register says, in the row's unit."""
    if row is None:
        return None
    if isinstance(row.value, Mark):
        return row.value.value
    number = worth(need, row)
    return plain(row.value if number is None else need.in_unit(number))
