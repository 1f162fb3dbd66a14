"""The rules beyond plain capabilities, straight from the published formats. Shares no code with the product."""

import math
import re
from calendar import isleap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations

from tests.oracle_cells import STATUSES, Lack, Value, day, measure, number, plain, proof
from tests.spec import Cap, Case, PersonRow, RefRow, Row, TenderSpec, split

Amount = Fraction | Lack
_SUBGROUP = re.compile(r"(works|obras|services|servicios) ([a-z])-?(\d+)")
_UPPER = {"works": (150, 360, 840, 2400, 5000), "services": (150, 300, 600, 1200)}
_MIDDLE = {"works": (75, 255, 600, 1620, 3700, 7500), "services": (75, 225, 450, 900, 1800)}
_LIMITED = {"i": (75, 255, 600, 1260), "j": (75, 255, 600, 1260), "k": (75, 255, 600, 1260)}


def parameters(row: Row) -> dict[str, str]:
    """The parameters as written."""
    return {name.strip(): text.strip() for name, _, text in (part.partition("=") for part in split(row.parameters))}


# Ratio


@dataclass(frozen=True)
class Ratio:
    """Numerators and denominators by entity, in one unit; ``bar`` as a fraction."""

    num: Mapping[str, Amount]
    den: Mapping[str, Amount]
    bar: Fraction
    pooled: bool

    def holds(self, members: Sequence[str], reading: Value) -> bool:
        """``reading``: 0, infinity, or None for what is not known counting as not held."""
        parts = [members] if self.pooled else [(m,) for m in members]
        return all(self._part(part, reading) for part in parts)

    def _part(self, members: Sequence[str], reading: Value) -> bool:
        tops, bottoms = [self.num[m] for m in members], [self.den[m] for m in members]
        if Lack.NOT_HELD in bottoms or all(x is Lack.NOT_HELD for x in tops):
            return False
        open_top, open_bottom = Lack.UNKNOWN in tops, Lack.UNKNOWN in bottoms
        top = sum((x for x in tops if isinstance(x, Fraction)), Fraction(0))
        bottom = sum((x for x in bottoms if isinstance(x, Fraction)), Fraction(0))
        if reading != math.inf:
            nothing = reading is None and all(x is Lack.UNKNOWN or x is Lack.NOT_HELD for x in tops)
            return not open_bottom and not nothing and bottom > 0 and top >= self.bar * bottom
        if bottom <= 0 and not open_bottom:
            return False
        if open_top:
            return True
        if bottom > 0:
            return top >= self.bar * bottom
        return top > 0 or (top == 0 and self.bar == 0)


def ratio(row: Row, tender: TenderSpec, cells: Mapping[tuple[str, str], Sequence[Cap]], ids: Sequence[str],
          verified_only: bool) -> Ratio:  # fmt: skip
    """The figures of a ratio row; amounts are in euros."""
    given, in_euros = parameters(row), Row(row.id, unit="EUR")

    def amounts(name: str) -> dict[str, Amount]:
        return {e: proof(cells.get((e, plain(name)), ()), in_euros, tender, verified_only) for e in ids}

    bar = Fraction(row.threshold or "1") / (100 if row.unit == "%" else 1)
    return Ratio(amounts(given["num"]), amounts(given["den"]), bar, given.get("mode") != "each")


# References


@dataclass(frozen=True)
class Reference:
    """One line of a reference: None is not known."""

    id: str
    entity: str
    amount: Fraction | None
    counts: bool | None
    """Inside the window and of the CPV asked for; None: nobody knows, or its evidence does not count."""


@dataclass(frozen=True)
class References:
    """What a references row compares."""

    lines: tuple[Reference, ...]
    least: Fraction | None
    k: int
    cap: int | None
    total: Fraction | None

    def holds(self, members: Sequence[str], reading: Value) -> bool:
        """Whether enough distinct references of enough weight are held."""
        amounts = self._amounts(members, reading)
        fit = sorted((a for a in amounts.values() if self.least is None or a >= self.least), reverse=True)
        chosen = fit if self.cap is None else fit[: self.cap]
        return len(chosen) >= self.k and (self.total is None or sum(chosen) >= self.total)

    def _amounts(self, members: Sequence[str], reading: Value) -> dict[str, float | Fraction]:
        found: dict[str, float | Fraction] = {}
        for line in self.lines:
            if line.entity not in members or line.counts is False or (line.counts is None and reading != math.inf):
                continue
            found[line.id] = found.get(line.id, Fraction(0)) + ((reading or 0) if line.amount is None else line.amount)
        return found


