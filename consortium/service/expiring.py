"""What lapses before the deadlines of the open bids and soon, and the same as a calendar to take away."""

from datetime import UTC, date, datetime

from consortium.domain.expiry import Lapse, lapses
from consortium.domain.register import Register
from consortium.report.calendar import calendar
from consortium.service.bids import BidLine, bids
from consortium.service.desk import Desk


def open_deadlines(desk: Desk, today: date) -> dict[str, BidLine]:
    """The open bids whose deadline is still to come, by uid."""
    return {line.uid: line for line in bids(desk) if not line.closed and line.deadline and line.deadline >= today}


def expiring(desk: Desk, register: Register, today: date) -> tuple[Lapse, ...]:
    """What has lapsed, lapses before an open bid's deadline, or within 90 days; soonest first."""
    days = {uid: line.deadline for uid, line in open_deadlines(desk, today).items() if line.deadline}
    return lapses(register, today, days)


def expiry_calendar(desk: Desk, register: Register, found: tuple[Lapse, ...], lang: str) -> bytes:
    """The lapses to come as an iCalendar file with a reminder each, in the user's language."""
    names = {**{x.id: x.name or x.id for x in register.externals}, **register.names()}
    titles = {line.uid: (line.reference or line.name, line.deadline) for line in bids(desk)}
    coming = tuple(lapse for lapse in found if not lapse.past)
    return calendar(coming, names, titles, desk.workspace, datetime.now(UTC), lang)
