"""Rules that ask which members hold a need by themselves: any, each, count, lead."""

from decimal import Decimal

from consortium.domain.call import Requirement
from consortium.domain.need import Fault, Need
from consortium.domain.rules.base import Measure, Values, holds_alone


def _holders(need: Need, values: Values) -> tuple[str, ...]:
    return tuple(member for member, value in values.items() if holds_alone(need, value))


def any_holds(need: Need, values: Values, lead: str | None) -> bool:
    """One member holds it."""
    return any(holds_alone(need, value) for value in values.values())


def any_measure(need: Need, values: Values, lead: str | None) -> Measure:
    """The best single value against the threshold."""
    best = max((value for value in values.values() if value is not None), default=Decimal(0))
    return Measure(need.least, best, _holders(need, values))


def each_holds(need: Need, values: Values, lead: str | None) -> bool:
    """Every member holds it."""
    return all(holds_alone(need, value) for value in values.values())


def each_measure(need: Need, values: Values, lead: str | None) -> Measure:
    """The members that hold it against all members."""
    holders = _holders(need, values)
    return Measure(Decimal(len(values)), Decimal(len(holders)), holders, in_members=True)


def count_holds(need: Need, values: Values, lead: str | None) -> bool:
    """At least ``k`` members hold it."""
    return len(_holders(need, values)) >= _k(need)


def count_measure(need: Need, values: Values, lead: str | None) -> Measure:
    """The members that hold it against ``k``."""
    holders = _holders(need, values)
    return Measure(_k(need), Decimal(len(holders)), holders, in_members=True)


def _k(need: Need) -> Decimal:
    k = need.number("k")
    assert k is not None
    return k


def count_faults(row: Requirement, has_threshold: bool) -> tuple[Fault, ...]:
    """``count`` needs its ``k``."""
    return () if row.parameter("k") is not None else (Fault("count_without_k", "parameters"),)


def lead_holds(need: Need, values: Values, lead: str | None) -> bool:
    """The lead holds it."""
    return lead is not None and holds_alone(need, values.get(lead))


def lead_measure(need: Need, values: Values, lead: str | None) -> Measure:
    """The lead's value against the threshold."""
    value = values.get(lead) if lead is not None else None
    provider = (lead,) if lead is not None and holds_alone(need, value) else ()
    return Measure(need.least, value or Decimal(0), provider)
