"""Through real files: what openpyxl and csv write is what is understood."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from consortium.domain.call import Formula
from consortium.domain.register import Mark
from consortium.ingest import open_workbook, read_register, read_tender, rows_of, tender_with_rows
from tests.unit.ingest.build import codes, one, told, values

SAMPLES = Path(__file__).parents[3] / "sample_data"


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_tender_saved_by_a_spreadsheet_program() -> None:
    book = Workbook()
    facts = book.active
    assert facts is not None
    facts.title = "Licitación"
    for pair in (("Fecha límite", date(2026, 12, 31)), ("Participación mínima", 0.2), ("Valor estimado", 1234567.89)):
        facts.append(pair)
    facts["B2"].number_format = "0%"
    rows = book.create_sheet("Requisitos")
    rows.append(("Código", "Requisito", "Umbral", "Unidad", "Alternativa"))
    rows.append((1, "Inserción", 0.7, None, "G/a"))
    rows["C2"].number_format = "0 %"
    rows.append((2, "Negocio", "1,5x VEC", "EUR", date(2026, 5, 3)))
    rows.append((3, "Error", "#REF!", "EUR"))
    rows["C4"].data_type = "e"
    rows.append((4, "Oculto"))
    rows.row_dimensions[5].hidden = True
    read = read_tender(open_workbook(saved(book), "pliego.xlsx"))
    tender = read.tender
    assert (tender.deadline, tender.minimum_share) == (date(2026, 12, 31), Decimal("0.2"))
    assert tender.estimated_value == Decimal("1234567.89")
    first, second, third = tender.requirements
    assert (first.id, first.threshold, first.unit and first.unit.word) == ("1", 70, "%")
    assert (second.threshold, second.unread) == (Formula(Decimal("1.5"), "VEC"), (("alternative", "2026-05-03"),))
    assert third.unread == (("threshold", "#REF!"),)
    assert one(read.findings, "hidden_rows").fields["rows"] == "5"
    assert told(read.findings, "error_value") == ["Requisitos!C4"]
    assert {f.place.file for f in read.findings if f.place.cell} == {"pliego.xlsx"}


def test_a_tender_as_text_in_spanish() -> None:
    text = "Nº;Requisito;Valor mínimo;Unidad\n1;Negocio;1.250.000,50;EUR\n2;Plantilla;1.500;personas\n3;ISO;;\n"
    read = read_tender(open_workbook(text.encode("cp1252"), "pliego.csv"))
    assert [row.threshold for row in read.tender.requirements] == [Decimal("1250000.50"), Decimal(1500), None]
    assert "ambiguous_threshold" not in codes(read.findings)


def test_what_had_to_be_decided_about_a_text_is_told() -> None:
    text = "Código;Requisito;Umbral\n1;Gestión;5\n2;Plantilla\n3;Acción;5\n"
    read = read_tender(open_workbook(text.encode("cp1252"), "pliego.csv"))
    assert one(read.findings, "encoding_taken").fields["encoding"] == "Windows-1252"
    assert one(read.findings, "short_rows").fields["lines"] == "3"
    assert "encoding_taken" not in codes(read_tender(open_workbook(text.encode(), "pliego.csv")).findings)


def test_a_register_as_text_with_ticks() -> None:
    text = 'ID,Name,ISO 9001,Turnover (k€)\nE1,Alpha,✓,"1,250.5"\nE2,Beta,,300\n'
    read = read_register(open_workbook(text.encode(), "partners.csv"))
    assert values(read.register) == {
        ("E1", "ISO 9001"): Mark.YES,
        ("E1", "Turnover"): Decimal("1250.5"),
        ("E2", "Turnover"): Decimal(300),
    }


@pytest.mark.parametrize(
    "name", ["licitacion_ayuda_domicilio.xlsx", "licitacion_sin_cobertura.xlsx", "tender_green_elmbrook.xlsx"]
)
def test_samples_come_back_from_editing_as_they_were(name: str) -> None:
    tender = read_tender(open_workbook((SAMPLES / name).read_bytes(), name)).tender
    assert tender.requirements
    assert tender_with_rows(tender, rows_of(tender)).tender == tender


def test_the_sample_register_reads_without_a_warning() -> None:
    name = "registro_entidades.xlsx"
    read = read_register(open_workbook((SAMPLES / name).read_bytes(), name))
    assert (len(read.register.entities), len(read.register.capabilities)) == (40, 884)
    assert codes(read.findings) == ["sheet_not_used"]


def test_a_register_given_as_a_tender_and_the_reverse() -> None:
    register = open_workbook((SAMPLES / "registro_entidades.xlsx").read_bytes(), "r.xlsx")
    tender = open_workbook((SAMPLES / "licitacion_ayuda_domicilio.xlsx").read_bytes(), "t.xlsx")
    assert "looks_like_register" in codes(read_tender(register).findings)
    assert "looks_like_tender" in codes(read_register(tender).findings)
