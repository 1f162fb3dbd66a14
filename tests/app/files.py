"""Small tenders and registers made by hand, without a spreadsheet in between."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from consortium.domain.call import Formula, Lot, Requirement, Rule, Source, Tender
from consortium.domain.findings import Finding
from consortium.domain.register import Capability, Entity, Mark, Register, Status, Value
from consortium.domain.units import EUR
from consortium.service import RegisterFile, TenderFile

DEADLINE = date(2027, 2, 26)


def row(number: int, **fields: object) -> Requirement:
    """One requirement, ``R1`` in row 2, ``R2`` in row 3 and so on."""
    place = Source("pliego.xlsx", "Requisitos", number + 1, (("id", "A"), ("text", "D"), ("threshold", "G")))
    known = {"text": f"Requisito {number}", "capability": f"cosa {number}", "rule": Rule.ANY, "source": place}
    return Requirement(**{"id": f"R{number}", **known, **fields})  # type: ignore[arg-type]


def tender(*rows: Requirement, findings: tuple[Finding, ...] = (), lots: tuple[str, ...] = ()) -> TenderFile:
    """A tender of these rows."""
    call = Tender(
        title="Servicio de prueba",
        reference="EXP-7",
        deadline=DEADLINE,
        requirements=rows,
        lots=tuple(Lot(lot, f"Parte {lot}") for lot in lots),
    )
    return TenderFile("pliego.xlsx", "t" * 64, call, findings)


def register(
    held: Mapping[str, Mapping[str, Value]], names: Mapping[str, str] = {}, findings: tuple[Finding, ...] = ()
) -> RegisterFile:
    """A register: entity -> capability -> value, all verified and without expiry."""
    entities = tuple(Entity(e, names.get(e, f"Entidad {e}"), legal_form="Cooperativa", territory="Ávila") for e in held)
    capabilities = tuple(
        Capability(e, name, value, status=Status.VERIFIED, file="registro.xlsx", sheet="Capacidades", column="C", row=n)
        for e, own in held.items()
        for n, (name, value) in enumerate(own.items(), start=2)
    )
    return RegisterFile("registro.xlsx", "r" * 64, Register(entities, capabilities), findings)


def pair_of_files() -> tuple[TenderFile, RegisterFile]:
    """Two rows that no entity meets alone: A and B, or A and C, do together."""
    rows = (row(1), row(2, rule=Rule.SUM, threshold=Decimal(100_000), threshold_text="100000", unit=EUR))
    held: dict[str, dict[str, Value]] = {
        "A": {"cosa 1": Mark.YES, "cosa 2": Decimal(60_000)},
        "B": {"cosa 1": Mark.NO, "cosa 2": Decimal(40_000)},
        "C": {"cosa 1": Mark.UNKNOWN, "cosa 2": Decimal(40_000)},
    }
    return tender(*rows), register(held)


def unread_row(number: int) -> Requirement:
    """A row whose threshold could not be read."""
    return row(number, rule=Rule.SUM, unread=(("threshold", "ver apartado L"),), threshold_text="ver apartado L")


def figureless_row(number: int) -> Requirement:
    """A row whose formula lacks the tender's figures."""
    return row(number, rule=Rule.SUM, threshold=Formula(Decimal("1.5"), "VEC"), threshold_text="1.5x VEC")
