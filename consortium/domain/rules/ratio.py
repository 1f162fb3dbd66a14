"""Ratios: what the members' numerators come to against their denominators. They are never summed."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from consortium.domain.call import Requirement
from consortium.domain.evidence import NOT_RECORDED
from consortium.domain.need import Fault, Need
from consortium.domain.reading import Reading
from consortium.domain.rules.base import Counted, Measure, View
from consortium.domain.units import Kind

PLACES = Decimal("1e-10")
"""To which a ratio that no decimal says exactly is rounded down."""


def bar(need: Need) -> Decimal:
    """The least ratio; per cents are hundredths."""
    return need.least / _scale(need)


def _scale(need: Need) -> int:
    per_cent = need.threshold is not None and need.unit is not None and need.unit.kind is Kind.PERCENT
    return 100 if per_cent else 1


def each_by_itself(need: Need) -> bool:
    """Whether every member must have the ratio, instead of all together."""
    return need.requirement.parameter("mode") == "each"


def ratio_holds(view: View) -> bool:
    """The pooled ratio, or every member's own, reaches the least."""
    parts = [(m,) for m in view.members] if each_by_itself(view.need) else [view.members]
    return bool(view.members) and all(_reaches(view, part) for part in parts)


def _reaches(view: View, members: Sequence[str]) -> bool:
    """A denominator not held never meets, an unknown one only where it may be what serves best."""
    above = [view.holding(m) for m in members]
    below = [view.proofs.denominators.get(m, NOT_RECORDED) for m in members]
    if any(h.number is None and not h.unknown for h in below):
        return False
    if not any(h.number is not None or (h.unknown and view.reading is not Reading.RECORDED) for h in above):
        return False
    top = sum((h.number for h in above if h.number is not None), Decimal(0))
    bottom = sum((h.number for h in below if h.number is not None), Decimal(0))
    open_below = any(h.unknown for h in below)
    if view.reading is not Reading.MOST:
        return not open_below and bottom > 0 and top >= bar(view.need) * bottom
    if bottom <= 0 and not open_below:
        return False
    if any(h.unknown for h in above):
        return True
    least = bar(view.need)
    return top >= least * bottom if bottom > 0 else top > 0 or (top == 0 and least == 0)


def ratio_measure(view: View) -> Measure:
    """The pooled ratio against the least; by itself, the members that have it against all members."""
    if each_by_itself(view.need):
        able = tuple(m for m in view.members if _reaches(view, (m,)))
        return Measure(Decimal(len(view.members)), Decimal(len(able)), able, Counted.MEMBERS)
    holdings = [view.holding(m).number for m in view.members]
    below = [view.proofs.denominators.get(m, NOT_RECORDED).number for m in view.members]
    providers = tuple(m for m, n in zip(view.members, holdings, strict=True) if n)
    bottom = sum((n for n in below if n is not None), Decimal(0))
    if None in below or bottom <= 0:
        return Measure(view.need.least, Decimal(0), ())
    top = sum((n for n in holdings if n is not None), Decimal(0))
    exact = Fraction(top) * _scale(view.need) / Fraction(bottom)
    rounded = exact // Fraction(PLACES) * PLACES
    return Measure(view.need.least, rounded, providers, exact=None if Fraction(rounded) == exact else exact)


def ratio_faults(row: Requirement, has_threshold: bool) -> tuple[Fault, ...]:
    """``ratio`` needs both of its capabilities."""
    given = (row.parameter("num"), row.parameter("den"))
    return () if all(given) else (Fault("ratio_without_parts", "parameters"),)
