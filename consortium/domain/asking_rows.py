"""Why what a register says about one matter is not enough for the needs that ask for it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from consortium.domain.call import Rule
from consortium.domain.evidence import holding
from consortium.domain.names import normal
from consortium.domain.need import Need
from consortium.domain.register import Capability, Mark, Person, Reference, Status

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


def references_why(needs: Iterable[Need], own: Sequence[Reference], deadline: date | None) -> Why | None:
    """Whether past contracts are to be asked for: none of the kind asked for is recorded, or those lack a figure."""
    found = [_reference_why(need, own, deadline) for need in needs]
    return min(found, key=_ORDER.__getitem__)


def _reference_why(need: Need, own: Sequence[Reference], deadline: date | None) -> Why | None:
    prefix = _digits(need.requirement.parameter("cpv"))
    alike = [r for r in own if not r.cpv or _digits(r.cpv).startswith(prefix)]
    recent = [r for r in alike if r.ended is None or deadline is None or _years(need, r.ended, deadline)]
    if not recent:
        return Why.MISSING
    dated = need.requirement.parameter("years") is not None
    whole = any(r.amount is not None and (r.ended or not dated) and (r.cpv or not prefix) for r in recent)
    return None if whole else Why.UNKNOWN


def _years(need: Need, ended: date, deadline: date) -> bool:
    """Whether a contract ended within the years that the row asks for."""
    years = need.requirement.parameter("years")
    if not isinstance(years, Decimal):
        return True
    return (ended.year + years, ended.month, ended.day) >= (deadline.year, deadline.month, deadline.day)


def _digits(text: object) -> str:
    return "".join(c for c in str(text or "").split("-")[0] if c.isdigit()).rstrip("0")


def people_why(needs: Iterable[Need], own: Sequence[Person]) -> Why | None:
    """Whether people are to be asked for: nobody in a role asked for, or somebody without the years asked for."""
    found = [_person_why(need, own) for need in needs]
    return min(found, key=_ORDER.__getitem__)


def _person_why(need: Need, own: Sequence[Person]) -> Why | None:
    role = normal(need.requirement.capability)
    fit = [person for person in own if role in map(normal, person.roles)]
    if not fit:
        return Why.MISSING
    short = need.requirement.parameter("years") is not None and all(person.years is None for person in fit)
    return Why.UNKNOWN if short else None
