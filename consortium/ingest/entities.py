"""Rows of entities."""

from decimal import Decimal

from consortium.domain.findings import Finding, Place, error, info, warning
from consortium.domain.register import Entity
from consortium.ingest.checked import number_of
from consortium.ingest.sections import is_note, is_total
from consortium.ingest.tables import Found, Record
from consortium.ingest.texts import chosen, parts, text_of
from consortium.ingest.view import View
from consortium.ingest.vocabulary import YES_NO


def read_entities(found: Found, skip: int | None = None) -> tuple[tuple[Entity, ...], list[Finding]]:
    """The entities of a table. One without ID goes by its name; an ID met again is an error.

    ``skip``: a row that holds no entity but the units of the columns.
    """
    entities: list[Entity] = []
    findings: list[Finding] = []
    first: dict[str, Place] = {}
    for record in (record for record in found.records if record.row != skip):
        if is_remark(found.view, record.row):
            findings.append(info("cell_not_used", found.view.place(record.row, found.view.filled(record.row)[0])))
            continue
        entity, more = _entity(record)
        findings += more
        if not entity.id:
            findings.append(warning("entity_without_id", record.place("id")))
        elif entity.id in first:
            findings.append(error("duplicate_entity", record.place("id"), id=entity.id, other=str(first[entity.id])))
        else:
            first[entity.id] = record.place("id")
            entities.append(entity)
    if not entities:
        findings.append(error("no_entities", Place(found.view.file, found.view.sheet.title)))
    return tuple(entities), findings


def is_remark(view: View, row: int) -> bool:
    """Whether a row says one thing only, and that is a note or the label of a total."""
    filled = view.filled(row)
    text = text_of(view.value(row, filled[0])) if len(filled) == 1 else ""
    return bool(text) and (is_note(text) or is_total(text))


def _entity(record: Record) -> tuple[Entity, list[Finding]]:
    name = record.text("name")
    entity_id = record.text("id") or name
    cost, findings = number_of(record["cost"], record.place("cost"), record.percent("cost"))
    available = chosen(record["available"], YES_NO)
    more: list[Finding] = [*findings]
    if record.text("available") and available is None:
        more.append(
            warning("unreadable_available", record.place("available"), entity=entity_id, value=record.text("available"))
        )
    if not record.text("id") and name and "id" in record.found.columns:
        more.append(info("entity_named", record.place("name"), entity=name))
    return Entity(
        id=entity_id,
        name=name,
        tax_id=record.text("tax_id"),
        legal_form=record.text("legal_form"),
        size=record.text("size"),
        sectors=parts(record.text("sectors")),
        territory=record.text("territory"),
        email=record.text("email"),
        cost=cost or Decimal(0),
        available=available is not False,
        source=record.source,
    ), more
