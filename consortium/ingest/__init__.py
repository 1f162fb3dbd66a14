"""Bytes -> domain objects and findings."""

from consortium.ingest.editing import facts_of, rows_of, tender_with_facts, tender_with_rows
from consortium.ingest.faults import findings_of
from consortium.ingest.files import open_workbook
from consortium.ingest.limits import MAX_BYTES
from consortium.ingest.register import RegisterReading, read_register
from consortium.ingest.requirements import requirement_of
from consortium.ingest.standing import standing
from consortium.ingest.tables import Table
from consortium.ingest.tender import TenderReading, read_tender

__all__ = [
    "MAX_BYTES",
    "RegisterReading",
    "Table",
    "TenderReading",
    "facts_of",
    "findings_of",
    "open_workbook",
    "read_register",
    "read_tender",
    "requirement_of",
    "rows_of",
    "standing",
    "tender_with_facts",
    "tender_with_rows",
]
