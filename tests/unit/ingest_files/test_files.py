import zlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from consortium.errors import FileError, JobError, JobMemory, JobTimeout
from consortium.ingest import files, limits
from consortium.ingest.cells import cell_of, number, row_of
from consortium.ingest.files import open_workbook
from consortium.ingest.xlsx_names import column_of, range_of
from consortium.words import LANGUAGES, text
from tests.unit.ingest_files import make


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n\t", "file_empty"),
        (b"%PDF-1.7\n", "file_is_pdf"),
        (b"{\\rtf1 a;b}", "file_is_document"),
        (zlib.compress(b"a;b\n1;2\n", wbits=31), "file_is_archive"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "file_is_archive"),
        (b"\x89PNG\r\n\x1a\n", "file_is_image"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><table>", "file_is_web_page"),
        (b"<HTML><body><table>", "file_is_web_page"),
        (b"MIME-Version: 1.0\r\n", "file_is_web_page"),
        (b"<?xml version='1.0'?><Workbook/>", "file_is_xml"),
        (b"\x01\x02\x03\x04 what is this", "file_is_unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_damaged"),
        (make.zipped({}), "file_is_archive"),
        (make.zipped({"readme.txt": "hello"}), "file_is_archive"),
        (make.zipped({"word/document.xml": "<x/>"}), "file_is_document"),
        (make.zipped({"xl/workbook.bin": "x"}), "file_is_xlsb"),
    ],
)
def test_what_is_no_workbook_is_called_what_it_is(data, code):
    with pytest.raises(FileError) as caught:
        open_workbook(data, "trusted.xlsx")
    assert caught.value.code == code
    for lang in LANGUAGES:
        assert text(lang, f"errors.{code}", **caught.value.fields).startswith("trusted.xlsx")


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a", "a.pdf", "C:/x/a.xls", "=1+1.ods"])
def test_the_name_decides_nothing(name):
    assert open_workbook(make.xlsx(make.GOOD), name).kind == "xlsx"
    assert open_workbook(b"a;b\n1;2\n", name).kind == "csv"


def test_the_workbook_bears_the_files_own_name_only():
    assert open_workbook(b"a;b\n1;2\n", "/home/someone/licitación.csv").file == "licitación.csv"


def test_a_zip_with_something_in_front():
    assert open_workbook(b"#!/bin/sh\n\0" + make.xlsx(make.GOOD), "a.xlsx").kind == "xlsx"


def test_a_file_larger_than_is_allowed():
    with pytest.raises(FileError) as caught:
        open_workbook(b"a;b\n" * 300_000, "a.csv", 1024**2)
    assert (caught.value.code, caught.value.fields["limit"]) == ("file_too_large", 1)
    assert limits.MAX_BYTES == 20 * 1024**2


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (JobTimeout("job_timeout", seconds=20), "file_takes_too_long"),
        (JobMemory("job_memory", megabytes=512), "file_needs_too_much_memory"),
        (JobError("job_died"), "file_stops_the_reader"),
    ],
)
def test_how_the_reading_ended_is_said_of_the_file(monkeypatch, error, code):
    def run(*args: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(files, "run", run)
    with pytest.raises(FileError) as caught:
        open_workbook(b"a;b\n1;2\n", "a.csv")
    assert (caught.value.code, dict(caught.value.fields)) == (code, {"file": "a.csv"})
    assert caught.value.__cause__ is error


def test_a_machine_without_processes_is_no_fault_of_the_file(monkeypatch):
    def run(*args: object, **options: object) -> None:
        raise JobError("job_not_started")

    monkeypatch.setattr(files, "run", run)
    with pytest.raises(JobError, match="job_not_started"):
        open_workbook(b"a;b\n1;2\n", "a.csv")


def test_a_reader_that_needs_too_much_memory(monkeypatch):
    monkeypatch.setattr(files, "MEMORY_MB", 60)
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{n:0100}</v></c></row>' for n in range(1, 90_001))
    with pytest.raises(FileError) as caught:
        open_workbook(make.xlsx(rows), "a.xlsx")
    assert caught.value.code in ("file_needs_too_much_memory", "file_stops_the_reader")


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        ("", None),
        (None, None),
        (" ", " "),
        (True, True),
        (3, Decimal(3)),
        (2.50, Decimal("2.5")),
        (-0.0, Decimal(0)),
        (datetime(2026, 1, 2), date(2026, 1, 2)),
        (datetime(2026, 1, 2, 0, 0, 1), datetime(2026, 1, 2, 0, 0, 1)),
        (time(1, 2), time(1, 2)),
        (timedelta(days=2, seconds=5), "48:00:05"),
    ],
)
def test_cells(raw, cell):
    assert cell_of(raw) == cell
    assert type(cell_of(raw)) is type(cell)


def test_numbers_are_written_in_full():
    assert [str(number(value)) for value in (-0.0, 1e22, 1e-7, Decimal("70.0"), Decimal("12.50"))] == [
        "0",
        "10000000000000000000000",
        "1E-7",
        "70",
        "12.5",
    ]


def test_blanks_at_a_rows_end_are_dropped():
    assert row_of(["", "a", "", None]) == (None, "a")


@pytest.mark.parametrize(("letters", "column"), [("A", 0), ("z", 25), ("AA", 26), ("XFD", 16383), ("", -1), ("1", -1)])
def test_columns(letters, column):
    assert column_of(letters) == column


@pytest.mark.parametrize(
    ("reference", "area"), [("A1:C3", (0, 0, 2, 2)), ("B2", (1, 1, 1, 1)), ("#REF!", None), ("A0:B1", None), ("", None)]
)
def test_ranges(reference, area):
    assert range_of(reference) == area
