"""Several calls' problems side by side as one, each with a stand-in that takes everybody's place: it is passed over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from consortium.domain.case import Case
from consortium.domain.exact import exactly
from consortium.domain.result import Options
from consortium.optimise.details import Details, Row, details_of
from consortium.optimise.forms import Form, bits, mask_of, steps
from consortium.optimise.problem import Problem, Scored, problem_of

Limit = Callable[[str], int | None]
"""In how many bids an entity may be; None: in any number."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a bid is for: a tender, by its reference ("": it has none), and its lots (none named: all of them)."""

    tender: str = ""
    lots: tuple[str, ...] = ()

    def meets(self, other: "Target") -> bool:
        """Whether bids for the two are rivals: nobody may be in both (LCSP 139.3)."""
        shared = not self.lots or not other.lots or set(self.lots) & set(other.lots)
        return bool(shared and self.tender) and self.tender == other.tender


@dataclass(frozen=True, slots=True)
class Entry:
    """One call of the portfolio. ``decided``: the coalition that the team has settled on, () where that is open."""

    key: str
    case: Case
    options: Options
    target: Target = Target()
    decided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One call's candidates in the joint problem: from ``first`` on, its stand-in right after them."""

    entry: Entry
    problem: Problem
    first: int

    @property
    def stand_in(self) -> int:
        """The position of its stand-in."""
        return self.first + len(self.problem.candidates)

    @property
    def span(self) -> int:
        """Its positions, the stand-in included, as a mask."""
        return ((1 << len(self.problem.candidates) + 1) - 1) << self.first

    def own(self, mask: int) -> int:
        """Its members in a joint set, as a mask of its own problem."""
        return (mask & self.span & ~(1 << self.stand_in)) >> self.first

    def passed_over(self, mask: int) -> bool:
        """Whether it has no coalition in a joint set."""
        return bool(mask >> self.stand_in & 1)

    def members(self, mask: int) -> tuple[str, ...]:
        """Its coalition in a joint set, () where it is passed over."""
        return () if self.passed_over(mask) else self.problem.ids(self.own(mask))


def parts_of(entries: Sequence[Entry]) -> tuple[Part, ...]:
    """The calls' problems one after the other, points and costs in steps that all of them share."""
    problems = [problem_of(entry.case, entry.options) for entry in entries]
    pairs = [(entry.case, problem) for entry, problem in zip(entries, problems, strict=True)]
    given = [case.needs[i].requirement.points or Decimal(0) for case, _ in pairs for i in case.scored()]
    with exactly():
        costs = iter(steps([case.costs[e] for case, problem in pairs for e in problem.candidates]))
        points = iter(steps(given))
    found: list[Part] = []
    for entry, problem in zip(entries, problems, strict=True):
        scored = tuple(replace(s, points=next(points)) for s in problem.scored)
        own = replace(problem, scored=scored, costs=tuple(islice(costs, len(problem.candidates))))
        found.append(Part(entry, own, found[-1].stand_in + 1 if found else 0))
    return tuple(found)


def side_by_side(parts: Sequence[Part], limit: Limit) -> Problem:
    """The joint problem. To keep a coalition that is decided gives more points than all rows together."""
    return Problem(
        candidates=tuple(name for p in parts for name in (*p.problem.candidates, "")),
        demands=(*(form for part in parts for form in _demands(part)), *_limits(parts, limit)),
        groups=tuple(ways for part in parts for ways in _groups(part)),
        scored=tuple(scored for part in parts for scored in _scored(part, kept_points(parts))),
        costs=tuple(cost for part in parts for cost in (*part.problem.costs, 0)),
        together=tuple(block << part.first for part in parts for block in part.problem.together),
        apart=tuple((a + p.first, b + p.first) for p in parts for a, b in p.problem.apart),
        forced=0,
        max_members=parts[-1].stand_in + 1,
        details=_details(parts),
    )


def stand_ins(parts: Iterable[Part]) -> int:
    """All stand-ins, as a mask."""
    return mask_of(part.stand_in for part in parts)


def kept_points(parts: Iterable[Part]) -> int:
    """What a decided coalition that is kept is worth."""
    return 1 + sum(abs(scored.points) for part in parts for scored in part.problem.scored)


