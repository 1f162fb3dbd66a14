"""Why an answer is as it is: what ``explain`` says (docs/formats.md). Amounts are in the row's own unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from consortium.domain.findings import Finding
from consortium.domain.result import Necessity
from consortium.domain.verify import State

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One part of an explanation; ``complete``: everything it says is proven, and nothing is missing."""

    complete: bool
    items: T


@dataclass(frozen=True, slots=True)
class Membership:
    """Entities by the minimum coalitions they are in: every one, some, none. ``counts``: in how many, those above 0."""

    core: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    counts: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Smallest:
    """A smallest coalition under some condition; without members none is known."""

    members: tuple[str, ...] = ()

    @property
    def size(self) -> int | None:
        """The number of members, None without any."""
        return len(self.members) or None


@dataclass(frozen=True, slots=True)
class Replacement:
    """The best coalition without one member of the answer; ``kept``: how many of the other members stay."""

    members: tuple[str, ...]
    kept: int

    @property
    def size(self) -> int | None:
        """The number of members, None without any."""
        return len(self.members) or None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rows, groups and options that cannot hold together, though they can without any one of them."""

    requirements: tuple[str, ...]
    options: tuple[str, ...]


class Kind(StrEnum):
    """What a change touches: a row's threshold, what an entity has, its proof of what it has, an option or pair."""

    THRESHOLD = "threshold"
    CAPABILITY = "capability"
    EVIDENCE = "evidence"
    OPTION = "option"


class Thing(StrEnum):
    """What somebody brings: a value under a name, a reference, people for a role."""

    VALUE = "value"
    REFERENCE = "reference"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``before`` and ``after``: amounts, "yes", "no" or "?", the option's name; None: nothing.

    A reference's amount is what the entity itself executed; people are counted.
    """

    kind: Kind
    requirement: str | None = None
    entity: str | None = None
    before: str | None = None
    after: str | None = None
    thing: Thing = Thing.VALUE
    name: str | None = None
    """Of several things that a row looks at, which: the capability of a ratio, the reference that is proved."""
    below: bool = False
    """Whether it is a denominator: the less, the better."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that together make a call coverable, none of them to spare, and the smallest size after them."""

    changes: tuple[Change, ...]
    size_after: int


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that a new entity would have to prove, in ``unit``; ``value`` None: a yes.

    A reference each with its own amount; people are counted. ``requirement``: the row that says what of it counts.
    """

    capability: str
    rule: str
    value: Decimal | None
    unit: str | None = None
    requirement: str | None = None
    thing: Thing = Thing.VALUE
    below: bool = False
    """Whether it is a denominator: the less, the better."""


@dataclass(frozen=True, slots=True)
class IdealPartner:
    """The least that one new entity must bring, and the smallest size with it."""

    capabilities: tuple[Brought, ...]
    size_after: int


@dataclass(frozen=True, slots=True)
class Step:
    """The most mandatory rows and groups, ``covered`` of ``of``, that at most ``max_members`` entities meet."""

    max_members: int
    covered: int
    of: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """The greatest ``threshold`` of a row at which ``next_size`` members do instead of ``size``.

    In the row's unit; a fraction where no decimal says it.
    """

    requirement: str
    threshold: Decimal | Fraction
    size: int
    next_size: int


@dataclass(frozen=True, slots=True)
class NecessityBoth:
    """A joint bid's necessity with the ``externals`` it relies on and without any; None: not all parts were tried."""

    externals: tuple[str, ...]
    relying: Necessity | None
    without: Necessity | None


@dataclass(frozen=True, slots=True)
class Lack:
    """A mandatory row or group that a coalition does not meet; numbers None where no amount applies.

    ``in_members``: the numbers count members.
    """

    requirement: str
    lot: str | None
    state: State
    required: Decimal | None = None
    provided: Decimal | None = None
    in_members: bool = False

    @property
    def short(self) -> Decimal | None:
        """What is missing, None where no amount tells it."""
        if self.required is None or self.provided is None or self.provided >= self.required:
            return None
        return self.required - self.provided


@dataclass(frozen=True, slots=True)
class Swap:
    """A coalition with ``joins`` in the place of ``leaves`` (None: nobody), and what it then lacks."""

    leaves: str | None
    joins: str | None
    lacks: tuple[Lack, ...]
    broken: tuple[tuple[str, str], ...] = ()

    @property
    def covers(self) -> bool:
        """Whether it covers all the same."""
        return not self.lacks and not self.broken


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every part of ``explain``. ``settled``: a coalition was found or proven not to exist.

    ``members``: the coalition that is explained, () where there is none.
    """

    settled: bool
    undetermined: tuple[str, ...]
    membership: Part[Membership]
    replacement: Part[Mapping[str, Replacement]]
    lots: Part[Mapping[str, Smallest]]
    conflicts: Part[tuple[Conflict, ...]]
    repairs: Part[tuple[Repair, ...]]
    ideal_partner: Part[IdealPartner | None]
    frontier: Part[tuple[Step, ...]]
    breakpoints: Part[tuple[Breakpoint, ...]]
    seconds: float = 0.0
    members: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
