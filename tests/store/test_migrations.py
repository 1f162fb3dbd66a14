"""Migrations: the newest equals the tables, data of the first release arrive, and it is whole or not at all."""

import os
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, event, inspect, text

from consortium.domain.register import Capability, Entity, Mark, Register, Status
from consortium.errors import StoreError
from consortium.store import open_store, sqlite_url
from consortium.store.engine import engine_of
from consortium.store.migrate import head, revision, upgrade
from consortium.store.tables import metadata
from tests.store.things import filled

FIRST = """
INSERT INTO workspace (id, created_at) VALUES ('w', '2026-11-24T10:00:00+00:00');
INSERT INTO profile (workspace, uid, name, note, version) VALUES ('w', 'p', 'Equipo', '', 1);
INSERT INTO personal (workspace, key, kind, uid, field, value) VALUES ('w', 'k', 'entity', '0e', 'email', 'a@b.es');
INSERT INTO entity (workspace, uid, id, name, tax_id, legal_form, size, sectors, territory, email, cost, available,
    source, version)
    VALUES ('w', '0e', 'E1', 'Cooperativa Éxito', '', '', '', '["jardinería"]', 'Cádiz', 'k', '1.50', TRUE,
    '{"columns":[],"file":"","row":0,"sheet":""}', 3);
INSERT INTO capability (workspace, uid, entity, name, value, unit, valid_from, valid_until, status, evidence, file,
    sheet, "column", "row", version)
    VALUES ('w', '0c', 'E1', 'Facturación  ANUAL', '12.50', NULL, NULL, '2027-01-31', 2, '', '', '', '', 0, 1);
INSERT INTO audit (workspace, seq, batch, at, who, action, kind, uid, version, before, after)
    VALUES ('w', 1, 'b', '2026-11-24T10:00:00+00:00', NULL, 'edit', 'entity', '0e', 3, '{"name":"x"}',
    '{"name":"Cooperativa Éxito"}')
"""


@pytest.fixture
def first(lasting: str) -> Iterator[Engine]:
    """A database as the first migration left it, with data in it."""
    engine = engine_of(lasting)
    upgrade(engine, "0001")
    with engine.begin() as connection:
        for statement in FIRST.split(";\n"):
            connection.exec_driver_sql(statement)
    yield engine
    engine.dispose()


def check_first(url: str) -> None:
    """The data of the first migration, in this release."""
    store = open_store(url)
    assert store.workspaces()[0].name == "Equipo"
    register = store.register("w")
    (entity,), (capability,) = register.entities, register.capabilities
    assert (entity.id, entity.email, str(entity.cost), entity.sectors) == ("E1", "a@b.es", "1.50", ("jardinería",))
    assert (capability.name, capability.status, str(capability.value)) == (
        "Facturación  ANUAL",
        Status.EVIDENCED,
        "12.50",
    )
    assert store.search("w", "exito jardineria facturacion anual cadiz") == ("E1",)
    kept = store.kept("w", Entity)[0]
    assert kept.version == 3
    with store.changing("w", "Ana") as work:
        work.undo("b")
    assert store.kept("w", Entity)[0].value.name == "x"
    store.close()


def test_the_newest_migration_equals_the_tables(lasting: str) -> None:
    open_store(lasting).close()
    engine = engine_of(lasting)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert revision(connection) == head()
        for table in metadata.sorted_tables:
            found = {tuple(key["constrained_columns"]) for key in inspect(connection).get_foreign_keys(table.name)}
            assert found == {tuple(fk.column_keys) for fk in table.foreign_key_constraints}
    engine.dispose()


def test_data_of_the_first_release_arrive(first: Engine, lasting: str) -> None:
    first.dispose()
    check_first(lasting)


def test_a_file_is_copied_before_it_is_upgraded(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "consortium.db")
    engine = engine_of(url)
    upgrade(engine, "0001")
    with engine.begin() as connection:
        connection.exec_driver_sql(FIRST.split(";\n")[0].strip())
    engine.dispose()
    open_store(url).close()
    (copied,) = (tmp_path / "backups").iterdir()
    assert copied.name == "consortium-at-0001.db"
    old = engine_of(sqlite_url(copied))
    with old.connect() as connection:
        assert revision(connection) == "0001"
        assert connection.execute(text("SELECT count(*) FROM workspace")).scalar() == 1
    old.dispose()


def test_opening_again_changes_and_copies_nothing(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "consortium.db")
    open_store(url).close()
    content = (tmp_path / "consortium.db").read_bytes()
    open_store(url).close()
    assert (tmp_path / "consortium.db").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["consortium.db"]


