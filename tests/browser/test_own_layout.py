"""Files as a manager has them, a tender with a sheet per lot and a wide register with ✓: from upload to the answer."""

from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.driving import PATIENCE, go, upload

LOTS = {"Lote 1 - Limpieza": "600.000,00", "Lote 2 - Jardines": "450.000,00"}
PARTNERS = (
    ("Empresa", "Volumen anual de negocios (€)", "Sistema de gestión ambiental ISO 14001"),
    ("Alfa", 400000, "✓"),
    ("Beta", 250000, None),
    ("Gamma", 100000, "no"),
)


def tender(path: Path) -> Path:
    """A sheet per lot: titles, facts, headings of their own, sections, a total and a note."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, turnover in LOTS.items():
        sheet = book.create_sheet(title)
        for row in (
            ("Ayuntamiento de Vallehondo",),
            ("Expediente: 88/2026", None, "Fecha límite", "31/12/2027"),
            (),
            ("Ref.", "Descripción del requisito", "Importe mínimo exigido", "Ud.", "Excluyente"),
            ("Solvencia económica y financiera",),
            ("1.1", "Volumen anual de negocios", turnover, "EUR", "Sí"),
            ("Solvencia técnica",),
            ("2.1", "Sistema de gestión ambiental ISO 14001", None, None, "Sí"),
            ("Total", None, turnover),
            ("Nota: importes sin IVA",),
        ):
            sheet.append(row)
    book.save(path)
    return path


def register(path: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in PARTNERS:
        sheet.append(row)
    book.save(path)
    return path


def test_own_layouts_from_upload_to_the_answer(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(address)
    go(page, "Licitación")
    upload(page, tender(tmp_path / "vallehondo.xlsx"))
    expect(page.get_by_text("Cómo se ha leído · 2 columnas por confirmar")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("88/2026").first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Confirmar: se lee así").click()
    expect(page.get_by_text("columnas por confirmar")).to_have_count(0, timeout=PATIENCE)
    go(page, "Entidades")
    upload(page, register(tmp_path / "socios.xlsx"))
    expect(page.get_by_text("3 entidades").first).to_be_visible(timeout=PATIENCE)
    go(page, "Consorcio")
    page.get_by_role("button", name="Buscar el consorcio").click()
    expect(page.get_by_text("2 miembros de este registro").first).to_be_visible(timeout=PATIENCE)
