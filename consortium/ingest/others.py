"""References, people, externals and pairs of a register."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from consortium.domain.findings import Finding, Place, error, warning
from consortium.domain.register import External, Pair, Person, Reference
from consortium.ingest.capabilities import measured_of, status_of, value_of
from consortium.ingest.checked import number_of, read_day, share_of
from consortium.ingest.directory import Directory
from consortium.ingest.tables import Found, Record
from consortium.ingest.texts import chosen, is_blank, parts
from consortium.ingest.thresholds import read_unit
from consortium.ingest.vocabulary import TOGETHER, YES_NO

Row = TypeVar("Row")
Rows = tuple[tuple[Row, ...], list[Finding]]


def _owned(found: Found, known: Directory, read: Callable[[Record, str], tuple[Row, list[Finding]]]) -> Rows[Row]:
    """Rows that belong to a known entity; one ID twice in one entity is an error."""
    rows: list[Row] = []
    findings: list[Finding] = []
    first: dict[tuple[str, str], Place] = {}
    for record in found.records:
        entity, row_id = known.find(record.text("entity")), record.text("id")
        if entity is None:
            findings.append(known.fault(record.text("entity"), record.place("entity")))
        elif not row_id:
            findings.append(warning("row_without_id", record.place("id"), entity=entity))
        elif (entity, row_id) in first:
            other = str(first[entity, row_id])
            findings.append(error("duplicate_row", record.place("id"), id=row_id, entity=entity, other=other))
        else:
            first[entity, row_id] = record.place("id")
            row, more = read(record, entity)
            rows.append(row)
            findings += more
    return tuple(rows), findings


def read_references(found: Found, known: Directory) -> Rows[Reference]:
    """Past contracts."""
    return _owned(found, known, _reference)


def _reference(record: Record, entity: str) -> tuple[Reference, list[Finding]]:
    findings: list[Finding] = []
    unit, unread = read_unit(record["unit"])
    findings += [warning("unreadable_value_unit", record.place("unit"), entity=entity, value=t) for _, t in unread]
    measured, more = value_of(record["amount"], record.percent("amount"), unit, record.at("amount"), entity)
    share, last = share_of(record["own_share"], record.place("own_share"), record.percent("own_share"))
    ended, odd = read_day(record["ended"], record.at("ended"))
    status, poor = status_of(record, entity)
    amount = measured.value if isinstance(measured.value, Decimal) and not unread else None
    return Reference(
        id=record.text("id"),
        entity=entity,
        title=record.text("title"),
        cpv=record.text("cpv"),
        amount=amount,
        unit=measured.unit,
        own_share=Decimal(1) if share is None else share,
        ended=ended,
        status=status,
        source=record.source,
    ), [*findings, *more, *last, *odd, *poor]


def read_people(found: Found, known: Directory) -> Rows[Person]:
    """Named professionals."""
    return _owned(found, known, _person)


def _person(record: Record, entity: str) -> tuple[Person, list[Finding]]:
    years, findings = number_of(record["years"], record.place("years"), fits=lambda unit: unit.base == "years")
    dedication, more = share_of(record["dedication"], record.place("dedication"), record.percent("dedication"))
    return Person(
        id=record.text("id"),
        entity=entity,
        name=record.text("name"),
        roles=parts(record.text("roles")),
        years=years,
        qualification=record.text("qualification"),
        dedication=Decimal(1) if dedication is None else dedication,
        source=record.source,
    ), [*findings, *more]


def read_externals(found: Found) -> Rows[External]:
    """Capacity of non-members; rows of one ID are one external."""
    rows: list[External] = []
    findings: list[Finding] = []
    for record in found.records:
        if not (record.text("id") or record.text("name")):
            findings.append(warning("external_without_id", record.place("id")))
        elif not record.text("capability"):
            findings.append(warning("capability_blank", record.place("capability"), entity=record.text("id")))
        else:
            row, more = _external(record)
            rows.append(row)
            findings += more
    return tuple(rows), findings


def _external(record: Record) -> tuple[External, list[Finding]]:
    external_id = record.text("id") or record.text("name")
    measured, findings = measured_of(record, external_id)
    until, more = read_day(record["valid_until"], record.at("valid_until"), open_ended=True)
    answers = {field: chosen(record[field], YES_NO) for field in ("letter", "executes")}
    odd = [
        warning("unreadable_answer", record.place(field), entity=external_id, value=record.text(field))
        for field, answer in answers.items()
        if answer is None and not is_blank(record[field])
    ]
    return External(
        id=external_id,
        name=record.text("name"),
        capability=record.text("capability"),
        value=measured.value,
        unit=measured.unit,
        valid_until=until,
        letter=answers["letter"] is True,
        executes=answers["executes"] is True,
        source=record.source,
    ), [*findings, *more, *odd]


def read_pairs(found: Found, known: Directory) -> Rows[Pair]:
    """Who must not meet, and who must go together."""
    rows: list[Pair] = []
    findings: list[Finding] = []
    for record in found.records:
        ids = {field: known.find(record.text(field)) for field in ("a", "b")}
        together = chosen(record["relation"], TOGETHER)
        faults = [known.fault(record.text(f), record.place(f)) for f, found_id in ids.items() if found_id is None]
        if ids["a"] is not None and ids["a"] == ids["b"]:
            faults.append(error("pair_with_itself", record.place("b"), entity=ids["a"]))
        if together is None:
            faults.append(error("unreadable_relation", record.place("relation"), value=record.text("relation")))
        findings += faults
        if not faults:
            reason = record.text("reason")
            rows.append(Pair(str(ids["a"]), str(ids["b"]), together is True, reason, record.source))
    return tuple(rows), findings
