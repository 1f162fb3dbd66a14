"""What a rule has to say for itself, and how a coalition looks to one need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from consortium.domain.call import Requirement
from consortium.domain.evidence import NOT_RECORDED, Holding
from consortium.domain.exact import INFINITY
from consortium.domain.need import Fault, Need
from consortium.domain.proofs import NOTHING, Proofs
from consortium.domain.reading import Reading
from consortium.domain.shares import Terms
from consortium.domain.staffing import Key

Values = Mapping[str, Decimal | None]
"""What each member of a coalition proves for one need, in base units; None: not held."""
_TAKEN: dict[Reading, Decimal | None] = {Reading.LEAST: Decimal(0), Reading.MOST: INFINITY, Reading.RECORDED: None}


class Choice(StrEnum):
    """What has to be chosen before a need can be judged."""

    NOTHING = "nothing"
    LEAD = "lead"
    SHARES = "shares"
    PEOPLE = "people"
    PERFORMER = "performer"


@dataclass(frozen=True, slots=True)
class View:
    """A coalition as one need sees it, with what was chosen for it, in one reading of what is not known."""

    need: Need
    members: tuple[str, ...]
    holdings: Mapping[str, Holding]
    reading: Reading = Reading.LEAST
    proofs: Proofs = NOTHING
    lead: str | None = None
    shares: Mapping[str, int] | None = None
    """In hundredths of a per cent."""
    externals: tuple[str, ...] = ()
    performer: str | None = None
    """Who performs the need's task."""
    seated: tuple[Key, ...] = ()
    """The people who fill the need's places."""

    def holding(self, member: str) -> Holding:
        """What a member records."""
        return self.holdings.get(member, NOT_RECORDED)

    def value(self, member: str) -> Decimal | None:
        """What a member proves, in base units; None: not held."""
        return self.taken(self.holding(member))

    def taken(self, holding: Holding) -> Decimal | None:
        """A holding with the unknown as this reading takes it."""
        return _TAKEN[self.reading] if holding.unknown else holding.number

    def values(self) -> dict[str, Decimal | None]:
        """What each member proves."""
        return {member: self.value(member) for member in self.members}

    def beside(self) -> tuple[Decimal | None, ...]:
        """What the non-members that were chosen prove."""
        held = self.proofs.externals
        return tuple(self.taken(held[x]) for x in self.externals if x in held)


class Counted(StrEnum):
    """What the numbers of a measure are, where they are not in the need's unit."""

    MEMBERS = "members"
    REFERENCES = "references"
    PEOPLE = "people"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Measure:
    """What the rule compares, in base units or whatever is ``counted``, and the members that count towards it."""

    required: Decimal
    provided: Decimal
    providers: tuple[str, ...]
    counted: Counted | None = None
    exact: Fraction | None = None
    """What is provided, where no decimal says it exactly; ``provided`` is then rounded down."""

    @property
    def in_members(self) -> bool:
        """Whether the numbers count something instead of being in the need's unit."""
        return self.counted is not None


def _none(row: Requirement, has_threshold: bool) -> tuple[Fault, ...]:
    return ()


def never(need: Need) -> bool:
    """No need of the rule."""
    return False


def always(need: Need) -> bool:
    """Every need of the rule."""
    return True


def nothing(need: Need) -> Choice:
    """Nothing has to be chosen."""
    return Choice.NOTHING


@dataclass(frozen=True, slots=True)
class RuleMeaning:
    """A rule: whether it holds for what a coalition proves, what it compares, and what a row of it must state.

    ``grows`` and ``between`` suppose that no value is negative.
    """

    holds: Callable[[View], bool]
    measure: Callable[[View], Measure]
    parameters: frozenset[str] = frozenset()
    faults: Callable[[Requirement, bool], tuple[Fault, ...]] = _none
    chooses: Callable[[Need], Choice] = nothing
    takes_externals: bool = False
    """Whether a row may rely on the capacity of non-members (LCSP 75)."""
    grows: Callable[[Need], bool] = always
    """Whether more members can only help, whoever leads."""
    between: bool = True
    """Whether any coalition between two that meet it, one a part of the other, meets it too."""
    terms: Callable[[View], Terms | None] = field(default=lambda view: None)
    """What the members' shares must satisfy; None where no shares will do."""
    by_value: bool = True
    """Whether one recorded value is all that a member can show for it."""


def holds_alone(need: Need, value: Decimal | None) -> bool:
    """Whether one member's value meets the need by itself; what is not held never does, not even a threshold of 0."""
    return value is not None and value >= need.least
