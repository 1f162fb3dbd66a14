"""Among the coalitions of least size: most points, lowest cost, smallest IDs; and all of them, where they can be told.

The exact search lists every coalition of that size. Where there are too many, PuLP settles the order in stages.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from consortium.domain.result import Alternatives, Coalition
from consortium.optimise.forms import bits
from consortium.optimise.judge import Worth
from consortium.optimise.model import Claim, Found, Model
from consortium.optimise.run import Run
from consortium.optimise.search import OutOfBudget, Search
from consortium.optimise.size import purse

MOST_LISTED = 200_000
"""So many coalitions are counted one by one; beyond, ``complete`` is false."""


@dataclass(frozen=True, slots=True)
class Ties:
    """All coalitions of least size that were met, best first; ``complete``: there is no other."""

    worths: tuple[Worth, ...]
    complete: bool


def rank(worth: Worth) -> tuple[int, int, tuple[int, ...]]:
    """Best first: candidates are sorted by ID, so that positions compare as IDs do."""
    return -worth.points, worth.cost, tuple(bits(worth.mask))


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


def listed(run: Run, ties: Ties, wanted: int, proven: bool) -> Alternatives:
    """The first ``wanted`` coalitions, each passed by the verifier, with the count of all."""
    worths = ties.worths if run.best is None or run.best in ties.worths else (run.best, *ties.worths)
    shown = [(w, run.assess(w.mask)) for w in sorted(worths, key=rank)[:wanted]]
    coalitions = tuple(Coalition(a.members, a.points, a.cost) for _, a in shown if a.covers)
    complete = ties.complete and proven and len(coalitions) == len(shown)
    counts = Counter(j for w in ties.worths for j in bits(w.mask))
    return Alternatives(
        complete=complete,
        total=len(ties.worths) if complete else None,
        coalitions=coalitions,
        counts={run.problem.candidates[j]: n for j, n in sorted(counts.items())} if complete else None,
    )


def settle_by_stages(run: Run, solver: str, patience: float) -> bool:
    """Points, cost, then the smallest IDs one by one, by PuLP; whether every stage was proven."""
    assert run.best is not None
    run.used_solver = True
    model = Model(run.problem, solver)
    model.size_is(run.best.mask.bit_count())
    model.score()
    return (
        _most_points(run, model, patience) and _least_cost(run, model, patience) and _smallest_ids(run, model, patience)
    )


def _most_points(run: Run, model: Model, patience: float) -> bool:
    if not run.problem.scored:
        return True
    proven = _improve(run, model, model.most_points, patience)
    model.points_at_least(_best(run).points)
    return proven


def _least_cost(run: Run, model: Model, patience: float) -> bool:
    if len(set(run.problem.costs)) <= 1:
        return True
    proven = _improve(run, model, model.least_cost, patience)
    model.cost_at_most(_best(run).cost)
    return proven


def _smallest_ids(run: Run, model: Model, patience: float) -> bool:
    low = 0
    for slot in range(_best(run).mask.bit_count()):
        ahead = range(low, bits(_best(run).mask)[slot] + 1)
        if len(ahead) > 1 and not _improve(run, model, partial(model.earliest, ahead), patience):
            return False
        chosen = bits(_best(run).mask)[slot]
        for j in range(low, chosen + 1):
            model.fix(j, j == chosen)
        low = chosen + 1
    return True


def _improve(run: Run, model: Model, ask: Callable[[float], Claim], patience: float) -> bool:
    """Put one stage's question until the verifier accepts the answer; whether it was proven."""
    while True:
        claim = ask(run.left(patience))
        if not claim.mask:
            return False
        worth = run.verified(claim.mask)
        if worth is None:
            model.forbid(claim.mask)
            continue
        if rank(worth) < rank(_best(run)):
            run.best = worth
        return claim.found is Found.OPTIMAL


def _best(run: Run) -> Worth:
    assert run.best is not None
    return run.best
