"""Thresholds that may be either of two numbers: asked, and answered by a person."""

from collections.abc import Mapping
from decimal import Decimal

from consortium.domain.call import Requirement
from consortium.domain.need import Fault
from consortium.ingest.faults import threshold_finding, two_readings
from consortium.ingest.numbers import clear
from consortium.service.files import TenderFile, edit_tender, rows_of


def threshold_questions(file: TenderFile) -> Mapping[str, tuple[Decimal, ...]]:
    """Row ID -> the two numbers that its threshold may be (1.500), or lies between (entre 5 y 10)."""
    found = ((row.id, two_readings(row)) for row in file.tender.requirements)
    return {row_id: readings for row_id, readings in found if readings}


def answer_threshold(file: TenderFile, row_id: str, number: Decimal) -> TenderFile:
    """The tender with one threshold as a person reads it."""
    rows = rows_of(file.tender)
    return edit_tender(file, [row | {"threshold": clear(number)} if row["id"] == row_id else row for row in rows])


def fault_told(row: Requirement, fault: Fault) -> tuple[str, Mapping[str, object]]:
    """The code of a row's fault and what fills its sentence, as exact as its findings are."""
    if fault.code == "unreadable_threshold":
        found = threshold_finding(row, str(dict(fault.params)["value"]))
        return found.code, found.fields
    return fault.code, {"requirement": row.id, **dict(fault.params)}
