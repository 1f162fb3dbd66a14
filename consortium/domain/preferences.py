"""What a user prefers among coalitions of least size: bounds that hold anyway, and the order in which ties are settled.

Every aim is a number, and more of it is better. The contract's order is points, then cost, then the IDs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from consortium.domain.case import Case
from consortium.domain.register import Status
from consortium.domain.verify import Assessment, Outcome, State

Number = Decimal | Fraction | int
POINTS, COST, CLAIMS, MARGIN = "points", "cost", "claims", "margin"
DEFAULT_ORDER = (POINTS, COST)


@dataclass(frozen=True, slots=True)
class Favour:
    """Entities of a kind that a user would rather have in: small ones, local ones, known partners (``name``).

    At least ``at_least`` of ``ids`` are members of every coalition; as an aim, the more of them the better.
    """

    name: str
    ids: tuple[str, ...]
    at_least: int = 0
    asked: str = ""
    """The words that the user said it in: a territory."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """``order``: aims by name, first things first; a favour's name stands for its members. What follows is the IDs."""

    order: tuple[str, ...] = DEFAULT_ORDER
    favours: tuple[Favour, ...] = ()

    @property
    def default(self) -> bool:
        """Whether ties are settled as the contract says."""
        return self.order == DEFAULT_ORDER


def aims(case: Case, assessment: Assessment, preferences: Preferences) -> tuple[tuple[str, Number], ...]:
    """The value of each aim in order, for a coalition as judged; cost and claims count as what they lack, below 0."""
    favoured = {favour.name: set(favour.ids) for favour in preferences.favours}

    def value(name: str) -> Number:
        if name in favoured:
            return len(favoured[name] & set(assessment.members))
        return AIMS[name](case, assessment)

    return tuple((name, value(name)) for name in preferences.order if name in favoured or name in AIMS)


def _unproved(case: Case, assessment: Assessment) -> int:
    """How many values that the coalition's mandatory rows rest on are only claimed."""
    rested = 0
    for holdings, outcome in zip(case.holdings, assessment.outcomes, strict=True):
        if outcome.state is State.MET and outcome.need.requirement.mandatory and outcome.measure is not None:
            rows = (holdings[e].row for e in outcome.measure.providers if e in holdings)
            rested += sum(row is not None and row.status is Status.CLAIMED for row in rows)
    return rested


def _least_margin(assessment: Assessment) -> Fraction:
    """The smallest surplus of a mandatory threshold, as a part of it; 0 where no row has one."""
    parts = [part for o in assessment.outcomes if (part := _margin(o)) is not None]
    return min(parts, default=Fraction(0))


def _margin(outcome: Outcome) -> Fraction | None:
    need, measure = outcome.need, outcome.measure
    if outcome.state is not State.MET or measure is None or measure.in_members or not need.requirement.mandatory:
        return None
    if need.requirement.threshold is None or measure.required <= 0:
        return None
    provided = measure.exact if measure.exact is not None else Fraction(measure.provided)
    return provided / Fraction(measure.required) - 1


AIMS: Mapping[str, Callable[[Case, Assessment], Number]] = {
    POINTS: lambda case, assessment: assessment.points,
    COST: lambda case, assessment: -assessment.cost,
    CLAIMS: lambda case, assessment: -_unproved(case, assessment),
    MARGIN: lambda case, assessment: _least_margin(assessment),
}
"""The aims that are no favour, by name."""
