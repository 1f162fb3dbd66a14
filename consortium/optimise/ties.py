"""Among the coalitions of least size: most points, lowest cost, smallest IDs; and all of them, where they can be told.

The exact search lists every coalition of that size. Where there are too many, PuLP settles the order in stages.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from time import monotonic
from typing import Protocol

from consortium.domain.preferences import Preferences, aims
from consortium.domain.result import Alternatives, Coalition
from consortium.optimise.forms import bits
from consortium.optimise.judge import Worth
from consortium.optimise.model import LARGEST_WEIGHT, Claim, Found, Model
from consortium.optimise.problem import Problem, restricted
from consortium.optimise.run import Run
from consortium.optimise.search import OutOfBudget, Search
from consortium.optimise.size import purse

MOST_LISTED = 200_000
"""So many coalitions are counted one by one; beyond, ``complete`` is false."""
MOST_ASIDE = 50
"""So many sets of less worth than a model holds them for are put aside before the order is left open."""
MOST_JUDGED = 5_000
"""So many are put in an order of the user's own."""


@dataclass(frozen=True, slots=True)
class Ties:
    """All coalitions of least size that were met, best first; ``complete``: there is no other."""

    worths: tuple[Worth, ...]
    complete: bool


def rank(worth: Worth) -> tuple[int, int, int, tuple[int, ...], tuple[str, ...]]:
    """Best first: candidates are sorted by ID, so that positions compare as IDs do."""
    return len(worth.externals), -worth.points, worth.cost, tuple(bits(worth.mask)), worth.externals


def enumerate_ties(run: Run, seconds: float) -> Ties:
    """Every covering set of the size of ``run.best``, which must be proven least."""
    assert run.best is not None
    found: list[Worth] = []
    complete = True
    size = run.best.mask.bit_count()
    try:
        for worth in Search(run.problem, run.within(seconds), purse(run, size)).solutions(size):
            found.append(worth)
            if len(found) >= MOST_LISTED:
                raise OutOfBudget
    except OutOfBudget:
        complete = False
    return Ties(tuple(sorted(found, key=rank)), complete)


def preferred(run: Run, ties: Ties, preferences: Preferences) -> Ties:
    """The same in the order that the user sets, fewest externals first as ever.

    Not where they are not all there, or too many to judge one by one.
    """
    if not ties.complete or len(ties.worths) > MOST_JUDGED:
        return Ties(ties.worths, False)

    def order(worth: Worth) -> tuple[object, ...]:
        found = aims(run.case, run.assess(worth.mask), preferences)
        return (len(worth.externals), *(-Fraction(value) for _, value in found), rank(worth))

    return Ties(tuple(sorted(ties.worths, key=order)), True)


def listed(run: Run, ties: Ties, wanted: int, proven: bool, preferences: Preferences) -> Alternatives:
    """The first ``wanted`` coalitions, each passed by the verifier, with the count of all."""
    worths = ties.worths if run.best is None or run.best in ties.worths else (run.best, *ties.worths)
    shown = [(w, run.assess(w.mask)) for w in worths[:wanted]]
    own = {} if preferences.default else {a.members: aims(run.case, a, preferences) for _, a in shown}
    coalitions = tuple(
        Coalition(a.members, a.points, a.cost, a.externals, own.get(a.members, ())) for _, a in shown if a.covers
    )
    complete = ties.complete and proven and len(coalitions) == len(shown)
    counts = Counter(j for w in ties.worths for j in bits(w.mask))
    return Alternatives(
        complete=complete,
        total=len(ties.worths) if complete else None,
        coalitions=coalitions,
        counts={run.problem.candidates[j]: n for j, n in sorted(counts.items())} if complete else None,
    )


def settle_by_stages(run: Run, solver: str, patience: float) -> bool:
    """Non-members, points, cost, then the smallest IDs one by one, by PuLP; whether every stage was proven."""
    if run.left(patience) <= 0:
        return False
    fitting = _fitting(run)
    if not told_apart(fitting, _best(run).mask.bit_count()):
        return False
    run.used_solver = True
    return Stages(run, fitting, solver, patience).settled()


def _fitting(run: Run) -> Problem:
    """The problem over the candidates that can be in a covering set of the proven size, its costs from 0 on."""
    allowed, problem = purse(run, _best(run).mask.bit_count()), run.problem
    if allowed is not None:
        problem = restricted(problem, problem.with_companions_in(allowed.within))
    return costs_from_zero(problem)


