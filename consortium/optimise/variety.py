"""Coalitions besides the smallest: those one member larger that need every member, and those that differ enough."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from consortium.domain.case import Case
from consortium.domain.preferences import aims
from consortium.domain.result import Coalition, Options
from consortium.domain.verify import assess, covers
from consortium.optimise.forms import Form
from consortium.optimise.problem import Problem, problem_of
from consortium.optimise.relaxation import relax
from consortium.optimise.run import Run
from consortium.optimise.search import OutOfBudget, Search
from consortium.optimise.size import least_size, purse
from consortium.optimise.ties import enumerate_ties, settle_by_stages

MOST_LISTED = 1_000
EXACT_SECONDS = 5.0
STAGE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Found:
    """Coalitions in the published order; ``complete``: there are no others of the kind asked for."""

    coalitions: tuple[Coalition, ...]
    complete: bool


def near_minimum(case: Case, options: Options, size: int, seconds: float) -> Found:
    """The coalitions of ``size`` + 1 members of which none can leave; ``size`` is the least, proven."""
    problem = problem_of(case, options)
    if problem.impossible or problem.max_members <= size:
        return Found((), True)
    run = Run(case, replace(problem, max_members=size + 1), seconds)
    run.relaxation = relax(run.problem)
    found: list[Coalition] = []
    complete = True
    try:
        for worth in Search(run.problem, run.deadline, purse(run, size + 1)).solutions(size + 1):
            members = run.problem.ids(worth.mask)
            if len(members) == size + 1 and _needed(case, members, options.include) and covers(case, members):
                found.append(_coalition(case, members, options))
            if len(found) >= MOST_LISTED:
                raise OutOfBudget
    except OutOfBudget:
        complete = False
    return Found(tuple(sorted(found, key=lambda c: c.rank)), complete)


def _needed(case: Case, members: tuple[str, ...], kept: tuple[str, ...]) -> bool:
    """Whether nobody can leave but who has to stay."""
    return not any(covers(case, tuple(m for m in members if m != left)) for left in members if left not in kept)


def _coalition(case: Case, members: tuple[str, ...], options: Options) -> Coalition:
    judged, own = assess(case, members), options.preferences
    worth = () if own.default else aims(case, judged, own)
    return Coalition(judged.members, judged.points, judged.cost, judged.externals, worth)


def diverse(case: Case, options: Options, differ: int, count: int, seconds: float) -> Found:
    """Up to ``count`` coalitions, each the smallest and best that has ``differ`` members which each one before lacks.

    ``complete``: each is proven to be that, and the list ends because it is full or because there is no other.
    """
    problem = problem_of(case, options)
    found: list[Coalition] = []
    proven = True
    for best, sure in _one_after_the_other(case, problem, options, differ, seconds):
        proven = proven and sure
        if best is None:
            break
        found.append(_coalition(case, best, options))
        if len(found) == count:
            break
    return Found(tuple(found), proven)


def _one_after_the_other(
    case: Case, problem: Problem, options: Options, differ: int, seconds: float
) -> Iterator[tuple[tuple[str, ...] | None, bool]]:
    """The best coalition and whether that is proven; then the best of those that differ from it, and so on."""
    run = Run(case, problem, seconds)
    while True:
        run = Run(case, run.problem, seconds, began=run.began)
        proven = least_size(run, options.solver, EXACT_SECONDS) is not None
        if run.best is None:
            yield None, proven
            return
        ties = enumerate_ties(run, EXACT_SECONDS) if proven else None
        if ties is not None and ties.complete:
            run.best = ties.worths[0]
        else:
            proven = proven and settle_by_stages(run, options.solver, STAGE_SECONDS)
        mask = run.best.mask
        yield run.problem.ids(mask), proven
        others = Form({j: 1 for j in range(len(problem.candidates)) if not mask >> j & 1}, differ)
        run.problem = replace(run.problem, demands=(*run.problem.demands, others))
