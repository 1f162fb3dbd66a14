"""A call: needs on one side, rules for meeting them. A tender is one kind of call.

Source of the fields: the published file formats (docs/formats.md).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from consortium.domain.findings import Place
from consortium.domain.units import Unit


class Category(StrEnum):
    """What kind of condition a requirement is (LCSP 65-71, 86-92, 145)."""

    SUITABILITY = "suitability"
    ECONOMIC = "economic"
    TECHNICAL = "technical"
    EXCLUSION = "exclusion"
    AWARD = "award"


class Rule(StrEnum):
    """How the members' capacities combine. The meaning of each stands in docs/model.md."""

    ANY = "any"
    EACH = "each"
    SUM = "sum"
    COUNT = "count"
    LEAD = "lead"
    SHARE = "share"
    CLASSIFICATION = "classification"
    RATIO = "ratio"
    REFERENCES = "references"
    TEAM = "team"
    PERFORMER = "performer"


@dataclass(frozen=True, slots=True)
class Formula:
    """A threshold in terms of the contract's value: 1.5 x VEC, 0.7 x AAV (LCSP 87.1.a, 90.2)."""

    factor: Decimal
    base: str
    """``VEC``, the estimated value without VAT, or ``AAV``, that value per year."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage of the row's stated threshold (of a person, for ``dedication``): Percent(Decimal(20)) is 20 %."""

    number: Decimal


Parameter = Decimal | Percent | bool | str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Membership of a row in one way (``option``) of meeting a group: "G/a"."""

    group: str
    option: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stands; ``columns`` are (field, column letter) pairs, shared by all rows of a table."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    columns: tuple[tuple[str, str], ...] = ()

    def at(self, field: str = "text") -> Place:
        """The place of one field of the row; of the row's first column where the field has no column."""
        if not self.row:
            return Place(self.file, self.sheet)
        letters = dict(self.columns)
        letter = letters.get(field) or (min(letters.values(), key=lambda c: (len(c), c)) if letters else "A")
        return Place(self.file, self.sheet, f"{letter}{self.row}")


TOLD = ("category", "rule", "capability", "threshold", "unit", "parameters")
"""The columns that a requirement's text can say as well."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of the requirements. ``unread`` names (field, text as written) that could not be understood."""

    id: str
    text: str
    capability: str
    category: Category = Category.TECHNICAL
    rule: Rule | None = None
    lots: tuple[str, ...] = ()
    """The lots it belongs to; empty: it applies whatever lots are bid."""
    threshold: Decimal | Formula | None = None
    """In ``unit``; None: yes/no."""
    threshold_text: str = ""
    unit: Unit | None = None
    parameters: tuple[tuple[str, Parameter], ...] = ()
    mandatory: bool = True
    points: Decimal | None = None
    alternative: Alternative | None = None
    evidence: str = ""
    clause: str = ""
    rule_stated: bool = True
    """False where the rule is the default for its category and unit."""
    stated: tuple[str, ...] = TOLD
    """Those of ``TOLD`` that the sheet or a person says; where it says nothing, the text may propose something."""
    unread: tuple[tuple[str, str], ...] = ()
    source: Source = Source()

    def parameter(self, name: str) -> Parameter | None:
        """One parameter by name, None where the row does not give it."""
        return dict(self.parameters).get(name)


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of the call that can be bid for by itself. Values without VAT, extensions included."""

    id: str
    title: str = ""
    estimated_value: Decimal | None = None
    duration_months: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Needs to be met by a coalition. ``minimum_share`` is a fraction: Decimal("0.2") is 20 %."""

    title: str = ""
    deadline: date | None = None
    lots: tuple[Lot, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    minimum_share: Decimal = Decimal(0)
    currency: str = "EUR"
    estimated_value: Decimal | None = None
    duration_months: Decimal | None = None

    def lot(self, lot_id: str) -> Lot | None:
        """One lot by its ID."""
        return next((lot for lot in self.lots if lot.id == lot_id), None)


@dataclass(frozen=True, slots=True)
class Tender(Call):
    """A public tender."""

    reference: str = ""
    buyer: str = ""
    cpv: tuple[str, ...] = ()
