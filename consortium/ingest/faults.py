"""What is to be said about a tender as it stands, however it came about: read from a file or edited on screen."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from consortium.domain.call import Requirement, Tender
from consortium.domain.exact import plain
from consortium.domain.findings import Finding, Place, error, warning
from consortium.domain.need import Fault
from consortium.domain.needs import need
from consortium.ingest.numbers import stated_amount

NOWHERE = Place()
_PROBLEMS = {
    "ambiguous": "ambiguous_threshold",
    "range": "range_threshold",
    "maximum": "threshold_at_most",
    "conflict": "threshold_against_unit",
}


def findings_of(tender: Tender, place: Place = NOWHERE) -> tuple[Finding, ...]:
    """Duplicate IDs, unknown lots, undetermined rows, no requirement, no deadline. ``place``: where the rows belong."""
    nothing = () if tender.requirements else (error("no_requirements", place),)
    undated = () if tender.deadline else (warning("no_deadline"),)
    rows = (finding for row in tender.requirements for finding in _row(tender, row))
    return tuple(dict.fromkeys((*nothing, *undated, *_duplicates(tender), *rows)))


def _duplicates(tender: Tender) -> Iterator[Finding]:
    rows: dict[str, list[Requirement]] = defaultdict(list)
    for row in tender.requirements:
        rows[row.id].append(row)
    for own in rows.values():
        for row in own[1:]:
            yield error("duplicate_id", row.source.at("id"), id=row.id, other=str(own[0].source.at("id")))


def _row(tender: Tender, row: Requirement) -> Iterator[Finding]:
    known = {lot.id for lot in tender.lots}
    for lot in row.lots:
        if lot not in known:
            lots = tuple(sorted(known))
            yield error("unknown_lot", row.source.at("lot"), requirement=row.id, lot=lot, known=lots)
    for lot_id in [lot for lot in row.lots if lot in known] or (None,):
        for fault in need(tender, row, lot_id).faults:
            yield _finding(row, fault)


def _finding(row: Requirement, fault: Fault) -> Finding:
    """A fault as a finding; a threshold with two readings is told with both."""
    params = dict(fault.params)
    if fault.code == "unreadable_threshold":
        return threshold_finding(row, str(params["value"]))
    if fault.code == "formula_figures" and params["lot"]:
        return warning("formula_figures_lot", row.source.at(fault.field), requirement=row.id, **params)
    return warning(fault.code, row.source.at(fault.field), requirement=row.id, **params)


def two_readings(row: Requirement) -> tuple[Decimal, ...]:
    """The two numbers that a threshold may mean (1.500) or lies between (entre 5 y 10); empty for any other row."""
    unread = dict(row.unread).get("threshold")
    amount = stated_amount(unread, unit=row.unit) if unread else None
    return amount.readings if amount and amount.problem in ("ambiguous", "range") else ()


def threshold_finding(row: Requirement, value: str) -> Finding:
    """Why a threshold could not be read; one with two readings, or a range, is told with both numbers."""
    amount = stated_amount(value, unit=row.unit)
    readings = (Decimal(plain(number)) for number in amount.readings)
    more: dict[str, object] = dict(zip(("first", "second"), readings, strict=False))
    if amount.problem == "conflict" and row.unit is not None:
        more = {"unit": row.unit.word}
    return warning(
        _PROBLEMS.get(amount.problem, "unreadable_threshold"),
        row.source.at("threshold"),
        requirement=row.id,
        value=value,
        **more,
    )
