"""The files of the data folder, and what is right for each."""

import csv
import os
from pathlib import Path

import pytest

from consortium.errors import FileError
from consortium.ingest.files import open_workbook
from consortium.words import LANGUAGES, text

_DATA = os.environ.get("CONSORTIUM_TEST_DATA")
FOLDER = Path(_DATA) if _DATA else None
pytestmark = pytest.mark.skipif(
    not (FOLDER and FOLDER.is_dir()), reason="CONSORTIUM_TEST_DATA does not name the folder of test data"
)


def _expected() -> list[tuple[str, str]]:
    if not FOLDER or not FOLDER.is_dir():
        return []
    with (FOLDER / "hostile" / "expected.csv").open(encoding="utf-8") as file:
        return [(row["file"], row["expected"]) for row in csv.DictReader(file)]


def _real(*kinds: str) -> list[Path]:
    if not FOLDER:
        return []
    found = [path for folder in ("sheets", "registers") for path in (FOLDER / folder).rglob("*")]
    return sorted(path for path in found if path.suffix in kinds)


@pytest.mark.parametrize(("name", "expected"), _expected())
def test_as_expected_says(name, expected):
    data = (FOLDER / "hostile" / name).read_bytes()
    before = _children()
    try:
        book = open_workbook(data, name)
        outcome = "read"
        assert any(sheet.rows for sheet in book.sheets)
    except FileError as error:
        outcome = "reject"
        for lang in LANGUAGES:
            sentence = text(lang, f"errors.{error.code}", **error.fields)
            assert name in sentence
            assert ": " in sentence  # the cause, then the cure
    assert expected in (outcome, "either")
    assert _children() <= before


def _children() -> set[str]:
    return {child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()}


@pytest.mark.parametrize("path", _real(".xlsx", ".xls", ".ods", ".csv", ".ssv"), ids=lambda path: path.name)
def test_real_files_open(path):
    if path.name == "encrypted_no_password.xls":
        with pytest.raises(FileError, match="file_password"):
            open_workbook(path.read_bytes(), path.name)
        return
    book = open_workbook(path.read_bytes(), path.name)
    assert any(sheet.rows for sheet in book.sheets)


def _values(name: str) -> list[tuple[object, ...]]:
    return list(open_workbook((FOLDER / "hostile" / name).read_bytes(), name).sheets[0].rows)


@pytest.mark.parametrize("name", [name for name, expected in _expected() if expected == "read"])
def test_what_must_be_read_says_the_same_as_the_good_workbook(name):
    good = [[str(cell) for cell in row] for row in _values("F14_good.xlsx")]
    if name == "E10_date1904.xlsx":
        good[1][2] = "2024-06-19"
    assert [[str(cell) for cell in row] for row in _values(name)] == good


def test_the_government_matrix_has_its_marks():
    path = FOLDER / "sheets" / "ccs" / "RM3830_Customer_Requirements_Capture_Matrix_v2.3.xlsx"
    book = open_workbook(path.read_bytes(), path.name)
    assert len(book.sheets) == 11
    assert sum(len(sheet.errors) for sheet in book.sheets) == 5614
    assert sum(cell == "Yes" for row in book.sheets[3].rows for cell in row) == 25
