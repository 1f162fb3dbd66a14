"""A tender and a register as their workbooks say them: every value is the text of a cell, blank is ""."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row of Requirements."""

    id: str
    lot: str = ""
    category: str = "technical"
    text: str = ""
    capability: str = ""
    rule: str = ""
    threshold: str = ""
    unit: str = ""
    parameters: str = ""
    mandatory: str = ""
    points: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class LotRow:
    """One row of Lots."""

    id: str
    value: str = ""
    months: str = ""


@dataclass(frozen=True, slots=True)
class TenderSpec:
    """The tender's workbook; ``lots`` None: there is no such sheet."""

    rows: tuple[Row, ...]
    lots: tuple[LotRow, ...] | None = None
    value: str = ""
    months: str = ""
    currency: str = ""
    deadline: str = ""
    minimum_share: str = ""

    def lot_ids(self) -> tuple[str, ...]:
        """The tender's lots; without a sheet, those its rows name, in order of appearance."""
        if self.lots is not None:
            return tuple(lot.id for lot in self.lots)
        return tuple(dict.fromkeys(lot for row in self.rows for lot in split(row.lot)))


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One row of Entities."""

    id: str
    name: str = ""
    cost: str = ""
    available: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """One row of Capabilities, long form."""

    entity: str
    capability: str
    value: str
    unit: str = ""
    valid_from: str = ""
    valid_until: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class PairRow:
    """One row of Pairs: ``relation`` is apart or together."""

    a: str
    b: str
    relation: str


@dataclass(frozen=True, slots=True)
class RefRow:
    """One row of References."""

    id: str
    entity: str
    cpv: str = ""
    amount: str = ""
    unit: str = ""
    own_share: str = ""
    ended: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row of People."""

    id: str
    entity: str
    roles: str = ""
    years: str = ""
    qualification: str = ""
    dedication: str = ""


@dataclass(frozen=True, slots=True)
class ExternalRow:
    """One row of External."""

    id: str
    capability: str
    value: str
    unit: str = ""
    valid_until: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """The register's workbook."""

    entities: tuple[EntityRow, ...]
    capabilities: tuple[Cap, ...] = ()
    pairs: tuple[PairRow, ...] = ()
    references: tuple[RefRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    externals: tuple[ExternalRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user asks for: no lots means all of them."""

    lots: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_members: int | None = None
    verified_only: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One question to the solver."""

    tender: TenderSpec
    register: RegisterSpec
    choice: Choice = Choice()


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
