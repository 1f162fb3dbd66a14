"""Smaller questions within a run: whether a part of the case can be met, and how much of something can be had."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from consortium.domain.case import Case
from consortium.domain.exact import exactly
from consortium.domain.result import Options
from consortium.optimise.forms import bits, steps
from consortium.optimise.judge import judge
from consortium.optimise.model import LARGEST_WEIGHT, Found, Model
from consortium.optimise.problem import Problem, problem_of
from consortium.optimise.run import Run
from consortium.optimise.size import least_size

SECONDS = 5.0
"""What one question may take."""


@dataclass(slots=True)
class Probe:
    """Questions in the time that ``run`` has left; ``settled`` falls where one could not be answered."""

    run: Run
    options: Options
    settled: bool = True

    def possible(self, part: Case) -> bool:
        """Whether a part of the case can be met; in doubt it can, so that a gap is always proven."""
        seconds = self.run.left(SECONDS)
        if seconds > 0:
            probe = Run(part, problem_of(part, self.options), seconds)
            if least_size(probe, self.options.solver, SECONDS) is not None:
                return probe.best is not None
        self.settled = False
        return True

    def most(self, part: Case, numbers: Mapping[str, Decimal]) -> Decimal | None:
        """The greatest sum of ``numbers`` over a permitted coalition, sums of the part's needs aside; None in doubt.

        That it is the greatest rests on the solver; the sum itself is exact.
        """
        problem = _without_sums(problem_of(part, self.options))
        named = [e for e in problem.candidates if e in numbers]
        with exactly():
            weights = dict(zip(bits(problem.mask(named)), steps([numbers[e] for e in named]), strict=True))
            seconds = self.run.left(SECONDS)
            if not problem.candidates or problem.impossible or sum(map(abs, weights.values())) > LARGEST_WEIGHT:
                return None
            claim = Model(problem, self.options.solver).most_weight(weights, seconds)
            if claim.found is not Found.OPTIMAL or judge(problem, claim.mask) is None:
                return None
            return sum((numbers.get(e, Decimal(0)) for e in problem.ids(claim.mask)), Decimal(0))


def _without_sums(problem: Problem) -> Problem:
    return replace(problem, demands=tuple(replace(form, weights={}, need=0) for form in problem.demands))
