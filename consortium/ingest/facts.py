"""The facts of a tender: a field and its value beside it, in any order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain import units
from consortium.domain.exact import exactly
from consortium.domain.findings import Finding, Place, error, info, warning
from consortium.domain.units import Kind
from consortium.ingest.checked import number_of, read_day, share_of
from consortium.ingest.grid import Cell
from consortium.ingest.numbers import amount_of
from consortium.ingest.tables import field_of
from consortium.ingest.texts import is_blank, parts, text_of
from consortium.ingest.view import View

MONTHS = {"months": Decimal(1), "years": Decimal(12)}


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a tender as its cell holds it. ``unit``: what the label says in brackets."""

    cell: Cell
    place: Place = Place()
    percent: bool = False
    unit: str = ""


Facts = Mapping[str, Fact]
Values = dict[str, object]


def label_count(view: View) -> int:
    """How many fields of a tender have a label in a sheet."""
    return len({field for row in range(len(view.rows)) if (field := _label(view, row)[0])})


def _label(view: View, row: int) -> tuple[str, int, str]:
    """The field that the first filled cell of a row names, its column and unit; "" where it names none."""
    filled = view.filled(row)
    cell = view.value(row, filled[0]) if filled else None
    claim = field_of("facts", text_of(cell)) if isinstance(cell, str) and len(cell) < 80 else None
    return (claim[0], filled[0], claim[2]) if claim else ("", -1, "")


def find_facts(view: View) -> tuple[dict[str, Fact], list[Finding]]:
    """The cells beside the labels; a label met again, one that is no field, and a third cell are reported."""
    facts: dict[str, Fact] = {}
    findings: list[Finding] = []
    for row in range(len(view.rows)):
        filled = view.filled(row)
        if not filled:
            continue
        field, column, unit = _label(view, row)
        label = text_of(view.value(row, filled[0]))
        if not field or field in facts:
            place = view.place(row, filled[0])
            findings.append(
                warning("fact_twice", place, label=label) if field else info("unknown_fact", place, label=label)
            )
            continue
        beside = next((c for c in filled if c > column), column + 1)
        facts[field] = Fact(view.value(row, beside), view.place(row, beside), view.percent(row, beside), unit)
        findings.extend(info("cell_not_used", view.place(row, c)) for c in filled if c > beside)
    return facts, findings


def read_facts(facts: Facts) -> tuple[Values, list[Finding]]:
    """Cells -> the fields of a Tender, with what could not be read. A blank is the field's default."""
    findings: list[Finding] = []
    given = {field: fact for field, fact in facts.items() if not is_blank(fact.cell)}
    values: Values = {"currency": "EUR"}
    for field in ("currency", *(f for f in READERS if f != "currency")):
        if field in given:
            value, found = READERS[field](given[field], values)
            findings.extend(found)
            values |= {} if value is None else {field: value}
    return values, findings


Read = tuple[object, Iterator[Finding] | tuple[Finding, ...]]


def _text(fact: Fact, values: Values) -> Read:
    return text_of(fact.cell), ()


def _cpv(fact: Fact, values: Values) -> Read:
    """Codes of eight digits; one of seven has lost its zero to a number format."""
    codes = parts(text_of(fact.cell), ";,\n")
    lost = tuple(c for c in codes if len(c.split("-")[0]) == 7 and c.split("-")[0].isdigit())
    fixed = tuple("0" + c if c in lost else c for c in codes)
    return fixed, tuple(info("cpv_zero", fact.place, cpv="0" + code) for code in lost)


def _currency(fact: Fact, values: Values) -> Read:
    unit = units.unit(text_of(fact.cell))
    if unit is None or unit.kind is not Kind.MONEY or unit.factor != 1:
        return None, (error("unknown_currency", fact.place, value=text_of(fact.cell)),)
    return unit.base, ()


def _money(fact: Fact, values: Values) -> Read:
    """In the tender's currency, which is read first."""
    stated = units.unit(fact.unit)
    number, findings = number_of(fact.cell, fact.place, fact.percent, stated)
    unit = amount_of(fact.cell, fact.percent, stated).unit
    if number is not None and unit is not None and unit.base != values["currency"]:
        return None, (warning("wrong_unit", fact.place, value=text_of(fact.cell), wanted=values["currency"]),)
    return number, findings


def _months(fact: Fact, values: Values) -> Read:
    stated = units.unit(fact.unit)
    number, findings = number_of(fact.cell, fact.place, fact.percent, stated, lambda unit: unit.base in MONTHS)
    if number == 0:
        return None, (warning("unreadable_number", fact.place, value=text_of(fact.cell)),)
    unit = amount_of(fact.cell, fact.percent, stated).unit
    with exactly():
        return None if number is None else number * (MONTHS[unit.base] if unit else 1), findings


def _deadline(fact: Fact, values: Values) -> Read:
    return read_day(fact.cell, lambda: fact.place)


def _share(fact: Fact, values: Values) -> Read:
    return share_of(fact.cell, fact.place, fact.percent)


READERS: dict[str, Callable[[Fact, Values], Read]] = {
    "currency": _currency,
    "reference": _text,
    "title": _text,
    "buyer": _text,
    "cpv": _cpv,
    "estimated_value": _money,
    "duration_months": _months,
    "deadline": _deadline,
    "minimum_share": _share,
}
