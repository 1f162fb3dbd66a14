"""Many replies at once: a zip of files, opened in a child like any file of unknown origin."""

from pathlib import PurePath

from consortium.errors import FileError, JobError
from consortium.ingest.limits import MAX_BYTES
from consortium.ingest.zips import Package
from consortium.jobs import run

MOST = 500
"""Replies in one archive."""
_MEMORY_MB, _CPU_SECONDS, _DEADLINE = 1024, 15, 20.0
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml", "word/document.xml")
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems leave in archives and nobody put there."""


def unpacked(data: bytes, file: str, limit: int = MAX_BYTES) -> tuple[tuple[str, bytes], ...]:
    """The files in an archive by name, in its order; any other file, workbooks included, is itself alone.

    Raises FileError for an archive that is damaged, too large or empty.
    """
    if not data.startswith(b"PK\x03\x04"):
        return ((file, data),)
    if len(data) > limit:
        raise FileError("file_too_large", file=file, limit=limit // 1024**2)
    try:
        found = run(_files, data, file, memory_mb=_MEMORY_MB, cpu_seconds=_CPU_SECONDS, timeout=_DEADLINE)
    except JobError as error:
        raise FileError("file_stops_the_reader", file=file) from error
    return ((file, data),) if found is None else found


def _files(data: bytes, file: str) -> tuple[tuple[str, bytes], ...] | None:
    """None for a zip that is itself a document. Runs in the child."""
    package = Package(data, file)
    if any(package.has(part) for part in _BOOKS):
        return None
    names = [name for name in package.names if not name.endswith("/") and not _is_litter(name)]
    if not names:
        raise FileError("ask_zip_empty", file=file)
    if len(names) > MOST:
        raise FileError("file_too_many_parts", file=file, parts=len(names), limit=MOST)
    return tuple((PurePath(name).name, package.read(name)) for name in names)


def _is_litter(name: str) -> bool:
    parts = PurePath(name).parts
    return parts[-1].startswith("~$") or any(part in _LITTER for part in parts)
