"""Rules that add up what the members prove: sum with floor, member_min and lead_min."""

from decimal import Decimal

from consortium.domain.call import Requirement
from consortium.domain.need import Fault, Need
from consortium.domain.rules.base import Measure, Values


def _counted(need: Need, values: Values) -> dict[str, Decimal]:
    """The values that count: held, and not under the floor."""
    floor = need.number("floor")
    return {m: v for m, v in values.items() if v is not None and (floor is None or v >= floor)}


def sum_holds(need: Need, values: Values, lead: str | None) -> bool:
    """The counted values reach the threshold, and every member (the lead) its own minimum."""
    held = any(value is not None for value in values.values())
    return held and sum(_counted(need, values).values()) >= need.least and _minima_hold(need, values, lead)


def _minima_hold(need: Need, values: Values, lead: str | None) -> bool:
    """``member_min`` binds every member; where ``lead_min`` is given that binds the lead in its stead."""
    member_min, lead_min = need.number("member_min"), need.number("lead_min")
    if lead_min is not None and (lead is None or not _reaches(values.get(lead), lead_min)):
        return False
    exempt = lead if lead_min is not None else None
    return member_min is None or all(_reaches(v, member_min) for m, v in values.items() if m != exempt)


def _reaches(value: Decimal | None, minimum: Decimal) -> bool:
    return value is not None and value >= minimum


def sum_measure(need: Need, values: Values, lead: str | None) -> Measure:
    """The sum of the counted values against the threshold."""
    counted = _counted(need, values)
    return Measure(need.least, sum(counted.values(), Decimal(0)), tuple(m for m, v in counted.items() if v))


def sum_faults(row: Requirement, has_threshold: bool) -> tuple[Fault, ...]:
    """``sum`` needs a threshold."""
    return () if has_threshold else (Fault("sum_without_threshold", "threshold"),)


def sum_grows(need: Need) -> bool:
    """A sum grows with its members unless each of them has a minimum to reach."""
    return need.number("member_min") is None and need.number("lead_min") is None
