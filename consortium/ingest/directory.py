"""Entities by ID and by exact name, as the other sheets of a register refer to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consortium.domain.findings import Finding, Place, error
from consortium.domain.register import Entity
from consortium.ingest.tax_ids import one_way


@dataclass(frozen=True, slots=True)
class Directory:
    """What a cell may call an entity. An ID goes before a name, a name before a tax ID."""

    ids: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    tax_ids: Mapping[str, tuple[str, ...]]

    def find(self, text: str) -> str | None:
        """The entity's ID; None where there is none, or several of that name or tax ID."""
        return self.named(text) or self._taxed(text)

    def named(self, text: str) -> str | None:
        """As ``find``, by ID and exact name only."""
        if text in self.ids:
            return text
        own = self.names.get(text, ())
        return own[0] if len(own) == 1 else None

    def _taxed(self, text: str) -> str | None:
        own = self.tax_ids.get(one_way(text), ()) if self.tax_ids and text not in self.names else ()
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
    taxed: dict[str, dict[str, None]] = defaultdict(dict)
    ids: set[str] = set()
    for entity in entities:
        ids.add(entity.id)
        if entity.name:
            names[entity.name][entity.id] = None
        if number := one_way(entity.tax_id):
            taxed[number][entity.id] = None
    by_name, by_tax = ({key: tuple(own) for key, own in found.items()} for found in (names, taxed))
    return Directory(frozenset(ids), by_name, by_tax)
