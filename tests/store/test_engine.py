"""How databases are opened, and what is said when they cannot be or refuse."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event, text

from consortium.domain.register import Entity
from consortium.errors import StoreError
from consortium.store import engine as engines
from consortium.store import open_store, sqlite_url
from consortium.store.engine import engine_of, journal_mode, reading, writing
from tests.store.conftest import Cluster, _free_port


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
    ],
)
def test_the_journal_goes_by_the_version_of_sqlite(version: tuple[int, ...], mode: str) -> None:
    assert journal_mode(version) == mode


def test_an_sqlite_connection_keeps_what_it_acknowledges(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "c.db")
    open_store(url).close()
    engine = engine_of(url)
    with reading(engine) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "synchronous", "secure_delete", "journal_mode", "busy_timeout")
        }
    assert found == {
        "foreign_keys": 1,
        "synchronous": 2,
        "secure_delete": 1,
        "journal_mode": journal_mode(sqlite3.sqlite_version_info).lower(),
        "busy_timeout": 60_000,
    }
    engine.dispose()


def test_a_folder_is_made_for_the_file(tmp_path: Path) -> None:
    open_store(sqlite_url(tmp_path / "data" / "a %ñ b" / "consortium.db")).close()
    assert (tmp_path / "data" / "a %ñ b" / "consortium.db").exists()


@pytest.mark.parametrize("url", ["", "nothing", "mysql://localhost/x", "://"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(StoreError) as trouble:
        open_store(url)
    assert trouble.value.code == "store_url"


def test_a_server_that_does_not_answer_is_said_without_its_password() -> None:
    with pytest.raises(StoreError) as trouble:
        open_store(f"postgresql://user:secreto@127.0.0.1:{_free_port()}/x")
    assert trouble.value.code == "store_unreachable"
    assert "secreto" not in repr((trouble.value, trouble.value.fields))


def test_a_database_that_does_not_exist_is_unreachable(cluster: Cluster) -> None:
    with pytest.raises(StoreError) as trouble:
        open_store(cluster.url("nowhere"))
    assert trouble.value.code == "store_unreachable"


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "c.db").write_bytes(b"no database at all, but long enough to be read" * 100)
    with pytest.raises(StoreError) as trouble:
        open_store(sqlite_url(tmp_path / "c.db"))
    assert trouble.value.code == "store_damaged"


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as trouble:
        open_store(sqlite_url(tmp_path))
    assert trouble.value.code == "store_unreachable"


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "c.db")
    open_store(url).close()
    engine = engine_of(url)
    event.listen(engine, "connect", lambda driver, _: driver.execute("PRAGMA max_page_count=80"))

    def fill() -> None:
        with writing(engine) as connection:
            connection.execute(text("CREATE TABLE big (content BLOB)"))
            connection.execute(text("INSERT INTO big VALUES (zeroblob(10000000))"))

    with pytest.raises(StoreError) as trouble:
        fill()
    assert trouble.value.code == "store_full"
    engine.dispose()
    store = open_store(url)
    assert store.create_workspace("w", "x") in store.workspaces()
    store.close()


def test_a_writer_that_never_ends_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = sqlite_url(tmp_path / "c.db")
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.05)
    store = open_store(url)
    other = sqlite3.connect(tmp_path / "c.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as trouble:
        store.create_workspace("w", "x")
    assert trouble.value.code == "store_busy"
    other.execute("ROLLBACK")
    assert store.create_workspace("w", "x").name == "w"
    other.close()
    store.close()


def test_readers_do_not_wait_for_a_writer(lasting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.05)
    store, other = open_store(lasting), open_store(lasting)
    team = store.create_workspace("w", "x")
    with store.changing(team.id, "x") as work:
        work.add(Entity("E1"))
        assert other.register(team.id).entities == ()
    assert other.register(team.id).entities == (Entity("E1"),)
    store.close()
    other.close()
