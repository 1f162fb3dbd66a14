"""Weeks of work in one: import, edit, a questionnaire out and its reply in, an amendment, reload and restart."""

import zipfile
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.driving import PATIENCE, SAMPLES, go, upload
from tests.unit.asking.cases import filled

TENDER, REGISTER = SAMPLES / "licitacion_ayuda_domicilio.xlsx", SAMPLES / "registro_entidades.xlsx"
PARTNER = "La Olla Común"
LAPSING = "yes_no:iso 14001"


def amended(folder: Path) -> Path:
    """The tender's next version: one requirement asks for ten times as much."""
    book = load_workbook(TENDER)
    sheet = book["Requisitos"]
    headings = [cell.value for cell in sheet[1]]
    threshold = headings.index("Umbral")
    row = next(r for r in sheet.iter_rows(min_row=2) if isinstance(r[threshold].value, int | float))
    row[threshold].value *= 10
    file = folder / "rectificacion.xlsx"
    book.save(file)
    return file


def seen(page: Page, text: str) -> None:
    expect(page.get_by_text(text).first).to_be_visible(timeout=PATIENCE)


def questionnaire(page: Page, folder: Path) -> Path:
    """The questionnaire of one partner, filled in by it."""
    chosen = page.get_by_role("combobox", name="¿A quién pregunta?")
    chosen.fill(PARTNER)
    page.get_by_role("option", name=PARTNER).click()
    page.keyboard.press("Escape")
    with page.expect_download() as started:
        page.get_by_role("button", name="Descargar los 5 cuestionarios").click()
    packed = folder / "cuestionarios.zip"
    started.value.save_as(packed)
    with zipfile.ZipFile(packed) as parts:
        (name,) = (n for n in parts.namelist() if PARTNER in n and n.endswith(".xlsx"))
        sent = parts.read(name)
    reply = folder / "respuesta.xlsx"
    reply.write_bytes(filled(sent, {LAPSING: ("Sí", "Certificado renovado", "31/12/2029")}))
    return reply


def test_weeks_of_work_outlast_a_reload_and_a_killed_server(server: Server, page: Page, tmp_path: Path) -> None:
    page.goto(f"{server.address}/tender")
    upload(page, TENDER)
    seen(page, "Sin decidir")
    go(page, "Entidades")
    upload(page, REGISTER)
    seen(page, "40 entidades")
    go(page, "Licitación")
    page.get_by_role("button", name="Corregir estos datos").click()
    page.get_by_label("Título", exact=True).fill("Ayuda a domicilio, corregido")
    page.get_by_role("button", name="Aplicar").click()
    seen(page, "Ayuda a domicilio, corregido")
    go(page, "Consorcio")
    page.get_by_role("button", name="Buscar el consorcio").click()
    seen(page, "4 miembros de este registro")

    go(page, "Preguntar", "Preguntar a las entidades")
    reply = questionnaire(page, tmp_path)
    page.get_by_role("tab", name="2. Recibir respuestas").click()
    page.locator("input[type=file]:not([webkitdirectory])").last.set_input_files(reply)
    page.get_by_role("button", name="Incorporar 1 dato").click()
    seen(page, "Respuesta de 1 entidad incorporada")

    go(page, "Licitación")
    upload(page, amended(tmp_path))
    seen(page, "Los consorcios guardados, con esta versión")
    page.get_by_role("button", name="Tomar esta versión").click()
    expect(page.get_by_role("button", name="Tomar esta versión")).to_be_hidden(timeout=PATIENCE)

    place = page.url
    page.reload()
    seen(page, "Ayuda a domicilio, corregido")
    server.kill()
    server.start()
    page.goto(place)
    seen(page, "Ayuda a domicilio, corregido")
    assert page.url == place
    go(page, "Preguntar", "Preguntar a las entidades")
    expect(page.get_by_test_id("stMetric").filter(has_text="Han respondido")).to_contain_text("1", timeout=PATIENCE)
    go(page, "Espacio de trabajo")
    seen(page, "Importó entidades y capacidades")
