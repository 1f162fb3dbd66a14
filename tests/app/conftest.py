"""The pages under AppTest, each test with a database of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager

from consortium.config import settings
from consortium.service import main_store


@pytest.fixture(autouse=True)
def routed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a server whose router has run once: AppTest forgets that before every run."""
    begin = PagesManager.__init__

    def begun(self: PagesManager, *args: Any, **more: Any) -> None:
        begin(self, *args, **more)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", begun)


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A server's data folder, empty."""
    monkeypatch.setenv("CONSORTIUM_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("CONSORTIUM_DATABASE_URL", raising=False)
    restart()
    yield tmp_path / "data"
    restart()


def restart() -> None:
    """As if the server had been stopped and started: nothing is known but what the database holds."""
    if main_store.cache_info().currsize:
        main_store().close()
    main_store.cache_clear()
    settings.cache_clear()
