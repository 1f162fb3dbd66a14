"""What requirement texts propose: looked at, confirmed, or left as the sheet has it."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from consortium.domain.proposal import Proposal
from consortium.ingest.editing import tender_with_rows
from consortium.ingest.standing import standing
from consortium.ingest.understanding import agreed, confirmed_rows, proposals_of, settled
from consortium.service.files import TenderFile


def text_proposals(file: TenderFile) -> Mapping[str, Proposal]:
    """The proposals that nobody has confirmed or dismissed yet, by row ID."""
    return proposals_of(file.tender)


def confirm_texts(file: TenderFile, ids: Collection[str], lang: str) -> TenderFile:
    """The tender with the proposals of some rows taken over: from then on they are as certain as a filled column.

    ``lang``: the language in which capabilities are named. A text that demands nothing takes its row away; one that
    demands several things becomes as many rows.
    """
    wanted = {row_id: found for row_id, found in proposals_of(file.tender).items() if row_id in ids}
    before = {row.id for row in file.tender.requirements}
    reading = tender_with_rows(agreed(file.tender, wanted), confirmed_rows(file.tender, wanted, lang))
    made = {row.id for row in reading.tender.requirements} - before
    findings = (*standing(file.findings, file.tables), *reading.findings)
    return replace(file, tender=settled(reading.tender, made | set(wanted)), findings=findings, edited=True)


def dismiss_texts(file: TenderFile, ids: Collection[str]) -> TenderFile:
    """The tender as its sheet has it for some rows: their texts propose nothing any more."""
    return replace(file, tender=settled(file.tender, ids), edited=True)
