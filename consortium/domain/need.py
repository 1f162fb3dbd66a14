"""A need: one requirement as it stands in one lot, with everything resolved to numbers."""

from dataclasses import dataclass
from decimal import Decimal

from consortium.domain.call import Requirement, Rule
from consortium.domain.units import Unit


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is undetermined: a finding code, the column that is to blame, and what fills the sentence."""

    code: str
    field: str
    params: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement as it stands in one lot. Numbers are exact and in base units (EUR, not k€).

    ``lot`` is None for a row that applies whatever lots are bid. With ``faults`` it is undetermined.
    """

    requirement: Requirement
    lot: str | None
    threshold: Decimal | None = None
    numbers: tuple[tuple[str, Decimal], ...] = ()
    faults: tuple[Fault, ...] = ()
    money: Unit | None = None
    """The call's currency, for a formula without a unit of its own."""

    @property
    def unit(self) -> Unit | None:
        """The unit of its threshold; a formula without a unit is in the call's currency."""
        return self.requirement.unit or self.money

    @property
    def rule(self) -> Rule:
        """The rule; only for a determined need."""
        assert self.requirement.rule is not None
        return self.requirement.rule

    @property
    def determined(self) -> bool:
        """Whether everything the rule needs could be read."""
        return not self.faults

    @property
    def least(self) -> Decimal:
        """What one member must prove to hold it alone: the threshold, or 1 for a yes/no row."""
        return Decimal(1) if self.threshold is None else self.threshold

    def number(self, name: str) -> Decimal | None:
        """A numeric parameter in base units (``k`` as it stands), None where the row has none."""
        return dict(self.numbers).get(name)

    @property
    def stands_alone(self) -> bool:
        """Whether it is mandatory by itself, outside any group of alternatives."""
        return self.requirement.mandatory and self.requirement.alternative is None

    def in_unit(self, number: Decimal) -> Decimal:
        """A number of base units in the row's own unit."""
        return number if self.unit is None else self.unit.from_base(number)
