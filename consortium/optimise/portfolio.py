"""Several calls against one register, in one model: who serves where, if nobody may be in too many bids.

First as many calls as possible are served, then with as few members in all. The calls' problems stand side by side;
each has a stand-in that meets everything in its place, so that a call can be passed over. Leads, and what forms leave
open, are judged by the verifier; a set that it refuses is cut off and the question put again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.result import Options, Proof
from consortium.optimise.forms import Form, bits, mask_of
from consortium.optimise.judge import judge
from consortium.optimise.model import Claim, Found, Model
from consortium.optimise.problem import Problem, problem_of

Limit = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One call of the portfolio. Nobody is in two bids with the same ``rival`` (LCSP 139.3); "": it has no rival."""

    key: str
    case: Case
    options: Options
    rival: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who serves each call, sorted; () where a call is passed over. ``proof`` None: more may be possible."""

    members: Mapping[str, tuple[str, ...]]
    proof: Proof | None

    @property
    def served(self) -> int:
        """How many calls have a coalition."""
        return sum(bool(ids) for ids in self.members.values())

    @property
    def seats(self) -> int:
        """Members over all calls, an entity counted once for each."""
        return sum(map(len, self.members.values()))


@dataclass(frozen=True, slots=True)
class _Part:
    """One call's candidates in the joint problem: from ``first`` on, its stand-in right after them."""

    entry: Entry
    problem: Problem
    first: int

    @property
    def stand_in(self) -> int:
        return self.first + len(self.problem.candidates)

    @property
    def span(self) -> int:
        """Its positions, the stand-in included, as a mask."""
        return ((1 << len(self.problem.candidates) + 1) - 1) << self.first

    def own(self, mask: int) -> int:
        """Its members in a joint set, as a mask of its own problem."""
        return (mask & self.span & ~(1 << self.stand_in)) >> self.first

    def passed_over(self, mask: int) -> bool:
        return bool(mask >> self.stand_in & 1)


def assign(
    entries: Sequence[Entry], limit: Limit, seconds: float, solver: str = "cbc", least: Mapping[str, int] | None = None
) -> Assignment:
    """The assignment that serves most calls, then with the fewest members in all.

    ``limit``: in how many bids an entity may be, None for any number. ``least``: the proven smallest size of calls
    taken by themselves; where their sum is reached nothing else need be believed. Raises SolverError.
    """
    parts = tuple(_parts(entries))
    joint = _joint(parts, limit)
    model, deadline = Model(joint, solver), monotonic() + seconds
    served = _verified(model, parts, model.least_cost, deadline)
    if not served.mask:
        return Assignment({e.key: () for e in entries}, None)
    model.cost_at_most(sum(part.passed_over(served.mask) for part in parts))
    few = _verified(model, parts, model.least_members, deadline)
    best = min((c.mask for c in (served, few) if c.mask), key=lambda mask: (mask & ~_stand_ins(parts)).bit_count())
    found = {part.entry.key: () if part.passed_over(best) else part.problem.ids(part.own(best)) for part in parts}
    settled = served.found is Found.OPTIMAL and few.found is Found.OPTIMAL
    return Assignment(found, _proof(found, settled, least or {}))


def _proof(found: Mapping[str, tuple[str, ...]], settled: bool, least: Mapping[str, int]) -> Proof | None:
    if all(ids and len(ids) == least.get(key) for key, ids in found.items()):
        return Proof.EXACT
    return Proof.SOLVER if settled else None


def _parts(entries: Sequence[Entry]) -> Iterator[_Part]:
    first = 0
    for entry in entries:
        part = _Part(entry, problem_of(entry.case, entry.options), first)
        yield part
        first = part.stand_in + 1


def _joint(parts: Sequence[_Part], limit: Limit) -> Problem:
    n = parts[-1].stand_in + 1 if parts else 0
    stand_ins = _stand_ins(parts)
    return Problem(
        candidates=tuple(name for p in parts for name in (*p.problem.candidates, "")),
        demands=(*(form for part in parts for form in _demands(part)), *_limits(parts, limit)),
        groups=tuple(ways for part in parts for ways in _groups(part)),
        scored=(),
        costs=tuple(stand_ins >> j & 1 for j in range(n)),
        together=tuple(block << part.first for part in parts for block in part.problem.together),
        apart=tuple((a + p.first, b + p.first) for p in parts for a, b in p.problem.apart),
        forced=0,
        max_members=n,
    )


def _stand_ins(parts: Iterable[_Part]) -> int:
    return mask_of(part.stand_in for part in parts)


def _demands(part: _Part) -> Iterator[Form]:
    """What the call asks, or its stand-in instead."""
    problem, stand_in = part.problem, part.stand_in
    everybody = range(part.first, stand_in)
    yield Form({**dict.fromkeys(everybody, 1), stand_in: 1}, 1)
    yield Form(dict.fromkeys(everybody, -1), -problem.max_members)
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


def _groups(part: _Part) -> Iterator[tuple[tuple[Form, ...], ...]]:
    passed = (Form({part.stand_in: 1}, 1),)
    for ways in part.problem.groups:
        moved = (tuple(m for form in way for m in _moved(form, part.first)) for way in ways)
        yield (*moved, passed)


def _limits(parts: Sequence[_Part], limit: Limit) -> Iterator[Form]:
    """No entity in more bids than it can serve, nor in two bids of one rival."""
    seats: dict[str, list[int]] = {}
    rivals: dict[tuple[str, str], list[int]] = {}
    for part in parts:
        for j, entity in enumerate(part.problem.candidates, start=part.first):
            seats.setdefault(entity, []).append(j)
            if part.entry.rival:
                rivals.setdefault((part.entry.rival, entity), []).append(j)
    allowed = ((own, limit(entity)) for entity, own in seats.items())
    for own, most in (*allowed, *((own, 1) for own in rivals.values())):
        if most is not None and len(own) > most:
            yield Form(dict.fromkeys(own, -1), -most)


def _verified(model: Model, parts: Sequence[_Part], ask: Callable[[float], Claim], deadline: float) -> Claim:
    """The solver's best whose every coalition covers; what does not is cut off."""
    while True:
        claim = ask(deadline - monotonic())
        if not claim.mask:
            return claim
        wrong = [p for p in parts if not p.passed_over(claim.mask) and judge(p.problem, p.own(claim.mask)) is None]
        if not wrong and _within_limits(model.problem, claim.mask):
            return claim
        for part in wrong:
            model.forbid_among(claim.mask & part.span, part.span)
        if not wrong:
            model.forbid(claim.mask)


def _within_limits(joint: Problem, mask: int) -> bool:
    """Whether the whole-number limits hold to the letter, whatever the solver's tolerance."""
    limits = (form for form in joint.demands if form.need < 0)
    return all(sum(form.weights.get(j, 0) for j in bits(mask)) >= form.need for form in limits)
