"""A new version of a bid's tender: looked at first, then taken; and what it did, to be read afterwards."""

from dataclasses import dataclass

from consortium.domain.amendment import Amendment, compare
from consortium.domain.carrying import Carried, carry
from consortium.errors import FileError, StoreError
from consortium.service.bids import OpenBid, add_version
from consortium.service.desk import Desk
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.rechecking import Recheck, recheck, saved_coalitions
from consortium.service.rereading import original_file, tender_file, with_tender
from consortium.store import Kept, TenderVersion


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a file would change if it became the bid's next version.

    ``file`` holds the corrections made by hand that ``carried`` could keep. ``same_bytes``: it is the very file that
    the latest version was read from.
    """

    file: TenderFile
    amendment: Amendment
    carried: Carried
    rechecks: tuple[Recheck, ...]
    same_bytes: bool

    @property
    def unlike(self) -> bool:
        """Whether it looks like another tender: of its rows fewer than one in ten were there before."""
        known = sum(row.before is not None for row in self.amendment.rows if row.after is not None)
        return known * 10 < len(self.file.tender.requirements)


def look_at_version(desk: Desk, opened: OpenBid, register: RegisterFile | None, file: TenderFile) -> NewVersion:
    """Compare an uploaded file with the latest version of a bid that has one. Raises StoreError."""
    assert opened.version is not None
    assert opened.file is not None
    carried = _carried(desk, opened.version.value, opened.file, file)
    file = with_tender(file, carried.tender) if carried.kept else file
    return NewVersion(
        file,
        compare(opened.file.tender, file.tender),
        carried,
        _rechecks(desk, opened.uid, opened.file, file, register),
        file.sha256 == opened.file.sha256,
    )


def _carried(desk: Desk, version: TenderVersion, latest: TenderFile, file: TenderFile) -> Carried:
    """What can be told apart as a correction: nothing where the bytes that were read are no longer there."""
    if not latest.edited:
        return Carried(file.tender)
    try:
        read = original_file(desk, version)
    except (StoreError, FileError) as cause:
        if isinstance(cause, StoreError) and cause.code != "store_no_file":
            raise
        return Carried(file.tender)
    return carry(read.tender, latest.tender, file.tender)


def take_version(desk: Desk, opened: OpenBid, data: bytes, new: NewVersion) -> Kept[TenderVersion]:
    """Make what was looked at the bid's next version. Raises StoreError."""
    return add_version(desk, opened.uid, data, new.file)


@dataclass(frozen=True, slots=True)
class PastVersion:
    """What the latest version changed of the one before, and how the kept coalitions stand under both."""

    before: TenderVersion
    after: TenderVersion
    amendment: Amendment
    rechecks: tuple[Recheck, ...]


def latest_amendment(desk: Desk, opened: OpenBid, register: RegisterFile | None) -> PastVersion | None:
    """The last change of version of a bid, None where it has a single one. Raises StoreError."""
    kept = desk.store.kept(desk.workspace, TenderVersion, bid=opened.uid)
    versions = sorted((k.value for k in kept), key=lambda version: version.number)
    if len(versions) < 2 or opened.file is None:
        return None
    before, after = versions[-2:]
    amendment = compare(before.tender, opened.file.tender)
    return PastVersion(
        before, after, amendment, _rechecks(desk, opened.uid, tender_file(desk, before), opened.file, register)
    )


def _rechecks(
    desk: Desk, bid: str, before: TenderFile, after: TenderFile, register: RegisterFile | None
) -> tuple[Recheck, ...]:
    return recheck(saved_coalitions(desk, bid), before, after, register) if register else ()
