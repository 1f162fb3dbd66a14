"""Who leads, who has which share, who performs what, which people and which non-members are named: what is best.

What can be chosen falls into dimensions, each with several ways; a way meets some of the needs it is about. Most
mandatory rows and groups come first, then most points, then most rows of any kind; dimensions that no need or group
ties together are settled one by one. Lead and shares are one for all lots, people and performers are chosen for each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, product

from consortium.domain.case import Case
from consortium.domain.maximal import maximal_sets
from consortium.domain.names import normal
from consortium.domain.reading import Reading
from consortium.domain.rules.base import Choice, View, holds_alone
from consortium.domain.rules.registry import RULES
from consortium.domain.rules.team import dedication, places
from consortium.domain.shares import WHOLE, Terms, fairest, shares_for
from consortium.domain.staffing import Filled, Key, Post, staffed

Task = tuple[str, str | None]
"""A task, by its name as compared, in a lot."""
NO_NEEDS: frozenset[int] = frozenset()
MOST_MIXED = 12
"""Beyond so many non-members who record negatives beside what helps, all of them together are taken for the best."""
MOST_TRIED = 10
"""Up to so many share rows in groups every choice of them is tried for the fairest shares."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is not open: lead, shares (hundredths of a per cent), non-members. None: to be chosen."""

    lead: str | None = None
    shares: Mapping[str, int] | None = None
    externals: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way of choosing along a dimension, and the needs it meets."""

    met: frozenset[int]
    lead: str | None = None
    performers: Mapping[Task, str] = field(default_factory=dict)
    seats: Filled = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing to be chosen: the needs it is about, and the ways, the first of equals preferred."""

    scope: frozenset[int]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, and the needs (by position) that are then met."""

    met: frozenset[int]
    demands: int
    points: Decimal
    lead: str | None = None
    shares: Mapping[str, int] | None = None
    externals: tuple[str, ...] = ()
    performers: Mapping[Task, str] = field(default_factory=dict)
    seats: Filled = field(default_factory=dict)


def choose(
    case: Case, members: tuple[str, ...], reading: Reading, given: Given = Given(), lenient: bool = False
) -> Chosen:
    """The best choice for sorted ``members``. ``lenient``: an undetermined row of a group counts as met.

    Non-members are chosen only where a mandatory row or group needs them, as few as may be, then for most points.
    """
    chooser = _Chooser(case, members, reading, given, lenient)
    if given.externals is not None:
        return chooser.best(given.externals)
    best = chooser.best(())
    candidates = chooser.candidates() if best.demands < chooser.most_demands else ()
    if not candidates:
        return best
    mixed = chooser.mixed and len(candidates) <= MOST_MIXED
    ceiling = chooser.most_demands if mixed else chooser.best(candidates).demands
    for size in range(1, len(candidates) + 1):
        if best.demands == ceiling:
            break
        found = [chooser.best(some) for some in combinations(candidates, size)]
        top = min(found, key=lambda c: (-c.demands, -c.points, c.externals))
        best = top if top.demands > best.demands else best
    return best


class _Chooser:
    def __init__(self, case: Case, members: tuple[str, ...], reading: Reading, given: Given, lenient: bool) -> None:
        self.case, self.members, self.reading, self.given = case, members, reading, given
        self.rows, self.groups = frozenset(case.demands()), case.demanded_groups()
        self.worth = {i: case.needs[i].requirement.points or Decimal(0) for i in case.scored()}
        self.lenient = frozenset(i for i, n in enumerate(case.needs) if lenient and not n.determined)
        self.kinds: dict[Choice, list[int]] = {kind: [] for kind in Choice}
        for i, need in enumerate(case.needs):
            if need.determined:
                self.kinds[RULES[need.rule].chooses(need)].append(i)
        self.terms = self._terms()
        self.dimensions = tuple(d for d in (*self._performers(), *self._teams(), self._shares()) if d is not None)
        self.relying = [i for i in self.kinds[Choice.NOTHING] if case.proofs[i].externals]
        alone = (i for i in self.kinds[Choice.NOTHING] if not case.proofs[i].externals)
        self.settled = frozenset(i for i in alone if self._holds(self.view(i)))

    @property
    def most_demands(self) -> int:
        """How many mandatory rows and groups there are."""
        return len(self.rows) + len(self.groups)

    @property
    def mixed(self) -> bool:
        """Whether naming a non-member can make things worse: it records a negative."""
        held = (h for p in self.case.proofs for h in p.externals.values())
        return any(h.number is not None and h.number < 0 for h in held)

    def candidates(self) -> tuple[str, ...]:
        """The non-members who bring something to what is mandatory, sorted."""
        asked = self.rows.union(*(group.positions for group in self.groups))
        return tuple(sorted({x for i in asked for x in self.case.proofs[i].externals if brings(self.view(i), x)}))

    def view(
        self,
        i: int,
        lead: str | None = None,
        shares: Mapping[str, int] | None = None,
        externals: tuple[str, ...] = (),
        performer: str | None = None,
    ) -> View:
        """The coalition as need ``i`` sees it."""
        need, held, proofs = self.case.needs[i], self.case.holdings[i], self.case.proofs[i]
        return View(need, self.members, held, self.reading, proofs, lead, shares, externals, performer)

    def _holds(self, view: View) -> bool:
        return RULES[view.need.rule].holds(view)

    def score(self, met: frozenset[int]) -> tuple[int, Decimal]:
        """How many mandatory rows and groups hold, and the points."""
        held = met | self.lenient
        groups = sum(any(held.issuperset(option.needs) for option in group.options) for group in self.groups)
        return len(self.rows & met) + groups, sum((self.worth[i] for i in met if i in self.worth), Decimal(0))

    def best(self, externals: tuple[str, ...]) -> Chosen:
        """The best choice with these non-members."""
        fixed = self.settled.union(i for i in self.relying if self._holds(self.view(i, externals=externals)))
        ways = self._best_ways(fixed, (*self._leads(externals), *self.dimensions))
        met = _met(fixed, ways)
        shares = self._fairest(met)
        met = (met - frozenset(self.kinds[Choice.SHARES])) | self._met_by(shares)
        demands, points = self.score(met)
        return Chosen(
            met,
            demands,
            points,
            next((way.lead for _, way in ways if way.lead is not None), self.given.lead),
            shares,
            externals,
            {task: member for _, way in ways for task, member in way.performers.items()},
            {i: keys for _, way in ways for i, keys in way.seats.items()},
        )

    def _best_ways(self, fixed: frozenset[int], dimensions: tuple[Dimension, ...]) -> list[tuple[Dimension, Way]]:
        """The best way along every dimension; those that one need or group depends on are chosen together."""
        found: list[tuple[Dimension, Way]] = []
        for tied in self._tied(dimensions):
            combined = (list(zip(tied, ways, strict=True)) for ways in product(*(d.ways for d in tied)))
            found += max(combined, key=lambda ways: self._rank(_met(fixed, ways)))
        return found

    def _rank(self, met: frozenset[int]) -> tuple[int, Decimal, int]:
        """The score; of equals the more rows hold the better, those aside for which the fairest shares are taken."""
        return *self.score(met), len(met.difference(self.kinds[Choice.SHARES]))

    def _tied(self, dimensions: tuple[Dimension, ...]) -> list[list[Dimension]]:
        """Dimensions in sets that no need or group has in common, in their order."""
        parts: list[tuple[set[object], list[Dimension]]] = []
        for dimension in dimensions:
            touched: set[object] = set(dimension.scope)
            touched |= {(g.name, g.lot) for g in self.groups if dimension.scope.intersection(g.positions)}
            joined = [part for part in parts if part[0] & touched]
            parts = [part for part in parts if not part[0] & touched]
            parts.append((touched.union(*(t for t, _ in joined)), [d for _, own in joined for d in own] + [dimension]))
        return [own for _, own in parts]

    def _leads(self, externals: tuple[str, ...]) -> tuple[Dimension, ...]:
        rows = self.kinds[Choice.LEAD]
        if not rows or not self.members:
            return ()
        leads = self.members if self.given.lead is None else (self.given.lead,)
        return (Dimension(frozenset(rows), tuple(self._led(lead, rows, externals) for lead in leads)),)

    def _led(self, lead: str, rows: Sequence[int], externals: tuple[str, ...]) -> Way:
        return Way(frozenset(i for i in rows if self._holds(self.view(i, lead=lead, externals=externals))), lead)

    def _performers(self) -> tuple[Dimension, ...]:
        """For each task and lot the members that could perform it; who holds no more than another is left out."""
        tasks: dict[Task, list[int]] = {}
        for lot, rows in self._by_lot(self.kinds[Choice.PERFORMER]).items():
            for i in rows:
                tasks.setdefault((task_of(self.case, i), lot), []).append(i)
        return tuple(Dimension(frozenset(rows), self._able(task, rows)) for task, rows in tasks.items())

    def _able(self, task: Task, rows: Sequence[int]) -> tuple[Way, ...]:
        ways: list[Way] = []
        for member in sorted(self.members, key=lambda m: (-self._perhaps(m, rows), m)):
            met = frozenset(i for i in rows if self._holds(self.view(i, performer=member)))
            if not any(met <= way.met for way in ways):
                ways = [*(way for way in ways if not way.met <= met), Way(met, performers={task: member})]
        return tuple(ways) or (Way(NO_NEEDS),)

    def _perhaps(self, member: str, rows: Sequence[int]) -> int:
        """How many rows a member might hold, if what is not known is as it serves best."""
        held = [(self.case.needs[i], self.case.holdings[i].get(member)) for i in rows]
        return sum(h is None or h.unknown or holds_alone(need, h.number) for need, h in held)

    def _by_lot(self, positions: Sequence[int]) -> dict[str | None, list[int]]:
        """Needs lot by lot, those of whatever lots are bid by themselves."""
        found: dict[str | None, list[int]] = {}
        for i in positions:
            found.setdefault(self.case.needs[i].lot, []).append(i)
        return found

    def _teams(self) -> tuple[Dimension, ...]:
        lots = self._by_lot(self.kinds[Choice.PEOPLE])
        return tuple(Dimension(frozenset(rows), self._seated(rows)) for rows in lots.values())

    def _seated(self, rows: Sequence[int]) -> tuple[Way, ...]:
        staff = Staff(self.case, self.members, rows, self.reading)
        sets = maximal_sets(frozenset(rows), lambda some: staff.seats(some) is not None)
        return tuple(Way(met, seats=staff.seats(met) or {}) for met in sets)

    def _terms(self) -> dict[int, Terms]:
        rows = self.kinds[Choice.SHARES]
        found = ((i, RULES[self.case.needs[i].rule].terms(self.view(i))) for i in rows)
        return {i: terms for i, terms in found if terms is not None}

    @property
    def _minimum(self) -> int:
        return int(self.case.minimum_share * WHOLE)

    def _shares(self) -> Dimension | None:
        rows = frozenset(self.kinds[Choice.SHARES])
        if not rows:
            return None
        if self.given.shares is not None:
            return Dimension(rows, (Way(self._met_by(self.given.shares)),))
        sets = maximal_sets(frozenset(self.terms), self._possible)
        return Dimension(rows, tuple(Way(some) for some in sets) or (Way(NO_NEEDS),))

    def _possible(self, rows: Iterable[int]) -> bool:
        return shares_for(len(self.members), self._minimum, [self.terms[i] for i in rows]) is not None

    def _met_by(self, shares: Mapping[str, int] | None) -> frozenset[int]:
        if shares is None:
            return NO_NEEDS
        return frozenset(i for i in self.kinds[Choice.SHARES] if self._holds(self.view(i, shares=shares)))

    def _fairest(self, met: frozenset[int]) -> Mapping[str, int] | None:
        """Of the shares that are worth as much as these needs those that stray least from equal."""
        rows = self.kinds[Choice.SHARES]
        if not rows or self.given.shares is not None:
            return self.given.shares
        others, best = met.difference(rows), self.score(met)
        found: list[tuple[int, ...]] = []
        for some in self._sufficient(met):
            if self.score(others | some) == best:
                shares = fairest(len(self.members), self._minimum, [self.terms[i] for i in some])
                found += [shares] if shares is not None else []
        if not found:
            return None
        least = min(found, key=lambda shares: max(abs(share * len(shares) - WHOLE) for share in shares))
        return dict(zip(self.members, least, strict=True))

    def _sufficient(self, met: frozenset[int]) -> Iterator[frozenset[int]]:
        """Sets of share rows to try: what counts by itself, with any of the rows that only count in groups."""
        kept = frozenset(i for i in met & frozenset(self.terms) if i in self.rows or self.worth.get(i))
        grouped = {i for group in self.groups for i in group.positions}
        free = sorted(grouped & set(self.terms) - kept)
        if len(free) > MOST_TRIED:
            yield kept | (met & frozenset(free))
            return
        for size in range(len(free) + 1):
            yield from (kept | frozenset(some) for some in combinations(free, size))


def _met(fixed: frozenset[int], ways: Iterable[tuple[Dimension, Way]]) -> frozenset[int]:
    return fixed.union(*(way.met for _, way in ways))


def brings(view: View, external: str) -> bool:
    """Whether a non-member who may be relied on for a need brings something to it."""
    value = view.taken(view.proofs.externals[external])
    return value is not None and (value > 0 or holds_alone(view.need, value))


def task_of(case: Case, i: int) -> str:
    """The task of a performer row: the one it names, else its own."""
    row = case.needs[i].requirement
    task = row.parameter("task")
    return normal(task) if isinstance(task, str) else f"\0{row.id}"


class Staff:
    """The people of some members for some team rows."""

    def __init__(self, case: Case, members: Sequence[str], rows: Sequence[int], reading: Reading) -> None:
        fits = [(i, fit) for i in rows for fit in case.proofs[i].fits if fit.entity in members]
        self.free: dict[Key, Decimal] = {(fit.entity, fit.id): fit.dedication for _, fit in fits}
        suits: dict[int, set[Key]] = {i: set() for i in rows}
        for i, fit in fits:
            if fit.suits or (fit.suits is None and reading is Reading.MOST):
                suits[i].add((fit.entity, fit.id))
        self.posts = {
            i: Post(i, places(case.needs[i]), dedication(case.needs[i]), frozenset(keys)) for i, keys in suits.items()
        }

    def seats(self, rows: Iterable[int], fewer: Mapping[int, int] | None = None) -> Filled | None:
        """Who fills these rows at once; ``fewer``: so many places for some."""
        posts = [self.posts[i] for i in sorted(rows)]
        if fewer:
            posts = [Post(p.need, fewer.get(p.need, p.places), p.dedication, p.fitting) for p in posts]
        return staffed(posts, self.free)
