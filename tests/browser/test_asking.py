"""A questionnaire out and its reply in, in a real browser."""

import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.driving import PATIENCE, go
from tests.unit.asking.cases import filled

LAPSING = "yes_no:iso 14001"
PARTNER = "La Olla Común"


def test_a_questionnaire_goes_out_and_its_reply_comes_in(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(address)
    page.get_by_role("button", name="Probar con el ejemplo").click()
    expect(page.get_by_text("4 miembros de este registro").first).to_be_visible(timeout=PATIENCE)
    go(page, "Preguntar", "Preguntar a las entidades")
    chosen = page.get_by_role("combobox", name="¿A quién pregunta?")
    chosen.fill(PARTNER)
    page.get_by_role("option", name=PARTNER).click()
    page.keyboard.press("Escape")
    with page.expect_download() as started:
        page.get_by_role("button", name="Descargar los 5 cuestionarios").click()
    packed = tmp_path / started.value.suggested_filename
    started.value.save_as(packed)
    with zipfile.ZipFile(packed) as parts:
        (name,) = (n for n in parts.namelist() if PARTNER in n and n.endswith(".xlsx"))
        sent = parts.read(name)
    reply = tmp_path / "respuesta.xlsx"
    reply.write_bytes(filled(sent, {LAPSING: ("Sí", "Certificado renovado", "31/12/2029")}))
    page.get_by_role("tab", name="2. Recibir respuestas").click()
    page.locator("input[type=file]:not([webkitdirectory])").last.set_input_files(reply)
    page.get_by_role("button", name="Incorporar 1 dato").click()
    expect(page.get_by_text("Respuesta de 1 entidad incorporada")).to_be_visible(timeout=PATIENCE)
    page.reload()
    expect(page.get_by_text("Han respondido").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("stMetric").filter(has_text="Han respondido")).to_contain_text("1", timeout=PATIENCE)
    expect(page.get_by_role("button", name="Deshacer")).to_be_visible(timeout=PATIENCE)
