"""What a register proves for a need beside each entity's own value, as the deadline and the need see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from consortium.domain.evidence import Holding


@dataclass(frozen=True, slots=True)
class Line:
    """One entity's part in a past contract. ``own``: the amount it executed itself, in base units; None: not known.

    ``counts``: whether it is of the kind and from the years asked for; None: not known.
    """

    reference: str
    entity: str
    own: Decimal | None
    counts: bool | None


@dataclass(frozen=True, slots=True)
class Fit:
    """A person whose role is asked for. ``dedication``: a fraction of a post; ``suits`` None: not known."""

    id: str
    entity: str
    dedication: Decimal
    suits: bool | None


@dataclass(frozen=True, slots=True)
class Proofs:
    """Whatever of it the need's rule looks at; the rest is empty."""

    externals: Mapping[str, Holding] = field(default_factory=dict)
    """What non-members with a written commitment prove, by ID."""
    denominators: Mapping[str, Holding] = field(default_factory=dict)
    classified: Mapping[str, Holding] = field(default_factory=dict)
    """The best category of each entity in whatever subgroup."""
    lines: tuple[Line, ...] = ()
    fits: tuple[Fit, ...] = ()


NOTHING = Proofs()
