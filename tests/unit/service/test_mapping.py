"""A mapping confirmed at a desk: kept with the version, remembered for the layout, corrections carried over."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from consortium import service
from consortium.errors import FileError
from consortium.service import Desk
from consortium.store import TenderVersion, open_store, sqlite_url
from tests.app.test_mapping import odd_sheet

SAMPLE = Path(__file__).parents[3] / "sample_data" / "licitacion_ayuda_domicilio.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(sqlite_url(tmp_path / "x.db"))
    yield Desk(store, store.create_workspace("Equipo", "Ana").id, "Ana")
    store.close()


def opened(desk: Desk, data: bytes) -> service.OpenBid:
    return service.add_bid(desk, data, service.read_upload(desk, data, "cuadro.xlsx"))


def confirmed(
    desk: Desk, bid: service.OpenBid, file: service.TenderFile, column: str, field: str
) -> service.TenderFile:
    assert bid.version is not None
    mapping = file.mapping.with_table(file.mapping.tables[0].with_role(column, field), 0)
    return service.confirm_mapping(desk, bid.version, file, mapping)[1]


def test_a_confirmed_mapping_comes_back_with_the_bid(desk: Desk) -> None:
    bid = opened(desk, odd_sheet())
    assert bid.file is not None
    file = confirmed(desk, bid, bid.file, "D", "evidence")
    again = service.open_bid(desk, bid.uid).file
    assert again is not None
    assert again.tender == file.tender
    assert again.confirmed
    assert again.mapping == file.mapping
    assert [row.evidence for row in again.tender.requirements] == ["a", "b", "c", "d"]


def test_it_serves_every_file_of_the_layout_and_no_other(desk: Desk) -> None:
    bid = opened(desk, odd_sheet())
    assert bid.file is not None
    confirmed(desk, bid, bid.file, "D", "evidence")
    assert service.read_upload(desk, odd_sheet(extra=" de 2026"), "b.xlsx").tender.requirements[0].evidence == "a"
    assert not service.read_upload(desk, odd_sheet("Otra cosa que se pide"), "c.xlsx").confirmed
    assert not service.read_upload(None, odd_sheet(), "d.xlsx").confirmed


def test_the_last_word_counts(desk: Desk) -> None:
    bid = opened(desk, odd_sheet())
    assert bid.file is not None
    for column, field in (("D", "evidence"), ("D", "source")):
        fresh = service.open_bid(desk, bid.uid)
        assert fresh.file is not None
        confirmed(desk, fresh, fresh.file, column, field)
    assert [row.clause for row in service.read_upload(desk, odd_sheet(), "b.xlsx").tender.requirements] == list("abcd")


def test_corrections_made_by_hand_stay(desk: Desk) -> None:
    bid = opened(desk, odd_sheet())
    assert bid.file is not None
    rows = [dict(row) for row in service.rows_of(bid.file.tender)]
    rows[0]["capability"] = "Facturación"
    edited = service.edit_tender(bid.file, rows)
    assert bid.version is not None
    version = service.save_tender(desk, bid.version, edited.tender)
    mapping = edited.mapping.confirmed()
    kept, file = service.confirm_mapping(desk, version, edited, mapping)
    assert file.tender.requirements[0].capability == "Facturación"
    assert kept.value.edited


def test_the_template_has_nothing_to_confirm(desk: Desk) -> None:
    file = service.read_upload(desk, SAMPLE.read_bytes(), SAMPLE.name)
    assert not file.mapping.doubtful
    assert file.layout == ""


def version(desk: Desk, data: bytes, name: str) -> tuple[TenderVersion, service.TenderFile]:
    file = service.read_tender(data, name)
    bid = service.add_bid(desk, data, file)
    assert bid.version is not None
    return bid.version.value, file


def test_the_own_workbook_comes_back_with_every_finding(desk: Desk) -> None:
    kept, file = version(desk, odd_sheet(), "cuadro.xlsx")
    made = service.own_workbook(desk, kept, file, "es")
    assert not made.converted
    sheets = load_workbook(io.BytesIO(made.data))
    assert sheets["Observaciones"].max_row == len(file.findings) + 1
    placed = {finding.place.cell for finding in file.findings if finding.place.cell}
    commented = {cell.coordinate for row in sheets["Cuadro"].iter_rows() for cell in row if cell.comment}
    assert commented == placed
    assert service.own_workbook_name(file, "es") == "cuadro - observaciones.xlsx"


def test_a_csv_comes_back_converted(desk: Desk) -> None:
    kept, file = version(desk, b"Requisito;Umbral;Unidad\n=1+1;mucho;EUR\n", "a.csv")
    made = service.own_workbook(desk, kept, file, "en")
    assert made.converted
    sheet = load_workbook(io.BytesIO(made.data)).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert sheet["B2"].comment is not None
    assert service.own_workbook_name(file, "en") == "a - findings.xlsx"


def test_what_cannot_be_written_again_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, file = version(desk, odd_sheet(), "cuadro.xlsx")
    monkeypatch.setattr("consortium.service.annotating.DEADLINE", 0.0)
    with pytest.raises(FileError) as raised:
        service.own_workbook(desk, kept, file, "es")
    assert raised.value.code == "file_not_annotated"
