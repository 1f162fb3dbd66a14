"""Rules that add up what the members prove: sum with floor, member_min and lead_min."""

from decimal import Decimal

from consortium.domain.call import Requirement
from consortium.domain.need import Fault, Need
from consortium.domain.rules.base import Choice, Measure, View


def _counts(need: Need, value: Decimal | None) -> bool:
    """Whether a value is held and not under the floor."""
    floor = need.number("floor")
    return value is not None and (floor is None or value >= floor)


def _total(view: View) -> Decimal:
    counted = (v for v in (*view.values().values(), *view.beside()) if v is not None and _counts(view.need, v))
    return sum(counted, Decimal(0))


def sum_holds(view: View) -> bool:
    """The counted values reach the threshold, and every member (the lead) its own minimum."""
    held = any(value is not None for value in (*view.values().values(), *view.beside()))
    return held and _total(view) >= view.need.least and _minima_hold(view)


def _minima_hold(view: View) -> bool:
    """``member_min`` binds every member; where ``lead_min`` is given that binds the lead in its stead."""
    member_min, lead_min = view.need.number("member_min"), view.need.number("lead_min")
    if lead_min is not None and (view.lead is None or not _reaches(view.value(view.lead), lead_min)):
        return False
    exempt = view.lead if lead_min is not None else None
    return member_min is None or all(_reaches(view.value(m), member_min) for m in view.members if m != exempt)


def _reaches(value: Decimal | None, minimum: Decimal) -> bool:
    return value is not None and value >= minimum


def sum_measure(view: View) -> Measure:
    """The sum of the counted values against the threshold."""
    counted = tuple(m for m, v in view.values().items() if v and _counts(view.need, v))
    return Measure(view.need.least, _total(view), counted)


def sum_faults(row: Requirement, has_threshold: bool) -> tuple[Fault, ...]:
    """``sum`` needs a threshold."""
    return () if has_threshold else (Fault("sum_without_threshold", "threshold"),)


def sum_chooses(need: Need) -> Choice:
    """A sum with a minimum for the lead needs a lead."""
    return Choice.NOTHING if need.number("lead_min") is None else Choice.LEAD


def sum_grows(need: Need) -> bool:
    """A sum grows with its members unless each of them has a minimum to reach."""
    return need.number("member_min") is None and need.number("lead_min") is None
