"""The questions behind every why: the least size of a changed case, and the best of its coalitions.

An exact search answers small questions at once; PuLP is asked only where it gives up. Every coalition given is
verified; an answer that is not proven says so.
"""

from collections import Counter
from dataclasses import dataclass, replace
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.result import Options
from consortium.domain.verify import covers
from consortium.optimise.forms import Form, bits
from consortium.optimise.problem import Problem, Scored, problem_of
from consortium.optimise.relaxation import relax
from consortium.optimise.run import Run
from consortium.optimise.search import OutOfBudget, Search
from consortium.optimise.size import least_size, prove, purse, root_bound
from consortium.optimise.ties import enumerate_ties, settle_by_stages

QUICK_SECONDS = 1.0
"""For an exact answer before PuLP is asked."""
EXACT_SECONDS = 5.0
TIES_SECONDS = 5.0
STAGE_SECONDS = 30.0
SIZES_AHEAD = 4
"""Sizes above the bound that are looked through one by one before any larger coalition is sought."""


class Unsettled(Exception):
    """A question that could not be settled in the time given."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A smallest coalition; no members: none exists. ``proven``: that it is smallest, or that none exists.

    ``canonical``: also that it comes first in the order asked for.
    """

    members: tuple[str, ...] = ()
    proven: bool = True
    canonical: bool = False
    counts: dict[str, int] | None = None
    """In how many coalitions of that size each entity is; None where they could not all be listed."""

    @property
    def found(self) -> bool:
        """Whether there is a coalition."""
        return bool(self.members)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: ``deadline`` is of ``time.monotonic``."""

    solver: str
    deadline: float = float("inf")

    def until(self, seconds: float) -> "Asker":
        """The same with ``seconds`` from now at the most."""
        return replace(self, deadline=min(self.deadline, monotonic() + seconds))

    @property
    def late(self) -> bool:
        """Whether the time is up."""
        return monotonic() > self.deadline

    def least(self, case: Case, options: Options) -> Reply:
        """A smallest coalition, any of them."""
        run = self._run(case, problem_of(case, options))
        proven = self._settle(run)
        return Reply(run.problem.ids(run.best.mask) if run.best else (), proven)

    def known(self, case: Case, options: Options) -> Reply:
        """The same for those who need certainty: whatever is found is enough. Raises Unsettled."""
        if self.late:
            raise Unsettled
        reply = self.least(case, options)
        if not reply.found and not reply.proven:
            raise Unsettled
        return reply

    def best(self, case: Case, options: Options, kept: tuple[str, ...] = ()) -> Reply:
        """The smallest coalition with most of ``kept``, then in the published order."""
        run = self._run(case, _preferring(problem_of(case, options), kept))
        proven = self._settle(run)
        if run.best is None or not proven:
            return Reply(run.problem.ids(run.best.mask) if run.best else (), proven, proven)
        ties = enumerate_ties(run, TIES_SECONDS)
        top = next((worth for worth in ties.worths if run.assess(worth.mask).covers), None)
        if ties.complete and top is not None:
            counts = Counter(j for worth in ties.worths for j in bits(worth.mask))
            named = {run.problem.candidates[j]: n for j, n in counts.items()}
            return Reply(run.problem.ids(top.mask), True, True, named)
        canonical = settle_by_stages(run, self.solver, STAGE_SECONDS)
        return Reply(run.problem.ids(run.best.mask), True, canonical)

    def _run(self, case: Case, problem: Problem) -> Run:
        limit = None if self.deadline == float("inf") else max(0.0, self.deadline - monotonic())
        return Run(case, problem, limit)

    def _settle(self, run: Run) -> bool:
        """Find a smallest coalition into ``run.best``; whether it, or that there is none, is proven."""
        problem = run.problem
        if problem.impossible or not problem.candidates:
            return True
        run.relaxation = relax(problem)
        run.proven(root_bound(problem) if run.relaxation is None else run.relaxation.lower)
        if run.lower > problem.max_members:
            return True
        return _by_search(run) or least_size(run, self.solver, EXACT_SECONDS) is not None


def _preferring(problem: Problem, kept: tuple[str, ...]) -> Problem:
    """The problem where each of ``kept`` is worth more than all points together."""
    worth = sum(abs(scored.points) for scored in problem.scored) + 1
    place = {e: j for j, e in enumerate(problem.candidates)}
    wanted = tuple(Scored(worth, (Form({place[e]: 1}, 1),)) for e in kept if e in place)
    return replace(problem, scored=problem.scored + wanted)


def _by_search(run: Run) -> bool:
    """The exact search, size by size, then for anything at all."""
    deadline, most = run.within(QUICK_SECONDS), run.problem.max_members
    try:
        for size in range(run.lower, min(run.lower + SIZES_AHEAD, most + 1)):
            search = Search(run.problem, deadline, purse(run, size))
            found = next((w for w in search.solutions(size) if run.assess(w.mask).covers), None)
            if found is not None:
                run.found(found)
                return True
            run.proven(size + 1)
    except OutOfBudget:
        return False
    return run.lower > most or prove(run, deadline - monotonic())


def still(case: Case, members: tuple[str, ...]) -> bool:
    """The verifier's word on a coalition under a changed case."""
    return covers(case, members)
