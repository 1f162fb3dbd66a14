"""A coalition for each lot beside the common one, where an entity may be in so many lots (LCSP 99.4)."""

from collections.abc import Mapping
from dataclasses import replace
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.result import Answer, Options
from consortium.errors import UsageError
from consortium.optimise import solve as _solve
from consortium.optimise.portfolio import Assignment as Assignment
from consortium.optimise.portfolio import Entry
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.pending import Pending, begin
from consortium.service.sharing import Limits, together
from consortium.service.solving import Solution, case_for

SECONDS = 60.0
"""For all lots, where the options set no limit."""
LAST_SECONDS = 1.0
"""For each lot, however late it is."""


def per_lot(tender: TenderFile, register: RegisterFile, options: Options, most: int | None = None) -> Assignment:
    """Who serves each of the chosen lots by itself: as many lots as can be, then with the fewest members in all.

    ``most``: in how many lots an entity may be, None for any number; the other options hold for each lot. Keys are
    the lots' IDs, () where a lot is left without. Raises InputError, UsageError and SolverError.
    """
    if most is not None and most < 1:
        raise UsageError("not_positive", option="max-lots", value=str(most))
    case = case_for(tender, register, options)
    return shared_out(case, options, lots_alone(case, options), most)


def lots_alone(case: Case, options: Options) -> dict[str, Answer]:
    """The best coalition for each lot by itself, or why there is none; the options hold for each.

    Raises SolverError.
    """
    deadline = monotonic() + (options.time_limit or SECONDS)
    found = {}
    for lot in case.lots:
        left = max(LAST_SECONDS, deadline - monotonic())
        found[lot] = _solve(case.of_lots((lot,)), replace(options, time_limit=left, alternatives=1))
    return found


def shared_out(case: Case, options: Options, alone: Mapping[str, Answer], most: int | None) -> Assignment:
    """The lots with nobody in more than ``most`` of them: each keeps its best coalition where that is so already.

    Else ties are settled over all lots together (``optimise.portfolio.assign``), the lots by ID.
    """
    entries = tuple(Entry(lot, case.of_lots((lot,)), options) for lot in sorted(alone))
    shared = together(entries, alone, Limits(most), options.time_limit or SECONDS, options.solver)
    return replace(shared, members={lot: shared.members[lot] for lot in alone})


def start_lots(solution: Solution) -> Pending[dict[str, Answer]]:
    """``lots_alone`` in the background, for what was solved; who asks the same joins."""
    return begin(("lots",), lots_alone, solution, solution.options)


def start_shared(solution: Solution, alone: Mapping[str, Answer], most: int) -> Pending[Assignment]:
    """``shared_out`` in the background."""
    return begin(("lots", most), shared_out, solution, solution.options, dict(alone), most)
