"""The answer by brute force over all subsets, straight from the published rules. Shares no code with the product."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction
from itertools import combinations, product

from tests.oracle_cells import Lack, Need, Value, allows_externals, need, plain, proof
from tests.oracle_rules import (
    Classification,
    Post,
    Ratio,
    References,
    classification,
    parameters,
    post,
    ratio,
    references,
    staffings,
)
from tests.oracle_shares import WHOLE, Bound, Condition, Weighted, least_deviation, possible
from tests.spec import Cap, Case, Choice, ExternalRow, Row, split

Key = tuple[str, str | None]
Group = tuple[Need, ...]


class Reading(Enum):
    """What an unknown is taken for: (name, value). FAVOURABLE also takes an undetermined row as met."""

    WORST = ("worst", 0)
    BEST = ("best", math.inf)
    RECORDED = ("recorded", None)
    FAVOURABLE = ("favourable", math.inf)


@dataclass(frozen=True)
class Way:
    """What a coalition decides: who leads, which externals stand beside it, which rows its choices fulfil."""

    lead: str | None = None
    externals: tuple[str, ...] = ()
    held: frozenset[Key] = frozenset()


def _sum(n: Need, v: dict[str, Value], members: Sequence[str], lead: str | None, beside: Sequence[Value] = ()) -> bool:
    held = [x for x in (*(v[m] for m in members), *beside) if x is not None]
    counted = [x for x in held if n.floor is None or x >= n.floor]
    bound = [m for m in members if n.lead_min is None or m != lead]
    return (
        bool(held)
        and sum(counted) >= n.bar
        and (n.member_min is None or all(_reaches(v[m], n.member_min) for m in bound))
        and (n.lead_min is None or (lead is not None and _reaches(v[lead], n.lead_min)))
    )


def _reaches(value: Value, bar: int) -> bool:
    return value is not None and value >= bar


Holds = Callable[[Need, dict[str, Value], Sequence[str], str | None, Sequence[Value]], bool]
RULES: dict[str, Holds] = {
    "any": lambda n, v, members, lead, beside: any(_reaches(x, n.bar) for x in (*(v[m] for m in members), *beside)),
    "each": lambda n, v, members, lead, beside: all(_reaches(v[m], n.bar) for m in members),
    "count": lambda n, v, members, lead, beside: (
        sum(_reaches(x, n.bar) for x in (*(v[m] for m in members), *beside)) >= n.k
    ),
    "lead": lambda n, v, members, lead, beside: lead is not None and _reaches(v[lead], n.bar),
    "sum": _sum,
}
CHOSEN = ("share", "classification", "team", "performer")
"""Rules that hold by what the coalition decides beyond its lead."""


@dataclass(frozen=True)
class Check:
    """A given coalition, judged."""

    covers: bool
    lead: str | None
    points: Fraction
    cost: Fraction
    requirements: dict[Key, str]
    groups: dict[Key, str]
    externals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Necessity:
    """Who of the members could have done without the others, in both readings."""

    alone: dict[str, tuple[str, ...]]
    subsets: dict[str, tuple[tuple[str, ...], ...]]
    per_lot: dict[str, dict[str, tuple[str, ...]]]
    verdict: str | None


@dataclass(frozen=True)
class Answer:
    """What ``solve`` has to say."""

    status: str
    conditional: bool
    undetermined: tuple[str, ...]
    size: int | None = None
    members: tuple[str, ...] = ()
    lead: str | None = None
    points: Fraction | None = None
    cost: Fraction | None = None
    coalitions: tuple[tuple[str, ...], ...] = ()
    requirements: dict[Key, str] = field(default_factory=dict)
    groups: dict[Key, str] = field(default_factory=dict)
    necessity: Necessity | None = None
    gaps: frozenset[str] = frozenset()
    externals: tuple[str, ...] = ()


class World:
    """One case with the chosen lots' rows and groups laid out."""

    def __init__(self, case: Case, lots: Sequence[str] | None = None, externals: tuple[str, ...] | None = None) -> None:
        """``externals``: exactly these stand beside every coalition; None: whoever helps."""
        tender, register, choice = case.tender, case.register, case.choice
        self.case = case
        self.fixed = externals
        self.choice = choice
        self.lots = tuple(lots if lots is not None else choice.lots or tender.lot_ids())
        self.entities = tuple(e.id for e in register.entities)
        self.cost = {e.id: Fraction(e.cost or "0") for e in register.entities}
        self.away = {e.id for e in register.entities if e.available == "no"}
        self.pairs = register.pairs
        self.minimum_share = math.ceil(Fraction(tender.minimum_share or "0") * 100)
        self.cells = _by_entity_and_name(case)
        self.rows = {row.id: row for row in tender.rows}
        self.needs = tuple(
            need(row, lot, tender, self._proofs(row), self._outside(row))
            for row in tender.rows
            for lot in self._instances(row)
        )
        self.facts = {n.key: fact for n in self.needs if not n.undetermined and (fact := self._fact(n)) is not None}
        self._ways: dict[tuple[tuple[str, ...], Reading], tuple[Way, ...]] = {}
        self.groups = self._groups()
        self.needs_lead = any(n.needs_lead for n in self.needs)
        self._values: dict[tuple[int, Reading], dict[str, Value]] = {}

    def _proofs(self, row: Row) -> dict[str, Fraction | Lack]:
        case = self.case
        own = {e: self.cells.get((e, _name(row)), ()) for e in self.entities}
        return {e: proof(own[e], row, case.tender, case.choice.verified_only) for e in self.entities}

    def _outside(self, row: Row) -> dict[str, Fraction | Lack]:
        """What each external with a letter proves; it has no status, so nothing of it is verified."""
        found: dict[str, list[Cap]] = {}
        for x in self.case.register.externals if allows_externals(row) else ():
            if x.letter == "yes" and plain(x.capability) == _name(row):
                found.setdefault(x.id, []).append(_as_cap(x))
        return {i: proof(c, row, self.case.tender, self.case.choice.verified_only) for i, c in found.items()}

    def _fact(self, n: Need) -> Ratio | References | Post | Classification | None:
        row, case = self.rows[n.id], self.case
        verified_only = case.choice.verified_only
        if n.rule == "ratio":
            return ratio(row, case.tender, self.cells, self.entities, verified_only)
        if n.rule == "references":
            return references(row, case.tender, case.register.references, verified_only)
        if n.rule == "team":
            return post(row, n.lot, case.register.people, verified_only)
        return classification(row, case, _ids(case)) if n.rule == "classification" else None

    def _instances(self, row: Row) -> tuple[str | None, ...]:
        own = split(row.lot)
        return tuple(lot for lot in self.lots if lot in own) if own else (None,)

    def _groups(self) -> dict[Key, Group]:
        found: dict[Key, Group] = {}
        for name in dict.fromkeys(n.group[0] for n in self.needs if n.group):
            rows = [n for n in self.needs if n.group and n.group[0] == name]
            if all(n.lot is None for n in rows):
                found[name, None] = tuple(rows)
                continue
            for lot in self.lots:
                if here := tuple(n for n in rows if n.lot in (None, lot)):
                    found[name, lot] = here
        return found

    @property
    def single(self) -> tuple[Need, ...]:
        """The mandatory rows that stand for themselves."""
        return tuple(n for n in self.needs if n.mandatory and not n.group)

    @property
    def mandatory_groups(self) -> dict[Key, Group]:
        return {key: rows for key, rows in self.groups.items() if any(n.mandatory for n in rows)}

    def undetermined(self) -> tuple[str, ...]:
        """The IDs and names of what is mandatory and has to be left out."""
        rows = {n.id for n in self.single if n.undetermined}
        groups = {name for (name, _), g in self.mandatory_groups.items() if _is_undetermined(g)}
        return tuple(sorted(rows | groups))

    def holds(self, n: Need, members: Sequence[str], way: Way, reading: Reading) -> bool:
        """Whether a determined row holds under one reading of the unknowns."""
        if n.rule in CHOSEN:
            return n.key in way.held
        fact = self.facts.get(n.key)
        if isinstance(fact, Ratio | References):
            return fact.holds(members, reading.value[1])
        beside = [_read(n.outside[x], reading) for x in way.externals if x in n.outside]
        return RULES[n.rule or ""](n, self._read(n, reading), members, way.lead, beside)

    def _read(self, n: Need, reading: Reading) -> dict[str, Value]:
        key = (id(n), reading)
        if key not in self._values:
            self._values[key] = {e: _read(p, reading) for e, p in n.proofs.items()}
        return self._values[key]

    def row_status(self, n: Need, members: Sequence[str], way: Way) -> str:
        if n.undetermined:
            return "undetermined"
        if self.holds(n, members, way, Reading.WORST):
            return "met"
        return "unknown" if any(self.holds(n, members, w, Reading.BEST) for w in self._like(members, way)) else "unmet"

    def _like(self, members: Sequence[str], way: Way) -> list[Way]:
        """The ways with the same lead were every unknown known in favour; more externals where they might be needed."""
        likely = self._larger(members, way)
        allowed = {*way.externals, *self._needed(members, way, likely)}
        return [w for w in likely if allowed.issuperset(w.externals)]

    def _larger(self, members: Sequence[str], way: Way) -> list[Way]:
        ways = (w for w in self.ways(members, Reading.BEST) if w.lead == way.lead)
        return [w for w in ways if set(w.externals).issuperset(way.externals)]

    def _needed(self, members: Sequence[str], way: Way, larger: Sequence[Way]) -> set[str]:
        """The externals with something to bring to a mandatory row that fails, and that would hold with them."""
        groups = [g for g in self.mandatory_groups.values() if not self.group_holds(g, members, way, Reading.WORST)]
        rows = [n for n in (*self.single, *(n for g in groups for n in g)) if not n.undetermined and n.outside]
        failing = [n for n in rows if not self.holds(n, members, way, Reading.WORST)]
        found = [
            (x, n) for n in failing for w in larger if self.holds(n, members, w, Reading.BEST) for x in w.externals
        ]
        return {x for x, n in found if x in n.outside and (_read(n.outside[x], Reading.BEST) or 0) > 0}

    def group_holds(self, group: Group, members: Sequence[str], way: Way, reading: Reading) -> bool:
        """Whether one alternative holds whole."""
        lenient = reading is Reading.FAVOURABLE
        return any(
            all(lenient if n.undetermined else self.holds(n, members, way, reading) for n in rows)
            for rows in _alternatives(group)
        )

    def group_status(self, group: Group, members: Sequence[str], way: Way) -> str:
        if _is_undetermined(group):
            return "undetermined"
        if self.group_holds(group, members, way, Reading.WORST):
            return "met"
        likely = any(self.group_holds(group, members, w, Reading.BEST) for w in self._like(members, way))
        return "unknown" if likely else "unmet"

    def count_held(self, members: Sequence[str], way: Way, reading: Reading) -> tuple[int, int]:
        """How many mandatory rows and groups hold, and of how many; undetermined ones left out (or met: the same)."""
        rows = [self.holds(n, members, way, reading) for n in self.single if not n.undetermined]
        groups = [
            self.group_holds(g, members, way, reading)
            for g in self.mandatory_groups.values()
            if not _is_undetermined(g)
        ]
        return sum(rows) + sum(groups), len(rows) + len(groups)

    def meets(self, members: Sequence[str], way: Way, reading: Reading) -> bool:
        held, of = self.count_held(members, way, reading)
        return held == of

    def points(self, members: Sequence[str], way: Way) -> Fraction:
        scored = (n for n in self.needs if not n.mandatory and not n.undetermined and n.points)
        return sum((n.points for n in scored if self.holds(n, members, way, Reading.WORST)), Fraction(0))

    def ways(self, members: Sequence[str], reading: Reading = Reading.WORST) -> tuple[Way, ...]:
        """Everything that a coalition can decide; of what it fulfils by choice only the largest sets."""
        key = (tuple(sorted(members)), reading)
        if key not in self._ways:
            held = [frozenset().union(*parts) for parts in product(*self._choices(key[0], reading))]
            self._ways[key] = tuple(
                Way(lead, externals, keys)
                for externals in self._beside()
                for lead in (key[0] if self.needs_lead else (None,))
                for keys in held
            )
        return self._ways[key]

    def _beside(self) -> list[tuple[str, ...]]:
        if self.fixed is not None:
            return [self.fixed]
        ids = sorted({x for n in self.needs if not n.undetermined for x in n.outside})
        return [part for n in range(len(ids) + 1) for part in combinations(ids, n)]

    def _choices(self, members: tuple[str, ...], reading: Reading) -> list[set[frozenset[Key]]]:
        value = reading.value[1]
        found = [self._shared(members, reading)]
        posts: dict[str | None, list[Post]] = {}
        for fact in self.facts.values():
            if isinstance(fact, Post):
                posts.setdefault(fact.key[1], []).append(fact)
        people = {p.id: (p.entity, Fraction(p.dedication or "100")) for p in self.case.register.people}
        found += [staffings(own, people, members, value) for own in posts.values()]
        return found + [self._performed(own, members, reading) for own in self._tasks().values()]

    def _tasks(self) -> dict[tuple[str | None, str], list[Need]]:
        tasks: dict[tuple[str | None, str], list[Need]] = {}
        for n in self.needs:
            if n.rule == "performer" and not n.undetermined:
                task = parameters(self.rows[n.id]).get("task")
                tasks.setdefault((n.lot, plain(task) if task else f"row {n.id}"), []).append(n)
        return tasks

    def _performed(self, rows: Sequence[Need], members: Sequence[str], reading: Reading) -> set[frozenset[Key]]:
        return {frozenset(n.key for n in rows if _reaches(self._read(n, reading)[m], n.bar)) for m in members}

    def _shared(self, members: tuple[str, ...], reading: Reading) -> set[frozenset[Key]]:
        """The largest sets of rows that one choice of shares fulfils."""
        rows = {n.key: c for n in self.needs if (c := self.condition(n, members, reading)) is not None}
        found: set[frozenset[Key]] = set()
        for n in range(len(rows), -1, -1):
            for part in combinations(rows, n):
                keys = frozenset(part)
                if not any(keys <= one for one in found) and self.shares_hold(members, [rows[k] for k in part]):
                    found.add(keys)
        return found or {frozenset()}

    def shares_hold(self, members: Sequence[str], conditions: Sequence[tuple[Condition, ...]]) -> bool:
        """Whether shares exist under which everything holds."""
        return possible(len(members), self.minimum_share, [c for some in conditions for c in some])

    def condition(self, n: Need, members: Sequence[str], reading: Reading) -> tuple[Condition, ...] | None:
        """What a row asks of the shares; none at all (), None: no share helps, or it has nothing to do with shares."""
        if n.undetermined or n.rule not in ("share", "classification"):
            return None
        fact, value = self.facts.get(n.key), reading.value[1]
        if isinstance(fact, Classification):
            if not fact.passes(members, value):
                return None
            if fact.reached_by_one(members, value):
                return ()
            weights = fact.weights(members, value)
            return None if fact.least is None else (Weighted(weights, fact.least * 2000 + 1, capped=True),)
        plenty = n.bar * WHOLE
        values = [plenty if v == math.inf else v for v in (self._read(n, reading)[m] for m in members)]
        if parameters(self.rows[n.id]).get("mode") == "each":
            return None if any(v is None or v < 0 for v in values) else (Bound(tuple(_most(v, n.bar) for v in values)),)
        if all(v is None for v in values):
            return None
        return (Weighted(tuple(int(v or 0) for v in values), n.bar * WHOLE),)

    def best_way(self, members: Sequence[str], lead: str | None = None) -> Way:
        """With which most mandatory rows and groups hold, then fewest externals, most points, the smallest IDs.

        The lead is one with which most rows that need a lead hold before its ID counts.
        """
        leading = [n for n in self.needs if n.needs_lead and not n.undetermined]

        def rank(way: Way) -> tuple[object, ...]:
            held = self.count_held(members, way, Reading.WORST)[0]
            led = sum(self.holds(n, members, way, Reading.WORST) for n in leading)
            return -held, len(way.externals), -self.points(members, way), way.externals, -led, way.lead or ""

        return min((w for w in self.ways(members) if lead in (None, w.lead)), key=rank)

    def covers(self, members: Sequence[str], reading: Reading = Reading.WORST) -> bool:
        return any(self.meets(members, way, reading) for way in self.ways(members, reading))

    def pairs_hold(self, members: Sequence[str]) -> bool:
        both = ((p.a in members, p.b in members, p.relation) for p in self.pairs)
        return all(not (a and b) if relation == "apart" else a == b for a, b, relation in both)

    def shares_fit(self, members: Sequence[str]) -> bool:
        """Every member can have the minimum share, in whole hundredths of a per cent."""
        return len(members) * self.minimum_share <= 10_000

    def permitted(self) -> Iterator[tuple[str, ...]]:
        """Every coalition that options, pairs and shares allow, smallest first."""
        choice = self.choice
        pool = sorted(
            e for e in self.entities if e in choice.include or (e not in self.away and e not in choice.exclude)
        )
        most = len(pool) if choice.max_members is None else min(len(pool), choice.max_members)
        for size in range(1, most + 1):
            for members in combinations(pool, size):
                if set(choice.include) <= set(members) and self.pairs_hold(members) and self.shares_fit(members):
                    yield members


