"""The answer by brute force over all subsets, straight from the published rules. Shares no code with the product."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from itertools import combinations

from tests.oracle_cells import Lack, Need, Value, need, plain, proof
from tests.spec import Cap, Case, Choice, Row, split

Key = tuple[str, str | None]
Group = tuple[Need, ...]


class Reading(Enum):
    """What an unknown is taken for: (name, value). FAVOURABLE also takes an undetermined row as met."""

    WORST = ("worst", 0)
    BEST = ("best", math.inf)
    RECORDED = ("recorded", None)
    FAVOURABLE = ("favourable", math.inf)


def _sum(n: Need, v: dict[str, Value], members: Sequence[str], lead: str | None) -> bool:
    held = [x for m in members if (x := v[m]) is not None]
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


RULES: dict[str, Callable[[Need, dict[str, Value], Sequence[str], str | None], bool]] = {
    "any": lambda n, v, members, lead: any(_reaches(v[m], n.bar) for m in members),
    "each": lambda n, v, members, lead: all(_reaches(v[m], n.bar) for m in members),
    "count": lambda n, v, members, lead: sum(_reaches(v[m], n.bar) for m in members) >= n.k,
    "lead": lambda n, v, members, lead: lead is not None and _reaches(v[lead], n.bar),
    "sum": _sum,
}


@dataclass(frozen=True)
class Check:
    """A given coalition, judged."""

    covers: bool
    lead: str | None
    points: Fraction
    cost: Fraction
    requirements: dict[Key, str]
    groups: dict[Key, str]


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


class World:
    """One case with the chosen lots' rows and groups laid out."""

    def __init__(self, case: Case, lots: Sequence[str] | None = None) -> None:
        tender, register, choice = case.tender, case.register, case.choice
        self.choice = choice
        self.lots = tuple(lots if lots is not None else choice.lots or tender.lot_ids())
        self.entities = tuple(e.id for e in register.entities)
        self.cost = {e.id: Fraction(e.cost or "0") for e in register.entities}
        self.away = {e.id for e in register.entities if e.available == "no"}
        self.pairs = register.pairs
        self.minimum_share = math.ceil(Fraction(tender.minimum_share or "0") * 100)
        cells = _by_entity_and_name(case)
        self.needs = tuple(
            need(
                row,
                lot,
                tender,
                {e: proof(cells.get((e, _name(row)), ()), row, tender, choice.verified_only) for e in self.entities},
            )
            for row in tender.rows
            for lot in self._instances(row)
        )
        self.groups = self._groups()
        self.needs_lead = any(n.needs_lead for n in self.needs)
        self._values: dict[tuple[int, Reading], dict[str, Value]] = {}

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

    def holds(self, n: Need, members: Sequence[str], lead: str | None, reading: Reading) -> bool:
        """Whether a determined row holds under one reading of the unknowns."""
        key = (id(n), reading)
        if key not in self._values:
            self._values[key] = {e: _read(p, reading) for e, p in n.proofs.items()}
        return RULES[n.rule or ""](n, self._values[key], members, lead)

    def row_status(self, n: Need, members: Sequence[str], lead: str | None) -> str:
        if n.undetermined:
            return "undetermined"
        if self.holds(n, members, lead, Reading.WORST):
            return "met"
        return "unknown" if self.holds(n, members, lead, Reading.BEST) else "unmet"

    def group_holds(self, group: Group, members: Sequence[str], lead: str | None, reading: Reading) -> bool:
        """Whether one alternative holds whole."""
        lenient = reading is Reading.FAVOURABLE
        return any(
            all(lenient if n.undetermined else self.holds(n, members, lead, reading) for n in rows)
            for rows in _alternatives(group)
        )

    def group_status(self, group: Group, members: Sequence[str], lead: str | None) -> str:
        if _is_undetermined(group):
            return "undetermined"
        if self.group_holds(group, members, lead, Reading.WORST):
            return "met"
        return "unknown" if self.group_holds(group, members, lead, Reading.BEST) else "unmet"

    def count_held(self, members: Sequence[str], lead: str | None, reading: Reading) -> tuple[int, int]:
        """How many mandatory rows and groups hold, and of how many; undetermined ones left out (or met: the same)."""
        rows = [self.holds(n, members, lead, reading) for n in self.single if not n.undetermined]
        groups = [
            self.group_holds(g, members, lead, reading)
            for g in self.mandatory_groups.values()
            if not _is_undetermined(g)
        ]
        return sum(rows) + sum(groups), len(rows) + len(groups)

    def meets(self, members: Sequence[str], lead: str | None, reading: Reading) -> bool:
        held, of = self.count_held(members, lead, reading)
        return held == of

    def points(self, members: Sequence[str], lead: str | None) -> Fraction:
        scored = (n for n in self.needs if not n.mandatory and not n.undetermined and n.points)
        return sum((n.points for n in scored if self.holds(n, members, lead, Reading.WORST)), Fraction(0))

    def leads(self, members: Sequence[str]) -> tuple[str | None, ...]:
        return tuple(sorted(members)) if self.needs_lead else (None,)

    def best_lead(self, members: Sequence[str]) -> str | None:
        """With which most mandatory rows and groups hold, then most points, then the smallest ID."""

        def rank(lead: str | None) -> tuple[int, Fraction]:
            return -self.count_held(members, lead, Reading.WORST)[0], -self.points(members, lead)

        return min(self.leads(members), key=rank)

    def covers(self, members: Sequence[str], reading: Reading = Reading.WORST) -> bool:
        return any(self.meets(members, lead, reading) for lead in self.leads(members))

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
    ids = {e.name: e.id for e in case.register.entities if e.name} | {e.id: e.id for e in case.register.entities}
    found: dict[tuple[str, str], list[Cap]] = {}
    for cell in case.register.capabilities:
        found.setdefault((ids[cell.entity], plain(cell.capability)), []).append(cell)
    return found


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
    lead = lead or world.best_lead(members)
    covers = world.meets(members, lead, Reading.WORST) and world.pairs_hold(members) and world.shares_fit(members)
    return Check(
        covers,
        lead,
        world.points(members, lead),
        sum((world.cost[m] for m in members), Fraction(0)),
        {n.key: world.row_status(n, members, lead) for n in world.needs},
        {key: world.group_status(g, members, lead) for key, g in world.groups.items()},
    )


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
    ranked = tuple(sorted(best, key=lambda m: (-judged[m].points, judged[m].cost, m)))
    top = judged[ranked[0]]
    return Answer(
        "optimal", bool(undetermined), undetermined, len(ranked[0]), ranked[0], top.lead, top.points, top.cost,
        ranked, top.requirements, top.groups, necessity(case, ranked[0]),
    )  # fmt: skip