def references(row: Row, tender: TenderSpec, lines: Sequence[RefRow], verified_only: bool) -> References:
    """The references row with the register's references as it sees them."""
    given, unit = parameters(row), measure(row.unit)
    factor = unit.factor if unit else 1
    least = Fraction(row.threshold) * factor if row.threshold else None
    total = given.get("total")
    if total is not None:
        whole = total.endswith("%")
        amount = Fraction(total.rstrip("%"))
        total = amount * (least or 0) / 100 if whole else amount * factor
    return References(
        tuple(_reference(line, row, tender, verified_only) for line in lines),
        least,
        int(given.get("k", "1")),
        int(given["cap"]) if "cap" in given else None,
        total,
    )


def _reference(line: RefRow, row: Row, tender: TenderSpec, verified_only: bool) -> Reference:
    given, own, wanted = parameters(row), measure(line.unit), measure(row.unit)
    amount = number(line.amount) if line.amount else None
    if amount is not None:
        unit = own or wanted
        amount = amount * (unit.factor if unit else 1) * Fraction(line.own_share or "100") / 100
        if own and (wanted is None or own.base != wanted.base):
            amount = None
    marks = [_in_window(line, given.get("years"), day(tender.deadline)), _of_cpv(line, given.get("cpv"))]
    counts = False if False in marks else None if None in marks else True
    if verified_only and STATUSES[line.status] < STATUSES["verified"]:
        counts, amount = None if counts is not False else False, None
    return Reference(line.id, line.entity, amount, counts)


def _in_window(line: RefRow, years: str | None, deadline: date | None) -> bool | None:
    if years is None or deadline is None:
        return True
    if not line.ended:
        return None
    year, leap = deadline.year - int(years), (deadline.month, deadline.day) == (2, 29)
    first = deadline.replace(year=year, day=28 if leap and not isleap(year) else deadline.day)
    return first <= date.fromisoformat(line.ended) <= deadline


def _of_cpv(line: RefRow, prefix: str | None) -> bool | None:
    if prefix is None:
        return True
    return line.cpv.startswith(prefix) if line.cpv else None


# People


@dataclass(frozen=True)
class Post:
    """A team row: who may fill it for certain, who perhaps, how many it takes and how much of each."""

    key: tuple[str, str | None]
    certain: frozenset[str]
    perhaps: frozenset[str]
    posts: int
    dedication: Fraction


def post(row: Row, lot: str | None, people: Sequence[PersonRow], verified_only: bool) -> Post:
    """One team row; a person's years or qualification may not be known."""
    given = parameters(row)
    marks = {p.id: _fits(p, row, given, verified_only) for p in people}
    return Post(
        (row.id, lot),
        frozenset(p for p, mark in marks.items() if mark),
        frozenset(p for p, mark in marks.items() if mark is not False),
        math.ceil(Fraction(row.threshold or "1")),
        Fraction(given.get("dedication", "100%").rstrip("%")),
    )


def _fits(person: PersonRow, row: Row, given: Mapping[str, str], verified_only: bool) -> bool | None:
    marks: list[bool | None] = [plain(row.capability) in {plain(role) for role in split(person.roles)}]
    if "years" in given:
        marks.append(Fraction(person.years) >= Fraction(given["years"]) if person.years else None)
    if "qualification" in given:
        known = bool(person.qualification)
        marks.append(plain(person.qualification) == plain(given["qualification"]) if known else None)
    if verified_only:
        marks.append(None)
    return False if False in marks else None if None in marks else True


