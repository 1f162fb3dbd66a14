"""The pages under AppTest."""

from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager


@pytest.fixture(autouse=True)
def routed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a server whose router has run once: AppTest forgets that before every run."""
    begin = PagesManager.__init__

    def begun(self: PagesManager, *args: Any, **more: Any) -> None:
        begin(self, *args, **more)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", begun)
