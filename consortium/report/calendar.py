"""Expiries as an iCalendar file (RFC 5545): an all-day event on the last valid day, with reminders."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from consortium.domain.expiry import Lapse
from consortium.domain.names import normal
from consortium.domain.register import Capability
from consortium.words import text

REMINDERS = (timedelta(days=60), timedelta(days=30), timedelta(days=7))
"""How long before the last valid day: a certificate takes weeks to renew."""

Titles = Mapping[str, tuple[str, date | None]]


def calendar(
    lapses: Iterable[Lapse], names: Mapping[str, str], bids: Titles, workspace: str, now: datetime, lang: str
) -> bytes:
    """The file. ``names`` by owner; ``bids``: uid -> (title, deadline); ``now`` in UTC.

    An event keeps its UID when its day changes, so that a calendar which takes the file again moves it.
    """
    found = Calendar()
    found.add("prodid", "-//Consortium Builder//Expiry//" + lang.upper())
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", text(lang, "partners.calendar.name"))
    for lapse in lapses:
        found.add_component(_event(lapse, names, bids, workspace, now, lang))
    return bytes(found.to_ical())


def uid(lapse: Lapse, workspace: str) -> str:
    """The lasting name of an expiry: of whom, and of what."""
    kind = "capability" if isinstance(lapse.row, Capability) else "external"
    subject = "\n".join((workspace, kind, lapse.owner, normal(lapse.capability)))
    return sha256(subject.encode()).hexdigest()[:32] + "@consortium-builder"


def _event(lapse: Lapse, names: Mapping[str, str], bids: Titles, workspace: str, now: datetime, lang: str) -> Event:
    owner = names.get(lapse.owner, lapse.owner)
    title = text(lang, "partners.calendar.title", what=lapse.capability, who=owner)
    event = Event()
    event.add("uid", uid(lapse, workspace))
    event.add("dtstamp", now)
    event.add("dtstart", lapse.until)
    event.add("dtend", lapse.until + timedelta(days=1))
    event.add("summary", title)
    event.add("description", "\n".join(_told(lapse, owner, bids, lang)))
    event.add("transp", "TRANSPARENT")
    for before in REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", -before)
        event.add_component(alarm)
    return event


def _told(lapse: Lapse, owner: str, bids: Titles, lang: str) -> Iterable[str]:
    yield text(lang, "partners.calendar.last_day", day=lapse.until, who=owner, id=lapse.owner, what=lapse.capability)
    for bid in lapse.bids:
        title, deadline = bids.get(bid, (bid, None))
        yield text(lang, "partners.calendar.before", bid=title, day=deadline)
