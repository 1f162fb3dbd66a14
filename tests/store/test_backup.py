"""Backups taken while others write restore, whole, into either database."""

import threading
from pathlib import Path

import pytest

from consortium.errors import StoreError
from consortium.store import MEMORY, Bid, ProposalField, Store, Workspace, open_store, restore, sqlite_url
from tests.store.conftest import Cluster
from tests.store.test_kill import check
from tests.store.things import REGISTER, filled


class Writer:
    """Writes until it is told to stop; ``acknowledged`` grows as changes are kept."""

    def __init__(self, store: Store, team: Workspace) -> None:
        self.acknowledged: list[str] = []
        self._store, self._team = store, team
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._stop.is_set():
            with self._store.changing(self._team.id, "writer") as work:
                bid = work.add(Bid("x"))
                work.add(ProposalField(bid.uid, "twin", "x"))
            self.acknowledged.append(bid.uid)

    def __enter__(self) -> "Writer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def backups(store: Store, folder: Path, count: int) -> None:
    team = store.create_workspace("w", "test")
    with Writer(store, team) as writer:
        for i in range(count):
            before = set(writer.acknowledged)
            target = folder / f"{i}.db"
            store.backup(target)
            restored = open_store(sqlite_url(target))
            check(restored, team.id, before)
            restored.close()
            target.unlink()
    assert writer.acknowledged
    store.close()


def test_backups_under_writes_restore(lasting: str, tmp_path: Path) -> None:
    backups(open_store(lasting), tmp_path, 4)


@pytest.mark.slow
def test_a_hundred_backups_under_writes_restore(lasting: str, tmp_path: Path) -> None:
    backups(open_store(lasting), tmp_path, 100)


def test_a_backup_leaves_nothing_else_behind(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    store.backup(folder / "b.db")
    store.backup(folder / "b.db")
    assert [path.name for path in folder.iterdir()] == ["b.db"]


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_a_backup_restores_into_either(store: Store, into: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    team = filled(store)
    store.backup(tmp_path / "b.db")
    target = sqlite_url(tmp_path / "again.db")
    if into == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        target = cluster.new_database()
    restore(tmp_path / "b.db", target)
    again = open_store(target)
    assert again.workspaces() == store.workspaces()
    assert again.register(team.id) == REGISTER
    assert again.export_workspace(team.id) == store.export_workspace(team.id)
    again.close()


def test_a_backup_never_overwrites_data(store: Store, tmp_path: Path) -> None:
    filled(store)
    store.backup(tmp_path / "b.db")
    restore(tmp_path / "b.db", sqlite_url(tmp_path / "again.db"))
    with pytest.raises(StoreError) as trouble:
        restore(tmp_path / "b.db", sqlite_url(tmp_path / "again.db"))
    assert trouble.value.code == "store_not_empty"


def test_no_backup_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as trouble:
        restore(tmp_path / "none.db", MEMORY)
    assert trouble.value.code == "store_no_backup"


def test_a_folder_that_cannot_be_made_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as trouble:
        store.backup(tmp_path / "file" / "b.db")
    assert trouble.value.code == "store_backup_unwritable"
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".db"] == ["file"]
