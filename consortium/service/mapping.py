"""How a workbook's sheets are taken: looked at, changed, confirmed, and remembered for every file of that layout."""

from dataclasses import dataclass, replace
from hashlib import sha256

from consortium.domain.carrying import carry
from consortium.ingest import (
    BookMapping,
    Workbook,
    kept_mapping,
    open_workbook,
    to_json,
)
from consortium.service.desk import Desk
from consortium.service.files import TenderFile, tender_from, upload_limit
from consortium.service.rereading import original_file, with_tender
from consortium.store import ConfirmedMapping, Kept, TenderVersion, Work


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet as it can be chosen: whether it is read, whether it is hidden, and what of it is."""

    title: str
    read: bool
    hidden: bool
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


def read_upload(desk: Desk | None, data: bytes, name: str) -> TenderFile:
    """Read a tender's file, as somebody of the workspace confirmed for its layout. Raises FileError, StoreError."""
    book = open_workbook(data, name, upload_limit())
    digest = sha256(data).hexdigest()
    file = tender_from(book, name, digest)
    known = remembered(desk, file.mapping.layout) if desk is not None else None
    return file if known is None else tender_from(book, name, digest, known)


def remembered(desk: Desk, layout: str) -> BookMapping | None:
    """The mapping confirmed for a layout, by its fingerprint. Raises StoreError."""
    found = desk.store.kept(desk.workspace, ConfirmedMapping, layout=layout)
    return kept_mapping(found[-1].value.content) if found else None


def version_book(desk: Desk, version: TenderVersion) -> Workbook:
    """The sheets of a kept version. Raises StoreError ``store_no_file``, FileError."""
    return open_workbook(desk.store.file(desk.workspace, version.sha256), version.file, upload_limit())


def confirm_mapping(
    desk: Desk, version: Kept[TenderVersion], file: TenderFile, mapping: BookMapping
) -> tuple[Kept[TenderVersion], TenderFile]:
    """Read a version as ``mapping`` says, keep it so, and remember the mapping for the layout.

    Corrections made by hand in ``file`` stay wherever the new reading leaves the row as it was. Raises StoreError,
    FileError.
    """
    sure = mapping.confirmed()
    read = tender_from(version_book(desk, version.value), file.name, file.sha256, sure)
    if file.edited:
        carried = carry(original_file(desk, version.value).tender, file.tender, read.tender)
        read = with_tender(read, carried.tender) if carried.kept else read
    value = replace(version.value, tender=read.tender, edited=read.edited, layout=to_json(sure))
    with desk.changing("mapping") as work:
        remember(desk, work, sure)
        return work.change(version, value), read


def remember(desk: Desk, work: Work, mapping: BookMapping) -> None:
    """Keep a confirmed mapping for its layout, in place of an earlier one."""
    record = ConfirmedMapping(mapping.layout, to_json(mapping))
    found = desk.store.kept(desk.workspace, ConfirmedMapping, layout=mapping.layout)
    if not found:
        work.add(record)
    elif found[-1].value != record:
        work.change(found[-1], record)


def sheets_of(book: Workbook, mapping: BookMapping) -> tuple[SheetLine, ...]:
    """The sheets of a workbook that hold anything."""
    read = {table.sheet for table in mapping.tables}
    return tuple(
        SheetLine(s.title, s.title in read, s.hidden, tuple(sorted(s.hidden_rows)), tuple(sorted(s.hidden_columns)))
        for s in book.sheets
        if s.rows
    )
