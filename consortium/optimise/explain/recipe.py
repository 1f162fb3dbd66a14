"""The recipe: find the answer, then ask every why of it, each within its share of the time."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import TypeVar

from consortium.domain.case import Case
from consortium.domain.explanation import (
    Breakpoint,
    Conflict,
    Explanation,
    IdealPartner,
    Membership,
    Part,
    Repair,
    Replacement,
    Smallest,
    Step,
)
from consortium.domain.findings import Finding, warning
from consortium.domain.result import Options
from consortium.optimise.explain.ask import Asker, Reply, Unsettled
from consortium.optimise.explain.breakpoints import breakpoints
from consortium.optimise.explain.changes import only_mandatory
from consortium.optimise.explain.conflicts import conflicts
from consortium.optimise.explain.frontier import frontier
from consortium.optimise.explain.members import lots, membership, replacement
from consortium.optimise.explain.partner import ideal_partner
from consortium.optimise.explain.repairs import repairs

PART_SECONDS = 30.0
PARTS = 8
T = TypeVar("T")


def explain(case: Case, options: Options) -> Explanation:
    """Every why of a case under the user's options. Raises SolverError where the solver cannot be run."""
    began = monotonic()
    deadline = float("inf") if options.time_limit is None else began + options.time_limit
    whole = Asker(options.solver, deadline)
    best = _share(whole, PARTS + 1).best(case, options)
    parts = _Parts(whole, case, options, best)
    return Explanation(
        settled=best.found or best.proven,
        undetermined=case.undetermined(),
        membership=parts.membership(),
        replacement=parts.replacement(),
        lots=parts.lots(),
        conflicts=parts.conflicts(),
        repairs=parts.repairs(),
        ideal_partner=parts.ideal_partner(),
        frontier=parts.frontier(),
        breakpoints=parts.breakpoints(),
        findings=_clash(whole, case, options, best),
        members=best.members,
        seconds=monotonic() - began,
    )


def _clash(asker: Asker, case: Case, options: Options, best: Reply) -> tuple[Finding, ...]:
    """Options that shut out every coalition, whatever the call asks."""
    if best.found or not case.entities:
        return ()
    try:
        possible = asker.until(PART_SECONDS).known(case.only(()), options).found
    except Unsettled:
        return ()
    return () if possible else (warning("options_impossible"),)


def _share(asker: Asker, parts: int) -> Asker:
    """The part of the time that is left for one of so many."""
    return asker.until(min(PART_SECONDS, (asker.deadline - monotonic()) / parts))


class _Parts:
    """The parts in the order in which they are asked."""

    def __init__(self, asker: Asker, case: Case, options: Options, best: Reply) -> None:
        self.asker, self.case, self.options, self.best = asker, case, options, best
        self.strict = only_mandatory(case)
        self.left = PARTS

    def _next(self) -> Asker:
        share = _share(self.asker, self.left)
        self.left -= 1
        return share

    def _uncoverable(self, part: Callable[[Asker, Case, Options], Part[tuple[T, ...]]]) -> Part[tuple[T, ...]]:
        """A part that has something to say where nothing covers."""
        asker = self._next()
        if self.best.found:
            return Part(True, ())
        return part(asker, self.strict, self.options) if self.best.proven else Part(False, ())

    def membership(self) -> Part[Membership]:
        """As ``members.membership``."""
        return membership(self._next(), self.case, self.options, self.best)

    def replacement(self) -> Part[Mapping[str, Replacement]]:
        """As ``members.replacement``; of an answer that may not be the first, not complete."""
        found = replacement(self._next(), self.case, self.options, self.best.members)
        return Part(found.complete and self.best.canonical, found.items)

    def lots(self) -> Part[Mapping[str, Smallest]]:
        """As ``members.lots``."""
        return lots(self._next(), self.case, self.options)

    def conflicts(self) -> Part[tuple[Conflict, ...]]:
        """As ``conflicts.conflicts``."""
        return self._uncoverable(conflicts)

    def repairs(self) -> Part[tuple[Repair, ...]]:
        """As ``repairs.repairs``."""
        return self._uncoverable(repairs)

    def ideal_partner(self) -> Part[IdealPartner | None]:
        """As ``partner.ideal_partner``."""
        asker = self._next()
        if not self.best.proven:
            return Part(False, None)
        return ideal_partner(asker, self.strict, self.options, len(self.best.members) or None)

    def frontier(self) -> Part[tuple[Step, ...]]:
        """As ``frontier.frontier``."""
        asker = self._next()
        return frontier(asker, self.strict, self.options, self.best) if self.best.proven else Part(False, ())

    def breakpoints(self) -> Part[tuple[Breakpoint, ...]]:
        """As ``breakpoints.breakpoints``."""
        asker = self._next()
        if not self.best.proven:
            return Part(False, ())
        return breakpoints(asker, self.strict, self.options, len(self.best.members))