def _name(row: Row) -> str:
    return plain(row.capability or row.text)


def _by_entity_and_name(case: Case) -> dict[tuple[str, str], list[Cap]]:
    ids = _ids(case)
    found: dict[tuple[str, str], list[Cap]] = {}
    for cell in case.register.capabilities:
        found.setdefault((ids[cell.entity], plain(cell.capability)), []).append(cell)
    return found


def _ids(case: Case) -> dict[str, str]:
    return {e.name: e.id for e in case.register.entities if e.name} | {e.id: e.id for e in case.register.entities}


def _as_cap(x: ExternalRow) -> Cap:
    return Cap("", x.capability, x.value, x.unit, "", x.valid_until)


def _most(value: Value, bar: int) -> int:
    """The greatest share of which ``value`` is still the whole's ``bar`` in proportion."""
    return WHOLE if not bar else min(WHOLE, int(value or 0) * WHOLE // bar)


def _read(p: int | Lack, reading: Reading) -> Value:
    if isinstance(p, int):
        return p
    return None if p is Lack.NOT_HELD else reading.value[1]


def _alternatives(group: Group) -> list[list[Need]]:
    options = dict.fromkeys(n.group[1] for n in group if n.group)
    return [[n for n in group if n.group and n.group[1] == option] for option in options]


def _is_undetermined(group: Group) -> bool:
    return all(any(n.undetermined for n in rows) for rows in _alternatives(group))


def check(case: Case, members: Sequence[str], lead: str | None = None) -> Check:
    """One given coalition; without a lead, the best one."""
    world = World(case)
    way = world.best_way(members, lead)
    if lead is not None and not world.needs_lead:
        way = replace(way, lead=lead)
    covers = world.meets(members, way, Reading.WORST) and world.pairs_hold(members) and world.shares_fit(members)
    return Check(
        covers,
        way.lead,
        world.points(members, way),
        sum((world.cost[m] for m in members), Fraction(0)),
        {n.key: world.row_status(n, members, way) for n in world.needs},
        {key: world.group_status(g, members, way) for key, g in world.groups.items()},
        way.externals,
    )


def share_rows(case: Case) -> set[Key]:
    """The rows that hold or not by the shares chosen."""
    return {n.key for n in World(case).needs if n.rule in ("share", "classification") and not n.undetermined}


def held_by_shares(case: Case, members: Sequence[str], shares: Sequence[int]) -> set[Key]:
    """The rows that hold under given shares, in hundredths of a per cent."""
    world, own = World(case), Bound(tuple(shares))
    rows = {n.key: c for n in world.needs if (c := world.condition(n, members, Reading.WORST)) is not None}
    return {key for key, conditions in rows.items() if possible(len(members), 0, [*conditions, own])}


def least_deviation_of(case: Case, members: Sequence[str], lead: str | None) -> Fraction | None:
    """How little the best choice's shares can stray from equal; None where no row looks at shares or none fit."""
    world = World(case)
    rows = {n.key: c for n in world.needs if (c := world.condition(n, members, Reading.WORST)) is not None}
    if not share_rows(case) or not world.shares_fit(members):
        return None
    best = world.best_way(members, lead)
    worth = world.count_held(members, best, Reading.WORST), world.points(members, best)
    found = []
    for n in range(len(rows) + 1):
        for part in combinations(rows, n):
            conditions = [c for key in part for c in rows[key]]
            way = replace(best, held=best.held - set(rows) | set(part))
            as_good = (world.count_held(members, way, Reading.WORST), world.points(members, way)) == worth
            if as_good and possible(len(members), world.minimum_share, conditions):
                found.append(least_deviation(len(members), world.minimum_share, conditions))
    return min(found)


def solve(case: Case) -> Answer:
    """The answer to a case, by trying everything."""
    world = World(case)
    undetermined = world.undetermined()
    best: list[tuple[str, ...]] = []
    for members in world.permitted():
        if best and len(members) > len(best[0]):
            break
        if world.covers(members):
            best.append(members)
    if not best:
        return Answer("infeasible", bool(undetermined), undetermined, gaps=_gaps(world))
    judged = {members: check(case, members) for members in best}
    ranked = tuple(sorted(best, key=lambda m: rank(judged[m], m)))
    top = judged[ranked[0]]
    return Answer(
        "optimal", bool(undetermined), undetermined, len(ranked[0]), ranked[0], top.lead, top.points, top.cost,
        ranked, top.requirements, top.groups, necessity(case, ranked[0], top.externals), externals=top.externals,
    )  # fmt: skip


def rank(judged: Check, members: tuple[str, ...]) -> tuple[object, ...]:
    """The published order among coalitions of one size."""
    return len(judged.externals), -judged.points, judged.cost, members, judged.externals


def _gaps(world: World) -> frozenset[str]:
    """The mandatory rows and groups that no permitted coalition can meet."""
    rows = {n.key: n for n in world.single if not n.undetermined}
    groups = {key: g for key, g in world.mandatory_groups.items() if not _is_undetermined(g)}
    for members in world.permitted():
        for way in world.ways(members):
            rows = {k: n for k, n in rows.items() if not world.holds(n, members, way, Reading.WORST)}
            groups = {k: g for k, g in groups.items() if not world.group_holds(g, members, way, Reading.WORST)}
    return frozenset(name for name, _ in (*rows, *groups))


def necessity(case: Case, members: Sequence[str], externals: tuple[str, ...] = ()) -> Necessity:
    """Who of ``members`` could bid without the others: without options and pairs, twice, externals as they are."""
    free = Case(case.tender, case.register, Choice(case.choice.lots, verified_only=case.choice.verified_only))
    world = World(free, externals=externals)
    readings = {"as_recorded": Reading.RECORDED, "favourable": Reading.FAVOURABLE}
    subsets = {name: _minimal_subsets(world, members, reading) for name, reading in readings.items()}
    alone = {name: tuple(m for m in sorted(members) if len(members) > 1 and world.covers((m,), reading))
             for name, reading in readings.items()}  # fmt: skip
    per_lot = {
        lot: {name: tuple(m for m in sorted(members) if one.covers((m,), r)) for name, r in readings.items()}
        for lot in world.lots
        for one in (World(free, (lot,), externals),)
    }
    verdict = "red" if subsets["as_recorded"] else "amber" if subsets["favourable"] else "green"
    return Necessity(alone, subsets, per_lot, verdict if len(members) > 1 else None)


def _minimal_subsets(world: World, members: Sequence[str], reading: Reading) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    for size in range(1, len(members)):
        for part in combinations(sorted(members), size):
            if not any(set(f) < set(part) for f in found) and world.covers(part, reading):
                found.append(part)
    return tuple(sorted(found))
