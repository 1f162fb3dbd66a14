"""Claimed, evidenced, verified: the document behind a capability, and who looked at it when."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from consortium.domain.register import Status
from consortium.errors import StoreError
from consortium.service.desk import Desk
from consortium.service.partners import partner
from consortium.service.proving import attach, document, verify
from tests.unit.partners.desks import ISO, TURNOVER, capability, desk, snapshot

PDF = b"%PDF-1.7 certificado"


def test_a_document_makes_a_claim_evidence_and_comes_back_byte_for_byte() -> None:
    of = desk()
    attach(of, capability(of, "E1", ISO), PDF, "iso.pdf")
    kept = capability(of, "E1", ISO)
    proof = partner(of, "E1").proofs[kept.uid].value
    assert (kept.value.status, kept.value.evidence) == (Status.EVIDENCED, "iso.pdf")
    assert (proof.sha256, proof.file) == (sha256(PDF).hexdigest(), "iso.pdf")
    assert document(of, proof) == PDF


def test_another_document_takes_its_place_and_the_written_name_stays() -> None:
    of = desk()
    attach(of, capability(of, "E2", ISO), PDF, "nuevo.pdf")
    attach(of, capability(of, "E2", ISO), PDF + b"2", "nuevo2.pdf")
    kept = capability(of, "E2", ISO)
    assert kept.value.evidence == "iso.pdf"
    assert document(of, partner(of, "E2").proofs[kept.uid].value) == PDF + b"2"


def test_verified_says_who_and_when_and_undo_takes_it_back() -> None:
    of = desk()
    attach(of, capability(of, "E1", ISO), PDF, "iso.pdf")
    before = snapshot(of)
    luis = Desk(of.store, of.workspace, "Luis")
    batch = verify(luis, capability(of, "E1", ISO), capability(of, "E1", TURNOVER))
    for name in (ISO, TURNOVER):
        kept = capability(of, "E1", name)
        proof = partner(of, "E1").proofs[kept.uid].value
        assert kept.value.status is Status.VERIFIED
        assert proof.verified_by == "Luis"
        assert proof.verified_at is not None
        assert abs(datetime.now(UTC) - proof.verified_at) < timedelta(minutes=5)
    with of.changing("undo") as work:
        work.undo(batch)
    assert snapshot(of) == before


def test_a_document_over_ten_megabytes_is_refused_and_nothing_changes() -> None:
    of = desk()
    before = snapshot(of)
    with pytest.raises(StoreError, match="store_file_too_large"):
        attach(of, capability(of, "E1", ISO), b"0" * (10 * 2**20 + 1), "grande.pdf")
    assert snapshot(of) == before


def test_what_was_verified_stays_so_when_a_document_is_added() -> None:
    of = desk()
    verify(of, capability(of, "E1", ISO))
    attach(of, capability(of, "E1", ISO), PDF, "iso.pdf")
    kept = capability(of, "E1", ISO)
    assert kept.value.status is Status.VERIFIED
    assert partner(of, "E1").proofs[kept.uid].value.verified_by == "Ana"


def test_an_edit_that_comes_too_late_attaches_nothing() -> None:
    of = desk()
    seen = capability(of, "E1", ISO)
    verify(of, seen)
    with pytest.raises(StoreError, match="store_stale"):
        attach(of, seen, PDF, "iso.pdf")
    assert partner(of, "E1").proofs[seen.uid].value.sha256 is None
