"""Entities by ID and by exact name, as the other sheets of a register refer to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consortium.domain.findings import Finding, Place, error
from consortium.domain.register import Entity


@dataclass(frozen=True, slots=True)
class Directory:
    """What a cell may call an entity. An ID goes before a name."""

    ids: frozenset[str]
    names: Mapping[str, tuple[str, ...]]

    def find(self, text: str) -> str | None:
        """The entity's ID; None where there is none, or several of that name."""
        if text in self.ids:
            return text
        own = self.names.get(text, ())
        return own[0] if len(own) == 1 else None

    def fault(self, text: str, place: Place) -> Finding:
        """Why ``find`` gave none."""
        if not text:
            return error("entity_blank", place)
        if text in self.names:
            return error("ambiguous_entity", place, entity=text, ids=self.names[text])
        return error("unknown_entity", place, entity=text)


def directory(entities: Iterable[Entity]) -> Directory:
    """The directory of a register's entities."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    ids: set[str] = set()
    for entity in entities:
        ids.add(entity.id)
        if entity.name:
            names[entity.name][entity.id] = None
    return Directory(frozenset(ids), {name: tuple(own) for name, own in names.items()})
