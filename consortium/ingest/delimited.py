"""Text tables (.csv): encoding, separator and shape found by content, all doubt refused. Runs in the child."""

import csv
import io
import re
from collections import Counter

import consortium.ingest.limits as limits
from consortium.errors import FileError
from consortium.ingest.raw import Box, RawSheet

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SEPARATORS = (";", ",", "\t", "|")
_DECLARED = re.compile(r'"?sep=([^\w\s"]|\t)"?(?:\r\n|\r|\n)', re.IGNORECASE).match
_SAMPLE = 200
"""Rows by which the separator is chosen."""

_LISTED = 10
"""Lines that a note lists."""

Notes = tuple[tuple[str, str], ...]


def read(data: bytes, file: str) -> tuple[list[RawSheet], Notes]:
    """The one sheet, and the encoding and separator chosen. Raises FileError."""
    text, encoding = _decoded(data, file)
    if "\0" in text:
        raise FileError("file_nul_bytes", file=file, line=text[: text.index("\0")].count("\n") + 1)
    separator, text, skipped = _separator(text)
    lines, rows = _rows(text, separator, file, skipped)
    notes = [("encoding", encoding), ("separator", separator)]
    if short := _short_rows(lines, rows, file):
        notes.append(("short_rows", ", ".join(map(str, short[:_LISTED]))))
    box = Box(file, "")
    for number, row in enumerate(rows):
        if any(row):
            box.add(number, max(column for column, cell in enumerate(row) if cell), sum(map(bool, row)))
    return [RawSheet("", rows)], tuple(notes)


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    try:
        for mark, encoding in _MARKS:
            if data.startswith(mark):
                return data[len(mark) :].decode(encoding), encoding
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    _check_one_encoding(data, file)
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FileError("file_unknown_encoding", file=file, line=line) from error


def _check_one_encoding(data: bytes, file: str) -> None:
    """Refuse bytes some of whose lines are UTF-8 and some not: no one encoding writes all their letters."""
    utf8 = other = 0
    for number, line in enumerate(data.splitlines(), 1):
        if line.isascii():
            continue
        if _is_utf8(line):
            utf8 = utf8 or number
        else:
            other = other or number
    if utf8 and other:
        raise FileError("file_mixed_encodings", file=file, line=utf8, other=other)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _separator(text: str) -> tuple[str, str, int]:
    """The separator, the text without a ``sep=`` line, and how many lines that took."""
    declared = _DECLARED(text)
    if declared:
        return declared[1], text[declared.end() :], 1
    return max(_SEPARATORS, key=lambda separator: _fit(text, separator)), text, 0


def _fit(text: str, separator: str) -> tuple[float, int]:
    """How well ``separator`` makes a table of the first rows: the part of them with the usual width, and that width."""
    widths = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            widths.append(len(row))
            if len(widths) >= _SAMPLE:
                break
    except csv.Error:
        return 0.0, 0
    usual = _usual_width(widths)
    return (widths.count(usual) / len(widths), usual) if usual > 1 else (0.0, 0)


def _usual_width(widths: list[int]) -> int:
    counts = Counter(width for width in widths if width)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _rows(text: str, separator: str, file: str, skipped: int) -> tuple[list[int], list[list[str]]]:
    """The rows and the line on which each ends."""
    csv.field_size_limit(limits.MAX_TEXT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[int] = []
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            lines.append(reader.line_num + skipped)
            if len(rows) > limits.MAX_ROWS:
                break
    except csv.Error as error:
        line = (lines[-1] if lines else skipped) + 1
        if "field limit" in str(error):
            raise FileError("file_text_too_long", file=file, limit=limits.MAX_TEXT) from error
        raise FileError("file_csv_quotes", file=file, line=line) from error
    return lines, rows


def _short_rows(lines: list[int], rows: list[list[str]], file: str) -> list[int]:
    """The lines of rows with fewer fields than most, below the first full one and of more than one field.

    Raises FileError for a row with more fields, blank ones at its end apart: its values stand in wrong columns.
    """
    short = []
    width = _usual_width([len(row) for row in rows])
    begun = False
    for line, row in zip(lines, rows, strict=True):
        filled = max((position for position, cell in enumerate(row, 1) if cell.strip()), default=0)
        begun = begun or len(row) == width
        if filled > width:
            raise FileError("file_ragged", file=file, line=line, fields=len(row), expected=width)
        if begun and 1 < len(row) < width:
            short.append(line)
    return short
