"""The main job in a real browser: two files in, the answer, the workbook out, read back."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_data"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000
"""Milliseconds until a step counts as stuck."""


@pytest.fixture
def address() -> Iterator[str]:
    """A server of our own on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    at = [f"--server.port={port}", "--server.address=127.0.0.1"]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *at]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail("the server did not start")


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(locale="es-ES", viewport={"width": 1440, "height": 1000}, accept_downloads=True)
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        browser.close()


def go(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible(timeout=PATIENCE)


def upload(page: Page, file: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(file)


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
