import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from consortium.domain.rules.registry import RULES
from consortium.report.columns import CHOICES, REGISTER, TENDER
from consortium.report.template import register_template, register_workbook, tender_template, tender_workbook

HEADINGS = {
    ("es", "Requisitos"): "Código Lote Categoría Requisito Capacidad Regla Umbral Unidad Parámetros Obligatorio Puntos "
    "Alternativa Acreditación Apartado",
    ("en", "Requirements"): "ID Lot Category Requirement Capability Rule Threshold Unit Parameters Mandatory Points "
    "Alternative Evidence Source",
    ("es", "Lotes"): "Lote Título Valor_estimado Duración_(meses)",
    ("en", "Lots"): "Lot Title Estimated_value Duration_months",
    ("es", "Entidades"): "Código Nombre NIF Forma_jurídica Tamaño Sectores Territorio Email Coste Disponible",
    ("en", "Entities"): "ID Name Tax_ID Legal_form Size Sectors Territory Email Cost Available",
    ("es", "Capacidades"): "Entidad Capacidad Valor Unidad Válido_desde Válido_hasta Estado Documento",
    ("en", "Capabilities"): "Entity Capability Value Unit Valid_from Valid_until Status Evidence",
    ("es", "Referencias"): "Código Entidad Título CPV Importe Unidad Parte_propia Fin Estado",
    ("en", "References"): "ID Entity Title CPV Amount Unit Own_share Ended Status",
    ("es", "Personas"): "Código Entidad Nombre Roles Años Titulación Dedicación",
    ("en", "People"): "ID Entity Name Roles Years Qualification Dedication",
    ("es", "Externos"): "Código Nombre Capacidad Valor Unidad Válido_hasta Compromiso Ejecuta",
    ("en", "External"): "ID Name Capability Value Unit Valid_until Letter Executes",
    ("es", "Parejas"): "A B Relación Motivo",
    ("en", "Pairs"): "A B Relation Reason",
}
"""As the published formats name them."""


def both(lang: str) -> list[Workbook]:
    return [openpyxl.load_workbook(io.BytesIO(make(lang))) for make in (tender_template, register_template)]


def headings(lang: str) -> dict[tuple[str, str], str]:
    found = {}
    for book in both(lang):
        for sheet in book.worksheets[:-1]:
            if sheet.max_row == 1:
                words = (str(cell.value).replace(" ", "_") for cell in sheet[1])
                found[lang, sheet.title] = " ".join(words)
    return found


@pytest.mark.parametrize("lang", ["es", "en"])
def test_headings_are_the_published_ones(lang: str) -> None:
    assert headings(lang) == {key: value for key, value in HEADINGS.items() if key[0] == lang}


@pytest.mark.parametrize(
    ("lang", "title", "first"), [("es", "Licitación", "Expediente"), ("en", "Tender", "Reference")]
)
def test_the_facts_stand_upright(lang: str, title: str, first: str) -> None:
    facts = both(lang)[0][title]
    assert facts["A1"].value == first
    assert facts.max_row == 9
    assert [cell.value for cell in facts["B"]] == [None] * 9


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_heading_explains_itself(lang: str) -> None:
    for book, tables in zip(both(lang), (TENDER, REGISTER), strict=True):
        for sheet, table in zip(book.worksheets, tables, strict=False):
            notes = [cell.comment for row in sheet.iter_rows() for cell in row if cell.comment]
            assert len(notes) == len(table.columns)
            assert all(len(note.text) > 3 for note in notes)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_lists_offer_what_is_understood(lang: str) -> None:
    sheet = both(lang)[0].worksheets[2]
    lists = [v.formula1.strip('"').split(",") for v in sheet.data_validations.dataValidation]
    assert [len(words) for words in lists] == [5, len(RULES), 2]
    assert all(len(v.formula1) <= 255 for v in sheet.data_validations.dataValidation)
    assert set(CHOICES["rule"]) == {str(rule) for rule in RULES}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_sheets_are_ready_to_fill_and_print(lang: str) -> None:
    for book in both(lang):
        for sheet in book.worksheets:
            assert sheet.page_setup.paperSize == 9
            assert sheet.page_setup.fitToWidth == 1
            assert "&P" in str(sheet.oddFooter.right.text)
        for sheet in book.worksheets[:-1]:
            assert sheet.max_row > 1 or sheet.freeze_panes == "B2"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_help_is_prose_in_one_column(lang: str) -> None:
    for book in both(lang):
        help_sheet = book.worksheets[-1]
        assert help_sheet.title == {"es": "Ayuda", "en": "Help"}[lang]
        assert help_sheet.max_column == 1
        assert help_sheet.sheet_state == "visible"


def test_rows_are_written_as_what_they_are() -> None:
    data = tender_workbook("es", {"requirements": ({"id": "1", "text": "=A1", "threshold": "1.5x VEC"},)}, "AVISO")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Requisitos"]
    assert [sheet[at].value for at in ("A2", "D2", "G2")] == ["1", "=A1", "1.5x VEC"]
    assert sheet["D2"].data_type == "s"
    assert book["Ayuda"]["A1"].value == "AVISO"
    assert openpyxl.load_workbook(io.BytesIO(register_workbook("en", {})))["Pairs"].max_row == 1
