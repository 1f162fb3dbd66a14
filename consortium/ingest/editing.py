"""A tender's rows and facts as tables to edit, and back with all findings."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from consortium.domain.call import TOLD, Requirement, Source, Tender
from consortium.domain.findings import Finding
from consortium.ingest.facts import Fact, read_facts
from consortium.ingest.faults import findings_of
from consortium.ingest.grid import Cell
from consortium.ingest.numbers import clear, parse
from consortium.ingest.parameters import written
from consortium.ingest.requirements import free_id, requirement_of
from consortium.ingest.tender import TenderReading, named_lots
from consortium.ingest.texts import is_blank, text_of
from consortium.ingest.thresholds import read_threshold

FACTS = (
    "reference", "title", "buyer", "cpv", "estimated_value", "currency", "duration_months", "deadline", "minimum_share",
)  # fmt: skip


def rows_of(tender: Tender) -> tuple[dict[str, object], ...]:
    """The requirements by field of the published format. Texts, but ``mandatory`` (bool) and ``points`` (Decimal)."""
    return tuple(map(_row, tender.requirements))


def _row(row: Requirement) -> dict[str, object]:
    unread = dict(row.unread)
    return {
        "id": row.id,
        "lot": ";".join(row.lots),
        "category": unread.get("category", str(row.category)),
        "text": row.text,
        "capability": row.capability,
        "rule": unread.get("rule", str(row.rule) if row.rule else ""),
        "threshold": unread.get("threshold", _threshold(row)),
        "unit": unread.get("unit", row.unit.word if row.unit else ""),
        "parameters": _parameters(row),
        "mandatory": row.mandatory,
        "points": row.points,
        "alternative": unread.get("alternative", _alternative(row)),
        "evidence": row.evidence,
        "source": row.clause,
    }


def _threshold(row: Requirement) -> str:
    """As it was written, unless that would be read in another way without its cell's format."""
    if not isinstance(row.threshold, Decimal):
        return row.threshold_text
    again = read_threshold(row.threshold_text, row.unit.word if row.unit else None)
    return row.threshold_text if (again.value, again.unit) == (row.threshold, row.unit) else clear(row.threshold)


def _parameters(row: Requirement) -> str:
    unread = [text for field, text in row.unread if field == "parameters"]
    return "; ".join(part for part in (written(row.parameters, clear), *unread) if part)


def _alternative(row: Requirement) -> str:
    return f"{row.alternative.group}/{row.alternative.option}" if row.alternative else ""


def tender_with_rows(tender: Tender, rows: Sequence[Mapping[str, object]]) -> TenderReading:
    """The tender with its requirements as edited. A row keeps the place of the row whose ID it bears.

    A rule that was a default before and stays untouched is a default still, and follows the row's other cells.
    Without a sheet of lots of their own, the lots follow the rows.
    """
    before = {row.id: row for row in reversed(tender.requirements)}
    taken = {text_of(cell_of(cells.get("id"))) for cells in rows}
    made = [_requirement(n, cells, before, taken) for n, cells in enumerate(rows, start=1)]
    found = tuple(row for row, _ in made)
    follow = tender.lots == named_lots(tender.requirements)
    edited = replace(tender, requirements=found, lots=named_lots(found) if follow else tender.lots)
    findings = (finding for _, own in made for finding in own)
    return TenderReading(edited, (), tuple(dict.fromkeys((*findings, *findings_of(edited)))))


def _requirement(
    n: int, given: Mapping[str, object], before: Mapping[str, Requirement], taken: Container[str]
) -> tuple[Requirement, tuple[Finding, ...]]:
    cells = {field: cell_of(value) for field, value in given.items()}
    if is_blank(cells.get("id")):
        cells["id"] = free_id(f"R{n}", taken)
    old = before.get(text_of(cells["id"]))
    if old is not None and not old.rule_stated and cells.get("rule") == (str(old.rule) if old.rule else None):
        cells["rule"] = None
    row, findings = requirement_of(cells, old.source if old else Source())
    return replace(row, stated=_stated(row, given, old)), findings


def _stated(row: Requirement, given: Mapping[str, object], old: Requirement | None) -> tuple[str, ...]:
    """What the sheet said before, and what a person has changed since. Another text is a row of its own."""
    if old is None or old.text != row.text:
        return row.stated
    shown = _row(old)
    return tuple(f for f in TOLD if f in old.stated or cell_of(given.get(f)) != cell_of(shown[f]))


def cell_of(value: object) -> Cell:
    """A value from the screen as a cell; a float as its shortest decimal."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool | Decimal | date | None):
        return value.date() if isinstance(value, datetime) else value
    return Decimal(repr(value)) if isinstance(value, int | float) else str(value)


def facts_of(tender: Tender) -> dict[str, object]:
    """The tender's facts by field of the published format; ``minimum_share`` in per cent."""
    facts: dict[str, object] = {field: getattr(tender, field) for field in FACTS}
    return facts | {"minimum_share": tender.minimum_share * 100}


def tender_with_facts(tender: Tender, changed: Mapping[str, object]) -> TenderReading:
    """The tender with some facts as edited, each a text or a value; a blank takes the field's default.

    A number whose text has two readings, one of them the value that the tender has, is that value.
    """
    now = facts_of(tender)
    given = {field: Fact(_settled(_fact(value), now.get(field))) for field, value in (now | dict(changed)).items()}
    values, unread = read_facts(given)
    blank = {field: getattr(Tender(), field) for field in FACTS}
    edited = replace(tender, **(blank | values))
    reading = tender_with_rows(edited, rows_of(edited))
    return replace(reading, findings=(*unread, *reading.findings))


def _fact(value: object) -> Cell:
    return ";".join(map(str, value)) or None if isinstance(value, tuple | list) else cell_of(value)


def _settled(cell: Cell, now: object) -> Cell:
    readings = parse(cell).numbers if isinstance(cell, str) else ()
    return now if isinstance(now, Decimal) and len(readings) == 2 and now in readings else cell
