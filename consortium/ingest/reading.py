"""What kind of file it is, by its first bytes, and the reader for it. Runs in the child."""

import gc
import io
import zipfile

import consortium.ingest.delimited as delimited
import consortium.ingest.ods as ods
import consortium.ingest.xls as xls
import consortium.ingest.xlsx as xlsx
from consortium.errors import FileError
from consortium.ingest.raw import RawSheet
from consortium.ingest.zips import Package

Notes = tuple[tuple[str, str], ...]

_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_FOREIGN = (
    (b"%PDF", "file_is_pdf"),
    (b"{\\rtf", "file_is_document"),
    (b"\x1f\x8b", "file_is_archive"),
    (b"BZh", "file_is_archive"),
    (b"7z\xbc\xaf\x27\x1c", "file_is_archive"),
    (b"Rar!", "file_is_archive"),
    (b"\xfd7zXZ", "file_is_archive"),
    (b"\x89PNG", "file_is_image"),
    (b"\xff\xd8\xff", "file_is_image"),
    (b"GIF8", "file_is_image"),
)
_WEB = (b"<!doctype html", b"<html", b"<table", b"mime-version:", b"<head", b"<body", b"<div", b"<meta")
_PRINTABLE = bytes({*range(32, 256), *b"\t\n\v\f\r\0\x1a"})
"""Bytes that a text may hold; NUL has a refusal of its own."""
_HEAD = 4096


def read(data: bytes, file: str) -> tuple[str, list[RawSheet], Notes]:
    """Kind, sheets and notes. Raises FileError."""
    gc.disable()  # the child lives for this one file
    head = data[:_HEAD]
    for start, code in _FOREIGN:
        if head.startswith(start):
            raise FileError(code, file=file)
    if head.startswith(_CFB):
        return "xls", xls.read(data, file), ()
    if _is_zip(data):
        return _read_package(data, file)
    return _read_text(data, file)


def _is_zip(data: bytes) -> bool:
    return data.startswith(_ZIP) or (b"\0" in data[:_HEAD] and zipfile.is_zipfile(io.BytesIO(data)))


def _read_package(data: bytes, file: str) -> tuple[str, list[RawSheet], Notes]:
    package = Package(data, file)
    if package.has("xl/workbook.xml"):
        return "xlsx", xlsx.read(package, data, file), ()
    if package.has("content.xml") and _media_type(package).endswith("spreadsheet"):
        return "ods", ods.read(package, data, file), ()
    if package.has("xl/workbook.bin"):
        raise FileError("file_is_xlsb", file=file)
    document = any(package.has(part) for part in ("word/document.xml", "ppt/presentation.xml", "content.xml"))
    raise FileError("file_is_document" if document else "file_is_archive", file=file)


def _media_type(package: Package) -> str:
    """What an OpenDocument file says it is; a sheet where it says nothing."""
    return package.read("mimetype").decode("ascii", "replace").strip() if package.has("mimetype") else "spreadsheet"


def _read_text(data: bytes, file: str) -> tuple[str, list[RawSheet], Notes]:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_WEB):
        raise FileError("file_is_web_page", file=file)
    if head.startswith(b"<?xml"):
        raise FileError("file_is_xml", file=file)
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and data[:_HEAD].translate(None, _PRINTABLE):
        raise FileError("file_is_unknown", file=file)
    sheets, notes = delimited.read(data, file)
    return "csv", sheets, notes
