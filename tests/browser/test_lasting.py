"""What a team enters is there after a reload, in a second browser window, and after the server was killed."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.driving import PATIENCE, SAMPLES, go, upload


def correct_title(page: Page, title: str) -> None:
    page.get_by_role("button", name="Corregir estos datos").click()
    page.get_by_label("Título", exact=True).fill(title)
    page.get_by_role("button", name="Aplicar").click()


def shown(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=PATIENCE)


def answered(page: Page) -> None:
    expect(page.get_by_text("4 miembros de este registro").first).to_be_visible(timeout=PATIENCE)


def test_everything_is_there_after_reload_and_kill_and_two_windows_lose_nothing(server: Server, page: Page) -> None:
    page.goto(f"{server.address}/tender")
    upload(page, SAMPLES / "licitacion_ayuda_domicilio.xlsx")
    expect(page.get_by_text("Sin decidir").first).to_be_visible(timeout=PATIENCE)
    correct_title(page, "Título de Ana")
    shown(page, "Título de Ana")
    go(page, "Entidades")
    upload(page, SAMPLES / "registro_entidades.xlsx")
    expect(page.get_by_text("40 entidades").first).to_be_visible(timeout=PATIENCE)
    go(page, "Consorcio")
    page.get_by_role("button", name="Buscar el consorcio").click()
    answered(page)
    place = page.url
    assert "/coalition?w=" in place

    page.reload()
    answered(page)
    server.kill()
    server.start()
    page.goto(place)
    answered(page)
    assert page.url == place

    go(page, "Licitación")
    shown(page, "Título de Ana")
    second = page.context.new_page()
    second.goto(page.url)
    shown(second, "Título de Ana")
    correct_title(page, "Lo escribe Ana")
    shown(page, "Lo escribe Ana")
    correct_title(second, "Lo escribe Luis")
    shown(second, "Dos personas han cambiado lo mismo a la vez")
    second.get_by_role("button", name="Guardar lo mío").click()
    shown(second, "Lo escribe Luis")
    page.reload()
    shown(page, "Lo escribe Luis")
    page.get_by_role("button", name="Deshacer").click()
    shown(page, "Lo escribe Ana")
