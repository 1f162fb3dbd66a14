"""Two people's edits of one tender brought together."""

from dataclasses import replace

from consortium.domain.call import Lot, Tender
from consortium.domain.carrying import carry


def reconciled(base: Tender, one: Tender, other: Tender) -> Tender | None:
    """Both edits of ``base``; None where both changed the same row, fact or lots, and not alike.

    A row that one of them removed and the other changed is such a contradiction, and so are two new ones of one ID.
    """
    dropped = carry(base, one, other).dropped or carry(base, other, one).dropped
    if dropped or _written_twice(base, one, other) or _lots(base, one, other) is None:
        return None
    return prevailing(base, one, other)


def prevailing(base: Tender, one: Tender, last: Tender) -> Tender:
    """Both edits of ``base``; where they contradict each other, ``last`` prevails."""
    lots = _lots(base, one, last)
    return replace(carry(base, one, last).tender, lots=last.lots if lots is None else lots)


def _lots(base: Tender, one: Tender, other: Tender) -> tuple[Lot, ...] | None:
    if other.lots == base.lots:
        return one.lots
    return other.lots if one.lots in (base.lots, other.lots) else None


def _written_twice(base: Tender, one: Tender, other: Tender) -> bool:
    old = {row.id for row in base.requirements}
    new = {row.id: row for row in one.requirements if row.id not in old}
    return any(row != new[row.id] for row in other.requirements if row.id in new)
