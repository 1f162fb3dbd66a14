"""Capabilities in long form: a row for each entity and capability."""

from dataclasses import dataclass
from datetime import date

from consortium.domain import units
from consortium.domain.findings import Finding, info, warning
from consortium.domain.register import Capability, Mark, Status, Value
from consortium.domain.units import Unit
from consortium.ingest.aside import ranges
from consortium.ingest.checked import At, Findings, read_day
from consortium.ingest.directory import Directory
from consortium.ingest.grid import Cell, column_letter
from consortium.ingest.numbers import amount_of
from consortium.ingest.tables import Found, Record
from consortium.ingest.texts import chosen, is_blank, text_of
from consortium.ingest.thresholds import read_unit, shown
from consortium.ingest.vocabulary import MARKS, STATUSES


def read_capabilities(found: Found, known: Directory) -> tuple[tuple[Capability, ...], list[Finding]]:
    """The rows of known entities; any other row has an error that names it."""
    rows: list[Capability] = []
    findings: list[Finding] = []
    blanks: list[int] = []
    column = column_letter(found.columns["value"])
    for record in found.records:
        entity, name = known.find(record.text("entity")), record.text("capability")
        if entity is None:
            findings.append(known.fault(record.text("entity"), record.place("entity")))
        elif not name:
            findings.append(warning("capability_blank", record.place("capability"), entity=record.text("entity")))
        else:
            row, more = _capability(record, entity, name, column)
            rows.append(row)
            findings += more
            if is_blank(record["value"]):
                blanks.append(record.row)
    if blanks:
        findings.append(info("values_blank", found.view.place(blanks[0], found.columns["value"]), rows=ranges(blanks)))
    return tuple(rows), findings


def _capability(record: Record, entity: str, name: str, column: str) -> tuple[Capability, list[Finding]]:
    measured, findings = measured_of(record, entity)
    valid, more = validity_of(record)
    status, last = status_of(record, entity)
    return Capability(
        entity=entity,
        name=name,
        value=measured.value,
        unit=measured.unit,
        valid_from=valid[0],
        valid_until=valid[1],
        status=status,
        evidence=record.text("evidence"),
        file=record.found.view.file,
        sheet=record.found.view.sheet.title,
        column=column,
        row=record.row + 1,
    ), [*findings, *more, *last]


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its unit."""

    value: Value
    unit: Unit | None = None


def measured_of(record: Record, entity: str) -> tuple[Measured, Findings]:
    """The Value and Unit cells of a row; a unit in the heading's brackets serves where the row gives none."""
    unit, unread = read_unit(record["unit"])
    if unread:
        place = record.place("unit")
        return Measured(Mark.UNKNOWN), (warning("unreadable_value_unit", place, entity=entity, value=unread[0][1]),)
    unit = unit or units.unit(record.found.units.get("value", ""))
    return value_of(record["value"], record.percent("value"), unit, record.at("value"), entity)


def value_of(cell: Cell, percent: bool, unit: Unit | None, at: At, entity: str) -> tuple[Measured, Findings]:
    """yes, no, ? or a number in ``unit``; what is none of them is unknown, with a warning. A blank is unknown."""
    if is_blank(cell):
        return Measured(Mark.UNKNOWN, unit), ()
    mark = chosen(cell, MARKS) if isinstance(cell, str | bool) else None
    if mark is not None:
        return Measured(mark, unit), ()
    amount = amount_of(cell, percent, unit)
    if amount.number is not None:
        return Measured(amount.number, amount.unit), ()
    told = {"entity": entity, "value": shown(cell, percent)}
    if amount.problem == "ambiguous":
        first, second = amount.readings
        return Measured(Mark.UNKNOWN, unit), (warning("ambiguous_value", at(), **told, first=first, second=second),)
    if amount.problem == "conflict":
        word = unit.word if unit else ""
        return Measured(Mark.UNKNOWN, unit), (warning("value_against_unit", at(), **told, unit=word),)
    return Measured(Mark.UNKNOWN, unit), (warning("unreadable_value", at(), **told),)


def validity_of(record: Record) -> tuple[tuple[date | None, date | None], list[Finding]]:
    """First and last day of a row."""
    start, findings = read_day(record["valid_from"], record.at("valid_from"), open_ended=True)
    end, more = read_day(record["valid_until"], record.at("valid_until"), open_ended=True)
    swapped = start is not None and end is not None and start > end
    odd = (warning("days_swapped", record.place("valid_from"), first=start, last=end),) if swapped else ()
    return (start, end), [*findings, *more, *odd]


def status_of(record: Record, entity: str) -> tuple[Status, Findings]:
    """How well it is proved; claimed where blank or not understood."""
    status = chosen(record["status"], STATUSES)
    if status is None and record.text("status"):
        place = record.place("status")
        return Status.CLAIMED, (warning("unreadable_status", place, entity=entity, value=text_of(record["status"])),)
    return status or Status.CLAIMED, ()
