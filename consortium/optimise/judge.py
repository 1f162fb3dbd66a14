"""Whether a set of candidates meets a problem, and what it is worth: in whole numbers, and where those do not say all
by the verifier.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from consortium.domain.case import Case
from consortium.domain.verify import judged
from consortium.optimise.forms import Form, bits
from consortium.optimise.problem import Problem, Scored


@dataclass(frozen=True, slots=True)
class Worth:
    """What ranks a covering set, in the problem's own steps; ``mask`` is the set, ``externals`` who it relies on."""

    mask: int
    points: int
    cost: int
    externals: tuple[str, ...] = ()


def judge(problem: Problem, mask: int) -> Worth | None:
    """The worth of a set with its best lead, None where it does not cover."""
    members = bits(mask)
    if len(members) > problem.max_members or not members or not _structure_holds(problem, mask):
        return None
    leads: Iterable[int] = members if problem.takes_lead else (-1,)
    points = [p for lead in leads if (p := _points(problem, mask, members, lead)) is not None]
    if not points:
        return None
    cost = sum(problem.costs[j] for j in members)
    return Worth(mask, max(points), cost) if problem.case is None else _verified(problem, problem.case, mask, cost)


def _verified(problem: Problem, case: Case, mask: int, cost: int) -> Worth | None:
    best = judged(case, problem.ids(mask))
    if best is None:
        return None
    members = bits(mask)
    lead = -1 if best.lead is None else problem.candidates.index(best.lead)

    def given(scored: Scored) -> bool:
        if scored.need is not None:
            return scored.need in best.met
        return all(holds(form, mask, members, lead) for form in scored.forms)

    return Worth(mask, sum(s.points for s in problem.scored if given(s)), cost, best.externals)


def _structure_holds(problem: Problem, mask: int) -> bool:
    if problem.forced & ~mask or any(mask >> a & 1 and mask >> b & 1 for a, b in problem.apart):
        return False
    return all(block & mask in (0, block) for block in problem.together)


def _points(problem: Problem, mask: int, members: list[int], lead: int) -> int | None:
    if not all(holds(form, mask, members, lead) for form in problem.demands):
        return None
    for ways in problem.groups:
        if not any(all(holds(form, mask, members, lead) for form in way) for way in ways):
            return None
    return sum(s.points for s in problem.scored if all(holds(form, mask, members, lead) for form in s.forms))


def holds(form: Form, mask: int, members: list[int], lead: int) -> bool:
    """Whether one form holds for a set and its lead (a position; -1: none)."""
    if form.barred & mask:
        return False
    if form.leads is not None and (lead < 0 or not form.leads >> lead & 1):
        return False
    others = mask & ~(1 << lead) if lead >= 0 else mask
    if form.barred_but_lead & others:
        return False
    weights = form.weights
    return (form.need <= 0 and not weights) or sum(weights.get(j, 0) for j in members) >= form.need
