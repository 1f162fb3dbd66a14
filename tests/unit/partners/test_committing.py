"""Who is bound to another bid for the same tender or lot, and what that does to a search (LCSP 139.3)."""

from dataclasses import replace

import pytest

from consortium.domain.call import Lot, Tender
from consortium.domain.result import Options
from consortium.errors import StoreError, UsageError
from consortium.service.bids import add_bid, close_bid, decide, open_bid, save_options
from consortium.service.committing import (
    Committed,
    commit,
    commitment_findings,
    committed,
    here,
    release,
    without_committed,
)
from consortium.service.desk import Desk
from consortium.service.files import TenderFile
from consortium.service.merging import merge, preview
from consortium.service.partners import partner, remove
from consortium.store import Decision
from tests.unit.partners.desks import desk

TENDER = Tender(title="Limpieza", reference="EXP-7/2026", lots=(Lot("1"), Lot("2")))


def bid(of: Desk, name: str, members: tuple[str, ...] = (), lots: tuple[str, ...] = (), reference: str = "") -> str:
    """A bid for the tender, and its decision."""
    tender = replace(TENDER, title=name, reference=reference or TENDER.reference)
    uid = add_bid(of, name.encode(), TenderFile("pliego.xlsx", "0" * 64, tender)).uid
    save_options(of, uid, Options(lots=lots))
    if members:
        decide(of, Decision(uid, members), None)
    return uid


def who(found: tuple[Committed, ...]) -> set[str]:
    return {c.entity for c in found}


@pytest.mark.parametrize(
    ("tender", "lot", "asked", "expected"),
    [
        ("EXP-7/2026", "", (), {"E1"}),
        ("exp-7/2026", "", ("2",), {"E1"}),
        ("EXP-7/2026", "1", (), {"E1"}),
        ("EXP-7/2026", "1", ("1", "2"), {"E1"}),
        ("EXP-7/2026", "1", ("2",), set()),
        ("EXP-8/2026", "", (), set()),
    ],
)
def test_bound_is_who_is_in_another_bid_for_the_same_lots(
    tender: str, lot: str, asked: tuple[str, ...], expected: set[str]
) -> None:
    of = desk()
    commit(of, "E1", tender, lot, "UTE Sur")
    assert who(committed(of, TENDER, asked)) == expected
    assert who(here(Options(lots=asked), committed(of, TENDER))) == expected


def test_a_tender_without_reference_binds_nobody() -> None:
    of = desk()
    commit(of, "E1", "EXP-7/2026")
    assert committed(of, replace(TENDER, reference="")) == ()


def test_what_is_recorded_for_the_bid_itself_binds_nobody_to_another() -> None:
    of = desk()
    uid = bid(of, "UTE Norte")
    commit(of, "E1", TENDER.reference, "", "ute norte")
    assert committed(of, TENDER, bid=uid) == ()
    assert who(committed(of, TENDER)) == {"E1"}


def test_the_decision_of_another_open_bid_binds_its_members_in_its_lots() -> None:
    of = desk()
    other, mine = bid(of, "Con Luis", ("E1", "E2"), ("1",)), bid(of, "Con Ana", ("E3",))
    found = committed(of, TENDER, ("1",), mine)
    assert [(c.entity, c.lot, c.group, c.bid) for c in found] == [
        ("E1", "1", "Con Luis", other),
        ("E2", "1", "Con Luis", other),
    ]
    assert who(committed(of, TENDER, ("2",), other)) == {"E3"}
    assert committed(of, TENDER, ("2",), mine) == ()
    close_bid(of, open_bid(of, other).bid)
    assert committed(of, TENDER, ("1",), mine) == ()


def test_another_tender_or_an_entity_that_is_gone_binds_nobody() -> None:
    of = desk()
    bid(of, "Otra", ("E1",), reference="EXP-9")
    bid(of, "La misma", ("E2", "E3"))
    remove(of, partner(of, "E2"))
    assert who(committed(of, TENDER)) == {"E3"}


def test_the_bound_are_left_out_unless_included_and_the_findings_say_which() -> None:
    bound = (Committed("E1", "EXP-7", "", "UTE Sur"), Committed("E2", "EXP-7", "1"), Committed("E3", "EXP-7", "2"))
    options = Options(lots=("1",), include=("E2",), exclude=("E9",))
    assert without_committed(options, bound).exclude == ("E9", "E1")
    assert without_committed(Options(), ()) == Options()
    told = [(f.code, f.fields["entity"]) for f in commitment_findings(options, bound)]
    assert told == [("committed_left_out", "E1"), ("committed_forced", "E2")]


def test_a_commitment_is_recorded_once_and_released() -> None:
    of = desk()
    with pytest.raises(UsageError, match="no_reference"):
        commit(of, "E1", "  ")
    commit(of, "E1", "EXP-7/2026", "1")
    with pytest.raises(StoreError, match="store_duplicate"):
        commit(of, "E1", "EXP-7/2026", "1")
    (kept,) = partner(of, "E1").commitments
    release(of, kept)
    assert committed(of, TENDER) == ()


def test_a_merged_entity_is_bound_as_both_were() -> None:
    of = desk()
    commit(of, "E1", "EXP-7/2026", "1")
    commit(of, "E2", "EXP-7/2026", "2")
    merge(of, preview(of, "E1", "E2"), {})
    assert [(c.entity, c.lot) for c in committed(of, TENDER)] == [("E1", "1"), ("E1", "2")]
