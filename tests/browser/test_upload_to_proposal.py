"""The main job in a real browser: two files in, the answer, the workbook out, read back."""

from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.driving import PATIENCE, SAMPLES, go, upload


def test_from_upload_to_the_downloaded_workbook(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(address)
    go(page, "Licitación")
    upload(page, SAMPLES / "licitacion_ayuda_domicilio.xlsx")
    expect(page.get_by_text("Sin decidir").first).to_be_visible(timeout=PATIENCE)
    go(page, "Entidades")
    upload(page, SAMPLES / "registro_entidades.xlsx")
    expect(page.get_by_text("40 entidades").first).to_be_visible(timeout=PATIENCE)
    go(page, "Consorcio")
    page.get_by_role("button", name="Buscar el consorcio").click()
    expect(page.get_by_text("4 miembros de este registro").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=PATIENCE)
    go(page, "Propuesta")
    with page.expect_download() as started:
        page.get_by_role("button", name="Descargar").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    book = openpyxl.load_workbook(file)
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert len(book.sheetnames) == 9
    for member in ("E01", "E02", "E10", "E12"):
        assert any(text.startswith(member) for text in said)
    assert any(text.startswith("=") for text in said), "no live formula"


def test_a_page_that_a_fresh_server_is_asked_for_first_stands_in_its_frame(address: str, page: Page) -> None:
    page.goto(f"{address}/partners")
    expect(page.get_by_role("heading", name="Entidades", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("stSidebarNav")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("dialog")).to_have_count(0)
