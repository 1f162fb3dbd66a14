"""From rows to needs: a row per lot chosen, with its threshold and parameters resolved to numbers of the base unit."""

from decimal import Decimal

from consortium.domain.call import Call, Formula, Parameter, Percent, Requirement, Rule
from consortium.domain.exact import exactly, up_to_the_cent
from consortium.domain.need import Fault, Need
from consortium.domain.rules.base import Choice
from consortium.domain.rules.registry import RULES
from consortium.domain.units import Kind, Unit, currency_unit


def needs_of(call: Call, lots: tuple[str, ...]) -> tuple[Need, ...]:
    """The needs of the lots chosen, in the order of the rows, then of the lots."""
    found = []
    for row in call.requirements:
        if not row.lots:
            found.append(need(call, row, None))
        else:
            found.extend(need(call, row, lot) for lot in lots if lot in row.lots)
    return tuple(found)


def takes_lead(need: Need) -> bool:
    """Whether a need can only be judged with a lead."""
    return need.determined and RULES[need.rule].chooses(need) is Choice.LEAD


def need(call: Call, row: Requirement, lot: str | None) -> Need:
    """One row in one lot."""
    threshold, faults = _threshold(call, row, lot)
    numbers, more = _numbers(row, threshold)
    faults = _unread(row) + faults + more
    if not faults and row.rule is not None:
        faults = RULES[row.rule].faults(row, threshold is not None)
    money = currency_unit(call.currency) if isinstance(row.threshold, Formula) else None
    return Need(row, lot, threshold, numbers, faults, money)


def _unread(row: Requirement) -> tuple[Fault, ...]:
    faults = tuple(Fault(f"unreadable_{field}", field, (("value", text),)) for field, text in row.unread)
    read = {field for field, _ in row.unread}
    if row.rule is None and "rule" not in read:
        return (*faults, Fault("rule_undetermined", "rule"))
    return faults


def _threshold(call: Call, row: Requirement, lot: str | None) -> tuple[Decimal | None, tuple[Fault, ...]]:
    if row.threshold is None:
        return None, ()
    if isinstance(row.threshold, Decimal):
        with exactly():
            return (row.unit.to_base(row.threshold) if row.unit else row.threshold), ()
    money = row.unit or currency_unit(call.currency)
    if money.kind is not Kind.MONEY or money.base != call.currency:
        return None, (Fault("formula_unit", "unit", (("unit", money.word),)),)
    value = _formula(row.threshold, *_figures(call, lot))
    if value is None:
        return None, (Fault("formula_figures", "threshold", (("formula", row.threshold_text), ("lot", lot or ""))),)
    return value, ()


def _figures(call: Call, lot: str | None) -> tuple[Decimal | None, Decimal | None]:
    part = call.lot(lot) if lot is not None else None
    if lot is None:
        return call.estimated_value, call.duration_months
    if part is None:
        return None, None
    return part.estimated_value, part.duration_months or call.duration_months


def _formula(formula: Formula, value: Decimal | None, months: Decimal | None) -> Decimal | None:
    """``factor`` x VEC or AAV, rounded up to the cent; a contract under one year has its VEC as AAV (LCSP 87.1.a)."""
    if value is None or (formula.base == "AAV" and not months):
        return None
    with exactly():
        if formula.base == "AAV" and months is not None and months >= 12:
            return up_to_the_cent(formula.factor * value * 12, months)
        return up_to_the_cent(formula.factor * value)


def _numbers(row: Requirement, threshold: Decimal | None) -> tuple[tuple[tuple[str, Decimal], ...], tuple[Fault, ...]]:
    spec = RULES.get(row.rule) if row.rule is not None else None
    numbers: list[tuple[str, Decimal]] = []
    faults: list[Fault] = []
    for name, value in row.parameters:
        if spec is None or name not in spec.parameters:
            continue
        whole = name != "years" or row.rule is Rule.REFERENCES
        resolved = _resolved(name, value, threshold, row.unit, whole)
        if resolved is None and not _awaits(name, value, threshold):
            faults.append(Fault("parameter_value", "parameters", (("parameter", name), ("value", _written(value)))))
        elif resolved is not None:
            numbers.append((name, resolved))
    return tuple(numbers), tuple(faults)


def _awaits(name: str, value: Parameter, threshold: Decimal | None) -> bool:
    """Whether nothing is wrong but the threshold, which has a fault of its own."""
    of_threshold = name not in (*_COUNTS, *_FRACTIONS, "total")
    return of_threshold and isinstance(value, Percent) and value.number >= 0 and threshold is None


_COUNTS = frozenset({"k", "cap", "years"})
"""Parameters that are plain numbers whatever the row's unit."""
_FRACTIONS = frozenset({"dedication"})
"""Percentages of something else than the threshold."""


def _resolved(name: str, value: Parameter, threshold: Decimal | None, unit: Unit | None, whole: bool) -> Decimal | None:
    with exactly():
        if name in _COUNTS:
            return value if isinstance(value, Decimal) and _is_count(value, whole) else None
        if isinstance(value, Percent) and value.number >= 0:
            base = Decimal(1) if name in _FRACTIONS else threshold
            return None if base is None else base * value.number / 100
        if isinstance(value, Decimal) and value >= 0:
            return unit.to_base(value) if unit else value
    return None


def _is_count(value: Decimal, whole: bool) -> bool:
    return value >= 1 and value == value.to_integral_value() if whole else value >= 0


def _written(value: Parameter) -> str:
    return f"{value.number} %" if isinstance(value, Percent) else str(value)
