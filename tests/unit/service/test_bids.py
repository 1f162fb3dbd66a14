"""Bids kept and opened again: versions with their bytes, edits, options, scenarios, the decision, the proposal."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consortium import service
from consortium.domain.result import Options, Verdict
from consortium.errors import StoreError, UsageError
from consortium.service import Decision, Desk, OpenBid, Scenario, TenderFile
from consortium.service.rereading import tender_file

SHEET = (Path(__file__).parents[3] / "sample_data" / "licitacion_ayuda_domicilio.xlsx").read_bytes()


@pytest.fixture(scope="module")
def file() -> TenderFile:
    return service.read_tender(SHEET, "pliego.xlsx")


@pytest.fixture
def bid(desk: Desk, file: TenderFile) -> OpenBid:
    return service.add_bid(desk, SHEET, file)


def titled(file: TenderFile, title: str) -> TenderFile:
    return service.edit_facts(file, {"title": title})


def test_an_upload_comes_back_with_its_bytes_and_findings(desk: Desk, bid: OpenBid, file: TenderFile) -> None:
    found = service.open_bid(desk, bid.uid)
    assert found.file == file
    assert found.version is not None
    assert desk.store.file(desk.workspace, found.version.value.sha256) == SHEET
    assert (found.version.value.number, found.version.value.by) == (1, "Ana")
    assert found.bid.value.name == file.tender.title
    assert found.options == Options()


def test_an_edit_is_part_of_the_newest_version_and_one_change(desk: Desk, bid: OpenBid, file: TenderFile) -> None:
    assert bid.version is not None
    edited = titled(file, "Otro título")
    before = len(desk.store.batches(desk.workspace))
    service.save_tender(desk, bid.version, edited.tender)
    assert len(desk.store.batches(desk.workspace)) == before + 1
    found = service.open_bid(desk, bid.uid)
    assert found.file is not None
    assert found.version is not None
    assert found.file.edited
    assert found.version.value.number == 1
    assert found.file.tender == edited.tender
    assert found.file.findings == edited.findings


def test_an_edit_is_taken_back_by_one_undo(desk: Desk, bid: OpenBid, file: TenderFile) -> None:
    assert bid.version is not None
    service.save_tender(desk, bid.version, titled(file, "Otro título").tender)
    last = service.undoable(desk)
    assert last is not None
    assert last.words == ("store.tender_version",)
    service.undo(desk, last.batch)
    assert service.open_bid(desk, bid.uid).file == file


def test_an_edit_over_somebody_elses_is_refused_with_all_versions(desk: Desk, bid: OpenBid, file: TenderFile) -> None:
    assert bid.version is not None
    other = replace(desk, by="Luis")
    service.save_tender(other, bid.version, titled(file, "De Luis").tender)
    with pytest.raises(StoreError) as trouble:
        service.save_tender(desk, bid.version, titled(file, "De Ana").tender)
    fields = trouble.value.fields
    assert (trouble.value.code, fields["by"]) == ("store_stale", "Luis")
    found = service.open_bid(desk, bid.uid).file
    assert found is not None
    assert found.tender.title == "De Luis"


def test_a_version_that_is_known_is_not_read_again(desk: Desk, bid: OpenBid, monkeypatch: pytest.MonkeyPatch) -> None:
    found = service.open_bid(desk, bid.uid)
    monkeypatch.setattr(type(desk.store), "file", None)
    assert service.open_bid(desk, bid.uid, found).file is found.file


def test_the_next_version_is_the_one_that_opens(desk: Desk, bid: OpenBid, file: TenderFile) -> None:
    newer = titled(file, "Segunda")
    service.add_version(desk, bid.uid, b"other bytes", newer)
    found = service.open_bid(desk, bid.uid)
    assert found.version is not None
    assert (found.version.value.number, found.version.value.tender.title) == (2, "Segunda")


def test_bytes_that_were_erased_leave_the_tender(desk: Desk, bid: OpenBid, file: TenderFile) -> None:
    assert bid.version is not None
    with desk.changing("erase") as work:
        work.erase_file(bid.version.value.sha256)
    found = tender_file(desk, bid.version.value)
    assert (found.tender, found.findings) == (file.tender, ())


def test_an_unknown_bid_is_one_clear_fault(desk: Desk) -> None:
    with pytest.raises(UsageError) as trouble:
        service.open_bid(desk, "0" * 32)
    assert trouble.value.code == "no_bid"


def test_options_are_kept_once_per_bid(desk: Desk, bid: OpenBid) -> None:
    service.save_options(desk, bid.uid, Options(max_members=3))
    service.save_options(desk, bid.uid, Options(max_members=4, verified_only=True))
    assert service.open_bid(desk, bid.uid).options == Options(max_members=4, verified_only=True)


def test_options_that_two_people_change_at_once_are_all_kept(desk: Desk, bid: OpenBid) -> None:
    before = Options(max_members=3)
    service.save_options(desk, bid.uid, before)
    service.save_options(desk, bid.uid, replace(before, exclude=("E2",)), before)
    service.save_options(desk, bid.uid, replace(before, max_members=None), before)
    assert service.open_bid(desk, bid.uid).options == Options(exclude=("E2",))


def test_a_scenario_of_the_same_name_is_replaced(desk: Desk, bid: OpenBid) -> None:
    service.save_scenario(desk, Scenario(bid.uid, "sin E2", Options(exclude=("E2",)), ("E1",)))
    kept = service.save_scenario(desk, Scenario(bid.uid, "sin E2", Options(exclude=("E2",)), ("E1", "E3")))
    assert [k.value.members for k in service.scenarios(desk, bid.uid)] == [("E1", "E3")]
    service.remove_scenario(desk, kept)
    assert service.scenarios(desk, bid.uid) == ()


def test_a_scenario_wants_a_name(desk: Desk, bid: OpenBid) -> None:
    with pytest.raises(UsageError) as trouble:
        service.save_scenario(desk, Scenario(bid.uid, "  ", Options()))
    assert trouble.value.code == "no_name"


def test_a_red_necessity_asks_for_a_written_reason(desk: Desk, bid: OpenBid) -> None:
    chosen = Decision(bid.uid, ("E1", "E2"), reason=" ")
    with pytest.raises(UsageError) as trouble:
        service.decide(desk, chosen, Verdict.RED)
    assert trouble.value.code == "decision_reason"
    assert service.decision(desk, bid.uid) is None
    service.decide(desk, replace(chosen, reason="Sin capacidad libre"), Verdict.RED)
    made = service.decision(desk, bid.uid)
    assert made is not None
    assert (made.value.members, made.value.reason, made.value.by) == (("E1", "E2"), "Sin capacidad libre", "Ana")


@pytest.mark.parametrize("verdict", [Verdict.GREEN, Verdict.AMBER, None])
def test_no_other_necessity_asks_for_one(desk: Desk, bid: OpenBid, verdict: Verdict | None) -> None:
    made = service.decide(desk, Decision(bid.uid, ("E1",)), verdict)
    service.undecide(desk, made)
    assert service.decision(desk, bid.uid) is None


def test_a_second_decision_takes_the_place_of_the_first(desk: Desk, bid: OpenBid) -> None:
    service.decide(desk, Decision(bid.uid, ("E1",)), None)
    service.decide(replace(desk, by="Luis"), Decision(bid.uid, ("E2",)), None)
    made = service.decision(desk, bid.uid)
    assert made is not None
    assert (made.value.members, made.value.by) == (("E2",), "Luis")


def test_fields_of_the_proposal_are_written_changed_and_blanked(desk: Desk, bid: OpenBid) -> None:
    service.save_proposal_fields(desk, bid.uid, {"signatory.E1": "Ana Pérez", "phone": "600", "empty": ""})
    service.save_proposal_fields(desk, bid.uid, {"signatory.E1": "Luis Gil", "phone": ""})
    assert service.proposal_fields(desk, bid.uid) == {"signatory.E1": "Luis Gil"}


def test_the_list_puts_open_bids_first_and_the_nearest_deadline_on_top(desk: Desk, file: TenderFile) -> None:
    def bid(title: str, deadline: str) -> OpenBid:
        return service.add_bid(desk, SHEET, service.edit_facts(file, {"title": title, "deadline": deadline}))

    late, soon, won = bid("tarde", "2027-05-01"), bid("pronto", "2027-01-10"), bid("ganada", "2026-12-01")
    service.close_bid(desk, won.bid)
    service.decide(desk, Decision(soon.uid, ("E1",)), None)
    listed = [(line.name, line.deadline, line.closed, line.decided) for line in service.bids(desk)]
    assert listed == [
        ("pronto", date(2027, 1, 10), False, True),
        ("tarde", date(2027, 5, 1), False, False),
        ("ganada", date(2026, 12, 1), True, False),
    ]
    assert service.latest_bid(desk) == soon.uid
    service.close_bid(desk, service.open_bid(desk, won.uid).bid, closed=False)
    assert service.latest_bid(desk) == won.uid
    assert late.uid != soon.uid


def test_a_bid_can_be_called_otherwise(desk: Desk, bid: OpenBid) -> None:
    service.rename_bid(desk, bid.bid, "Lo de Toledo")
    assert [line.name for line in service.bids(desk)] == ["Lo de Toledo"]
