"""A workbook as a tender."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from consortium.domain import units
from consortium.domain.call import Lot, Requirement, Tender
from consortium.domain.findings import Finding, Place, error, info, warning
from consortium.ingest.aside import around, ranges
from consortium.ingest.facts import Fact, find_facts, read_facts
from consortium.ingest.faults import findings_of
from consortium.ingest.grid import Cell, Workbook
from consortium.ingest.layout import layout
from consortium.ingest.requirements import FIELDS, requirement_of
from consortium.ingest.tables import Found, Record, Table, locate
from consortium.ingest.view import View

NOTHING_SAID = ("id", "text", "capability", "threshold", "rule")
"""A row that is blank in all of these requires nothing."""

_DEFAULTS = {"category": "default_category", "mandatory": "default_mandatory", "capability": "default_capability"}


@dataclass(frozen=True, slots=True)
class TenderReading:
    """A tender, the tables it was read from and everything noticed."""

    tender: Tender
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_tender(book: Workbook) -> TenderReading:
    """A workbook in the published layout (docs/formats.md), titles and headings in Spanish or English.

    Never raises: what is wrong is a finding, and what cannot be understood leaves its row undetermined.
    """
    found = layout(book, "tender")
    findings = [*found.findings]
    cells, more = find_facts(found.views["facts"]) if "facts" in found.views else ({}, [])
    values, unread = read_facts(cells)
    findings += more + unread
    lots, lots_table, more = _lots(found.views.get("lots"), str(values["currency"]))
    findings += more
    rows, rows_table, more = _requirements(found.views.get("requirements"), book.file, found.foreign)
    findings += more
    tender = replace(Tender(requirements=rows), **values)  # type: ignore[arg-type]
    tender = replace(tender, lots=lots or named_lots(rows))
    if rows_table:
        findings += findings_of(tender, Place(book.file, rows_table.sheet))
    tables = tuple(table for table in (lots_table, rows_table) if table) + found.tables
    return TenderReading(tender, tables, tuple(dict.fromkeys(findings)))


def named_lots(rows: tuple[Requirement, ...]) -> tuple[Lot, ...]:
    """Without a sheet of lots they are those that the rows name, in order of appearance."""
    return tuple(map(Lot, dict.fromkeys(lot for row in rows for lot in row.lots)))


def _lots(view: View | None, currency: str) -> tuple[tuple[Lot, ...], Table | None, list[Finding]]:
    if view is None:
        return (), None, []
    found = locate(view, "lots")
    if found is None:
        return (), None, [error("no_headings", Place(view.file, view.sheet.title), wanted="Lot / Lote")]
    lots: dict[str, Lot] = {}
    findings = around(found, vital=frozenset({"lot"}))
    for record in found.records:
        lot = record.text("lot")
        if not lot:
            findings.append(error("lot_without_id", record.place("lot")))
        elif lot in lots:
            findings.append(error("duplicate_lot", record.place("lot"), lot=lot))
        else:
            lots[lot], more = _lot(record, currency)
            findings += more
    return tuple(lots.values()), found.table(), findings


def _lot(record: Record, currency: str) -> tuple[Lot, list[Finding]]:
    names = ("estimated_value", "duration_months")
    facts = {n: Fact(record[n], record.place(n), record.percent(n), record.found.units.get(n, "")) for n in names}
    facts["currency"] = Fact(currency)
    values, findings = read_facts(facts)
    del values["currency"]
    return replace(Lot(record.text("lot"), record.text("title")), **values), findings  # type: ignore[arg-type]


def _requirements(
    view: View | None, file: str, foreign: tuple[str, ...]
) -> tuple[tuple[Requirement, ...], Table | None, list[Finding]]:
    if view is None:
        return (), None, [error("looks_like_register" if foreign else "no_requirements_table", Place(file))]
    found = locate(view, "requirements")
    if found is None:
        place = Place(file, view.sheet.title)
        return (), None, [error("no_headings", place, wanted="Requirement / Requisito")]
    findings = around(found, vital=frozenset({"id"}))
    rows: list[Requirement] = []
    stated = {record.text("id") for record in found.records}
    for record in found.records:
        if all(not record.text(field) for field in NOTHING_SAID):
            findings.append(warning("row_requires_nothing", record.place("text")))
            continue
        row, more = requirement_of(_cells(record), record.source, _percents(record), stated)
        rows.append(row)
        findings += more
    return tuple(rows), found.table(), [*findings, *_defaults(found, rows)]


def _cells(record: Record) -> dict[str, Cell]:
    """A row's cells. A heading's unit in brackets serves where the row gives none."""
    cells = {field: record[field] for field in FIELDS}
    unit = record.found.units.get("threshold")
    if unit and record.text("threshold") and not record.text("unit") and units.unit(unit):
        cells["unit"] = unit
    return cells


def _percents(record: Record) -> frozenset[str]:
    return frozenset(field for field in ("threshold", "points") if record.percent(field))


def _defaults(found: Found, rows: list[Requirement]) -> Iterator[Finding]:
    """Defaults of whole columns, told once with the rows that took them."""
    used = {row.source.row - 1 for row in rows}
    for field, code in _DEFAULTS.items():
        blank = [record.row for record in found.records if record.row in used and not record.text(field)]
        if blank:
            column = found.columns.get(field)
            cell = found.view.place(found.header if column is not None else blank[0], column or 0)
            yield info(code, cell, rows=ranges(blank))
