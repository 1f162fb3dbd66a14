"""What forms do not say, for the integer programme: shares, performers, people, references, non-members as variables.

Whole numbers throughout. A need's rows hold wherever it is met for some choice, and only there; with the structure that
all of them share they make the model say what the verifier says.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import gcd

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

    def scaled(self, weight: Callable[[int], int], need: int) -> "Row":
        """The same with every weight changed, and another need."""
        members = {j: weight(w) for j, w in self.members.items()}
        return Row(members, {name: weight(w) for name, w in self.others.items()}, need)

    def enough(self, most: Mapping[str, int]) -> int:
        """A weight that satisfies it by itself, whatever negatives take away; variables go from 0 to ``most``."""
        negative = sum(w for w in self.members.values() if w < 0)
        return max(0, self.need - negative - sum(w * most[name] for name, w in self.others.items() if w < 0))


def tightened(row: Row, most: Mapping[str, int]) -> Row:
    """The row that the same whole numbers satisfy, in a step of its own and with no weight above what is enough."""
    enough = row.enough(most)
    step = gcd(*(w for w in (*row.members.values(), *row.others.values()) if w < enough)) or max(1, enough)
    stepped = row.scaled(lambda w: -(-w // step), -(-row.need // step))
    cap = stepped.enough(most)
    return stepped.scaled(lambda w: min(w, cap), stepped.need)


def coarser(row: Row, most: Mapping[str, int], largest: int) -> Row:
    """The row in steps in which neither its need nor any of its parts is above ``largest``: never harder."""
    parts = [*row.members.values(), *(w * most[name] for name, w in row.others.items())]
    step = max(map(abs, (row.need, *parts))) // largest
    return row if step <= 1 else row.scaled(lambda w: -(-w // step), row.need // step)


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
        self.details.always.append(tightened(Row(members, others, need), self.details.most))

    def asks(self, i: int, members: Mapping[int, int], others: Mapping[str, int], need: int) -> None:
        """A row of need ``i``."""
        self.details.of[i].append(tightened(Row(members, others, need), self.details.most))

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
    """``y``: a reference is one of those counted. Where any number may be, one of a single holder comes with it.

    Where one may be, it alone must come to the total.
    """
    need = build.case.needs[i]
    cap, total = need.number("cap"), need.number("total")
    if total is not None and cap == 1:
        need, total = replace(need, threshold=max(total, need.threshold or ZERO)), None
    least, wanted, parts = _parts(build, need, i)
    limited = cap is not None and total is not None
    numbers, amounts = Counter[int](), Counter[int]()
    counted, carried = dict[str, int](), dict[str, int]()
    for n, held in enumerate(parts):
        if len(held) == 1 and not limited:
            numbers.update(held.keys())
            amounts.update(held)
            continue
        y = build.variable(f"y{i:04d}r{n:05d}")
        counted[y] = 1
        _counts(build, y, held, least)
        carried |= _carried(build, y, held) if total is not None else {}
    if cap is not None and limited:
        build.always({}, dict.fromkeys(counted, -1), -int(cap))
    build.asks(i, numbers, counted, int(need.number("k") or 1))
    if total is not None:
        build.asks(i, amounts, carried, wanted)


def _parts(build: _Build, need: Need, i: int) -> tuple[int | None, int, list[Counter[int]]]:
    """In whole steps: the least amount of a reference (None: any), the total asked for, and who did how much of each.

    References that all of their holders together do not bring to the least amount are left out.
    """
    lines = [line for line in build.case.proofs[i].lines if line.counts and line.entity in build.place]
    asked = need.threshold or ZERO, need.number("total") or ZERO
    *owns, least, wanted = steps([*(line.own or ZERO for line in lines), *asked])
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for line, own in zip(lines, owns, strict=True):
        found[line.reference][build.place[line.entity]] += own
    if need.threshold is None:
        return None, wanted, list(found.values())
    able = (held for held in found.values() if sum(own for own in held.values() if own > 0) >= least)
    return least, wanted, list(able)


def _counts(build: _Build, y: str, held: Mapping[int, int], least: int | None) -> None:
    """A reference counts only where a member has a part in it, and those who have one bring it to the least amount."""
    build.always(dict.fromkeys(held, 1), {y: -1}, 0)
    if least is not None and len(held) > 1:
        below = sum(own for own in held.values() if own < 0)
        build.always(held, {y: below - least}, below)


def _carried(build: _Build, y: str, held: Counter[int]) -> dict[str, int]:
    """What a counted reference brings: the part of each holder that is a member, chosen by a variable of its own."""
    if len(held) == 1:
        return {y: held.total()}
    brought = {build.variable(f"{y}x{j:05d}"): (j, own) for j, own in held.items() if own > 0}
    for q, (j, _) in brought.items():
        build.always({j: 1}, {q: -1}, 0)
        build.always({}, {y: 1, q: -1}, 0)
    return {q: own for q, (_, own) in brought.items()}


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
