"""Repairs and newcomers by brute force, every change made in the sheets' cells. Shares no code with the product."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations_with_replacement, product

from tests.oracle import _ids
from tests.oracle_cells import Lack, measure, plain, proof
from tests.oracle_explain import HAIR, PLENTY, Bar, Edit, bars, deciding, edited, least, option_names, row_of
from tests.oracle_rules import parameters, subgroup
from tests.spec import Cap, Case, EntityRow, PersonRow, RefRow, Row

Name = tuple[str, ...]
"""What a change is, whatever its amount."""
MOST_POSTS = 4
NEW = "+"
"""An entity that is not in the register."""


@dataclass(frozen=True)
class Move:
    """One change: thresholds, an option, a value under a name, further lines; ``name`` tells it from others."""

    name: Name
    bars: tuple[tuple[Bar, Fraction], ...] = ()
    option: str = ""
    cap: Cap | None = None
    reference: RefRow | None = None
    people: tuple[PersonRow, ...] = ()

    @property
    def again(self) -> bool:
        """Whether it may be made more than once."""
        return self.reference is not None


def after(case: Case, moves: Sequence[Move]) -> int | None:
    """The smallest size after some changes."""
    for n, move in enumerate(moves):
        case = _applied(case, move, n)
    lower = {bar: amount for move in moves for bar, amount in move.bars}
    dropped = frozenset(move.option for move in moves if move.option)
    return least(case, Edit(bars=lower, dropped=dropped))


def _applied(case: Case, move: Move, n: int) -> Case:
    register = case.register
    if move.cap is not None:
        register = replace(register, capabilities=_raised(case, move.cap))
    if move.reference is not None:
        others = tuple(r for r in register.references if (r.id, r.entity) != (move.reference.id, move.reference.entity))
        new = replace(move.reference, id=move.reference.id or f"further {n}")
        register = replace(register, references=(*others, new))
    if move.people:
        kept = (p for p in register.people if p.id not in {one.id for one in move.people})
        more = (replace(p, id=p.id or f"further {n} {k}") for k, p in enumerate(move.people))
        register = replace(register, people=(*kept, *more))
    return replace(case, register=register)


def _raised(case: Case, cap: Cap) -> tuple[Cap, ...]:
    """The cells with one value raised: what stood under that name in that unit goes, unless it is as much."""
    ids = _ids(case)
    same = [
        c for c in case.register.capabilities
        if ids[c.entity] == cap.entity and _spoken(c.capability) == _spoken(cap.capability)
        and (not c.unit or _base(c.unit) == _base(cap.unit))
    ]  # fmt: skip
    held = proof(same, Row("", unit=cap.unit), case.tender, case.choice.verified_only)
    new = proof([cap], Row("", unit=cap.unit), case.tender, case.choice.verified_only)
    if not isinstance(held, Lack) and not isinstance(new, Lack) and held >= new:
        return case.register.capabilities
    return (*(c for c in case.register.capabilities if c not in same), cap)


def _base(unit: str) -> str:
    found = measure(unit)
    return found.base if found else ""


def _spoken(name: str) -> str:
    found = subgroup(name)
    return "-".join(found) if found else plain(name)


# What the sheets say of a row


def value(row: Row, entity: str, amount: Fraction | None, capability: str = "", unit: str | None = None) -> Move:
    """A value in the row's unit; None: a yes."""
    name = capability or row.capability or row.text
    unit = row.unit if unit is None else unit
    cell = "yes" if amount is None else str(amount)
    return Move(("value", _spoken(name), _base(unit), entity), cap=Cap(entity, name, cell, unit, status="verified"))


def figure(row: Row, entity: str, which: str, euros: Fraction) -> Move:
    """The numerator or denominator of a ratio."""
    return value(row, entity, euros, parameters(row)[which], "EUR")


def reference(case: Case, row: Row, entity: str, amount: Fraction, known: str = "") -> Move:
    """A further reference of the kind and from the years asked for; or one of the entity's own, ``known``, proved."""
    cpv = parameters(row).get("cpv", "")
    line = RefRow(known, entity, cpv, str(amount), row.unit, "", case.tender.deadline or "2026-01-01", "verified")
    return Move(("reference", cpv, entity), reference=line)


def people(row: Row, entity: str, number: int) -> Move:
    """Further people as asked for, with all their time."""
    given = parameters(row)
    years, qualification = given.get("years", ""), given.get("qualification", "")
    person = PersonRow("", entity, row.capability, years, qualification)
    return Move(("people", plain(row.capability), years, qualification, entity), people=(person,) * number)


