"""One run's clock, voice and memory: how much time is left, what was found, what is proven."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.result import Progress
from consortium.domain.verify import Assessment, assess
from consortium.optimise.judge import Worth, judge
from consortium.optimise.problem import Problem
from consortium.optimise.relaxation import Relaxation

Report = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """Report to nobody."""


@dataclass(slots=True)
class Run:
    """The state of one run. ``limit`` in seconds, None for no limit."""

    case: Case
    problem: Problem
    limit: float | None = None
    report: Report = silent
    began: float = field(default_factory=monotonic)
    lower: int = 1
    best: Worth | None = None
    used_solver: bool = False
    relaxation: Relaxation | None = None

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return monotonic() - self.began

    @property
    def settled(self) -> bool:
        """Whether no smaller set than the best can exist."""
        return self.best is not None and self.best.mask.bit_count() <= self.lower

    @property
    def deadline(self) -> float:
        """The end of the run on ``time.monotonic``'s clock."""
        return self.began + self.limit if self.limit is not None else float("inf")

    def left(self, most: float) -> float:
        """Seconds left for a step that may take ``most``."""
        return min(most, self.deadline - monotonic())

    def within(self, most: float) -> float:
        """The moment at which a step that may take ``most`` seconds must end."""
        return min(self.deadline, monotonic() + most)

    def verified(self, mask: int) -> Worth | None:
        """The worth of a set if it covers by whole numbers and by the verifier; else None."""
        worth = judge(self.problem, mask)
        return worth if worth is not None and self.assess(mask).covers else None

    def assess(self, mask: int) -> Assessment:
        """The verifier's word on a set."""
        return assess(self.case, self.problem.ids(mask))

    def found(self, worth: Worth) -> None:
        """Keep a verified set if it is smaller than the best so far."""
        if self.best is None or worth.mask.bit_count() < self.best.mask.bit_count():
            self.best = worth
            self.tell("searching")

    def proven(self, lower: int) -> None:
        """No set with fewer than ``lower`` members covers; one more than may be chosen says that none does."""
        lower = min(lower, self.problem.max_members + 1)
        if lower > self.lower:
            self.lower = lower
            self.tell("searching")

    def tell(self, stage: str) -> None:
        """Report progress."""
        best = self.best.mask if self.best else 0
        members = self.problem.ids(best)
        self.report(Progress(self.seconds, len(members) or None, self.lower, stage, members))