def _gaps(world: World) -> frozenset[str]:
    """The mandatory rows and groups that no permitted coalition can meet."""
    rows = {n.key: n for n in world.single if not n.undetermined}
    groups = {key: g for key, g in world.mandatory_groups.items() if not _is_undetermined(g)}
    for members in world.permitted():
        for lead in world.leads(members):
            rows = {k: n for k, n in rows.items() if not world.holds(n, members, lead, Reading.WORST)}
            groups = {k: g for k, g in groups.items() if not world.group_holds(g, members, lead, Reading.WORST)}
    return frozenset(name for name, _ in (*rows, *groups))


def necessity(case: Case, members: Sequence[str]) -> Necessity:
    """Who of ``members`` could bid without the others: without options and pairs, twice."""
    free = Case(case.tender, case.register, Choice(case.choice.lots, verified_only=case.choice.verified_only))
    world = World(free)
    readings = {"as_recorded": Reading.RECORDED, "favourable": Reading.FAVOURABLE}
    subsets = {name: _minimal_subsets(world, members, reading) for name, reading in readings.items()}
    alone = {name: tuple(m for m in sorted(members) if len(members) > 1 and world.covers((m,), reading))
             for name, reading in readings.items()}  # fmt: skip
    per_lot = {
        lot: {name: tuple(m for m in sorted(members) if one.covers((m,), r)) for name, r in readings.items()}
        for lot in world.lots
        for one in (World(free, (lot,)),)
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
