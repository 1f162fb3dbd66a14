"""How much of the call each number of members can meet."""

from time import monotonic

from consortium.domain.case import Case
from consortium.domain.explanation import Part, Step
from consortium.domain.result import Options
from consortium.domain.verify import assess
from consortium.optimise.explain.ask import Asker, Reply, Unsettled
from consortium.optimise.explain.coverage import NOBODY, Coverage, Covered
from consortium.optimise.explain.minimal import TooMany, grown, minimal_sets
from consortium.optimise.explain.wishes import Wishes
from consortium.optimise.forms import bits

EXACT_SECONDS = 5.0
"""For the exact search, before PuLP is asked."""


def frontier(asker: Asker, case: Case, options: Options, best: Reply) -> Part[tuple[Step, ...]]:
    """The most that at most 1, 2, ... members meet, up to the number with which all is met or no more can be."""
    of = len(case.demands()) + len(case.demanded_groups())
    coverage = Coverage(case, options, min(asker.deadline, monotonic() + EXACT_SECONDS))
    wishes = Wishes(asker, case, options, coverage.items[len(case.demands()) :])
    steps: list[Step] = []
    known = NOBODY
    try:
        end = of if best.found else of - _fewest_left_out(asker, case, options)
        for members in range(1, coverage.problem.max_members + 1):
            known = _most(coverage, wishes, members, known)
            step = _step(case, coverage, members, of, known)
            steps.append(step)
            if step.members and step.covered >= end:
                break
    except (Unsettled, TooMany):
        return Part(False, tuple(steps))
    return Part(True, tuple(steps) if known.members else ())


def _most(coverage: Coverage, wishes: Wishes, members: int, known: Covered) -> Covered:
    try:
        return coverage.most(members, known)
    except Unsettled:
        return wishes.most(members, known)


def _step(case: Case, coverage: Coverage, most: int, of: int, known: Covered) -> Step:
    members = tuple(coverage.problem.candidates[j] for j in known.members)
    if members and assess(case, members).demands_met != known.count:
        raise Unsettled
    return Step(most, known.count, of, members)


def _fewest_left_out(asker: Asker, case: Case, options: Options) -> int:
    """The fewest rows and groups to leave out so that the rest can be met. Raises Unsettled and TooMany."""
    rows, groups = case.demands(), case.demanded_groups()
    size = len(rows) + len(groups)

    def stuck(left_out: int) -> bool:
        stay = case.kept(
            (i for n, i in enumerate(rows) if not left_out >> n & 1),
            (g for n, g in enumerate(groups, start=len(rows)) if not left_out >> n & 1),
        )
        return not asker.known(stay, options).found

    if stuck((1 << size) - 1):
        return size
    return len(bits(next(minimal_sets(size, stuck, lambda mask: grown(size, mask, stuck)))))
