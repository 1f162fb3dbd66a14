"""The database brought to this release at start: whole or not at all."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from consortium.errors import StoreError
from consortium.store.engine import journal_mode, sqlite_copy, translated, writing

FOLDER = Path(__file__).with_name("migrations")
_LOCK = 7_203_141_965
"""Of this app's migrations, among PostgreSQL's advisory locks."""


def head() -> str:
    """The revision of this release."""
    return str(ScriptDirectory(str(FOLDER)).get_current_head())


def revision(connection: Connection) -> str | None:
    """The revision a database is at, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, target: str = "head") -> None:
    """Migrate in one transaction; an SQLite file with data in it is copied beside itself first.

    Raises StoreError ``store_newer`` where a newer release has been here, ``store_foreign`` where the tables are
    somebody else's.
    """
    if engine.dialect.name == "sqlite":
        _settle_journal(engine)
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        at = revision(connection)
        if at == (head() if target == "head" else target):
            return
        _refuse(connection, at)
        if at is not None:
            _back_up(engine, at)
        _run(connection, target)


def _settle_journal(engine: Engine) -> None:
    with translated(), engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        version = tuple(map(int, driver.execute("SELECT sqlite_version()").fetchone()[0].split(".")))
        driver.execute(f"PRAGMA journal_mode={journal_mode(version)}")


def _refuse(connection: Connection, at: str | None) -> None:
    known = {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}
    if at is not None and at not in known:
        raise StoreError("store_newer", revision=at)
    if at is None and {"workspace", "entity"} & set(connection.dialect.get_table_names(connection)):
        raise StoreError("store_foreign")


def _back_up(engine: Engine, at: str) -> None:
    """The file as it was, kept as ``backups/<name>-before-<revision>.db``; a repeated start writes it again."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or path in (None, "", ":memory:"):
        return
    file = Path(str(path))
    target = file.parent / "backups" / f"{file.stem}-at-{at}.db"
    target.parent.mkdir(exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    sqlite_copy(engine, part)
    part.replace(target)


def _run(connection: Connection, target: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
    if (
        connection.dialect.name == "sqlite"
        and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None
    ):
        raise StoreError("store_dangling")
