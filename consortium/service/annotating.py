"""A tender's own workbook back, with what was noticed in its cells."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath

from consortium import words
from consortium.domain.findings import Finding
from consortium.errors import FileError, JobError
from consortium.ingest import Workbook
from consortium.ingest.grid import Sheet, address
from consortium.jobs import run
from consortium.report.annotated import Note, Page, Words, annotate, convert
from consortium.service.desk import Desk
from consortium.service.files import TenderFile
from consortium.service.mapping import version_book
from consortium.store import TenderVersion

MEMORY_MB = 1024
CPU_SECONDS, DEADLINE = 20, 40.0
_MOST_MERGES, _LARGEST_MERGE = 2000, 10_000


@dataclass(frozen=True, slots=True)
class OwnWorkbook:
    """A workbook's bytes; ``converted``: its values alone are the user's, its formats are not."""

    data: bytes
    converted: bool


def own_workbook(desk: Desk, version: TenderVersion, file: TenderFile, lang: str) -> OwnWorkbook:
    """The uploaded workbook with the findings of ``file`` as comments.

    What was no xlsx, or one that cannot be written again as it is, is converted to one. Raises StoreError
    ``store_no_file``; FileError ``file_not_annotated`` where even that takes too much.
    """
    notes = [_note(finding, lang) for finding in file.findings]
    book = version_book(desk, version)
    if book.kind == "xlsx":
        with suppress(_Impossible):
            return OwnWorkbook(_made(annotate, desk.store.file(desk.workspace, version.sha256), notes, lang), False)
    try:
        return OwnWorkbook(_made(convert, _pages(book), notes, lang), True)
    except _Impossible as cause:
        raise FileError("file_not_annotated", file=file.name) from cause


class _Impossible(Exception):
    """openpyxl gave up, or needed more time or memory than it may have."""


def _made(make: Callable[..., bytes], source: object, notes: list[Note], lang: str) -> bytes:
    try:
        return run(make, source, notes, _words(lang), memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS, timeout=DEADLINE)
    except JobError as cause:
        if cause.code == "job_not_started":
            raise
        raise _Impossible from cause


def own_workbook_name(file: TenderFile, lang: str) -> str:
    """The file's name with a word added."""
    path = PurePath(file.name)
    ending = ".xlsm" if path.suffix.lower() == ".xlsm" else ".xlsx"
    return f"{path.stem} - {words.text(lang, 'mapping.back.sheet').lower()}{ending}"


def _note(finding: Finding, lang: str) -> Note:
    place, key = finding.place, f"findings.{finding.code}"
    text = words.text(lang, key, **finding.fields) if words.known(lang, key) else finding.code
    return Note(place.sheet, place.cell, str(finding.level), text)


def _words(lang: str) -> Words:
    def say(name: str) -> str:
        return words.text(lang, f"mapping.back.{name}")

    levels = {level: say(f"level.{level}") for level in ("error", "warning", "info")}
    return Words(say("sheet"), (say("level"), say("tab"), say("cell"), say("finding")), levels)


def _pages(book: Workbook) -> list[Page]:
    return [Page(sheet.title, sheet.rows, _merges(sheet), sheet.percents) for sheet in book.sheets]


def _merges(sheet: Sheet) -> tuple[str, ...]:
    """The merged ranges of a sheet that are of a size that somebody looks at."""
    plain = [m for m in sheet.merges if (m[2] - m[0] + 1) * (m[3] - m[1] + 1) <= _LARGEST_MERGE]
    return tuple(f"{address(top, left)}:{address(bottom, right)}" for top, left, bottom, right in plain[:_MOST_MERGES])
