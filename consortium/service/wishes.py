"""What a user may prefer, from what a register says of its entities; and coalitions besides the smallest."""

from dataclasses import dataclass

from consortium.domain.names import normal
from consortium.domain.preferences import DEFAULT_ORDER as DEFAULT_ORDER
from consortium.domain.preferences import Favour, Preferences
from consortium.domain.register import Entity, Register
from consortium.optimise.variety import Found as Found
from consortium.optimise.variety import diverse, near_minimum
from consortium.service.pending import Pending, begin
from consortium.service.solving import Solution

SMALL, LOCAL, KNOWN = "small", "local", "known"
AIMS = ("points", "cost", "claims", "margin", SMALL, LOCAL, KNOWN)
"""What ties can be settled by, in the order in which it is offered."""
SMALL_WORDS = frozenset({"micro", "microempresa", "small", "pequena", "pequeno"})
SMALL_BELOW = 50
"""Headcount below which an entity is small (EU Recommendation 2003/361)."""
SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Wishes:
    """The user's words: ``known`` partners by ID, a territory, at least so many of each kind, the order of ties."""

    order: tuple[str, ...] = DEFAULT_ORDER
    territory: str = ""
    known: tuple[str, ...] = ()
    small_at_least: int = 0
    local_at_least: int = 0
    known_at_least: int = 0


def preferences(register: Register, wishes: Wishes) -> Preferences:
    """The wishes over a register as it stands; kinds that nothing asks for are left out."""
    where = normal(wishes.territory)
    kinds = (
        (SMALL, wishes.small_at_least, "", is_small),
        (LOCAL, wishes.local_at_least, wishes.territory, lambda e: bool(where) and where in normal(e.territory)),
        (KNOWN, wishes.known_at_least, "", lambda e: e.id in wishes.known),
    )
    favours = (
        Favour(name, tuple(sorted(e.id for e in register.entities if of_kind(e))), least, asked)
        for name, least, asked, of_kind in kinds
        if least or name in wishes.order
    )
    return Preferences(wishes.order, tuple(favours))


def is_small(entity: Entity) -> bool:
    """Micro or small, in either language's word or by headcount."""
    size = normal(entity.size)
    return size in SMALL_WORDS or (size.isascii() and size.isdigit() and int(size) < SMALL_BELOW)


def start_near(solution: Solution) -> Pending[Found]:
    """Coalitions one member larger than the answer's, of which none can leave."""
    size = len(solution.answer.members)
    return begin(("near", size), near_minimum, solution, solution.options, size, SECONDS)


def start_diverse(solution: Solution, differ: int, count: int = 10) -> Pending[Found]:
    """Coalitions of which each has ``differ`` members that each one before lacks, smallest first."""
    return begin(("diverse", differ, count), diverse, solution, solution.options, differ, count, SECONDS)
