"""A workbook as a tender."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from consortium.domain import units
from consortium.domain.call import Lot, Requirement, Tender
from consortium.domain.findings import Finding, Place, error, info, warning
from consortium.ingest.above import facts_above
from consortium.ingest.aside import around, out_of_sight, ranges
from consortium.ingest.facts import Fact, find_facts, read_facts
from consortium.ingest.faults import findings_of
from consortium.ingest.grid import Cell, Workbook
from consortium.ingest.layout import notes
from consortium.ingest.locating import found_of
from consortium.ingest.mapping import BookMapping, TableMapping
from consortium.ingest.numbers import manner
from consortium.ingest.proposing import Survey, left_out, propose, survey, unread_tables
from consortium.ingest.requirements import FIELDS, requirement_of
from consortium.ingest.sections import category_of, lot_of
from consortium.ingest.tables import Found, Record, Table, locate
from consortium.ingest.texts import chosen, is_blank, key, text_of
from consortium.ingest.view import View
from consortium.ingest.vocabulary import CATEGORIES, HEADINGS, YES_NO

NOTHING_SAID = ("id", "text", "capability", "threshold", "rule")
"""A row that is blank in all of these requires nothing."""

_DEFAULTS = {"category": "default_category", "mandatory": "default_mandatory", "capability": "default_capability"}


@dataclass(frozen=True, slots=True)
class TenderReading:
    """A tender, the tables it was read from, how they were taken, and everything noticed."""

    tender: Tender
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    mapping: BookMapping = BookMapping()


def read_tender(book: Workbook, mapping: BookMapping | None = None) -> TenderReading:
    """A workbook as a tender: its sheets as ``mapping`` says, or as the app itself takes them.

    Never raises: what is wrong is a finding, and what cannot be understood leaves its row undetermined.
    """
    seen = survey(book)
    taken = propose(book, seen) if mapping is None else mapping
    views = {sheet.title: View(book.file, sheet) for sheet in book.sheets}
    shown = {table.sheet for table in taken.tables if table.hidden}
    views = {title: replace(view, shown=True) if title in shown else view for title, view in views.items()}
    findings = [*notes(book), *left_out(book, seen, taken)]
    for title in dict.fromkeys(table.sheet for table in taken.tables if table.sheet in views):
        findings += out_of_sight(views[title])
    reading = _Reading(book.file, views, taken, findings)
    tender = reading.tender(seen)
    unread = tuple(_unread(view, table) for view, table in unread_tables(seen, taken))
    return TenderReading(tender, (*reading.tables, *unread), tuple(dict.fromkeys(reading.findings)), taken)


def _unread(view: View, table: TableMapping) -> Table:
    return _located(view, [table])[0].table(view.sheet.hidden)


class _Reading:
    """Collects tables and findings while the sheets are read."""

    def __init__(self, file: str, views: Mapping[str, View], mapping: BookMapping, findings: list[Finding]) -> None:
        self.file, self.views, self.mapping, self.findings = file, views, mapping, findings
        self.tables: list[Table] = []

    def tender(self, seen: Survey) -> Tender:
        """The tender that the mapped sheets hold."""
        found = self._requirement_tables()
        facts = self._facts(found)
        values, unread = read_facts(facts)
        self.findings += unread
        lots, table, more = _lots(self._view("lots"), str(values["currency"]))
        self.tables += [table] if table else []
        self.findings += more
        rows = self._rows(found, lots)
        tender = replace(Tender(requirements=rows), **values)  # type: ignore[arg-type]
        tender = replace(tender, lots=lots or _titled(named_lots(rows), self.mapping))
        if found:
            self.findings += findings_of(tender, Place(self.file, found[0].view.sheet.title))
        elif not self._mapped("requirements"):
            place = Place(self.file)
            self.findings.append(error("looks_like_register" if seen.foreign else "no_requirements_table", place))
        return tender

    def _mapped(self, kind: str) -> tuple[TableMapping, ...]:
        return tuple(table for table in self.mapping.tables if table.kind == kind and table.sheet in self.views)

    def _view(self, kind: str) -> View | None:
        return next((self.views[table.sheet] for table in self._mapped(kind)), None)

    def _facts(self, found: Sequence[Found]) -> Mapping[str, Fact]:
        view = self._view("facts")
        if view is None:
            return facts_above(found[0]) if found else {}
        facts, more = find_facts(view)
        self.findings += more
        return facts

    def _requirement_tables(self) -> tuple[Found, ...]:
        by_sheet: dict[str, list[TableMapping]] = {}
        for table in self._mapped("requirements"):
            if table.header:
                by_sheet.setdefault(table.sheet, []).append(table)
            else:
                place = Place(self.file, table.sheet)
                self.findings.append(error("no_headings", place, wanted="Requirement / Requisito"))
        return tuple(found for title, own in by_sheet.items() for found in _located(self.views[title], own))

    def _rows(self, tables: Sequence[Found], lots: tuple[Lot, ...]) -> tuple[Requirement, ...]:
        ids = _Ids(tables)
        rows: list[Requirement] = []
        doubtful = {table.sheet: table for table in self.mapping.tables if table.kind == "requirements"}
        for found in tables:
            self.tables.append(found.table())
            self.findings += around(found, vital=frozenset({"id"}))
            self.findings += _guessed(found, doubtful[found.view.sheet.title])
            own, more = _requirements(found, ids, lots)
            rows += own
            self.findings += more
        return tuple(rows)


def _located(view: View, tables: list[TableMapping]) -> tuple[Found, ...]:
    turned = [table for table in tables if table.flipped]
    if turned:
        return found_of(view.turned(), tuple(turned))
    return found_of(view, tuple(tables))


def named_lots(rows: tuple[Requirement, ...]) -> tuple[Lot, ...]:
    """Without a sheet of lots they are those that the rows name, in order of appearance."""
    return tuple(map(Lot, dict.fromkeys(lot for row in rows for lot in row.lots)))


def _titled(lots: tuple[Lot, ...], mapping: BookMapping) -> tuple[Lot, ...]:
    """The lots with what their sheets' titles call them."""
    titles = dict(told for table in mapping.tables if (told := lot_of(table.sheet)))
    return tuple(replace(lot, title=titles.get(lot.id, "")) for lot in lots)


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


