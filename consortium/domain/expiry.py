"""What lapses, and when: evidence with a last day, seen from today and from the deadlines of the open bids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from consortium.domain.names import normal
from consortium.domain.register import Capability, External, Register

SOON_DAYS = 90
"""Days within which an expiry is worth a reminder."""

Row = Capability | External


@dataclass(frozen=True, slots=True)
class Lapse:
    """Evidence that stops to count after ``until``. ``bids``: the open bids, by key, whose deadline comes later."""

    owner: str
    """ID of the entity, or of the external."""
    capability: str
    until: date
    bids: tuple[str, ...]
    past: bool
    """Whether ``until`` lies behind already."""
    soon: bool
    """Whether it lies within the days asked about."""
    row: Row


def lapses(
    register: Register, today: date, deadlines: Mapping[str, date], within: int = SOON_DAYS
) -> tuple[Lapse, ...]:
    """All that has lapsed, lapses within ``within`` days or before one of ``deadlines`` (bid -> day); soonest first.

    Of several rows of one owner and capability the one that lasts longest speaks: a certificate renewed in time does
    not lapse.
    """
    found = (
        _lapse(owner, row, row.valid_until, today, deadlines, within)
        for owner, row in _lasting(register)
        if row.valid_until is not None
    )
    wanted = (lapse for lapse in found if lapse.past or lapse.soon or lapse.bids)
    return tuple(sorted(wanted, key=lambda lapse: (lapse.until, lapse.owner, lapse.capability)))


def _lapse(owner: str, row: Row, until: date, today: date, deadlines: Mapping[str, date], within: int) -> Lapse:
    late = tuple(bid for bid, day in sorted(deadlines.items(), key=lambda item: (item[1], item[0])) if until < day)
    soon = today <= until <= today + timedelta(days=within)
    return Lapse(owner, _name(row), until, late, until < today, soon, row)


def _lasting(register: Register) -> Iterable[tuple[str, Row]]:
    """The row of each owner and capability that lasts longest."""
    best: dict[tuple[bool, str, str], tuple[str, Row]] = {}
    rows: tuple[Row, ...] = (*register.capabilities, *register.externals)
    for row in rows:
        owner = row.entity if isinstance(row, Capability) else row.id
        key = (isinstance(row, Capability), owner, normal(_name(row)))
        if key not in best or _end(row) > _end(best[key][1]):
            best[key] = (owner, row)
    return best.values()


def _name(row: Row) -> str:
    return row.name if isinstance(row, Capability) else row.capability


def _end(row: Row) -> date:
    return row.valid_until or date.max
