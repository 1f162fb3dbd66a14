"""Several calls against one register, in one model: who serves where, if nobody may be in too many bids.

First as many calls as possible are served, then with as few members in all; ties are settled as those of one call are
(docs/model.md). Leads, and what forms leave open, are judged by the verifier; a set that it refuses is cut off and the
question put again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from consortium.domain.result import Proof
from consortium.optimise.forms import Form, bits
from consortium.optimise.judge import Worth, judge
from consortium.optimise.model import Claim, Found, Model
from consortium.optimise.problem import Problem
from consortium.optimise.side_by_side import Entry as Entry
from consortium.optimise.side_by_side import Limit, Part, kept_points, parts_of, side_by_side, stand_ins
from consortium.optimise.side_by_side import Target as Target
from consortium.optimise.ties import Stages, costs_from_zero, told_apart

STAGE_SECONDS = 15.0
"""What one stage of the ties may take; where it does not do, they are left open."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who serves each call, sorted; () where a call is passed over.

    ``proof``: that no more calls can be served, nor as many with fewer members in all; None: more may be possible.
    ``canonical``: ties are proven too.
    """

    members: Mapping[str, tuple[str, ...]]
    proof: Proof | None
    canonical: bool = False

    @property
    def served(self) -> int:
        """How many calls have a coalition."""
        return sum(bool(ids) for ids in self.members.values())

    @property
    def seats(self) -> int:
        """Members over all calls, an entity counted once for each."""
        return sum(map(len, self.members.values()))


def assign(
    entries: Sequence[Entry], limit: Limit, seconds: float, solver: str = "cbc", least: Mapping[str, int] | None = None
) -> Assignment:
    """The assignment that serves most calls, then with the fewest members in all.

    Ties: fewest non-members relied on, most decided coalitions kept, most points, least cost, each over all calls; then
    the sorted IDs, call by call in the order given: the first difference decides, a smaller ID before a greater one,
    any before none. ``limit``: in how many bids an entity may be. ``least``: the smallest size of calls taken by
    themselves, exactly proven; where their sum is reached no solver need be believed. Raises SolverError.
    """
    if not entries:
        return Assignment({}, Proof.EXACT, True)
    parts = parts_of(entries)
    plan = _Plan(parts, side_by_side(parts, limit), monotonic() + seconds)
    settled = _most_then_fewest(plan, solver)
    if plan.best is None:
        return Assignment({entry.key: () for entry in entries}, None)
    canonical = settled and _ties(plan, solver, STAGE_SECONDS)
    found = {part.entry.key: part.members(plan.best.mask) for part in parts}
    return Assignment(found, _proof(found, settled, least or {}), canonical)


def _proof(found: Mapping[str, tuple[str, ...]], settled: bool, least: Mapping[str, int]) -> Proof | None:
    if all(ids and len(ids) == least.get(key) for key, ids in found.items()):
        return Proof.EXACT
    return Proof.SOLVER if settled else None


@dataclass(slots=True)
class _Plan:
    """The joint problem with the best set so far."""

    parts: tuple[Part, ...]
    problem: Problem
    deadline: float
    best: Worth | None = None

    def within(self, most: float) -> float:
        return min(self.deadline, monotonic() + most)

    def verified(self, mask: int) -> Worth | None:
        """What all coalitions are worth together, if each covers and nobody is in too many."""
        worths = [self._judged(part, mask) for part in self.parts]
        found = [worth for worth in worths if worth is not None]
        if len(found) < len(worths) or not self._within_limits(mask):
            return None
        points, cost = sum(worth.points for worth in found), sum(worth.cost for worth in found)
        return Worth(mask, points, cost, tuple(x for worth in found for x in worth.externals))

    def _judged(self, part: Part, mask: int) -> Worth | None:
        if part.passed_over(mask):
            return Worth(0, 0, 0)
        worth = judge(part.problem, part.own(mask))
        kept = worth is not None and part.members(mask) == tuple(sorted(part.entry.decided))
        return replace(worth, points=worth.points + kept_points(self.parts)) if worth and kept else worth

    def _within_limits(self, mask: int) -> bool:
        """Whether the whole-number limits hold to the letter, whatever the solver's tolerance."""
        limits = (form for form in self.problem.demands if form.need < 0)
        return all(sum(form.weights.get(j, 0) for j in bits(mask)) >= form.need for form in limits)

    def refuse(self, model: Model, mask: int) -> None:
        """Cut off the coalitions that do not cover, or where all do the whole set."""
        wrong = [part for part in self.parts if self._judged(part, mask) is None]
        for part in wrong:
            model.forbid_among(mask & part.span, part.span)
        if not wrong:
            model.forbid(mask)

    def ask(self, model: Model, question: Callable[[float], Claim]) -> Claim:
        """The solver's best that the verifier accepts."""
        while True:
            claim = question(self.deadline - monotonic())
            if not claim.mask or self.verified(claim.mask) is not None:
                return claim
            self.refuse(model, claim.mask)


def _most_then_fewest(plan: _Plan, solver: str) -> bool:
    """Fewest calls passed over, then fewest members; whether both are proven."""
    passed = stand_ins(plan.parts)
    costs = tuple(passed >> j & 1 for j in range(len(plan.problem.candidates)))
    model = Model(replace(plan.problem, costs=costs), solver)
    most = plan.ask(model, model.least_cost)
    if not most.mask:
        return False
    model.cost_at_most((most.mask & passed).bit_count())
    few = plan.ask(model, model.least_members)
    found = (claim.mask for claim in (most, few) if claim.mask)
    best = min(found, key=lambda mask: ((mask & passed).bit_count(), (mask & ~passed).bit_count()))
    plan.best = plan.verified(best)
    return most.found is Found.OPTIMAL and few.found is Found.OPTIMAL


class _Stages(Stages):
    """The same stages over all calls at once."""

    def __init__(self, plan: _Plan, problem: Problem, solver: str, patience: float) -> None:
        super().__init__(plan, problem, solver, patience)
        self.plan = plan

    def refuse(self, mask: int) -> None:
        self.plan.refuse(self.model, mask)


def _ties(plan: _Plan, solver: str, patience: float) -> bool:
    """Settle the ties among the plans of this many calls served and members; whether every stage was proven."""
    assert plan.best is not None
    passed, size = stand_ins(plan.parts), plan.best.mask.bit_count()
    served = Form(dict.fromkeys(bits(passed), -1), -(plan.best.mask & passed).bit_count())
    problem = costs_from_zero(replace(plan.problem, demands=(*plan.problem.demands, served)))
    return told_apart(problem, size) and _Stages(plan, problem, solver, patience).settled()
