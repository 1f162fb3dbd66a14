"""The register as a whole: read at one moment, searched, and compared with another that is to come in."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from consortium.domain.names import normal
from consortium.domain.register import Capability, Entity, External, Pair, Person, Reference, Register
from consortium.store.base import Kept, Plan
from consortium.store.kinds import BY_TYPE
from consortium.store.rows import kept
from consortium.store.tables import capability, entity

_PARTS: Mapping[type[Any], str] = {
    Entity: "entities",
    Capability: "capabilities",
    Reference: "references",
    Person: "people",
    External: "externals",
    Pair: "pairs",
}
REGISTER_WORDS = frozenset({"store.personal", "store.alias", *(BY_TYPE[kind].word for kind in _PARTS)})
"""The kinds, by their words, that change what a register says; an erasure destroys e-mails and people."""
_SAME: Mapping[type[Any], Callable[[Any], tuple[str, ...]]] = {
    Entity: lambda e: (e.id,),
    Capability: lambda c: (c.entity, normal(c.name)),
    Reference: lambda r: (r.entity, r.id),
    Person: lambda p: (p.entity, p.id),
    External: lambda e: (e.id, normal(e.capability)),
    Pair: lambda p: (min(p.a, p.b), max(p.a, p.b)),
}
"""What makes two rows the same thing at two times; several rows may share it."""


def read(connection: Connection, space: str) -> Register:
    """The register, rows in the order they were added."""
    parts = {field: kept(connection, space, BY_TYPE[kind]) for kind, field in _PARTS.items()}
    return Register(**{field: tuple(k.value for k in rows) for field, rows in parts.items()})


def plan(connection: Connection, space: str, register: Register) -> Plan:
    """What would be added, changed and gone. Entities come first where added, last where gone."""
    parts = [
        compare(kept(connection, space, BY_TYPE[kind]), getattr(register, field), _SAME[kind])
        for kind, field in _PARTS.items()
    ]
    return Plan(
        added=tuple(value for part in parts for value in part.added),
        changed=tuple(change for part in parts for change in part.changed),
        gone=tuple(gone for part in reversed(parts) for gone in part.gone),
    )


def compare(now: Sequence[Kept[Any]], then: Iterable[Any], same: Callable[[Any], tuple[str, ...]]) -> Plan:
    """Pair rows of equal content first, then rows of the same thing in order; what is left is new or gone.

    Where a row stands in its file is not content: an unchanged row keeps the place it came from.
    """
    equal = _shelved(now, _content)
    odd = [value for value in then if _taken(equal, _content(value)) is None]
    rest = _shelved((row for rows in equal.values() for row in rows), same)
    pairs = [(_taken(rest, same(value)), value) for value in odd]
    return Plan(
        added=tuple(value for row, value in pairs if row is None),
        changed=tuple((row, value) for row, value in pairs if row is not None),
        gone=tuple(row for rows in rest.values() for row in rows),
    )


def _content(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in BY_TYPE[type(value)].columns if name not in _PLACE)


_PLACE = frozenset({"source", "file", "sheet", "column", "row"})


def _shelved(rows: Iterable[Kept[Any]], key: Callable[[Any], tuple[Any, ...]]) -> dict[Any, deque[Kept[Any]]]:
    shelf: dict[Any, deque[Kept[Any]]] = defaultdict(deque)
    for row in rows:
        shelf[key(row.value)].append(row)
    return shelf


def _taken(shelf: dict[Any, deque[Kept[Any]]], key: Any) -> Kept[Any] | None:
    rows = shelf.get(key)
    return rows.popleft() if rows else None


def search(connection: Connection, space: str, text: str) -> tuple[str, ...]:
    """IDs of the entities that have every word of ``text`` among their own texts and their capabilities' names."""
    found: set[str] | None = None
    for word in normal(text).split():
        own = select(entity.c.id).where(entity.c.workspace == space, entity.c.search.contains(word, autoescape=True))
        held = select(capability.c.entity).where(
            capability.c.workspace == space, capability.c.search.contains(word, autoescape=True)
        )
        ids = set(connection.execute(own.union(held)).scalars())
        found = ids if found is None else found & ids
    every = select(entity.c.id).where(entity.c.workspace == space).order_by(entity.c.uid)
    return tuple(e for e in connection.execute(every).scalars() if found is None or e in found)
