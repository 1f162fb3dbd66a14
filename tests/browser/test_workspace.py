"""Workspace in a real browser, on a server that has shown no page before."""

from playwright.sync_api import Page, expect

from tests.browser.driving import PATIENCE


def test_what_is_typed_first_on_a_fresh_server_is_not_lost(address: str, page: Page) -> None:
    page.goto(f"{address}/workspace")
    page.get_by_role("tab", name="Datos personales").click(timeout=PATIENCE)
    field = page.get_by_label("Nombre, correo o DNI")
    field.fill("Nadie Conocido", timeout=PATIENCE)
    field.press("Enter")
    expect(page.get_by_text("No consta nada de «Nadie Conocido»")).to_be_visible(timeout=PATIENCE)