def _demands(part: Part) -> Iterator[Form]:
    """What the call asks, or its stand-in instead, and then nobody else."""
    problem, stand_in = part.problem, part.stand_in
    everybody = range(part.first, stand_in)
    yield Form({**dict.fromkeys(everybody, 1), stand_in: 1}, 1)
    yield Form({**dict.fromkeys(everybody, -1), stand_in: -problem.max_members}, -problem.max_members)
    if problem.impossible:
        yield Form({stand_in: 1}, 1)
    yield from (Form({j + part.first: 1, stand_in: 1}, 1) for j in bits(problem.forced))
    for form in problem.demands:
        yield from (_or_passed(moved, stand_in) for moved in _moved(form, part.first))


def _moved(form: Form, by: int) -> Iterator[Form]:
    """The form among the joint positions, without its lead: that one leads is asked, which one is left open."""
    yield Form({j + by: w for j, w in form.weights.items()}, form.need, form.barred << by)
    if form.leads is not None:
        yield Form({j + by: 1 for j in bits(form.leads)}, 1)


def _or_passed(form: Form, stand_in: int) -> Form:
    return Form({**form.weights, stand_in: form.need}, form.need, form.barred) if form.need > 0 else form


def _groups(part: Part) -> Iterator[tuple[tuple[Form, ...], ...]]:
    passed = (Form({part.stand_in: 1}, 1),)
    for ways in part.problem.groups:
        moved = (tuple(m for form in way for m in _moved(form, part.first)) for way in ways)
        yield (*moved, passed)


def _scored(part: Part, kept: int) -> Iterator[Scored]:
    """The call's scored rows, which give nothing where it is passed over, and its decided coalition, whole."""
    served = Form({}, 0, 1 << part.stand_in)
    for scored in part.problem.scored:
        yield Scored(scored.points, (served, *(m for form in scored.forms for m in _moved(form, part.first))))
    decided = set(part.entry.decided)
    if decided and decided <= set(part.problem.candidates):
        mask = part.problem.mask(decided) << part.first
        yield Scored(kept, (Form(dict.fromkeys(bits(mask), 1), len(decided), part.span & ~mask),))


def _limits(parts: Sequence[Part], limit: Limit) -> Iterator[Form]:
    """No entity in more bids than it can serve, nor in two for one lot; who bids for all lots bids for each."""
    named = {(p.entry.target.tender, lot) for p in parts for lot in p.entry.target.lots}
    seats: dict[str, list[int]] = {}
    rivals: dict[tuple[str, str, str], list[int]] = {}
    for part in parts:
        tender, lots = part.entry.target.tender, part.entry.target.lots
        for j, entity in enumerate(part.problem.candidates, start=part.first):
            seats.setdefault(entity, []).append(j)
            for lot in lots or ("", *sorted(lot for other, lot in named if other == tender)) if tender else ():
                rivals.setdefault((tender, lot, entity), []).append(j)
    allowed = ((own, limit(entity)) for entity, own in seats.items())
    for own, most in (*allowed, *((list(own), 1) for own in dict.fromkeys(map(tuple, rivals.values())))):
        if most is not None and len(own) > most:
            yield Form(dict.fromkeys(own, -1), -most)


def _details(parts: Sequence[Part]) -> Details:
    """What forms leave open of the rows that every coalition must meet: each row holds, or the call is passed over."""
    found = Details()
    for n, part in enumerate(parts):
        case = part.problem.case
        if case is None:
            continue
        own = details_of(case, part.problem.candidates)
        found.most.update({_name(name, n): most for name, most in own.most.items()})
        for row in (*own.always, *(row for i in case.demands() for row in own.of.get(i, ()))):
            members = {j + part.first: w for j, w in row.members.items()}
            least = sum(min(0, w) for w in members.values())
            least += sum(min(0, w) * own.most[name] for name, w in row.others.items())
            passed = {part.stand_in: max(0, row.need - least)}
            found.always.append(Row(members | passed, {_name(v, n): w for v, w in row.others.items()}, row.need))
    return found


def _name(name: str, part: int) -> str:
    return f"{name}c{part:03d}"
