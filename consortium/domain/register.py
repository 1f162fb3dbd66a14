"""The register: entities, what each can prove, and who may sit with whom.

Source of the fields: the published file formats (docs/formats.md).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, IntEnum

from consortium.domain.call import Source
from consortium.domain.findings import Place
from consortium.domain.units import Unit


class Status(IntEnum):
    """How well a capability is proved; a higher one counts before a lower one."""

    CLAIMED = 1
    EVIDENCED = 2
    VERIFIED = 3


class Mark(Enum):
    """An answer that is no number. Blank and "?" are UNKNOWN: not recorded is not "no"."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "?"


Value = Decimal | Mark


@dataclass(frozen=True, slots=True)
class Entity:
    """A possible member. ``cost`` ranks equal coalitions; an unavailable one is chosen only when forced."""

    id: str
    name: str = ""
    tax_id: str = ""
    legal_form: str = ""
    size: str = ""
    sectors: tuple[str, ...] = ()
    territory: str = ""
    email: str = ""
    cost: Decimal = Decimal(0)
    available: bool = True
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Capability:
    """What one entity records under one name. ``unit`` None is the requirement's unit; ``column`` is the value's."""

    entity: str
    name: str
    value: Value
    unit: Unit | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    status: Status = Status.CLAIMED
    evidence: str = ""
    file: str = ""
    sheet: str = ""
    column: str = ""
    row: int = 0

    @property
    def place(self) -> Place:
        """The cell of the value."""
        return Place(self.file, self.sheet, f"{self.column}{self.row}" if self.row else "")

    def valid_on(self, day: date | None) -> bool:
        """Whether it counts on ``day``, first and last day included; without a day everything counts."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """A past contract. ``own_share`` is a fraction; only the part really executed counts (CJEU C-387/14)."""

    id: str
    entity: str
    title: str = ""
    cpv: str = ""
    amount: Decimal | None = None
    unit: Unit | None = None
    own_share: Decimal = Decimal(1)
    ended: date | None = None
    status: Status = Status.CLAIMED
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Person:
    """A named professional. ``dedication`` is a fraction of a full post."""

    id: str
    entity: str
    name: str = ""
    roles: tuple[str, ...] = ()
    years: Decimal | None = None
    qualification: str = ""
    dedication: Decimal = Decimal(1)
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class External:
    """Capacity of a non-member (LCSP 75), counted only with a written commitment (``letter``)."""

    id: str
    name: str
    capability: str
    value: Value
    unit: Unit | None = None
    valid_until: date | None = None
    letter: bool = False
    executes: bool = False
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that must not meet (``together`` False) or must go together (True)."""

    a: str
    b: str
    together: bool
    reason: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Register:
    """All that is known about possible partners."""

    entities: tuple[Entity, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    references: tuple[Reference, ...] = ()
    people: tuple[Person, ...] = ()
    externals: tuple[External, ...] = ()
    pairs: tuple[Pair, ...] = ()

    def names(self) -> dict[str, str]:
        """Entity name by ID; the ID itself where no name is recorded."""
        return {e.id: e.name or e.id for e in self.entities}
