"""Every why by brute force, straight from the published rules. Shares no code with the product."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

from tests import oracle
from tests.oracle import Reading, Way, World, check
from tests.oracle_cells import Lack, Need
from tests.oracle_rules import Classification, Post, Ratio, References
from tests.oracle_shares import WHOLE
from tests.spec import Case, Choice, Row

Members = tuple[str, ...]
Bar = tuple[str, str | None]
FINE = 10**45
PLENTY = Fraction(10) ** 40
HAIR = Fraction(1, 10**40)


@dataclass(frozen=True)
class Edit:
    """Changes: thresholds in base units, options and pairs that go."""

    bars: Mapping[Bar, Fraction] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()


AS_IT_IS = Edit()


def row_of(case: Case, name: str) -> Row:
    return next(row for row in case.tender.rows if row.id == name)


def edited(case: Case, edit: Edit = AS_IT_IS) -> World:
    """The case with the changes made."""
    choice = replace(
        case.choice,
        include=tuple(e for e in case.choice.include if f"include:{e}" not in edit.dropped),
        exclude=tuple(e for e in case.choice.exclude if f"exclude:{e}" not in edit.dropped),
        max_members=None if "max_members" in edit.dropped else case.choice.max_members,
    )
    pairs = tuple(p for p in case.register.pairs if f"pair:{p.a},{p.b}" not in edit.dropped)
    world = World(Case(case.tender, replace(case.register, pairs=pairs), choice))
    for need in world.needs:
        bar, fact = _bar(need, edit), world.facts.get(need.key)
        if bar is not None and fact is not None:
            world.facts[need.key] = _with_bar(fact, bar, row_of(case, need.id))
    world.needs = tuple(_changed(need, edit) for need in world.needs)
    world.groups = world._groups()
    return world


def _bar(need: Need, edit: Edit) -> Fraction | None:
    return edit.bars.get((need.id, need.lot), edit.bars.get((need.id, None)))


Fact = Ratio | References | Post | Classification


def _with_bar(fact: Fact, bar: Fraction, row: Row) -> Fact:
    """The same with another threshold; a category is at least the first, posts are whole."""
    if isinstance(fact, Ratio):
        return replace(fact, bar=bar / (100 if row.unit == "%" else 1))
    if isinstance(fact, References):
        return replace(fact, least=bar)
    if isinstance(fact, Post):
        return replace(fact, posts=math.ceil(bar))
    return replace(fact, bar=Fraction(max(1, math.ceil(bar))))


def _changed(need: Need, edit: Edit) -> Need:
    bar = _bar(need, edit)
    if bar is None:
        return need
    fine = _refined(need, bar.denominator)
    return replace(fine, bar=_whole(bar * fine.scale))


def _refined(need: Need, parts: int) -> Need:
    """The same need in much finer steps, of which ``parts`` make a whole number."""
    fine = FINE * parts
    bounds = {
        name: None if (n := getattr(need, name)) is None else n * fine for name in ("floor", "member_min", "lead_min")
    }
    proofs, outside = (
        {e: p * fine if isinstance(p, int) else p for e, p in held.items()} for held in (need.proofs, need.outside)
    )
    return replace(need, bar=need.bar * fine, scale=need.scale * fine, proofs=proofs, outside=outside, **bounds)


def _whole(number: Fraction) -> int:
    assert number.denominator == 1
    return number.numerator


def covering(world: World) -> list[Members]:
    """Every smallest coalition."""
    found: list[Members] = []
    for members in world.permitted():
        if found and len(members) > len(found[0]):
            break
        if world.covers(members):
            found.append(members)
    return found


def least(case: Case, edit: Edit = AS_IT_IS) -> int | None:
    """The smallest size after some changes."""
    found = covering(edited(case, edit))
    return len(found[0]) if found else None


def membership(case: Case) -> tuple[Members, Members, Members, dict[str, int]]:
    """Entities in every, some and none of the minimum coalitions, and in how many."""
    coalitions = oracle.solve(case).coalitions
    counts = Counter(e for members in coalitions for e in members)
    ids = sorted(e.id for e in case.register.entities)
    return (
        tuple(e for e in ids if counts[e] and counts[e] == len(coalitions)),
        tuple(e for e in ids if 0 < counts[e] < len(coalitions)),
        tuple(e for e in ids if not counts[e]),
        dict(counts),
    )


def replacement(case: Case) -> dict[str, tuple[Members, int]]:
    """For each member of the answer the best coalition without it, and how many others it keeps."""
    answer = oracle.solve(case).members
    found = {}
    for member in answer:
        choice = replace(
            case.choice,
            include=tuple(e for e in case.choice.include if e != member),
            exclude=(*case.choice.exclude, member),
        )
        without = replace(case, choice=choice)
        others = set(answer) - {member}
        ranked = sorted(covering(edited(without)), key=lambda m: (-len(others & {*m}), *_rank(without, m)))
        best = ranked[0] if ranked else ()
        found[member] = (best, len(others & set(best)))
    return found


def _rank(case: Case, members: Members) -> tuple[object, ...]:
    judged = check(case, members)
    return oracle.rank(judged, members)


def lots(case: Case) -> dict[str, Members]:
    """The best coalition for each lot alone."""
    chosen = case.choice.lots or case.tender.lot_ids()
    return {lot: oracle.solve(replace(case, choice=replace(case.choice, lots=(lot,)))).members for lot in chosen}


def conflicts(case: Case) -> set[frozenset[str]]:
    """All minimal sets of rows, groups, options and pairs that cannot hold together."""
    world = World(Case(case.tender, case.register, replace(case.choice, exclude=(), max_members=None)))
    names = [*_demands(world), *option_names(case)]
    held = {frozenset(_held(case, world, members, way)) for members, way in _anybody(case, world)}

    def together(part: frozenset[str]) -> bool:
        return any(part <= one for one in held)

    parts = (frozenset(part) for n in range(len(names) + 1) for part in combinations(names, n))
    broken = (part for part in parts if not together(part))
    return {part for part in broken if all(together(part - {name}) for name in part)}


def _demands(world: World) -> list[str]:
    rows = [f"row {n.id}" for n in world.single if not n.undetermined]
    groups = [f"group {name}" for (name, _), g in world.mandatory_groups.items() if not oracle._is_undetermined(g)]
    return list(dict.fromkeys([*rows, *groups]))


def option_names(case: Case) -> list[str]:
    choice = case.choice
    names = [f"include:{e}" for e in choice.include] + [f"exclude:{e}" for e in choice.exclude]
    names += [f"pair:{p.a},{p.b}" for p in case.register.pairs]
    return names + (["max_members"] if choice.max_members is not None else [])


def _anybody(case: Case, world: World) -> Iterator[tuple[Members, Way]]:
    """Every coalition that what is no option allows, in every way; whoever was included may be chosen."""
    pool = sorted(e for e in world.entities if e not in world.away or e in case.choice.include)
    for size in range(1, len(pool) + 1):
        for members in combinations(pool, size):
            if world.shares_fit(members):
                yield from ((members, way) for way in world.ways(members))


def _held(case: Case, world: World, members: Members, way: Way) -> list[str]:
    lost = {f"row {n.id}" for n in world.single if not n.undetermined and world.row_status(n, members, way) != "met"}
    for (name, _), group in world.mandatory_groups.items():
        if not oracle._is_undetermined(group) and not world.group_holds(group, members, way, Reading.WORST):
            lost.add(f"group {name}")
    kept = [name for name in _demands(world) if name not in lost]
    kept += [f"include:{e}" for e in case.choice.include if e in members]
    kept += [f"exclude:{e}" for e in case.choice.exclude if e not in members]
    broken = {
        f"pair:{p.a},{p.b}"
        for p in case.register.pairs
        if (p.a in members and p.b in members if p.relation == "apart" else (p.a in members) != (p.b in members))
    }
    kept += [name for name in option_names(case) if name.startswith("pair:") and name not in broken]
    return kept + (["max_members"] if len(members) <= (case.choice.max_members or 0) else [])


def frontier(case: Case) -> list[tuple[int, int, int, Members]]:
    """(most members, covered, of, members) for 1, 2, ... members, up to all or to no more."""
    world = edited(case)
    of = _of(world)
    ranked = []
    for members in world.permitted():
        count = max(world.count_held(members, way, Reading.WORST)[0] for way in world.ways(members))
        ranked.append((-count, len(members), members))
    if not ranked:
        return []
    end, steps = -min(ranked)[0], []
    for most in range(1, len(world.entities) + 1):
        count, _, best = min((r for r in ranked if r[1] <= most), default=(0, 0, ()))
        steps.append((most, -count, of, best))
        if best and -count == end:
            break
    return steps


def _of(world: World) -> int:
    groups = [g for g in world.mandatory_groups.values() if not oracle._is_undetermined(g)]
    return sum(not n.undetermined for n in world.single) + len(groups)


def deciding(world: World) -> list[Need]:
    """The determined rows that decide whether a coalition covers, by themselves or in a group."""
    grouped = {
        id(n)
        for group in world.mandatory_groups.values()
        for rows in oracle._alternatives(group)
        if not any(n.undetermined for n in rows)
        for n in rows
    }
    return [n for n in world.needs if (n.mandatory and not n.group and not n.undetermined) or id(n) in grouped]


def bars(case: Case) -> dict[tuple[str, Fraction], tuple[Bar, ...]]:
    """The numeric thresholds that decide, with the lots that each stands in."""
    found: dict[tuple[str, Fraction], tuple[Bar, ...]] = {}
    for need in deciding(edited(case)):
        if row_of(case, need.id).threshold:
            key = need.id, Fraction(need.bar, need.scale)
            found[key] = (*found.get(key, ()), (need.id, need.lot))
    return found


def by_quotients(case: Case, row: Row) -> bool:
    """Whether a quotient decides the row, and no other row has to do with shares where it has."""
    others = (r.rule for r in case.tender.rows if r.id != row.id)
    return row.rule == "ratio" or ("mode=each" in row.parameters and not {*others} & {"share", "classification"})


def breaking(case: Case, places: tuple[Bar, ...], size: int) -> tuple[Fraction, int] | None:
    """The greatest threshold of a row by quotients at which fewer than ``size`` cover, and the fewest who then do.

    Coalition by coalition, each with the greatest threshold that it reaches by itself.
    """
    eased, row = edited(case, Edit(bars=dict.fromkeys(places, Fraction(0)))), row_of(case, places[0][0])
    need = next(n for n in edited(case).needs if (n.id, n.lot) == places[0])
    found = [
        (_reached(need, eased.facts.get(need.key), members, eased.minimum_share) * (100 if row.unit == "%" else 1), -n)
        for members in eased.permitted()
        if (n := len(members)) < size and eased.covers(members)
    ]
    best = max(found, default=None)
    return None if best is None else (best[0], -best[1])


def _reached(need: Need, fact: object, members: Members, minimum: int) -> Fraction:
    """The greatest threshold at which members, of whom all is known that must be, meet a row."""
    if isinstance(fact, Ratio):
        tops, bottoms = ([_or_nothing(held[m]) for m in members] for held in (fact.num, fact.den))
        own = [sum(tops) / sum(bottoms)] if fact.pooled else [t / b for t, b in zip(tops, bottoms, strict=True)]
        return min(own)
    return _last_seat([Fraction(_or_nothing(need.proofs[m]), need.scale) for m in members], minimum)


def _or_nothing(proof: Fraction | int | Lack) -> Fraction:
    return Fraction(0) if isinstance(proof, Lack) else Fraction(proof)


def _last_seat(values: Sequence[Fraction], minimum: int) -> Fraction:
    """Of all ways to give away 10 000 seats, ``minimum`` to each at least, the greatest least value a seat.

    That is D'Hondt's (1878): nobody gets less than the whole quota, and each seat left goes to whoever has most for it.
    """
    if not sum(values):
        return Fraction(0)
    seats = [math.floor(WHOLE * v / sum(values)) for v in values]
    while sum(seats) < WHOLE:
        seats[max(range(len(values)), key=lambda i: values[i] / (seats[i] + 1))] += 1
    needed = [max(minimum, seat) for seat in seats]
    return min(WHOLE * v / n for v, n in zip(values, needed, strict=True) if n)


def free(case: Case) -> Case:
    """The case without options."""
    return replace(case, choice=Choice(case.choice.lots, verified_only=case.choice.verified_only))
