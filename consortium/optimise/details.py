"""What forms do not say, for the integer programme: shares, performers, people, references, non-members as variables.

Whole numbers throughout. A need's rows hold wherever it is met for some choice, and only there; with the structure that
all of them share they make the model say what the verifier says.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.choosing import task_of
from consortium.domain.need import Need
from consortium.domain.rules.base import Choice, holds_alone
from consortium.domain.rules.registry import RULES
from consortium.domain.rules.shares import FULL, has_category, in_proportion, most_share, required_category, scale_of
from consortium.domain.rules.team import dedication, places
from consortium.domain.shares import WHOLE
from consortium.domain.staffing import Key
from consortium.optimise.forms import steps

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Row:
    """sum(members[j] * x[j]) + sum(others[v] * v) >= need."""

    members: Mapping[int, int]
    others: Mapping[str, int]
    need: int


def coarser(row: Row, largest: int) -> Row | None:
    """A row in steps that make no number larger, never harder than the row; None where negatives stand against it."""
    numbers = (row.need, *row.members.values(), *row.others.values())
    step = max(map(abs, numbers)) // largest
    if step <= 1:
        return row
    if min(numbers) < 0:
        return None
    members = {j: -(-w // step) for j, w in row.members.items()}
    return Row(members, {name: -(-w // step) for name, w in row.others.items()}, row.need // step)


@dataclass(slots=True)
class Details:
    """Further whole variables from 0 to ``most``, the rows they always keep, and the rows of every need."""

    most: dict[str, int] = field(default_factory=dict)
    always: list[Row] = field(default_factory=list)
    of: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))


def details_of(case: Case, candidates: tuple[str, ...]) -> Details:
    """The details of all determined needs of a case over some candidates."""
    build = _Build(case, {e: j for j, e in enumerate(candidates)})
    for i, need in enumerate(case.needs):
        if need.determined and (detail := DETAILS.get(need.rule)):
            detail(build, i)
    for given, time in build.people.values():
        *parts, whole = steps([*given.values(), time])
        build.always({}, {name: -part for name, part in zip(given, parts, strict=True)}, -whole)
    return build.details


class _Build:
    def __init__(self, case: Case, place: Mapping[str, int]) -> None:
        self.case, self.place, self.details = case, place, Details()
        self.tasks = {i: (task_of(case, i), n.lot) for i, n in enumerate(case.needs) if _performs(n)}
        self.people: dict[tuple[str | None, Key], tuple[dict[str, Decimal], Decimal]] = {}
        self.outside = {x: n for n, x in enumerate(sorted({x for proofs in case.proofs for x in proofs.externals}))}
        if any(n.determined and RULES[n.rule].chooses(n) is Choice.SHARES for n in case.needs):
            self._shares()

    def variable(self, name: str, most: int = 1) -> str:
        """A variable, made where there is none of that name."""
        self.details.most.setdefault(name, most)
        return name

    def always(self, members: Mapping[int, int], others: Mapping[str, int], need: int) -> None:
        """A row of the structure."""
        self.details.always.append(Row(members, others, need))

    def asks(self, i: int, members: Mapping[int, int], others: Mapping[str, int], need: int) -> None:
        """A row of need ``i``."""
        self.details.of[i].append(Row(members, others, need))

    def least(self, i: int) -> Iterator[tuple[int, Decimal]]:
        """What the candidates prove for a need at the least; who does not hold it is left out."""
        held = self.case.holdings[i]
        for entity, j in self.place.items():
            value = ZERO if entity not in held or held[entity].unknown else held[entity].number
            if value is not None:
                yield j, value

    def _shares(self) -> None:
        """Shares of members only, at least the minimum each, 10,000 in all; ``p`` is what counts of one up to 20 %."""
        minimum = int(self.case.minimum_share * WHOLE)
        for j in self.place.values():
            u, p = self.variable(f"u{j:05d}", WHOLE), self.variable(f"p{j:05d}", FULL)
            self.always({j: WHOLE}, {u: -1}, 0)
            self.always({j: -minimum}, {u: 1}, 0)
            self.always({}, {u: 1, p: -1}, 0)
        for sign in (1, -1):
            self.always({}, {f"u{j:05d}": sign for j in self.place.values()}, sign * WHOLE)


def _share(build: _Build, i: int) -> None:
    need = build.case.needs[i]
    values = dict(build.least(i))
    if in_proportion(need):
        for j, value in values.items():
            build.asks(i, {}, {f"u{j:05d}": -1}, -max(0, most_share(need, value)))
        return
    *gains, least = steps([*values.values(), need.least])
    build.asks(i, {}, {f"u{j:05d}": gain for j, gain in zip(values, gains, strict=True) if gain}, least * WHOLE)


def _classification(build: _Build, i: int) -> None:
    need = build.case.needs[i]
    scale, wanted = scale_of(need), required_category(need)
    categories = {j: min(value, Decimal(scale.highest)) for j, value in build.least(i)}
    enough = FULL * scale.exceeds(wanted) + 1 if wanted <= scale.highest else 1
    able = {j: enough for j, category in categories.items() if has_category(need, category)}
    weights = {f"p{j:05d}": scale.weight(category) for j, category in categories.items()}
    build.asks(i, able, {p: w for p, w in weights.items() if w and wanted <= scale.highest}, enough)


def _performs(need: Need) -> bool:
    return need.determined and need.rule is Rule.PERFORMER


def _performer(build: _Build, i: int) -> None:
    """One performer for all rows of a task in a lot; it is a member."""
    same = [k for k, task in build.tasks.items() if task == build.tasks[i]]
    names = {j: build.variable(f"w{same[0]:04d}x{j:05d}") for j in build.place.values()}
    if same[0] == i:
        for j, w in names.items():
            build.always({j: 1}, {w: -1}, 0)
        build.always({}, dict.fromkeys(names.values(), -1), -1)
    build.asks(i, {}, {names[j]: 1 for j, value in build.least(i) if holds_alone(build.case.needs[i], value)}, 1)


def _team(build: _Build, i: int) -> None:
    """A person counts where its entity is a member; over all rows of a lot it gives no more time than it has."""
    need, asked = build.case.needs[i], dedication(build.case.needs[i])
    fits = [fit for fit in build.case.proofs[i].fits if fit.suits and fit.entity in build.place]
    names = {build.variable(f"a{i:04d}p{n:05d}"): fit for n, fit in enumerate(fits) if fit.dedication >= asked}
    for name, fit in names.items():
        build.always({build.place[fit.entity]: 1}, {name: -1}, 0)
        given, _ = build.people.setdefault((need.lot, (fit.entity, fit.id)), ({}, fit.dedication))
        given[name] = asked
    build.asks(i, {}, dict.fromkeys(names, 1), places(need))


def _references(build: _Build, i: int) -> None:
    """``y``: a reference is one of those counted; ``q``: how much of its amount."""
    need = build.case.needs[i]
    cap, total = need.number("cap"), need.number("total")
    lines = [line for line in build.case.proofs[i].lines if line.counts and line.entity in build.place]
    *owns, least, wanted = steps([*(line.own or ZERO for line in lines), need.threshold or ZERO, total or ZERO])
    parts: dict[str, dict[int, int]] = defaultdict(dict)
    for line, own in zip(lines, owns, strict=True):
        parts[line.reference][build.place[line.entity]] = own
    counted, amounts = dict[str, int](), dict[str, int]()
    for n, held in enumerate(parts.values()):
        y = build.variable(f"y{i:04d}r{n:05d}")
        counted[y] = 1
        build.always(dict.fromkeys(held, 1), {y: -1}, 0)
        below, whole = (sum(bound(0, amount) for amount in held.values()) for bound in (min, max))
        if need.threshold is not None:
            build.always(held, {y: below - least}, below)
        if total is not None:
            q = build.variable(f"q{i:04d}r{n:05d}", whole)
            amounts[q] = 1
            build.always({}, {q: -1, y: whole}, 0)
            build.always({j: amount for j, amount in held.items() if amount > 0}, {q: -1}, 0)
    if cap is not None:
        build.always({}, dict.fromkeys(counted, -1), -int(cap))
    build.asks(i, {}, counted, int(need.number("k") or 1))
    if total is not None:
        build.asks(i, {}, amounts, wanted)


def _beside(build: _Build, i: int) -> dict[str, Decimal]:
    """The variables of the non-members that may be relied on, with what each proves at the least."""
    held = {x: ZERO if h.unknown else h.number for x, h in build.case.proofs[i].externals.items()}
    return {build.variable(f"e{build.outside[x]:05d}"): value for x, value in held.items() if value is not None}


def _count(build: _Build, i: int) -> None:
    need, beside = build.case.needs[i], _beside(build, i)
    if beside:
        members = {j: 1 for j, value in build.least(i) if holds_alone(need, value)}
        others = {e: 1 for e, value in beside.items() if holds_alone(need, value)}
        build.asks(i, members, others, int(need.number("k") or 1))


def _sum(build: _Build, i: int) -> None:
    need, beside, floor = build.case.needs[i], _beside(build, i), build.case.needs[i].number("floor")
    if not beside:
        return
    values = dict(build.least(i))
    *numbers, least = steps([*values.values(), *beside.values(), need.least])
    counts = [floor is None or value >= floor for value in (*values.values(), *beside.values())]
    counted = [number if count else 0 for number, count in zip(numbers, counts, strict=True)]
    build.asks(
        i, dict(zip(values, counted, strict=False)), dict(zip(beside, counted[len(values) :], strict=True)), least
    )
    if need.least == 0:
        build.asks(i, dict.fromkeys(values, 1), dict.fromkeys(beside, 1), 1)


DETAILS: dict[Rule, Callable[[_Build, int], None]] = {
    Rule.ANY: _count,
    Rule.COUNT: _count,
    Rule.SUM: _sum,
    Rule.REFERENCES: _references,
    Rule.TEAM: _team,
    Rule.PERFORMER: _performer,
    Rule.SHARE: _share,
    Rule.CLASSIFICATION: _classification,
}
"""Of each rule that forms do not say in full: its variables and rows."""