def proved(case: Case, row: Row, entity: str, number: int) -> Move:
    """Of the entity's people of whom something is not known those with most time, proved."""
    given = parameters(row)
    own = [p for p in case.register.people if p.entity == entity and _may_suit(p, row, given)]
    own.sort(key=lambda p: (-Fraction(p.dedication or "100"), p.id))
    blank = {"years": given.get("years", ""), "qualification": given.get("qualification", "")}
    filled = (replace(p, **{field: getattr(p, field) or new for field, new in blank.items()}) for p in own[:number])
    return replace(people(row, entity, 0), people=tuple(filled))


def _may_suit(person: PersonRow, row: Row, given: Mapping[str, str]) -> bool:
    marks = [plain(row.capability) in {plain(role) for role in person.roles.split(";")}]
    unknown = []
    for field, wanted in given.items():
        if field in ("years", "qualification"):
            has = getattr(person, field)
            unknown.append(not has)
            fits = not has or (Fraction(has) >= Fraction(wanted) if field == "years" else plain(has) == plain(wanted))
            marks.append(fits)
    return all(marks) and any(unknown)


# All that can be done


def most(case: Case, row: Row, entity: str) -> list[list[Move]]:
    """What an entity can bring for a row, as far as it goes; alternatives where none is best in every case."""
    if row.rule == "ratio":
        return [
            [figure(row, entity, "num", PLENTY)],
            [figure(row, entity, "den", amount) for amount in (Fraction(0), HAIR)],
        ]
    if row.rule == "references":
        return [[reference(case, row, entity, PLENTY)]]
    if row.rule == "team":
        return [[people(row, entity, MOST_POSTS)]]
    if row.rule == "classification":
        return [[value(row, entity, Fraction(6))]]
    return [[value(row, entity, PLENTY)]]


def rows_of(case: Case) -> list[Row]:
    """The rows that decide."""
    return [row_of(case, name) for name in dict.fromkeys(need.id for need in deciding(edited(case)))]


def all_moves(case: Case) -> dict[Name, list[Move]]:
    """Every single change, taken as far as it goes."""
    found: dict[Name, list[Move]] = {("option", o): [Move(("option", o), option=o)] for o in option_names(case)}
    for (row, bar), places in bars(case).items():
        name = ("threshold", row, str(bar))
        found[name] = [Move(name, bars=tuple((place, Fraction(0)) for place in places))]
    return found | brought_by(case, [e.id for e in case.register.entities])


def brought_by(case: Case, entities: Sequence[str]) -> dict[Name, list[Move]]:
    """Everything that these entities can bring, in the order of the rows."""
    each = (ways for row in rows_of(case) for entity in entities for ways in most(case, row, entity))
    return {ways[0].name: ways for ways in each}


def smallest_repairs(case: Case, most_changes: int) -> set[tuple[Name, ...]]:
    """All sets of fewest changes that help; none where it takes more than ``most_changes``."""
    moves = all_moves(case)
    for n in range(1, most_changes + 1):
        found = {names for names in _sets(moves, n) if helps(case, moves, names)}
        if found:
            return found
    return set()


def _sets(moves: Mapping[Name, Sequence[Move]], n: int) -> Iterator[tuple[Name, ...]]:
    for names in combinations_with_replacement(sorted(moves), n):
        if all(names.count(name) == 1 or moves[name][0].again for name in names):
            yield names


def helps(case: Case, moves: Mapping[Name, Sequence[Move]], names: Sequence[Name], below: int | None = None) -> bool:
    """Whether some changes make it coverable, by fewer than ``below``."""
    sizes = (after(case, chosen) for chosen in product(*(moves[name] for name in names)))
    return any(size is not None and (below is None or size < below) for size in sizes)


# A newcomer


def with_newcomer(case: Case) -> Case:
    """The case with an entity that has nothing yet."""
    return replace(case, register=replace(case.register, entities=(*case.register.entities, EntityRow(NEW))))


def copies(case: Case, name: Name) -> int:
    """How often one entity may bring it: references by the number asked for."""
    asked = [int(parameters(r).get("k", "1")) for r in rows_of(case) if r.rule == "references"]
    return max(asked) if name[0] == "reference" else 1


def fewest_to_bring(case: Case, below: int | None) -> tuple[Name, ...] | None:
    """The fewest things with which a newcomer helps, the first in the order of the rows."""
    case = with_newcomer(case)
    moves = brought_by(case, [NEW])
    sets = sorted(product((False, True), repeat=len(moves)), key=lambda s: (sum(s), [not x for x in s]))
    for chosen in sets:
        names = [name for name, taken in zip(moves, chosen, strict=True) if taken]
        if helps(case, moves, [name for name in names for _ in range(copies(case, name))], below):
            return tuple(names)
    return None
