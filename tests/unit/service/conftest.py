"""A desk to work at, on every embedded database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consortium.service import Desk
from consortium.store import MEMORY, open_store, sqlite_url


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    url = MEMORY if request.param == "memory" else sqlite_url(tmp_path / "consortium.db")
    store = open_store(url)
    yield Desk(store, store.create_workspace("Equipo", "Ana").id, "Ana")
    store.close()
