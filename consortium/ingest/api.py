"""What the layers above use: bytes -> domain objects and findings."""

from consortium.ingest.columns import field_name, field_names
from consortium.ingest.editing import facts_of, rows_of, tender_with_facts, tender_with_rows
from consortium.ingest.faults import findings_of, two_readings
from consortium.ingest.files import open_workbook
from consortium.ingest.grid import Workbook
from consortium.ingest.limits import MAX_BYTES
from consortium.ingest.mapping import BookMapping, Role, TableMapping, from_json, kept_mapping, to_json
from consortium.ingest.preview import Preview, preview_of
from consortium.ingest.register import RegisterReading, read_register
from consortium.ingest.remapping import left_out, let_in, turned, with_heading_rows, with_hidden
from consortium.ingest.requirements import requirement_of
from consortium.ingest.standing import standing
from consortium.ingest.tables import Table
from consortium.ingest.tender import TenderReading, read_tender

__all__ = [
    "MAX_BYTES",
    "BookMapping",
    "Preview",
    "RegisterReading",
    "Role",
    "Table",
    "TableMapping",
    "TenderReading",
    "Workbook",
    "facts_of",
    "field_name",
    "field_names",
    "findings_of",
    "from_json",
    "kept_mapping",
    "left_out",
    "let_in",
    "open_workbook",
    "preview_of",
    "read_register",
    "read_tender",
    "requirement_of",
    "rows_of",
    "standing",
    "tender_with_facts",
    "tender_with_rows",
    "to_json",
    "turned",
    "two_readings",
    "with_heading_rows",
    "with_hidden",
]
