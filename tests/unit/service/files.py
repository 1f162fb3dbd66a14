"""Tender and register files without a file behind them."""

from consortium.domain.call import Requirement
from consortium.domain.findings import Finding
from consortium.domain.register import Capability
from consortium.service import RegisterFile, TenderFile
from tests.unit.domain.builders import holds, register, row, tender

TURNOVER = row("turnover", "sum", "100", "EUR")
FORTIES = tuple(c for e in "ABCDE" for c in holds(e, turnover="40"))


def tender_file(*rows: Requirement, findings: tuple[Finding, ...] = (), **facts: str) -> TenderFile:
    """A tender as read from ``tender.xlsx``."""
    return TenderFile("tender.xlsx", "aa", tender(*(rows or (TURNOVER,)), **facts), findings)  # type: ignore[arg-type]


def register_file(*rows: Capability, findings: tuple[Finding, ...] = (), **facts: object) -> RegisterFile:
    """A register as read from ``register.xlsx``; without rows, 40 EUR of turnover for each of A to E."""
    return RegisterFile("register.xlsx", "bb", register(*(rows or FORTIES), **facts), findings)  # type: ignore[arg-type]
