"""A desk in memory with a small register on it."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from consortium.domain.register import Capability, Entity, Mark, Pair, Person, Reference, Register, Status
from consortium.domain.units import unit
from consortium.service.desk import Desk
from consortium.service.partners import partner
from consortium.store import MEMORY, Commitment, Kept, open_store

ISO, TURNOVER = "ISO 9001", "Facturación anual"
REGISTER = Register(
    entities=(
        Entity("E1", "Acoge, S. Coop.", "F01234567", "Cooperativa", sectors=("social",), territory="Cádiz"),
        Entity("E2", "Cooperativa Acoge", email="hola@acoge.example", sectors=("empleo",)),
        Entity("E3", "Limpiezas del Sur, S.L.", "B11111111"),
    ),
    capabilities=(
        Capability("E1", ISO, Mark.YES, valid_until=date(2027, 3, 1), status=Status.CLAIMED),
        Capability("E1", TURNOVER, Decimal("1500000"), unit("EUR")),
        Capability("E2", ISO, Mark.YES, valid_until=date(2027, 3, 1), status=Status.EVIDENCED, evidence="iso.pdf"),
        Capability("E2", TURNOVER, Decimal("1200000"), unit("EUR")),
        Capability("E2", "Vehículos", Decimal(4), unit("vehículos")),
        Capability("E3", ISO, Mark.NO),
    ),
    references=(
        Reference("R1", "E1", "Ayuda a domicilio", "85312000", Decimal(90_000), unit("EUR")),
        Reference("R1", "E2", "Ayuda a domicilio", "85312000", Decimal(80_000), unit("EUR")),
    ),
    people=(Person("P1", "E2", "Ana Pérez", ("coordinación",), Decimal(5)),),
    pairs=(Pair("E1", "E2", False, "la misma"), Pair("E2", "E3", False, "rivales")),
)


def desk(register: Register = REGISTER, by: str = "Ana") -> Desk:
    """A workspace with ``register``, opened by ``by``."""
    store = open_store(MEMORY)
    team = store.create_workspace("Equipo", by)
    found = Desk(store, team.id, by)
    if register.entities:
        with found.changing("import") as work:
            work.apply(store.plan(team.id, register))
    return found


def capability(of: Desk, entity: str, name: str) -> Kept[Capability]:
    """One capability as it is kept now."""
    return next(kept for kept in of.store.kept(of.workspace, Capability, entity=entity) if kept.value.name == name)


def bound(of: Desk, *commitments: Commitment) -> None:
    """Record commitments."""
    with of.changing("commit") as work:
        work.add_all(commitments)


def snapshot(of: Desk) -> tuple[Any, ...]:
    """Everything that can be seen of the register and its proofs, whatever its uids and versions."""
    entities = sorted(e.id for e in of.store.register(of.workspace).entities)
    return tuple(
        (p.entity.value, *(k.value for k in (*p.own, *p.proofs.values()))) for p in (partner(of, e) for e in entities)
    )


def workbook(**sheets: list[list[Any]]) -> bytes:
    """An Excel file with these rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()
