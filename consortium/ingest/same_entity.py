"""One entity met on several sheets is one; what the sheets say of it differently, or who may be one, is told."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from rapidfuzz import fuzz

from consortium.domain.duplicates import twins
from consortium.domain.findings import Finding, warning
from consortium.domain.register import Entity
from consortium.ingest.directory import directory
from consortium.ingest.tax_ids import one_way

_OWN = tuple(field.name for field in fields(Entity) if field.name not in ("id", "cost", "available", "source"))
"""What a second sheet may add to an entity; cost and availability are those of the first."""


def joined(known: tuple[Entity, ...], more: tuple[Entity, ...]) -> tuple[tuple[Entity, ...], list[Finding]]:
    """The entities of another sheet beside those known: the same by ID or exact name only, blanks filled."""
    found = {entity.id: entity for entity in known}
    names = directory(known)
    findings: list[Finding] = []
    for entity in more:
        same = names.named(entity.id) or names.named(entity.name)
        if same is None:
            found[entity.id] = entity
        else:
            found[same], clashes = _filled(found[same], entity)
            findings += clashes
    return tuple(found.values()), findings


def _filled(first: Entity, second: Entity) -> tuple[Entity, list[Finding]]:
    changes: dict[str, object] = {}
    clashes = []
    for field in _OWN:
        old, new = getattr(first, field), getattr(second, field)
        if new and not old:
            changes[field] = new
        elif new and old != new and not (field == "name" and new == first.id):
            place, other = second.source.at(field), str(first.source.at(field))
            clashes.append(warning("entity_differs", place, entity=first.id, value=new, kept=old, other=other))
    return replace(first, **changes) if changes else first, clashes  # type: ignore[arg-type]


def doubles(entities: tuple[Entity, ...]) -> Iterator[Finding]:
    """Entities that bear one tax ID, or nearly one name: two until a person says that they are one."""
    by_id = {entity.id: entity for entity in entities}
    for pair in twins(entities, _tax_ids(entities), fuzz.token_sort_ratio):
        first, second = by_id[pair.a], by_id[pair.b]
        told = {"entity": second.name or second.id, "other": first.name or first.id}
        if pair.by == "tax_id":
            yield warning("entity_same_tax_id", second.source.at("tax_id"), **told, tax_id=second.tax_id)
        else:
            yield warning("entity_alike", second.source.at("name"), **told)


def _tax_ids(entities: tuple[Entity, ...]) -> Mapping[str, str]:
    return {e.id: number for e in entities if (number := one_way(e.tax_id))}
