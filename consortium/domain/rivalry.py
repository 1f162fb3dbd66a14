"""Which members of a coalition may be competitors: the same sectors in the same territory.

Whoever works in another field or another place brings what the other lacks, and their joint bid is of low risk (EU
Horizontal Guidelines 2023; CNMC S/0519/14). A blank in the register is no evidence either way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from consortium.domain.names import normal
from consortium.domain.register import Entity


class Closeness(StrEnum):
    """How close two members are to each other's market."""

    RIVAL = "rival"
    COMPLEMENTARY = "complementary"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two members, ``a`` before ``b``, and the sectors and territories that both name, as ``a`` writes them."""

    a: str
    b: str
    closeness: Closeness
    sectors: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()


def pairings(entities: Iterable[Entity], members: Iterable[str]) -> tuple[Pairing, ...]:
    """Every pair of ``members``, by ID."""
    chosen = set(members)
    inside = sorted((e for e in entities if e.id in chosen), key=lambda e: e.id)
    return tuple(_pairing(a, b) for a, b in combinations(inside, 2))


def _pairing(a: Entity, b: Entity) -> Pairing:
    sectors = _shared(a.sectors, b.sectors)
    territories = _shared(_territories(a), _territories(b))
    if sectors and territories:
        return Pairing(a.id, b.id, Closeness.RIVAL, sectors, territories)
    apart = sectors == () or territories == ()
    return Pairing(a.id, b.id, Closeness.COMPLEMENTARY if apart else Closeness.UNKNOWN)


def _shared(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words that both have, however spelt; None where one has none recorded."""
    if not ours or not theirs:
        return None
    known = {normal(word) for word in theirs}
    return tuple(dict.fromkeys(word for word in ours if normal(word) in known))


def _territories(entity: Entity) -> tuple[str, ...]:
    return tuple(part.strip() for part in entity.territory.split(";") if part.strip())
