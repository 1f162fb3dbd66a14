"""Rows of two entries that are one entity: which speak of the same thing, and which then say the same."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from consortium.domain.names import normal
from consortium.domain.register import Capability, Entity, Mark, Pair, Person, Reference

PLACE = frozenset({"source", "file", "sheet", "column", "row"})
"""Fields that say where a row stood, not what it says."""
_MAY_BE_BLANK = frozenset({"amount", "years"})
_OWNERS = frozenset({"entity", "a", "b"})
_SAME: Mapping[type[Any], Callable[[Any], object]] = {
    Capability: lambda c: normal(c.name),
    Reference: lambda r: r.id,
    Person: lambda p: p.id,
    Pair: lambda p: frozenset({p.a, p.b}),
}


def subject(row: Any) -> object:
    """What a row of one entity speaks of: two rows of one subject clash unless they can be joined."""
    return _SAME[type(row)](row) if type(row) in _SAME else (row.tender, row.lot)


def owned(row: Any, old: str, new: str) -> Any:
    """The row with entity ``new`` in the place of ``old``."""
    if isinstance(row, Pair):
        return replace(row, a=new if row.a == old else row.a, b=new if row.b == old else row.b)
    return replace(row, entity=new)


def joined(mine: Any, theirs: Any) -> Any | None:
    """One row that says what both say, at the place of ``mine``; None where they contradict each other.

    Blanks are filled from the other row and the higher status counts; a missing date is no blank: it means "open".
    """
    filled: dict[str, Any] = {}
    for name in (f.name for f in fields(mine) if f.name not in PLACE):
        a, b = getattr(mine, name), getattr(theirs, name)
        if name == "status":
            filled[name] = max(a, b)
        elif name in _OWNERS:
            continue
        elif _blank(name, a) or _equal(a, b):
            filled[name] = b if _blank(name, a) else a
        elif not _blank(name, b):
            return None
    return replace(mine, **filled)


def filled(mine: Entity, theirs: Entity, taken: frozenset[str] = frozenset()) -> Entity:
    """The entity, its blanks filled from the other and the fields ``taken`` from it; available if one of them is."""
    found = {name: getattr(theirs, name) for name in ENTITY_FIELDS if name in taken or not getattr(mine, name)}
    sectors = {normal(sector): sector for sector in (*theirs.sectors, *mine.sectors)}
    return replace(mine, **found, sectors=tuple(sorted(sectors.values())), available=mine.available or theirs.available)


ENTITY_FIELDS = ("name", "tax_id", "legal_form", "size", "territory", "email", "cost")
"""What two entries of one entity may say differently."""


def disputed(mine: Entity, theirs: Entity) -> tuple[str, ...]:
    """The fields in which both say something, and not the same."""
    return tuple(
        name
        for name in ENTITY_FIELDS
        if (a := getattr(mine, name)) and (b := getattr(theirs, name)) and not _equal(a, b)
    )


def _equal(a: Any, b: Any) -> bool:
    return normal(a) == normal(b) if isinstance(a, str) and isinstance(b, str) else bool(a == b)


def _blank(name: str, value: Any) -> bool:
    return value in ("", (), Mark.UNKNOWN) or (value is None and name in _MAY_BE_BLANK)
