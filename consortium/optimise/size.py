"""The smallest size: PuLP names a coalition, exact arithmetic proves that no smaller one exists.

The proof is the relaxation's certificate where it reaches the size found, else an exact search over the candidates
that the certificate leaves. Only where both give up does the bound rest on PuLP's branch and bound.
"""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from time import monotonic

import numpy as np

from consortium.domain.result import Proof
from consortium.optimise.forms import Form, bits, mask_of
from consortium.optimise.improve import improve, improving
from consortium.optimise.judge import Worth, holds
from consortium.optimise.model import Claim, Found, Model
from consortium.optimise.problem import Problem, restricted
from consortium.optimise.relaxation import KERNEL_ABOVE, Relaxation, relax, rows_of
from consortium.optimise.run import Run
from consortium.optimise.search import OutOfBudget, Purse, Search

PER_FORM = 10
"""Candidates that every form of a group, every lead and the like contributes to the kernel."""
OTHER = {"cbc": "highs", "highs": "cbc"}
"""Whom to ask where a solver gives up with time left."""
FIRST_LOOK, LOOK_PART = 5.0, 0.5
"""Seconds for PuLP's first look at the kernel, before the exact search has its turn, and as a part of the time left."""
MUCH_SMALLER = 2
"""A kernel is looked at first where it is so many times smaller than the whole."""
SEARCHABLE = 2_000
"""Candidates times rows up to which the exact search may take its whole time."""
SEARCH_PART = 0.05
"""What the exact search may take of a larger problem, as a part of the time it took so far."""
RELAXING_PART = 0.2
"""Part of the time left after which the relaxation is taken as it is."""
SOLVER_PART = 0.9
"""Part of the time left that the solver gets; what it cannot settle is left to local search."""
QUICK_SECONDS, QUICK_PART = 2.0, 0.1
"""What the exact search may take of a hard problem before a solver is asked, and as a part of the time left."""
SECOND_SECONDS = 10.0
"""What the other solver may take to agree."""
FIRST_SECONDS = 0.02
"""What local search may take before anything else: it finds most of what it finds at once."""
FEW = 500
"""So many candidates that could be in anything smaller, and the exact search goes first."""
LAST_SECONDS = 10.0
"""What it may take once more where nothing else settled the size."""
SETTLED = (Found.OPTIMAL, Found.INFEASIBLE)
NEVER = 1 << 60
"""More members than any register has."""
PATIENCE = 600.0
"""Seconds a single step may take where the user set no limit."""


def least_size(run: Run, solver: str, exact_seconds: float) -> Proof | None:
    """Find a smallest coalition into ``run.best`` and its bound into ``run.lower``; None where neither is settled.

    With a proof and no ``run.best`` the problem is proven infeasible.
    """
    problem = run.problem
    if problem.impossible or not problem.candidates:
        return Proof.EXACT
    run.relaxation = relax(problem, run.within(run.left(PATIENCE) * RELAXING_PART))
    run.proven(root_bound(problem) if run.relaxation is None else run.relaxation.lower)
    if run.lower > problem.max_members:
        return Proof.EXACT
    kernel = kernel_of(problem, run.relaxation)
    first = restricted(problem, kernel) if kernel.bit_count() * MUCH_SMALLER < len(problem.candidates) else problem
    hard = first is problem and _long(problem)
    if _long(problem) and _without_solver(run, first, hard):
        return Proof.EXACT
    left = run.left(PATIENCE)
    claim = _ask(run, solver, first, left * SOLVER_PART if hard else min(FIRST_LOOK, left * LOOK_PART))
    if prove(run, min(exact_seconds, run.seconds * SEARCH_PART) if hard else exact_seconds):
        return Proof.EXACT
    proof = _by_solvers(run, solver, claim, asked_all=first is problem and (hard or claim.found in SETTLED))
    if proof is None:
        improve(run, first, LAST_SECONDS)
        return Proof.EXACT if run.settled else None
    return proof


def _long(problem: Problem) -> bool:
    """Whether a solver may take long for it."""
    return len(problem.candidates) * len(problem.demands) > SEARCHABLE


def _without_solver(run: Run, first: Problem, hard: bool) -> bool:
    """Local search in ``first``, and a short exact search on a hard problem or where little is left to look at."""
    improve(run, first, FIRST_SECONDS)
    if run.settled:
        return True
    return (hard or _few_left(run)) and prove(run, min(QUICK_SECONDS, run.left(PATIENCE) * QUICK_PART))


def _few_left(run: Run) -> bool:
    """Whether few candidates can be in anything smaller than the best."""
    if run.relaxation is None or run.best is None:
        return False
    return run.relaxation.survivors(run.best.mask.bit_count() - 1).bit_count() <= FEW