def costs_from_zero(problem: Problem) -> Problem:
    """The same with the least cost taken from each: among sets of one size the order stays."""
    least = min(problem.costs)
    return replace(problem, costs=tuple(cost - least for cost in problem.costs))


def told_apart(problem: Problem, size: int) -> bool:
    """Whether a solver can tell one step of points or cost from none."""
    points = sum(scored.points for scored in problem.scored)
    return max(points, size * max(problem.costs)) <= LARGEST_WEIGHT


class Asker(Protocol):
    """Whose ties are settled: a problem, its best set so far, and the verifier's word on others."""

    problem: Problem
    best: Worth | None

    def verified(self, mask: int) -> Worth | None:
        """The worth of a set if it covers, else None."""

    def within(self, most: float) -> float:
        """The moment at which a step that may take ``most`` seconds must end."""


class Stages:
    """The stages' questions to one model; positions are those of the restricted problem, sorted by ID as ever."""

    def __init__(self, run: Asker, problem: Problem, solver: str, patience: float) -> None:
        self.run, self.problem, self.patience = run, problem, patience
        self.model = Model(problem, solver)
        self.model.size_is(_best(run).mask.bit_count())
        self.model.score()
        self.aside = 0

    def settled(self) -> bool:
        """Put them all; whether every answer was proven."""
        return self.fewest_externals() and self.most_points() and self.least_cost() and self.smallest_ids()

    def fewest_externals(self) -> bool:
        """Fix the number of non-members relied on at the fewest that will do."""
        if not self.model.beside:
            return True
        proven = self._improve(self.model.fewest_externals, lambda worth: len(worth.externals))
        self.model.externals_at_most(len(_best(self.run).externals))
        return proven

    def most_points(self) -> bool:
        """Fix the points at the most that can be had."""
        if not self.problem.scored:
            return True
        proven = self._improve(self.model.most_points, lambda worth: worth.points)
        self.model.points_at_least(_best(self.run).points)
        return proven

    def least_cost(self) -> bool:
        """Fix the cost at the least that can be had."""
        if len(set(self.problem.costs)) <= 1:
            return True
        proven = self._improve(self.model.least_cost)
        self.model.cost_at_most(sum(self.problem.costs[j] for j in self._members()))
        return proven

    def smallest_ids(self) -> bool:
        """Fix the members from the smallest ID on."""
        low = 0
        for slot in range(_best(self.run).mask.bit_count()):
            ahead = range(low, self._members()[slot] + 1)
            if len(ahead) > 1 and not self._improve(partial(self.model.earliest, ahead)):
                return False
            chosen = self._members()[slot]
            for j in range(low, chosen + 1):
                self.model.fix(j, j == chosen)
            low = chosen + 1
        return True

    def _members(self) -> list[int]:
        mask, whole = _best(self.run).mask, self.run.problem
        return bits(mask if whole.candidates == self.problem.candidates else self.problem.mask(whole.ids(mask)))

    def _verified(self, mask: int) -> Worth | None:
        whole = self.run.problem
        same = whole.candidates == self.problem.candidates
        return self.run.verified(mask if same else whole.mask(self.problem.ids(mask)))

    def refuse(self, mask: int) -> None:
        """Cut off a set that does not cover."""
        self.model.forbid(mask)

    def _improve(self, ask: Callable[[float], Claim], value: Callable[[Worth], int] | None = None) -> bool:
        """Put one stage's question until the verifier accepts the answer; whether it was proven.

        A set that is worth less than the model, told in coarser steps, held it for is put aside and the question put
        again: nothing is worth more than the model says.
        """
        deadline = self.run.within(self.patience)
        while self.aside <= MOST_ASIDE:
            claim = ask(deadline - monotonic())
            if not claim.mask:
                return claim.found is Found.INFEASIBLE and self.aside > 0
            worth = self._verified(claim.mask)
            if worth is None:
                self.refuse(claim.mask)
                continue
            if rank(worth) < rank(_best(self.run)):
                self.run.best = worth
            if value is None or value(worth) == claim.value:
                return claim.found is Found.OPTIMAL
            self.model.forbid(claim.mask)
            self.aside += 1
        return False


def _best(run: Asker) -> Worth:
    assert run.best is not None
    return run.best
