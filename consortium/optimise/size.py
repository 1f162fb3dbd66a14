"""The smallest size: PuLP names a coalition, the exact search proves that no smaller one exists.

On a large register PuLP is first given a kernel, the strongest candidates of each row; where the exact search gives
up, PuLP gets the whole problem and the bound rests on its branch and bound.
"""

from dataclasses import replace
from math import ceil

from consortium.domain.result import Proof
from consortium.optimise.forms import Form
from consortium.optimise.judge import Worth, holds
from consortium.optimise.model import Claim, Found, Model
from consortium.optimise.problem import Problem, bits, restricted
from consortium.optimise.run import Run
from consortium.optimise.search import OutOfBudget, Search, rows_of

KERNEL_ABOVE = 400
"""Candidates beyond which PuLP is given a kernel first."""
PER_ROW = 25
FIRST_LOOK = 5.0
"""Seconds for PuLP's first look, before the exact search has its turn."""
PATIENCE = 600.0
"""Seconds a single step may take where the user set no limit."""
ROUNDING = 1e-6


def least_size(run: Run, solver: str, exact_seconds: float) -> Proof | None:
    """Find a smallest coalition into ``run.best`` and its bound into ``run.lower``; None where neither is settled.

    With a proof and no ``run.best`` the problem is proven infeasible.
    """
    problem = run.problem
    if problem.impossible or not problem.candidates:
        return Proof.EXACT
    run.proven(root_bound(problem))
    if run.lower > problem.max_members:
        return Proof.EXACT
    large = len(problem.candidates) > KERNEL_ABOVE
    first = restricted(problem, kernel_of(problem)) if large else problem
    claim = _ask(run, Model(first, solver), first, FIRST_LOOK)
    if prove(run, exact_seconds):
        return Proof.EXACT
    if large or claim.found is not Found.INFEASIBLE:
        model = Model(problem, solver)
        relaxed = model.relaxed_size(run.left(PATIENCE))
        claim = _ask(run, model, problem, PATIENCE) if large or claim.found is not Found.OPTIMAL else claim
        run.proven(ceil(relaxed - ROUNDING) if relaxed is not None else 1)
    return _believe(run, claim)


def root_bound(problem: Problem) -> int:
    """The most members that any one mandatory row needs by itself, the forced ones at least; exact."""
    bound = max(1, problem.forced.bit_count())
    for row in rows_of(problem.demands, tuple(1 << j for j in range(len(problem.candidates)))):
        bound = max(bound, _fewest(row.weights, row.need))
    return bound


def _fewest(weights: list[int], need: int) -> int:
    for n, weight in enumerate(sorted(weights, reverse=True), start=1):
        need -= max(0, weight)
        if need <= 0:
            return n
    return len(weights) + 1


def prove(run: Run, seconds: float) -> bool:
    """Search below the best size until nothing smaller is left; False where time runs out first."""
    search = Search(run.problem, run.within(seconds))
    try:
        while True:
            ceiling = run.best.mask.bit_count() - 1 if run.best else run.problem.max_members
            if run.best is not None and ceiling < run.lower:
                return True
            better = _first(run, search, ceiling)
            if better is None:
                run.proven(ceiling + 1)
                return True
            run.found(better)
    except OutOfBudget:
        return False


def _first(run: Run, search: Search, ceiling: int) -> Worth | None:
    """A verified covering set of at most ``ceiling`` members; small ones are looked for first."""
    if run.best is None:
        for size in range(run.lower, ceiling):
            for worth in search.solutions(size):
                if run.assess(worth.mask).covers:
                    return worth
            run.proven(size + 1)
    for worth in search.solutions(ceiling):
        if run.assess(worth.mask).covers:
            return worth
    return None


def _ask(run: Run, model: Model, problem: Problem, seconds: float) -> Claim:
    """PuLP's smallest coalition; one that the verifier refuses is cut off and the question put again."""
    run.used_solver = True
    while True:
        claim = model.least_members(run.left(seconds))
        if not claim.mask:
            return claim
        mask = run.problem.mask(problem.ids(claim.mask))
        worth = run.verified(mask)
        if worth is not None:
            run.found(worth)
            return claim
        _cut(model, problem, claim.mask)


def _cut(model: Model, problem: Problem, mask: int) -> None:
    short = next((f for f in problem.demands if _falls_short(f, mask)), None)
    if short is None:
        model.forbid(mask)
    else:
        model.ask_beyond(mask, short)


def _falls_short(form: Form, mask: int) -> bool:
    plain = replace(form, barred=0, barred_but_lead=0, leads=None)
    return min(form.weights, default=0) >= 0 and not holds(plain, mask, bits(mask), -1)


def _believe(run: Run, claim: Claim) -> Proof | None:
    """What a solver's claim on the whole problem proves."""
    if claim.found is Found.INFEASIBLE and run.best is None:
        return Proof.SOLVER
    if run.best is not None and (claim.found is Found.OPTIMAL or run.best.mask.bit_count() == run.lower):
        run.proven(run.best.mask.bit_count())
        return Proof.SOLVER
    return None


def kernel_of(problem: Problem) -> int:
    """For each row, group row and pair the candidates most likely to serve: by weight, then by rows served."""
    forms = [*problem.demands, *(f for ways in problem.groups for way in ways for f in way)]
    served = [0] * len(problem.candidates)
    for form in forms:
        for j, weight in enumerate(form.weights):
            served[j] += weight > 0
    kernel = problem.forced
    for form in forms:
        ranked = sorted(range(len(served)), key=lambda j: (-form.weights[j], -served[j], j))
        kernel |= sum(1 << j for j in ranked[:PER_ROW])
        if form.leads is not None:
            kernel |= sum(1 << j for j in sorted(bits(form.leads), key=lambda j: (-served[j], j))[:PER_ROW])
    whole = 0
    for block in problem.blocks:
        if block & kernel:
            whole |= block
    return whole