def _by_solvers(run: Run, solver: str, claim: Claim, asked_all: bool) -> Proof | None:
    """What solvers prove of the whole problem; ``asked_all``: the ``claim`` so far is already about it.

    Where one gives up or errs the other is asked too, and where whole variables beside the members make errors likely.
    """
    if not asked_all:
        claim = _by_solver(run, solver, PATIENCE)
    if claim.found is Found.NOTHING or _refuted(run, claim):
        claim = _by_solver(run, OTHER[solver], PATIENCE)
    elif run.problem.case is not None and claim.found in SETTLED:
        claim = _second_opinion(run, claim, OTHER[solver])
    return _believe(run, claim)


def _by_solver(run: Run, solver: str, seconds: float) -> Claim:
    """PuLP on all that may be in a coalition as small as the best, for ``seconds`` at the most."""
    problem = run.problem
    if run.relaxation is not None and run.best is not None:
        problem = restricted(problem, problem.with_companions(run.relaxation.survivors(run.best.mask.bit_count())))
    return _ask(run, solver, problem, min(run.left(PATIENCE) * SOLVER_PART, seconds))


def _second_opinion(run: Run, claim: Claim, solver: str) -> Claim:
    """What stands once another solver was asked: models with shares and amounts are where solvers err."""
    second = _by_solver(run, solver, SECOND_SECONDS)
    return second if second.found in SETTLED and not _refuted(run, second) else claim


def root_bound(problem: Problem) -> int:
    """The most members that any one mandatory row needs by itself; exact."""
    return max([1, *(_fewest(row.weights.values(), row.need) for row in rows_of(problem))])


def _fewest(weights: Iterable[int], need: int) -> int:
    ranked = sorted((w for w in weights if w > 0), reverse=True)
    for n, weight in enumerate(ranked, start=1):
        need -= weight
        if need <= 0:
            return n
    return NEVER


def purse(run: Run, size: int) -> Purse | None:
    """What a set of at most ``size`` members may be made of; None: anything."""
    found = run.relaxation
    if found is None:
        return None
    within = found.survivors(size)
    prices = {j: max(0, d) for j, d in found.exact(bits(within)).items()}
    return Purse(within, prices, found.multipliers, size * found.scale - found.base - found.negative)


def prove(run: Run, seconds: float) -> bool:
    """Search below the best size until nothing smaller is left; False where time runs out first."""
    deadline = run.within(seconds)
    try:
        while not run.settled:
            if monotonic() > deadline:
                return False
            ceiling = run.best.mask.bit_count() - 1 if run.best else run.problem.max_members
            better = _first(run, ceiling, deadline)
            if better is None:
                run.proven(ceiling + 1)
                return True
            run.found(better)
    except OutOfBudget:
        return False
    return True


def _first(run: Run, ceiling: int, deadline: float) -> Worth | None:
    """A verified covering set of at most ``ceiling`` members."""
    search = Search(run.problem, deadline, purse(run, ceiling))
    return next((worth for worth in search.solutions(ceiling) if run.assess(worth.mask).covers), None)


def _ask(run: Run, solver: str, problem: Problem, seconds: float) -> Claim:
    """PuLP's smallest coalition; one that the verifier refuses is cut off and the question put again.

    Local search works beside the first question on a problem that may take long.
    """
    if seconds <= 0:
        return Claim(Found.NOTHING)
    run.used_solver = True
    beside = _long(problem)
    deadline = run.within(seconds)
    model = Model(problem, solver)
    while True:
        with improving(run, problem) if beside else nullcontext():
            claim = model.least_members(deadline - monotonic())
        beside = False
        if not claim.mask:
            return claim
        worth = run.verified(run.problem.mask(problem.ids(claim.mask)))
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
    return form.grows and not holds(plain, mask, bits(mask), -1)


def _believe(run: Run, claim: Claim) -> Proof | None:
    """What a solver's claim on the whole problem proves."""
    if claim.found not in SETTLED or _refuted(run, claim):
        return None
    if run.best is not None:
        run.proven(run.best.mask.bit_count())
    return Proof.SOLVER


def _refuted(run: Run, claim: Claim) -> bool:
    """Whether a smaller coalition is known than the smallest that is claimed, or one although none is claimed."""
    known = run.best.mask.bit_count() if run.best else 0
    return claim.found in SETTLED and claim.mask.bit_count() != known


def kernel_of(problem: Problem, relaxation: Relaxation | None) -> int:
    """The candidates given to PuLP first: all of a small problem; of a large one those that the relaxation uses."""
    everybody = (1 << len(problem.candidates)) - 1
    if relaxation is None or len(problem.candidates) <= KERNEL_ABOVE:
        return everybody
    kernel = problem.forced | relaxation.support
    for form in (*problem.demands, *(f for ways in problem.groups for way in ways for f in way)):
        kernel |= _strongest(form)
    return problem.with_companions(kernel)


def _strongest(form: Form) -> int:
    n = len(form.weights)
    columns, values = np.fromiter(form.weights, np.int64, n), np.fromiter(form.weights.values(), np.float64, n)
    ranked = columns[np.argsort(-values, kind="stable")[:PER_FORM]].tolist()
    return mask_of([*ranked, *bits(form.leads or 0)[:PER_FORM]])
