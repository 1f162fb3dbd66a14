"""The fewest changes after which something covers: thresholds lowered, entities that bring more, options dropped.

Sorts of change are looked at first: a row's threshold may fall to 0, everybody may bring something, an option goes.
The minimal sets of sorts that help are listed smallest first, then who would bring what is tried, nearest first. Where
that takes more changes than sorts, the single changes themselves are looked at in the same manner, if there is time.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, combinations_with_replacement, product
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.explanation import Part, Repair, Thing
from consortium.domain.result import Options
from consortium.optimise.explain.ask import Asker, Unsettled
from consortium.optimise.explain.bench import Bench, Single
from consortium.optimise.explain.breakpoints import thresholds
from consortium.optimise.explain.changes import Changed, given_options
from consortium.optimise.explain.minimal import TooMany, grown, minimal_sets
from consortium.optimise.explain.tell import told
from consortium.optimise.forms import bits

MOST_TRIED = 300
MOST_LISTED = 60
MOST_ALIKE = 40
"""So many repairs are listed for one set of sorts."""
MOST_SOME = 10
"""So many where they are not all in any case."""
MOST_GIVERS = 3
"""So many entities at the most are given one thing, where not all single changes are looked at."""
MOST_SINGLES = 400
"""Beyond so many single changes they are not all looked at."""
MOST_FORCED = 2
"""Of so many includes of unavailable entities at the most it is tried to drop them."""
SINGLES_SECONDS = 10.0

Plan = tuple[Single, ...]


def repairs(asker: Asker, case: Case, options: Options) -> Part[tuple[Repair, ...]]:
    """The repairs with fewest changes of a case that nothing covers."""
    found: dict[object, Repair] = {}
    complete = len(_forced(case, options)) <= MOST_FORCED
    for dropped in _droppable(case, options):
        search = _Search(asker, case, options, dropped)
        try:
            for plan in search.run():
                repair = told(search.bench, plan)
                found[_order(repair)] = repair
        except Unsettled:
            complete = False
        complete &= search.complete
    ranked = sorted(found.values(), key=_order)
    return Part(complete, tuple(r for r in ranked if len(r.changes) == len(ranked[0].changes)))


def _order(repair: Repair) -> tuple[int, int, tuple[tuple[str, str, str, str, str], ...]]:
    changes = ((str(c.kind), c.requirement or "", c.entity or "", c.before or "", c.name or "") for c in repair.changes)
    return len(repair.changes), repair.size_after, tuple(changes)


def _forced(case: Case, options: Options) -> list[str]:
    """The unavailable entities that are included: without the include nobody can choose them."""
    return sorted(case.unavailable.intersection(options.include))


def _droppable(case: Case, options: Options) -> Iterator[frozenset[str]]:
    """The sets of their includes that may go. All other changes only ever help."""
    names = [f"include:{e}" for e in _forced(case, options)]
    for size in range(MOST_FORCED + 1):
        yield from map(frozenset, combinations(names, size))


class _Search:
    """The repairs that drop some includes of unavailable entities and keep the others."""

    def __init__(self, asker: Asker, case: Case, options: Options, dropped: frozenset[str]) -> None:
        self.bench = Bench(asker, case, options)
        self.first = tuple(Single(option=name) for name in sorted(dropped))
        kept = {f"include:{e}" for e in _forced(case, options)}
        self.sorts = (
            *(Single(option=name) for name in given_options(case, options) if name not in kept),
            *(Single(positions=positions) for positions in thresholds(case)),
            *(Single(means=means) for means in self.bench.own),
        )
        self.all_of = {sort: (sort,) if sort.means is None else self._brought(sort) for sort in self.sorts}
        self.found: list[Plan] = []
        self.complete = self.bench.one_way
        self.limited = False
        """Whether something that helps was left out for there is too much of it."""
        self.untried = float("inf")
        """Sets of so many changes or more were not all tried."""
        self.open = False
        """Whether there may be others: it takes more changes than sorts of change, or not all were tried."""

    def run(self) -> list[Plan]:
        """The sets of fewest changes that help; ``complete``: all of them. Raises Unsettled."""
        if self._stuck((1 << len(self.sorts)) - 1):
            return []
        done = self._in_half(float("inf"), self._by_sorts) and not self.limited
        if self.open:
            done = self._in_half(SINGLES_SECONDS, self._by_singles)
        self.complete &= done
        return [(*self.first, *plan) for plan in (self.found if done else self._some())]

    def _some(self) -> Iterator[Plan]:
        """Of those found a few of every kind."""
        seen = Counter[object]()
        for plan in self.found:
            kind = tuple((single.option, single.positions, single.means) for single in plan)
            seen[kind] += 1
            if seen[kind] <= MOST_SOME:
                yield plan

    def _in_half(self, seconds: float, look: Callable[[], bool]) -> bool:
        """Whether all could be looked at in half of the time left, at most ``seconds``."""
        whole = self.bench.asker
        self.bench.asker = whole.until(min(seconds, (whole.deadline - monotonic()) / 2))
        try:
            return look()
        except (Unsettled, TooMany):
            return False
        finally:
            self.bench.asker = whole

    def _by_sorts(self) -> bool:
        """The plans of the first sets of sorts that have one; whether there are not too many."""
        size = len(self.sorts)
        least, fewest = 0, size * MOST_GIVERS
        for mask in minimal_sets(size, self._stuck, lambda m: grown(size, m, self._stuck)):
            least = least or mask.bit_count()
            if mask.bit_count() > fewest:
                break
            for plan in self._working(tuple(self.sorts[j] for j in bits(mask)), fewest):
                if len(plan) < fewest:
                    fewest, self.found = len(plan), []
                self.found.append(plan)
            if len(self.found) >= MOST_LISTED:
                return False
        self.open = not self.found or fewest > least or self.untried <= fewest
        return True

    def _stuck(self, mask: int) -> bool:
        """Whether these sorts do not help, whoever brings whatever they name."""
        return not self.bench.helps([*self.first, *self._everybody(self.sorts[j] for j in bits(mask))])

    def _everybody(self, sorts: Iterable[Single]) -> Iterator[Single]:
        for sort in sorts:
            yield from self.all_of[sort]

    def _brought(self, sort: Single) -> Plan:
        """As often as each entity can bring it."""
        times = 1 if sort.means is None else self.bench.copies(sort.means)
        return tuple(replace(sort, entity=entity) for entity in self.bench.case.entities for _ in range(times))

    def _working(self, sorts: Plan, most: int) -> Iterator[Plan]:
        """The plans of these sorts that help, with as few changes as help at all and at most ``most``."""
        changes, listed = 0, 0
        for tried, plan in enumerate(self._plans(sorts)):
            if len(plan) > most or (changes and len(plan) > changes):
                return
            if tried >= MOST_TRIED:
                self.untried = min(self.untried, len(plan))
                return
            if listed >= MOST_ALIKE:
                self.limited = True
                return
            if self.bench.helps((*self.first, *plan)):
                changes, listed = len(plan), listed + 1
                yield plan

    def _plans(self, sorts: Plan) -> Iterator[Plan]:
        """Who brings what, fewest givers first, then the nearest."""
        brought = [sort for sort in sorts if sort.means is not None]
        others = tuple(sort for sort in sorts if sort.means is None)
        counts = sorted(product(range(1, MOST_GIVERS + 1), repeat=len(brought)), key=lambda c: (sum(c), c))
        nearest = [self._nearest(sort, others) for sort in brought]
        for count in counts:
            chosen = (_givers(sort, own, n) for sort, own, n in zip(brought, nearest, count, strict=True))
            for givers in product(*chosen):
                yield (*others, *(single for own in givers for single in own))

    def _nearest(self, sort: Single, others: Plan) -> list[str]:
        """Who can be chosen, those with most of it first."""
        assert sort.means is not None
        case = self.bench.case
        dropped = frozenset(s.option for s in (*self.first, *others) if s.option)
        options = Changed(dropped=dropped).made(case, self.bench.options)[1]
        out = set(options.exclude) | (case.unavailable - set(options.include))
        held = case.holdings[self.bench.own[sort.means][0]]

        def order(entity: str) -> tuple[bool, Decimal, str]:
            holding = held.get(entity)
            return holding is None, -(holding.number or Decimal(0)) if holding else Decimal(0), entity

        return sorted((e for e in case.entities if e not in out), key=order)

    def _by_singles(self) -> bool:
        """All plans of fewest changes; whether there are not too many.

        What an entity does again only counts beside what it did before.
        """
        singles = tuple(self._everybody(self.sorts))
        if len(singles) > MOST_SINGLES:
            return False
        again = [j > 0 and singles[j - 1] == single for j, single in enumerate(singles)]

        def lacks(mask: int) -> bool:
            chosen: list[int] = []
            for j in bits(mask):
                if not again[j] or chosen[-1:] == [j - 1]:
                    chosen.append(j)
            return not self.bench.helps([*self.first, *(singles[j] for j in chosen)])

        found: list[Plan] = []
        for mask in minimal_sets(len(singles), lacks, lambda m: grown(len(singles), m, lacks)):
            plan = tuple(singles[j] for j in bits(mask))
            if found and len(plan) > len(found[0]):
                break
            if len(found) == MOST_LISTED:
                return False
            found.append(plan)
            self.found = found
        return True


def _givers(sort: Single, entities: Sequence[str], number: int) -> Iterator[Plan]:
    """So many of one sort; an entity brings one thing once, but for references."""
    again = sort.means is not None and sort.means.thing is Thing.REFERENCE
    chosen = combinations_with_replacement(entities, number) if again else combinations(entities, number)
    return (tuple(replace(sort, entity=entity) for entity in some) for some in chosen)