def staffings(posts: Sequence[Post], people: Mapping[str, tuple[str, Fraction]], members: Sequence[str],
              reading: Value) -> set[frozenset[tuple[str, str | None]]]:  # fmt: skip
    """The sets of team rows that can be filled at once; only the largest ones."""
    free = {p: share for p, (entity, share) in people.items() if entity in members}
    found: set[frozenset[tuple[str, str | None]]] = set()
    for n in range(len(posts), -1, -1):
        for part in combinations(posts, n):
            keys = frozenset(p.key for p in part)
            if not any(keys <= one for one in found) and _staffed(part, free, reading):
                found.add(keys)
    return found


def _staffed(posts: Sequence[Post], free: Mapping[str, Fraction], reading: Value) -> bool:
    if not posts:
        return True
    first, rest = posts[0], posts[1:]
    fitting = [
        p for p in (first.perhaps if reading == math.inf else first.certain) if free.get(p, -1) >= first.dedication
    ]
    return any(
        _staffed(rest, {p: x - first.dedication * (p in chosen) for p, x in free.items()}, reading)
        for chosen in combinations(sorted(fitting), first.posts)
    )


# Classification


@dataclass(frozen=True)
class Classification:
    """Categories in the subgroup by entity, and who is classified at all."""

    categories: Mapping[str, Amount]
    gate: Mapping[str, bool | None] | None
    bar: Fraction
    middle: tuple[int, ...]
    upper: tuple[int, ...]

    def passes(self, members: Sequence[str], reading: Value) -> bool:
        """The gate: every member is classified in some subgroup."""
        if self.gate is None:
            return True
        return all(self.gate[m] or (self.gate[m] is None and reading == math.inf) for m in members)

    def reached_by_one(self, members: Sequence[str], reading: Value) -> bool:
        return any(self.category(m, reading) >= self.bar for m in members)

    def category(self, member: str, reading: Value) -> Fraction:
        category = self.categories[member]
        if isinstance(category, Fraction):
            return min(category, Fraction(len(self.middle)))
        if category is Lack.UNKNOWN and reading == math.inf:
            return Fraction(len(self.middle))
        return Fraction(-1)

    def weights(self, members: Sequence[str], reading: Value) -> tuple[int, ...]:
        categories = [self.category(m, reading) for m in members]
        return tuple(self.middle[int(c) - 1] if c >= 1 else 0 for c in categories)

    @property
    def least(self) -> int | None:
        """What the weighted midpoints must exceed, in thousands of euros; None: out of reach."""
        return self.upper[int(self.bar) - 2] if 2 <= self.bar <= len(self.middle) else None


def subgroup(name: str) -> tuple[str, str, str] | None:
    """Kind, group and number that a capability's name means, None where it is no classification."""
    found = _SUBGROUP.fullmatch(plain(name))
    return None if found is None else ("works" if found[1] in ("works", "obras") else "services", found[2], found[3])


def classification(row: Row, case: Case, ids: Mapping[str, str]) -> Classification:
    """The classification row with what everybody records, under either language's names."""
    wanted = subgroup(row.capability)
    assert wanted is not None
    cells: dict[str, list[Cap]] = {e.id: [] for e in case.register.entities}
    for cell in case.register.capabilities:
        if subgroup(cell.capability):
            cells[ids[cell.entity]].append(cell)

    def of(own: Sequence[Cap], which: tuple[str, str, str]) -> Amount:
        found = [c for c in own if subgroup(c.capability) == which]
        return proof(found, row, case.tender, case.choice.verified_only)

    gate = {
        e: _classified([of(own, w) for w in {subgroup(c.capability) for c in own} if w]) for e, own in cells.items()
    }
    kind, group, _ = wanted
    middle = _LIMITED.get(group, _MIDDLE["works"]) if kind == "works" else _MIDDLE["services"]
    return Classification(
        {e: of(own, wanted) for e, own in cells.items()},
        None if parameters(row).get("gate") == "off" else gate,
        Fraction(row.threshold),
        middle,
        _UPPER[kind],
    )


def _classified(found: Sequence[Amount]) -> bool | None:
    if any(isinstance(x, Fraction) and x >= 1 for x in found):
        return True
    return None if not found or Lack.UNKNOWN in found else False