class _Ids:
    """The IDs of a tender whose rows stand in several tables; one that two tables have bears its lot's name."""

    def __init__(self, tables: Sequence[Found]) -> None:
        own = [{text for record in found.records if (text := record.text("id"))} for found in tables]
        self.taken = {text for ids in own for text in ids}
        self._shared = {text for text in self.taken if sum(text in ids for ids in own) > 1}

    def of(self, record: Record) -> str:
        """The row's ID, "" where it has none."""
        text = record.text("id")
        lot = record.found.lot
        return f"{lot}-{text}" if lot and text in self._shared else text


def _requirements(found: Found, ids: _Ids, lots: tuple[Lot, ...]) -> tuple[list[Requirement], list[Finding]]:
    rows: list[Requirement] = []
    findings: list[Finding] = []
    nowhere: list[int] = []
    decimal = manner(record["threshold"] for record in found.records)
    for record in found.records:
        if all(not record.text(field) for field in NOTHING_SAID):
            findings.append(warning("row_requires_nothing", record.place("text")))
        elif found.marks and not _marked(record):
            nowhere.append(record.row)
        else:
            row, more = requirement_of(_cells(record, ids, lots), record.source, _percents(record), ids.taken, decimal)
            ids.taken.add(row.id)
            rows.append(row)
            findings += more
    if nowhere:
        place = found.view.place(nowhere[0], min(found.marks))
        findings.append(info("applies_nowhere", place, rows=ranges(nowhere)))
    return rows, [*findings, *_defaults(found, rows)]


def _marked(record: Record) -> str:
    """The lots in whose columns the row says yes, and those of a column of lots."""
    view = record.found.view
    yes = [lot for column, lot in record.found.marks.items() if chosen(view.value(record.row, column), YES_NO)]
    return ";".join((told[0] if (told := lot_of(lot)) else lot).replace(";", ",") for lot in yes)


def _cells(record: Record, ids: _Ids, lots: tuple[Lot, ...]) -> dict[str, Cell]:
    """A row's cells. A heading's unit in brackets serves where the row gives none."""
    cells = {field: record[field] for field in FIELDS}
    cells["id"] = ids.of(record)
    cells["category"] = _category(cells["category"])
    unit = record.found.units.get("threshold")
    if unit and record.text("threshold") and not record.text("unit") and units.unit(unit):
        cells["unit"] = unit
    if record.found.marks:
        cells["lot"] = _marked(record)
    elif _is_announced(record):
        cells["lot"] = _known_lot(text_of(cells["lot"]), lots)
    return cells


def _category(cell: Cell) -> Cell:
    """The category that a cell words as a title does ("Solvencia económica"); else the cell as it is."""
    told = None if chosen(cell, CATEGORIES) else category_of(text_of(cell))
    return str(told) if told else cell


def _is_announced(record: Record) -> bool:
    """Whether a title, not the row, says its lot."""
    column = record.found.columns.get("lot")
    return column is None or is_blank(record.found.view.value(record.row, column))


def _known_lot(text: str, lots: tuple[Lot, ...]) -> str:
    """The lot of the sheet of lots that a title means: "2" is also the lot "Lote 2"."""
    names = {key(told[0] if (told := lot_of(lot.id)) else lot.id): lot.id for lot in lots}
    return names.get(key(text), text)


def _guessed(found: Found, table: TableMapping) -> Iterator[Finding]:
    """The columns whose role is no more than likely."""
    for role in table.doubtful:
        wanted = HEADINGS["requirements"]["lot" if role.field == "applies" else role.field][:2]
        column = found.columns.get(role.field, min(found.marks, default=0))
        place = found.view.place(found.header, column)
        yield warning("column_guessed", place, heading=role.heading, field=" / ".join(wanted))


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
