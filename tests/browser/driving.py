"""Steps that a user takes in a real browser."""

from pathlib import Path

from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_data"
PATIENCE = 60_000
"""Milliseconds until a step counts as stuck."""


def go(page: Page, name: str, title: str = "") -> None:
    """To another page by the side bar; ``title`` where its heading says something else."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=title or name, level=1)).to_be_visible(timeout=PATIENCE)


def upload(page: Page, file: Path) -> None:
    """A file into the page's first uploader."""
    page.locator("input[type=file]").first.set_input_files(file)
