"""What lapses before a deadline, soon, or has lapsed; and the same as a calendar that other programs read."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from consortium.domain.call import Tender
from consortium.domain.expiry import SOON_DAYS, lapses
from consortium.domain.register import Capability, Entity, External, Mark, Register
from consortium.report.calendar import calendar
from consortium.service.bids import add_bid, close_bid
from consortium.service.expiring import expiring, expiry_calendar
from consortium.service.files import TenderFile
from tests.unit.partners.desks import desk

TODAY = date(2026, 11, 24)


def holds(until: date | None, entity: str = "E1", name: str = "ISO 9001") -> Capability:
    return Capability(entity, name, Mark.YES, valid_until=until)


def register(*rows: Capability, externals: tuple[External, ...] = ()) -> Register:
    ids = dict.fromkeys(row.entity for row in rows)
    return Register(tuple(Entity(e, f"Entidad {e}") for e in ids), rows, externals=externals)


@pytest.mark.parametrize(
    ("days", "past", "soon", "bids"),
    [
        (-1, True, False, ("B1", "B2")),
        (0, False, True, ("B1", "B2")),
        (9, False, True, ("B1", "B2")),
        (10, False, True, ("B2",)),
        (SOON_DAYS, False, True, ("B2",)),
        (SOON_DAYS + 1, False, False, ("B2",)),
    ],
)
def test_the_last_day_still_counts(days: int, past: bool, soon: bool, bids: tuple[str, ...]) -> None:
    deadlines = {"B2": TODAY + timedelta(days=200), "B1": TODAY + timedelta(days=10)}
    (found,) = lapses(register(holds(TODAY + timedelta(days=days))), TODAY, deadlines)
    assert (found.past, found.soon, found.bids) == (past, soon, bids)


def test_what_outlasts_everything_is_not_told() -> None:
    late = {"B": TODAY + timedelta(days=100)}
    assert lapses(register(holds(TODAY + timedelta(days=100)), holds(None, "E2")), TODAY, late) == ()


@given(st.lists(st.none() | st.integers(-400, 400), min_size=1, max_size=5), st.integers(0, 300))
def test_of_several_rows_the_longest_speaks(days: list[int | None], ahead: int) -> None:
    rows = [
        holds(None if n is None else TODAY + timedelta(days=n), name=("iso 9001", "ISO  9001")[i % 2])
        for i, n in enumerate(days)
    ]
    deadline = TODAY + timedelta(days=ahead)
    found = lapses(register(*rows), TODAY, {"B": deadline})
    valid_then = any(row.valid_on(deadline) for row in rows)
    assert (bool(found) and found[0].bids == ("B",)) == (not valid_then)
    assert len(found) <= 1


def test_externals_lapse_too() -> None:
    letter = External("X1", "Aseguradora", "Seguro RC", Mark.YES, valid_until=TODAY)
    (found,) = lapses(Register(externals=(letter,)), TODAY, {})
    assert (found.owner, found.capability, found.soon) == ("X1", "Seguro RC", True)


def test_only_open_bids_with_a_deadline_to_come_count() -> None:
    of = desk()
    days = {"pasada": TODAY - timedelta(days=1), "abierta": date(2027, 6, 1), "cerrada": date(2027, 6, 1), "sin": None}
    for name, day in days.items():
        bid = add_bid(
            of, name.encode(), TenderFile("p.xlsx", "0" * 64, Tender(title=name, reference=name, deadline=day))
        )
        if name == "cerrada":
            close_bid(of, bid.bid)
    found = expiring(of, of.store.register(of.workspace), TODAY)
    assert {(lapse.owner, len(lapse.bids)) for lapse in found} == {("E1", 1), ("E2", 1)}


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_the_calendar_reads_back_with_alarms_and_whole_days() -> None:
    rows = register(holds(date(2027, 1, 31), name="Seguro; RC, 300.000 €\nAnexo"))
    found = lapses(rows, TODAY, {"B": date(2027, 2, 26)})
    data = calendar(
        found,
        {"E1": "Acoge, S. Coop."},
        {"B": ("EXP-7", date(2027, 2, 26))},
        "w",
        datetime(2026, 11, 24, tzinfo=UTC),
        "es",
    )
    (event,) = events(data)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2027, 1, 31), date(2027, 2, 1))
    assert str(event["summary"]) == "Caduca: Seguro; RC, 300.000 €\nAnexo · Acoge, S. Coop."
    assert "EXP-7 (26 feb 2027)" in str(event["description"])
    assert [alarm.decoded("trigger").days for alarm in event.walk("VALARM")] == [-60, -30, -7]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_an_event_keeps_its_name_when_its_day_moves_and_two_are_never_one() -> None:
    def uids(*rows: Capability, workspace: str = "w") -> list[str]:
        found = lapses(register(*rows), TODAY, {})
        data = calendar(found, {}, {}, workspace, datetime(2026, 11, 24, tzinfo=UTC), "en")
        return [str(event["uid"]) for event in events(data)]

    first = uids(holds(date(2026, 12, 1)), holds(date(2026, 12, 1), "E2"), holds(date(2026, 12, 1), name="ISO 14001"))
    assert len(set(first)) == 3
    assert uids(holds(date(2027, 1, 15), name="iso 9001")) == uids(holds(date(2026, 12, 1)))
    assert uids(holds(date(2026, 12, 1)), workspace="v") != uids(holds(date(2026, 12, 1)))


def test_what_has_lapsed_already_is_no_reminder() -> None:
    of = desk()
    rows = register(holds(date(2020, 1, 1)), holds(date.today() + timedelta(days=5), "E2"))
    data = expiry_calendar(of, rows, expiring(of, rows, date.today()), "en")
    assert [str(event["summary"]) for event in events(data)] == ["Lapses: ISO 9001 · Entidad E2"]
