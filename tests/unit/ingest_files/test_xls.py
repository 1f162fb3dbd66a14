"""``percent_error_hidden_merged.xls`` was saved by LibreOffice from a sheet made for these tests."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from consortium.errors import FileError
from consortium.ingest.files import open_workbook

DATA = (Path(__file__).parents[2] / "data" / "percent_error_hidden_merged.xls").read_bytes()
BOF = bytes.fromhex("0908 1000 0006 0500".replace(" ", ""))


def refusal(data: bytes) -> str:
    with pytest.raises(FileError) as caught:
        open_workbook(data, "flaw.xls")
    assert caught.value.fields["file"] == "flaw.xls"
    return caught.value.code


def test_values():
    sheet = open_workbook(DATA, "a.xlsx").sheets[0]
    values = {row[0]: row[1] if len(row) > 1 else None for row in sheet.rows}
    assert values == {
        "pct": Decimal(70),
        "pct2": Decimal("33.3"),
        "quoted": Decimal("0.7"),
        "date": date(2026, 1, 2),
        "dt": datetime(2026, 1, 2, 3, 4),
        "time": time(3, 4),
        "dur": "25:30:00",
        "err": None,
        "ok": Decimal(2),
        "na": None,
        "bool": True,
        "money": Decimal("1234567.89"),
        "text pct": "70%",
        "neg": None,
        "int": Decimal(12),
        "sum": Decimal(49),
    }


def test_marks():
    first, second = open_workbook(DATA, "a.xls").sheets
    assert first.percents == {(0, 1), (1, 1), (15, 1)}
    assert first.errors == {(7, 1): "#DIV/0!", (9, 1): "#N/A", (13, 1): "#####"}
    assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, {1}, {2})
    assert first.merges == ((0, 3, 2, 4),)
    assert (second.title, second.hidden, second.rows) == ("Oculta", True, (("x",),))


@pytest.mark.parametrize("part", [0.2, 0.6, 0.9])
def test_one_cut_short(part):
    assert refusal(DATA[: int(len(DATA) * part)]) == "file_damaged"


def test_a_password_of_the_old_kind():
    at = DATA.index(BOF) + 20  # the record after the first: it becomes the mark of an encrypted stream
    assert refusal(DATA[:at] + b"\x2f\x00" + DATA[at + 2 :]) == "file_password"


def test_a_password_of_the_new_kind():
    name = "EncryptedPackage".encode("utf-16-le")
    assert refusal(DATA.replace("Workbook".encode("utf-16-le") + bytes(16), name)) == "file_password"


def test_a_word_document():
    name, other = ("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    assert name in DATA
    assert refusal(DATA.replace(name, other)) == "file_is_document"
