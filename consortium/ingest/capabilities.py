"""Capabilities in long form: a row for each entity and capability."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from consortium.domain import units
from consortium.domain.exact import in_range
from consortium.domain.findings import Finding, info, warning
from consortium.domain.register import Capability, Mark, Status, Value
from consortium.domain.units import Unit
from consortium.ingest.aside import ranges
from consortium.ingest.checked import At, Findings, read_day
from consortium.ingest.directory import Directory
from consortium.ingest.grid import Cell, column_letter
from consortium.ingest.numbers import amount_of, manner
from consortium.ingest.tables import Found, Record
from consortium.ingest.texts import chosen, is_blank, text_of
from consortium.ingest.thresholds import read_unit, shown
from consortium.ingest.vocabulary import MARKS, STATUSES


def read_capabilities(found: Found, known: Directory) -> tuple[tuple[Capability, ...], list[Finding]]:
    """The rows of known entities; any other row has an error that names it."""
    reader = _Reader(found)
    rows: list[Capability] = []
    findings: list[Finding] = []
    blanks: list[int] = []
    for row in found.numbers:
        cells = found.cells(row, _FIELDS)
        owner, name = text_of(cells[0]), text_of(cells[1])
        entity = known.find(owner)
        if entity is None:
            findings.append(known.fault(owner, Record(found, row).place("entity")))
        elif not name:
            findings.append(warning("capability_blank", Record(found, row).place("capability"), entity=owner))
        else:
            rows.append(reader.capability(Record(found, row), entity, name, cells))
            if is_blank(cells[2]):
                blanks.append(row)
    if blanks:
        findings.append(info("values_blank", found.view.place(blanks[0], found.columns["value"]), rows=ranges(blanks)))
    return tuple(rows), [*findings, *reader.findings]


_FIELDS = ("entity", "capability", "value", "evidence", "unit", "valid_from", "valid_until", "status")
_VALUE = ("value",)
_REMEMBERED = 65_536


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a row says beside its value. ``readable``: its unit is one."""

    unit: Unit | None
    readable: bool
    start: date | None
    end: date | None
    status: Status


class _Reader:
    """Reads the rows of one table. What they say beside their values is mostly the same, and is read once."""

    def __init__(self, found: Found) -> None:
        self.findings: list[Finding] = []
        self._column = column_letter(found.columns["value"])
        self._decimal = manner(cell for row in found.numbers if isinstance(cell := found.cells(row, _VALUE)[0], str))
        self._percents = bool(found.view.sheet.percents)
        self._known: dict[tuple[object, ...], _Terms] = {}

    def capability(self, record: Record, entity: str, name: str, cells: Sequence[Cell]) -> Capability:
        """One row, of whose fields ``cells`` are those of ``_FIELDS``; what is wrong with it joins ``findings``."""
        terms, measured = self._terms(record, entity, cells[4:]), Measured(Mark.UNKNOWN)
        if terms.readable:
            percent = self._percents and record.percent("value")
            measured, findings = value_of(cells[2], percent, terms.unit, record.at("value"), entity, self._decimal)
            self.findings += findings
        view = record.found.view
        return Capability(
            entity,
            name,
            measured.value,
            measured.unit,
            terms.start,
            terms.end,
            terms.status,
            text_of(cells[3]),
            view.file,
            view.sheet.title,
            self._column,
            record.row + 1,
        )

    def _terms(self, record: Record, entity: str, cells: Sequence[Cell]) -> _Terms:
        key = (*cells, *map(type, cells))
        known = self._known.get(key)
        if known is not None:
            return known
        unit, findings = unit_of(record, entity)
        readable = not findings
        (start, end), more = validity_of(record)
        status, last = status_of(record, entity)
        terms = _Terms(unit, readable, start, end, status)
        self.findings += [*findings, *more, *last]
        if not (findings or more or last) and len(self._known) < _REMEMBERED:
            self._known[key] = terms
        return terms


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its unit."""

    value: Value
    unit: Unit | None = None


def measured_of(record: Record, entity: str, decimal: str = "") -> tuple[Measured, Findings]:
    """The Value and Unit cells of a row; ``decimal``: the decimal mark of its column."""
    unit, unread = unit_of(record, entity)
    if unread:
        return Measured(Mark.UNKNOWN), unread
    return value_of(record["value"], record.percent("value"), unit, record.at("value"), entity, decimal)


def unit_of(record: Record, entity: str) -> tuple[Unit | None, Findings]:
    """The Unit cell of a row; a unit in the brackets of the value's heading serves where the row gives none."""
    unit, unread = read_unit(record["unit"])
    if unread:
        return None, (warning("unreadable_value_unit", record.place("unit"), entity=entity, value=unread[0][1]),)
    return unit or units.unit(record.found.units.get("value", "")), ()


def value_of(
    cell: Cell, percent: bool, unit: Unit | None, at: At, entity: str, decimal: str = ""
) -> tuple[Measured, Findings]:
    """yes, no, ? or a number in ``unit``; what is none of them is unknown, with a warning. A blank is unknown.

    ``decimal``: the decimal mark of the cell's column, "" where that is not known.
    """
    if is_blank(cell):
        return Measured(Mark.UNKNOWN, unit), ()
    mark = mark_of(cell)
    if mark is not None:
        return Measured(mark, unit), ()
    if isinstance(cell, Decimal) and not percent and in_range(cell):
        return Measured(cell, unit), ()
    amount = amount_of(cell, percent, unit, decimal)
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


def mark_of(cell: Cell) -> Mark | None:
    """yes, no or ?, None where a cell says none of them."""
    if isinstance(cell, str):
        return _mark(cell)
    return chosen(cell, MARKS) if isinstance(cell, bool) else None


@lru_cache(maxsize=16_384)
def _mark(text: str) -> Mark | None:
    return chosen(text, MARKS)


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
