"""What is asked of the optimiser, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from consortium.domain.findings import Finding
from consortium.domain.preferences import Number, Preferences
from consortium.domain.verify import Assessment

DEFAULT_ALTERNATIVES = 100


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asks. ``time_limit`` in seconds; ``max_members`` >= 1; ``lots`` empty: all lots."""

    lots: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_members: int | None = None
    verified_only: bool = False
    alternatives: int = DEFAULT_ALTERNATIVES
    time_limit: float | None = None
    solver: str = "cbc"
    preferences: Preferences = Preferences()

    @property
    def narrowed(self) -> bool:
        """Whether the user narrowed the search, so that what is said of all coalitions holds only for those allowed."""
        chosen = self.lots or self.include or self.exclude or self.max_members is not None or self.verified_only
        return bool(chosen) or any(favour.at_least for favour in self.preferences.favours)


class Status(StrEnum):
    """OPTIMAL: the size is proven least. FEASIBLE: covers, a smaller one is not ruled out."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    NOT_FOUND = "not_found"


class Proof(StrEnum):
    """EXACT: no solver had to be believed. SOLVER: the bound rests on branch and bound."""

    EXACT = "exact"
    SOLVER = "solver"


class Verdict(StrEnum):
    """Necessity of the joint bid: RED if fewer cover as recorded, AMBER only in the favourable reading."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Coalition:
    """A covering coalition and what ranks it."""

    members: tuple[str, ...]
    points: Decimal
    cost: Decimal
    externals: tuple[str, ...] = ()
    """The non-members that it relies on."""
    aims: tuple[tuple[str, Number], ...] = ()
    """What it is worth to the user's own preferences, where there are any."""

    @property
    def rank(self) -> tuple[int, Decimal, Decimal, tuple[str, ...], tuple[str, ...]]:
        """Fewest non-members, most points, least cost, then the IDs by code point; among coalitions of one size."""
        return len(self.externals), -self.points, self.cost, self.members, self.externals


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Every coalition of minimum size, best first; ``total`` is None unless proven (``complete``)."""

    complete: bool = False
    total: int | None = None
    coalitions: tuple[Coalition, ...] = ()
    counts: Mapping[str, int] | None = None
    """In how many of all minimum coalitions each entity occurs; None unless complete."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A mandatory row or group that no permitted coalition can meet; amounts in the row's unit."""

    requirement: str
    lot: str | None
    part: str
    required: Decimal | None
    best_available: Decimal | None
    shortfall: Decimal | None
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Smaller:
    """Who among the members would cover without the rest, in one reading."""

    alone: tuple[str, ...] = ()
    subsets: tuple[tuple[str, ...], ...] = ()
    """The minimal proper subsets that cover (single members included)."""

    @property
    def found(self) -> bool:
        """Whether anybody would."""
        return bool(self.alone or self.subsets)


@dataclass(frozen=True, slots=True)
class Necessity:
    """What competition law asks of a joint bid (CNMC S/0519/14). ``verdict`` None: a single member."""

    as_recorded: Smaller
    favourable: Smaller
    per_lot: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    """Lot -> members able to bid for it alone (as recorded, favourable)."""
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: seconds elapsed, the best coalition so far and its size, the proven lower bound."""

    seconds: float
    best: int | None
    lower_bound: int
    stage: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one run."""

    status: Status
    canonical: bool
    undetermined: tuple[str, ...]
    lower_bound: int | None
    proof: Proof | None
    assessment: Assessment | None
    alternatives: Alternatives
    gaps: tuple[Gap, ...]
    necessity: Necessity | None
    """None without a coalition, or where it is too large to try all its parts in the time given (a finding says so)."""
    findings: tuple[Finding, ...]
    seconds: float
    solver: str | None

    @property
    def conditional(self) -> bool:
        """Whether mandatory rows were left out because they could not be read."""
        return bool(self.undetermined)

    @property
    def members(self) -> tuple[str, ...]:
        """The members of the answer, sorted."""
        return self.assessment.members if self.assessment else ()

    @property
    def size(self) -> int | None:
        """The number of members, None without an answer."""
        return len(self.members) if self.assessment else None