def test_a_database_of_a_newer_release_is_refused_untouched(lasting: str) -> None:
    store = open_store(lasting)
    team = filled(store)
    packed = store.export_workspace(team.id)
    engine = engine_of(lasting)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as trouble:
        open_store(lasting)
    assert (trouble.value.code, trouble.value.fields["revision"]) == ("store_newer", "9999")
    assert store.export_workspace(team.id) == packed
    store.close()
    engine.dispose()


def test_somebody_elses_database_is_refused(lasting: str) -> None:
    engine = engine_of(lasting)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE entity (id INTEGER)"))
    with pytest.raises(StoreError) as trouble:
        open_store(lasting)
    assert trouble.value.code == "store_foreign"
    engine.dispose()


def test_a_step_that_fails_leaves_the_old(first: Engine, lasting: str) -> None:
    with first.begin() as connection:
        connection.execute(text("ALTER TABLE capability ADD COLUMN search TEXT"))
    with pytest.raises(StoreError) as trouble:
        open_store(lasting)
    assert trouble.value.code == "store_failed"
    with first.begin() as connection:
        assert revision(connection) == "0001"
        assert "bid" not in inspect(connection).get_table_names()
        assert "search" not in {column["name"] for column in inspect(connection).get_columns("entity")}
        connection.execute(text("ALTER TABLE capability DROP COLUMN search"))
    check_first(lasting)


def test_two_servers_starting_at_once(lasting: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [lasting] * 4))
    assert [store.workspaces() for store in stores] == [()] * 4
    for store in stores:
        store.close()


def upgrade_killed_at(url: str, step: int) -> bool:
    """Upgrade in a child that kills itself before its statement ``step``; whether it came that far."""
    child = os.fork()
    if child == 0:
        try:
            engine, seen = engine_of(url), [0]

            def count(*_: object) -> None:
                seen[0] += 1
                if seen[0] == step:
                    os.kill(os.getpid(), signal.SIGKILL)

            event.listen(engine, "before_cursor_execute", count)
            event.listen(engine, "commit", count)
            upgrade(engine)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def killed_at_each(engine: Engine, url: str, stride: int) -> int:
    """Kill at every ``stride``-th statement until one run gets through; how many kills."""
    engine.dispose()
    step = kills = 1
    while upgrade_killed_at(url, step):
        with engine.connect() as connection:
            assert revision(connection) == "0001"
            assert "bid" not in inspect(connection).get_table_names()
            assert connection.execute(text("SELECT count(*) FROM capability")).scalar() == 1
        engine.dispose()
        step, kills = step + stride, kills + 1
    return kills - 1


def test_a_migration_killed_leaves_old_or_new(first: Engine, lasting: str) -> None:
    assert killed_at_each(first, lasting, stride=9) >= 3
    check_first(lasting)


def test_a_first_start_killed_leaves_nothing_or_all(lasting: str) -> None:
    engine, step = engine_of(lasting), 1
    while upgrade_killed_at(lasting, step):
        with engine.connect() as connection:
            assert inspect(connection).get_table_names() == []
        engine.dispose()
        step += 14
    assert step > 40
    store = open_store(lasting)
    assert store.workspaces() == ()
    store.close()


@pytest.mark.slow
def test_a_migration_killed_at_every_step_leaves_old_or_new(first: Engine, lasting: str) -> None:
    kills = killed_at_each(first, lasting, stride=1)
    print(f"{lasting.split(':')[0]}: killed at {kills} steps")
    assert kills > 20
    check_first(lasting)


def test_a_copy_killed_half_way_is_not_taken_for_one(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "consortium.db")
    engine = engine_of(url)
    upgrade(engine, "0001")
    engine.dispose()
    (tmp_path / "backups").mkdir()
    shutil.copy(tmp_path / "consortium.db", tmp_path / "backups" / "consortium-at-0001.part")
    (tmp_path / "backups" / "consortium-at-0001.part").write_bytes(b"half")
    store = open_store(url)
    assert store.workspaces() == ()
    store.close()
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["consortium-at-0001.db"]


def test_capabilities_and_entities_of_today_are_found_like_those_of_yesterday(first: Engine, lasting: str) -> None:
    first.dispose()
    store = open_store(lasting)
    with store.changing("w", "Ana") as work:
        work.add_all((Entity("E2", "Cooperativa Éxito"), Capability("E2", "Facturación  ANUAL", Mark.YES)))
    assert store.search("w", "exito facturacion anual") == ("E1", "E2")
    assert store.register("w") != Register()
    store.close()
