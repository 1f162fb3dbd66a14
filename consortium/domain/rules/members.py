"""Rules that ask which members hold a need by themselves: any, each, count, lead, performer."""

from decimal import Decimal

from consortium.domain.call import Requirement
from consortium.domain.need import Fault, Need
from consortium.domain.rules.base import Counted, Measure, View, holds_alone


def holders(view: View) -> tuple[str, ...]:
    """The members that hold the need by themselves."""
    return tuple(member for member in view.members if holds_alone(view.need, view.value(member)))


def _beside(view: View) -> int:
    """How many of the non-members chosen hold it."""
    return sum(holds_alone(view.need, value) for value in view.beside())


def any_holds(view: View) -> bool:
    """One member, or one non-member relied on, holds it."""
    return bool(holders(view)) or _beside(view) > 0


def any_measure(view: View) -> Measure:
    """The best single value against the threshold."""
    values = (*view.values().values(), *view.beside())
    best = max((value for value in values if value is not None), default=Decimal(0))
    return Measure(view.need.least, best, holders(view))


def each_holds(view: View) -> bool:
    """Every member holds it."""
    return len(holders(view)) == len(view.members)


def each_measure(view: View) -> Measure:
    """The members that hold it against all members."""
    found = holders(view)
    return Measure(Decimal(len(view.members)), Decimal(len(found)), found, Counted.MEMBERS)


def count_holds(view: View) -> bool:
    """At least ``k`` members, and non-members relied on, hold it."""
    return len(holders(view)) + _beside(view) >= _k(view.need)


def count_measure(view: View) -> Measure:
    """Those that hold it against ``k``."""
    found = holders(view)
    return Measure(_k(view.need), Decimal(len(found) + _beside(view)), found, Counted.MEMBERS)


def _k(need: Need) -> Decimal:
    k = need.number("k")
    assert k is not None
    return k


def count_faults(row: Requirement, has_threshold: bool) -> tuple[Fault, ...]:
    """``count`` needs its ``k``."""
    return () if row.parameter("k") is not None else (Fault("count_without_k", "parameters"),)


def lead_holds(view: View) -> bool:
    """The lead holds it."""
    return view.lead is not None and holds_alone(view.need, view.value(view.lead))


def lead_measure(view: View) -> Measure:
    """The lead's value against the threshold."""
    value = None if view.lead is None else view.value(view.lead)
    return Measure(view.need.least, value or Decimal(0), (view.lead,) if view.lead and lead_holds(view) else ())


def performer_holds(view: View) -> bool:
    """Whoever performs the task holds it."""
    return view.performer is not None and holds_alone(view.need, view.value(view.performer))


def performer_measure(view: View) -> Measure:
    """The value of whoever performs the task against the threshold."""
    value = None if view.performer is None else view.value(view.performer)
    able = (view.performer,) if view.performer and performer_holds(view) else ()
    return Measure(view.need.least, value or Decimal(0), able)
