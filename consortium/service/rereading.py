"""A kept version of a tender as a file again: read anew from its bytes, with the edits made on screen since."""

import threading
from dataclasses import replace

from consortium.domain.call import Tender
from consortium.errors import FileError, StoreError
from consortium.ingest import kept_mapping
from consortium.service.desk import Desk
from consortium.service.files import TenderFile, edit_facts, edit_tender, facts_of, read_tender, rows_of
from consortium.store import TenderVersion

_MOST = 32
_read: dict[tuple[str, str, str], TenderFile] = {}
_lock = threading.Lock()


def tender_file(desk: Desk, version: TenderVersion) -> TenderFile:
    """The version with the findings of its sheet. The tender is as kept, also where it would be read otherwise today.

    Bytes that were erased, or that this release cannot read any more, leave the tender as kept without findings.
    """
    try:
        read = original_file(desk, version)
    except (StoreError, FileError) as cause:
        if isinstance(cause, StoreError) and cause.code != "store_no_file":
            raise
        return TenderFile(version.file, version.sha256, version.tender, edited=version.edited)
    kept = read if read.tender == version.tender else with_tender(read, version.tender)
    return replace(kept, edited=version.edited)


def original_file(desk: Desk, version: TenderVersion) -> TenderFile:
    """As uploaded. Raises StoreError, FileError.

    What was read last is remembered: reading takes a process of its own.
    """
    key = (version.file, version.sha256, version.layout)
    with _lock:
        found = _read.get(key)
    # Bytes that are erased in this workspace must not come back from another's reading.
    data = desk.store.file(desk.workspace, version.sha256)
    if found is None:
        found = read_tender(data, version.file, kept_mapping(version.layout))
        with _lock:
            _read[key] = found
            while len(_read) > _MOST:
                del _read[next(iter(_read))]
    return found


def with_tender(file: TenderFile, tender: Tender) -> TenderFile:
    """The file with its tender edited to ``tender``, its findings as if that had just been done on screen."""
    before, facts = facts_of(file.tender), facts_of(tender)
    changed = {name: value for name, value in facts.items() if value != before[name]}
    file = edit_facts(file, changed) if changed else file
    file = edit_tender(replace(file, tender=tender), rows_of(tender))
    return replace(file, tender=tender, edited=True)
