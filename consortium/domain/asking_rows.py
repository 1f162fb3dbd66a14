"""Why what a register says about one matter is not enough for the needs that ask for it."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from consortium.domain.call import Rule
from consortium.domain.evidence import holding
from consortium.domain.need import Need
from consortium.domain.register import Capability, Mark, Status

_TOGETHER = (Rule.SUM, Rule.SHARE, Rule.RATIO)
"""Rules to which a value contributes however small it is."""


class Why(StrEnum):
    """Why there is something to ask, the gravest first."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    EXPIRING = "expiring"
    """Valid today, but no longer on the deadline."""
    NOT_YET = "not_yet"
    FIGURE = "figure"
    """A yes is recorded where a figure is asked for."""
    UNIT = "unit"
    UNPROVED = "unproved"


def capability_why(
    needs: Sequence[Need], rows: tuple[Capability, ...], deadline: date | None, today: date
) -> tuple[Why | None, Capability | None]:
    """The gravest reason to ask about a capability, and the row in question; None where all is known and proved."""
    if not rows:
        return Why.MISSING, None
    if not any(row.valid_on(deadline) for row in rows):
        return _lapsed(rows, today)
    found = [_need_why(need, rows, deadline) for need in needs]
    return min(found, key=lambda pair: _ORDER[pair[0]])


_ORDER: dict[Why | None, int] = {why: n for n, why in enumerate((*Why, None))}


def _lapsed(rows: tuple[Capability, ...], today: date) -> tuple[Why, Capability]:
    last = max(rows, key=lambda row: row.valid_until or date.max)
    if last.value is Mark.UNKNOWN:
        return Why.UNKNOWN, last
    if last.valid_until is None or (last.valid_from is not None and last.valid_from > today):
        return Why.NOT_YET, last
    return (Why.EXPIRED if last.valid_until < today else Why.EXPIRING), last


def _need_why(need: Need, rows: tuple[Capability, ...], deadline: date | None) -> tuple[Why | None, Capability | None]:
    if need.requirement.rule is Rule.RATIO:
        return _part_why(rows, deadline)
    held = holding(need, rows, deadline, False)
    row = held.row
    if row is None or held.number is None:
        return (Why.UNKNOWN if row is None or row.value is Mark.UNKNOWN else Why.UNIT), row
    if row.value is Mark.YES and need.threshold is not None:
        return Why.FIGURE, row
    matters = held.number > 0 if need.requirement.rule in _TOGETHER else held.number >= need.least
    return (Why.UNPROVED if matters and row.status is Status.CLAIMED else None), row


def _part_why(rows: tuple[Capability, ...], deadline: date | None) -> tuple[Why | None, Capability]:
    """One side of a ratio: its unit is compared with the other side's, not with the requirement's."""
    row = max((r for r in rows if r.valid_on(deadline)), key=lambda r: (r.value is not Mark.UNKNOWN, r.status))
    if isinstance(row.value, Mark):
        return (None if row.value is Mark.NO else Why.UNKNOWN if row.value is Mark.UNKNOWN else Why.FIGURE), row
    return (Why.UNPROVED if row.status is Status.CLAIMED else None), row


def listed_why(marks: Iterable[bool | None]) -> Why | None:
    """Whether contracts or people are to be asked for, by how those that are recorded suit one need; None: not known.

    What certainly does not suit is not among ``marks``.
    """
    found = tuple(marks)
    return None if True in found else Why.UNKNOWN if found else Why.MISSING


def gravest(found: Iterable[Why | None]) -> Why | None:
    """The gravest of several reasons."""
    return min(found, key=_ORDER.__getitem__)
