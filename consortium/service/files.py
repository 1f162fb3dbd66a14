"""Files in: a tender or a register as uploaded, with everything noticed about it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from consortium.config import settings
from consortium.domain.call import Tender
from consortium.domain.findings import Finding
from consortium.domain.register import Register
from consortium.domain.vocabulary import PLAIN, Vocabulary
from consortium.errors import FileError, UsageError
from consortium.ingest import (
    BookMapping,
    Table,
    Workbook,
    open_workbook,
    standing,
    tender_with_facts,
    tender_with_rows,
    to_json,
)
from consortium.ingest import facts_of as _facts_of
from consortium.ingest import read_register as _register_from
from consortium.ingest import read_tender as _tender_from
from consortium.ingest import rows_of as _rows_of


@dataclass(frozen=True, slots=True)
class TenderFile:
    """A tender as read. ``sha256`` is of the uploaded bytes, ``edited`` tells of changes made on screen since.

    ``mapping``: how its sheets were taken; ``confirmed``: by a person, for this file or another of its layout.
    """

    name: str
    sha256: str
    tender: Tender
    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    edited: bool = False
    mapping: BookMapping = BookMapping()
    confirmed: bool = False

    @property
    def layout(self) -> str:
        """The mapping as it is kept beside the bytes; "" where the reader's own serves."""
        return to_json(self.mapping) if self.confirmed else ""


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register as read. ``vocabulary``: which of its names stand for others, as its people declared."""

    name: str
    sha256: str
    register: Register
    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    vocabulary: Vocabulary = PLAIN


def upload_limit() -> int:
    """Bytes of the largest file that is taken. Raises UsageError where the setting is wrong."""
    return settings().upload_limit


def read_tender(data: bytes, name: str, mapping: BookMapping | None = None) -> TenderFile:
    """Read a tender's spreadsheet, its sheets as ``mapping`` says. Raises FileError where it cannot be opened."""
    return tender_from(open_workbook(data, name, upload_limit()), name, sha256(data).hexdigest(), mapping)


def tender_from(book: Workbook, name: str, digest: str, mapping: BookMapping | None = None) -> TenderFile:
    """As ``read_tender``, of a workbook that is open already."""
    reading = _tender_from(book, mapping)
    confirmed = mapping is not None
    findings, tables = reading.findings, reading.tables
    return TenderFile(name, digest, reading.tender, findings, tables, mapping=reading.mapping, confirmed=confirmed)


def read_register(data: bytes, name: str) -> RegisterFile:
    """Read a register's spreadsheet. Raises FileError where it cannot be opened at all."""
    reading = _register_from(open_workbook(data, name, upload_limit()))
    return RegisterFile(name, sha256(data).hexdigest(), reading.register, reading.findings, reading.tables)


def read_bytes(path: str) -> tuple[bytes, str]:
    """A file's bytes and name. Raises FileError where there is no such file or it may not be read.

    No more is read than what shows that a file is too large.
    """
    file = Path(path)
    try:
        with file.open("rb") as opened:
            return opened.read(upload_limit() + 1), file.name
    except FileNotFoundError:
        raise FileError("file_missing", file=path) from None
    except IsADirectoryError:
        raise FileError("file_is_folder", file=path) from None
    except OSError as cause:
        raise FileError("file_unreadable", file=path, reason=cause.strerror or "") from None


def write_bytes(path: str, data: bytes) -> None:
    """Write a file. Raises UsageError where that cannot be done; half a file is not left."""
    file, begun = Path(path), False
    try:
        with file.open("wb") as opened:
            begun = True
            opened.write(data)
    except OSError as cause:
        if begun and file.is_file():  # and no pipe or device
            with suppress(OSError):
                file.unlink()
        raise UsageError("output_unwritable", file=path, reason=cause.strerror or "") from None


def rows_of(tender: Tender) -> tuple[dict[str, object], ...]:
    """The requirements as a table to edit, a row each; fields as in the published format."""
    return tuple(_rows_of(tender))


def edit_tender(file: TenderFile, rows: Sequence[Mapping[str, object]]) -> TenderFile:
    """The same tender with its requirements as edited, read again with all findings."""
    reading = tender_with_rows(file.tender, rows)
    findings = (*standing(file.findings, file.tables), *reading.findings)
    return replace(file, tender=reading.tender, findings=findings, edited=True)


def facts_of(tender: Tender) -> dict[str, object]:
    """The tender's facts, by field of the published format."""
    return dict(_facts_of(tender))


def edit_facts(file: TenderFile, changed: Mapping[str, object]) -> TenderFile:
    """The same tender with some facts as edited."""
    reading = tender_with_facts(file.tender, changed)
    findings = (*standing(file.findings, file.tables, facts=True), *reading.findings)
    return replace(file, tender=reading.tender, findings=findings, edited=True)
