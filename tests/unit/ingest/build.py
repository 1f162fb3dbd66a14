"""Grids for the tests: sheets from lists, and what was found in them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from consortium.domain.findings import Finding
from consortium.domain.register import Register
from consortium.ingest.grid import Cell, Sheet, Workbook
from consortium.ingest.register import RegisterReading, read_register
from consortium.ingest.tender import TenderReading, read_tender

Rows = Sequence[Sequence[object]]

ENTITIES: Rows = (("ID", "Name"), ("E1", "Alpha"), ("E2", "Beta"))
REQUIREMENTS: Rows = (("ID", "Requirement", "Category", "Mandatory", "Capability", "Rule"),)


def cell(value: object) -> Cell:
    """Whole numbers and floats as the reader gives them."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value))
    return value  # type: ignore[return-value]


def sheet(title: str, rows: Rows, **marks: Any) -> Sheet:
    return Sheet(title, tuple(tuple(map(cell, row)) for row in rows), **marks)


def book(*sheets: Sheet, file: str = "f.xlsx") -> Workbook:
    return Workbook(file, "xlsx", sheets)


def tender(*sheets: Sheet) -> TenderReading:
    return read_tender(book(*sheets))


def register(*sheets: Sheet) -> RegisterReading:
    return read_register(book(*sheets))


def rows(*body: Sequence[object], head: Sequence[object] = REQUIREMENTS[0], **marks: Any) -> TenderReading:
    """A tender of a Requirements sheet alone."""
    return tender(sheet("Requirements", [head, *body], **marks))


def capabilities(*body: Sequence[object], head: Sequence[object] = (), **marks: Any) -> RegisterReading:
    """A register of two entities with these capability rows: Entity, Capability, Value, Unit, from, until, Status."""
    usual = ("Entity", "Capability", "Value", "Unit", "Valid from", "Valid until", "Status")
    return register(sheet("Entities", ENTITIES), sheet("Capabilities", [head or usual, *body], **marks))


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def told(findings: Iterable[Finding], code: str) -> list[str]:
    """The cells of the findings of one code."""
    return [str(finding.place) for finding in findings if finding.code == code]


def one(findings: Iterable[Finding], code: str) -> Finding:
    own = [finding for finding in findings if finding.code == code]
    assert len(own) == 1, codes(findings)
    return own[0]


def values(held: Register) -> dict[tuple[str, str], object]:
    return {(c.entity, c.name): c.value for c in held.capabilities}
