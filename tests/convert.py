"""A spec as domain objects, built the way the reader of workbooks is expected to build them."""

from datetime import date
from decimal import Decimal, InvalidOperation

from consortium.domain.call import Alternative, Category, Formula, Lot, Parameter, Percent, Requirement, Rule, Tender
from consortium.domain.register import (
    Capability,
    Entity,
    External,
    Mark,
    Pair,
    Person,
    Reference,
    Register,
    Status,
    Value,
)
from consortium.domain.units import unit
from tests.oracle_cells import KNOWN_PARAMETERS, OTHER_NUMBERS, default_rule, is_mandatory
from tests.spec import Cap, ExternalRow, PersonRow, RefRow, RegisterSpec, Row, TenderSpec, split

_MARKS = {"yes": Mark.YES, "no": Mark.NO, "?": Mark.UNKNOWN, "": Mark.UNKNOWN}
_NUMERIC = ("k", "floor", "member_min", "lead_min", "years", "cap", "total", "dedication")
_SWITCHES = {"external": "yes", "gate": "on"}


def to_domain(tender: TenderSpec, register: RegisterSpec) -> tuple[Tender, Register]:
    """Both workbooks as the domain sees them."""
    return to_tender(tender), to_register(register)


def to_tender(spec: TenderSpec) -> Tender:
    """The tender as the domain sees it; without a Lots sheet its lots are those that rows name."""
    sheet = spec.lots or ()
    lots = (
        tuple(Lot(x.id, "", _number(x.value), _number(x.months)) for x in sheet)
        if spec.lots is not None
        else tuple(Lot(i) for i in spec.lot_ids())
    )
    return Tender(
        deadline=_day(spec.deadline),
        lots=lots,
        requirements=tuple(_requirement(row) for row in spec.rows),
        minimum_share=Decimal(spec.minimum_share or "0") / 100,
        currency=spec.currency or "EUR",
        estimated_value=_number(spec.value),
        duration_months=_number(spec.months),
    )


def to_register(spec: RegisterSpec) -> Register:
    """The register as the domain sees it; capabilities given under an entity's name come under its ID."""
    ids = {e.name: e.id for e in spec.entities if e.name} | {e.id: e.id for e in spec.entities}
    return Register(
        tuple(Entity(e.id, e.name, cost=Decimal(e.cost or "0"), available=e.available != "no") for e in spec.entities),
        tuple(_capability(c, ids, n) for n, c in enumerate(spec.capabilities, start=2)),
        pairs=tuple(Pair(p.a, p.b, p.relation == "together") for p in spec.pairs),
        references=tuple(_reference(r) for r in spec.references),
        people=tuple(_person(p) for p in spec.people),
        externals=tuple(_external(x) for x in spec.externals),
    )


def _reference(row: RefRow) -> Reference:
    return Reference(
        row.id,
        row.entity,
        cpv=row.cpv,
        amount=_number(row.amount),
        unit=unit(row.unit),
        own_share=Decimal(row.own_share or "100") / 100,
        ended=_day(row.ended),
        status=Status[(row.status or "claimed").upper()],
    )


def _person(row: PersonRow) -> Person:
    return Person(
        row.id,
        row.entity,
        roles=split(row.roles),
        years=_number(row.years),
        qualification=row.qualification,
        dedication=Decimal(row.dedication or "100") / 100,
    )


def _external(row: ExternalRow) -> External:
    value: Value = _MARKS[row.value] if row.value in _MARKS else Decimal(row.value)
    until = _day(row.valid_until)
    return External(row.id, "", row.capability, value, unit(row.unit), until, letter=row.letter == "yes")


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _capability(cell: Cap, ids: dict[str, str], row: int) -> Capability:
    value: Value = _MARKS[cell.value] if cell.value in _MARKS else Decimal(cell.value)
    return Capability(
        ids[cell.entity],
        cell.capability,
        value,
        unit(cell.unit),
        _day(cell.valid_from),
        _day(cell.valid_until),
        Status[(cell.status or "claimed").upper()],
        sheet="Capabilities",
        column="C",
        row=row,
    )


def _requirement(row: Row) -> Requirement:
    rule = default_rule(row)
    threshold, threshold_read = _threshold(row.threshold)
    parameters, unread = _parameters(row)
    if row.rule and rule is None:
        unread.append(("rule", row.rule))
    if not threshold_read:
        unread.append(("threshold", row.threshold))
    return Requirement(
        id=row.id,
        text=row.text,
        capability=row.capability or row.text,
        category=Category(row.category or "technical"),
        rule=Rule(rule) if rule else None,
        lots=split(row.lot),
        threshold=threshold,
        threshold_text=row.threshold,
        unit=unit(row.unit),
        parameters=tuple(parameters),
        mandatory=is_mandatory(row),
        points=_number(row.points),
        alternative=Alternative(*row.alternative.split("/")) if row.alternative else None,
        rule_stated=bool(row.rule),
        unread=tuple(unread),
    )


def _threshold(cell: str) -> tuple[Decimal | Formula | None, bool]:
    """The threshold, and whether the cell could be read."""
    for mark, divisor in (("x ", 1), ("% ", 100)):
        factor, found, base = cell.partition(mark)
        if found and base in ("VEC", "AAV"):
            return Formula(Decimal(factor) / divisor, base), True
    try:
        number = _number(cell)
    except InvalidOperation:
        return None, False
    return (None, False) if number is not None and number < 0 else (number, True)


def _parameters(row: Row) -> tuple[list[tuple[str, Parameter]], list[tuple[str, str]]]:
    read: list[tuple[str, Parameter]] = []
    unread: list[tuple[str, str]] = []
    for name, text in (part.split("=") for part in split(row.parameters)):
        if name not in _NUMERIC:
            read.append((name, text == _SWITCHES[name] if name in _SWITCHES else text))
            continue
        try:
            read.append((name, Percent(Decimal(text[:-1])) if text.endswith("%") else Decimal(text)))
        except InvalidOperation:
            if name in _own(row):
                unread.append((name, text))
    return read, unread


def _own(row: Row) -> tuple[str, ...]:
    """The numbers that belong to the row's rule; those of another rule are ignored, readable or not."""
    rule = default_rule(row) or ""
    return (*KNOWN_PARAMETERS.get(rule, ()), *OTHER_NUMBERS.get(rule, ()))
