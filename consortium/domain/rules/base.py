"""What a rule has to say for itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain.call import Requirement
from consortium.domain.need import Fault, Need

Values = Mapping[str, Decimal | None]
"""What each member of a coalition proves for one need, in base units; None: not held."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What the rule compares, in base units or in members, and the members that count towards it."""

    required: Decimal
    provided: Decimal
    providers: tuple[str, ...]
    in_members: bool = False
    """Whether ``required`` and ``provided`` are numbers of members."""


def _none(row: Requirement, has_threshold: bool) -> tuple[Fault, ...]:
    return ()


def never(need: Need) -> bool:
    """No need of the rule."""
    return False


def always(need: Need) -> bool:
    """Every need of the rule."""
    return True


@dataclass(frozen=True, slots=True)
class RuleMeaning:
    """A rule: whether it holds for given values and lead, what it compares, and what a row of it must state.

    ``grows`` supposes that no value is negative.
    """

    holds: Callable[[Need, Values, str | None], bool]
    measure: Callable[[Need, Values, str | None], Measure]
    parameters: frozenset[str] = frozenset()
    faults: Callable[[Requirement, bool], tuple[Fault, ...]] = _none
    takes_lead: Callable[[Need], bool] = never
    takes_externals: bool = False
    """Whether a row may rely on the capacity of non-members (LCSP 75)."""
    grows: Callable[[Need], bool] = always
    """Whether more members can only help, whoever leads."""


def holds_alone(need: Need, value: Decimal | None) -> bool:
    """Whether one member's value meets the need by itself; what is not held never does, not even a threshold of 0."""
    return value is not None and value >= need.least
