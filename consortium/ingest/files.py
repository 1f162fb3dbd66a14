"""Bytes -> Workbook: the one door through which files come in."""

from pathlib import PurePath

from consortium.errors import FileError, JobError, JobMemory, JobTimeout
from consortium.ingest.grid import Workbook
from consortium.ingest.limits import MAX_BYTES
from consortium.ingest.raw import RawSheet, sheet_of
from consortium.ingest.reading import read
from consortium.jobs import run

MEMORY_MB = 512
CPU_SECONDS = 15
DEADLINE = 20.0
"""Seconds that reading a file may take in all."""

_CODES: tuple[tuple[type[JobError], str], ...] = (
    (JobTimeout, "file_takes_too_long"),
    (JobMemory, "file_needs_too_much_memory"),
    (JobError, "file_stops_the_reader"),
)


def open_workbook(data: bytes, file_name: str, limit: int = MAX_BYTES) -> Workbook:
    """The file's sheets, its kind told by content and never by ``file_name``, which only names it in messages.

    More than ``limit`` bytes are refused unread. The bytes are parsed in a child process (512 MiB, 20 s); nothing is
    fetched and nothing is executed. Raises FileError, whose code and fields say what is wrong with the file and what
    to do; JobError where the machine has no process left to read it with.
    """
    file = PurePath(file_name).name or file_name
    if len(data) > limit:
        raise FileError("file_too_large", file=file, limit=limit // 1024**2)
    if not data.strip():
        raise FileError("file_empty", file=file)
    try:
        kind, sheets, notes = run(read, data, file, memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS, timeout=DEADLINE)
    except JobError as error:
        if error.code == "job_not_started":
            raise
        code = next(code for cause, code in _CODES if isinstance(error, cause))
        raise FileError(code, file=file) from error
    _check_formulas(sheets, file)
    book = Workbook(file, kind, tuple(map(sheet_of, sheets)), notes)
    if not any(sheet.rows for sheet in book.sheets):
        raise FileError("file_no_cells", file=file)
    return book


def _check_formulas(sheets: list[RawSheet], file: str) -> None:
    """Refuse a workbook none of whose formulas has a result: a program that does not calculate wrote it."""
    formulas = sum(sheet.marks.formulas for sheet in sheets)
    if formulas and sum(len(sheet.marks.uncached) for sheet in sheets) >= formulas:
        raise FileError("file_formulas_without_values", file=file, formulas=formulas)
