"""Excel workbooks (.xlsx, .xlsm): values by calamine, what calamine does not tell from the XML. Runs in the child."""

import io
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from consortium.errors import FileError
from consortium.ingest.cells import Raw, shared
from consortium.ingest.markup import check, elements
from consortium.ingest.raw import RawSheet
from consortium.ingest.xlsx_sheet import SheetMarks
from consortium.ingest.zips import Package

_BOOK = "xl/workbook.xml"
_PERCENT_FORMATS = {"9", "10"}
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^]]*\]')
_TEXT = re.compile(rb"<(?:\w+:)?si[ />]")
_CLAIMED = re.compile(rb"""<(?:\w+:)?sst\s[^>]*?uniqueCount=["'](\d{1,20})""")
_CREDIBLE = 1_000_000
"""Shared texts that a file may claim without having them; calamine reserves memory for as many as are claimed."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet as the workbook lists it."""

    title: str
    part: str
    hidden: bool


def read(package: Package, data: bytes, file: str) -> list[RawSheet]:
    """The worksheets in the workbook's order. Raises FileError."""
    listed = _entries(package, file)
    styles = percent_styles(package, file)
    texts = _text_count(package, file)
    marked = []
    for entry in listed:
        marks = SheetMarks(file, entry.title, styles, texts)
        marks.read(package.read(entry.part), entry.part)
        marked.append((entry, marks.marks))
    book = _open(data, file)
    return [RawSheet(entry.title, _rows(book, entry.title, file), entry.hidden, marks) for entry, marks in marked]


def _open(data: bytes, file: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        raise FileError("file_damaged", file=file) from error


def _rows(book: CalamineWorkbook, title: str, file: str) -> Sequence[Sequence[Raw]]:
    try:
        return shared(book.get_sheet_by_name(title).to_python(skip_empty_area=False))
    except CalamineError as error:
        raise FileError("file_damaged_part", file=file, part=title) from error


def _entries(package: Package, file: str) -> list[_Entry]:
    targets = _targets(package, file)
    found = []
    for name, attributes in elements(package.read(_BOOK), file, _BOOK):
        if name != "sheet":
            continue
        kind, part = targets.get(attributes.get("id", ""), ("", ""))
        if kind in ("worksheet", ""):
            hidden = attributes.get("state", "visible") != "visible"
            found.append(_Entry(attributes.get("name", ""), part, hidden))
    return found


def _targets(package: Package, file: str) -> Mapping[str, tuple[str, str]]:
    """The workbook's relations: id -> (kind, part)."""
    part = "xl/_rels/workbook.xml.rels"
    return {
        attributes.get("Id", ""): (
            attributes.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/"),
        )
        for name, attributes in elements(package.read(part), file, part)
        if name == "Relationship"
    }


def percent_styles(package: Package, file: str) -> frozenset[str]:
    """The numbers of the cell formats that show a percentage, as a cell's ``s`` names them."""
    part = "xl/styles.xml"
    if not package.has(part):
        return frozenset()
    custom: dict[str, str] = {}
    formats: list[str] = []
    inside = False
    for name, attributes in elements(package.read(part), file, part):
        if name == "numFmt":
            custom.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", ""))
        elif name in ("cellXfs", "cellStyles", "dxfs"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            formats.append(attributes.get("numFmtId", "0"))
    percent = _PERCENT_FORMATS | {number for number, code in custom.items() if is_percent(code)}
    return frozenset(str(index) for index, number in enumerate(formats) if number in percent)


def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage: it has a % that is not quoted text."""
    return "%" in _QUOTED.sub("", code)


def _text_count(package: Package, file: str) -> int:
    """How many shared texts there are."""
    part = "xl/sharedStrings.xml"
    if not package.has(part):
        return 0
    xml = package.read(part)
    check(xml, file, part)
    found = len(_TEXT.findall(xml))
    claimed = _CLAIMED.search(xml)
    if claimed and int(claimed[1]) > max(found, _CREDIBLE):
        raise FileError("file_damaged_part", file=file, part=part)
    return found
