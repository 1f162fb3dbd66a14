"""The most mandatory rows and groups that so many entities meet, by PuLP: where the exact search gives up.

Each row, and one alternative of each group, is worth a point; alternatives are tried in turn. What the verifier counts
lower than the model is cut off and the question put again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import product
from math import prod
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.need import Need
from consortium.domain.result import Options
from consortium.domain.verify import assess
from consortium.optimise.explain.ask import Asker, Unsettled
from consortium.optimise.explain.coverage import Covered
from consortium.optimise.forms import bits
from consortium.optimise.judge import judge
from consortium.optimise.model import Claim, Found, Model
from consortium.optimise.problem import Problem, Scored, Ways, problem_of

MOST_CHOICES = 16
"""Of the groups' alternatives; beyond, nothing is claimed."""
PATIENCE = 30.0
"""Seconds for one question."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """A case's rows and groups as wishes; ``groups``: the ways of meeting each mandatory group."""

    asker: Asker
    case: Case
    options: Options
    groups: Sequence[Ways]

    def most(self, members: int, known: Covered) -> Covered:
        """The best set of at most ``members``; ``known``: the best of fewer. Raises Unsettled and SolverError.

        Whatever is better has exactly ``members``: a smaller one would be known.
        """
        if prod(map(len, self.groups)) > MOST_CHOICES:
            raise Unsettled
        if not self.asker.known(self.case.only(()), replace(self.options, max_members=members)).found:
            return known
        best = known
        for problem in self._problems(members):
            if problem.candidates and not problem.impossible:
                best = _Question(self, problem, members).better(best)
        return best

    def _problems(self, members: int) -> Iterator[Problem]:
        base = problem_of(_softened(self.case), self.options)
        base = replace(base, max_members=min(members, base.max_members))
        for ways in product(*self.groups):
            yield replace(base, scored=base.scored + tuple(Scored(1, way) for way in ways))


def _softened(case: Case) -> Case:
    """The mandatory rows by themselves, each worth a point instead."""
    rows = case.kept(case.demands())
    return replace(rows, needs=tuple(map(_soft, rows.needs)))


def _soft(need: Need) -> Need:
    return replace(need, requirement=replace(need.requirement, mandatory=False, points=Decimal(1)))


class _Question:
    """One choice of alternatives put to the solver, until the verifier agrees."""

    def __init__(self, wishes: Wishes, problem: Problem, members: int) -> None:
        self.wishes, self.problem, self.members = wishes, problem, members
        self.model = Model(problem, wishes.asker.solver)
        self.model.score()
        self.seen: list[Covered] = []

    def better(self, known: Covered) -> Covered:
        """The best set of this choice if it is better than ``known``, else that."""
        if self.problem.scored:
            found = self._verified(self.model.most_points)
        else:
            found = self._verified(self.model.least_members, 0)
        worth = -1 if not known.members else known.count + (len(known.members) < self.members)
        if found is not None and found.count >= worth:
            self._smallest_ids(found)
        return min((known, *self.seen), key=lambda covered: covered.rank)

    def _verified(self, ask: Callable[[float], Claim], least: int | None = None) -> Covered | None:
        """What the verifier counts as high as the solver says, at least ``least``; None: there is no other."""
        while True:
            claim = ask(min(PATIENCE, self.wishes.asker.deadline - monotonic()))
            if claim.found is Found.INFEASIBLE:
                return None
            if claim.found is not Found.OPTIMAL:
                raise Unsettled
            found = self._counted(claim.mask)
            if found is not None:
                self.seen.append(found)
                if found.count >= (claim.value if least is None else least):
                    return found
            self.model.forbid(claim.mask)

    def _counted(self, mask: int) -> Covered | None:
        if judge(replace(self.problem, case=None), mask) is None:
            return None
        return Covered(assess(self.wishes.case, self.problem.ids(mask)).demands_met, tuple(bits(mask)))

    def _smallest_ids(self, best: Covered) -> None:
        """The first by ID of those that meet as much: the members fixed one by one."""
        self.model.points_at_least(best.count)
        low = 0
        for slot in range(len(best.members)):
            ahead = range(low, best.members[slot] + 1)
            if len(ahead) > 1:
                best = self._verified(partial(self.model.earliest, ahead), best.count) or best
            chosen = best.members[slot]
            for j in range(low, chosen + 1):
                self.model.fix(j, j == chosen)
            low = chosen + 1
