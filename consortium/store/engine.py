"""Connections, and how the two databases are asked to keep what they acknowledge.

SQLite: facts and version numbers from sqlite.org/wal.html ("the WAL-reset bug") and sqlite.org/lang_transaction.html.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from consortium.errors import StoreError

BUSY_SECONDS = 60
MEMORY = "sqlite:///:memory:"
_SAFE_WAL = (((3, 44, 6), (3, 45, 0)), ((3, 50, 7), (3, 51, 0)), ((3, 51, 3), (4, 0, 0)))


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL where this SQLite has its corruption bug repaired, else the rollback journal."""
    return "WAL" if any(first <= version < last for first, last in _SAFE_WAL) else "DELETE"


def engine_of(url: str) -> Engine:
    """An engine for a database URL. Raises StoreError for a URL that names neither SQLite nor PostgreSQL."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError("store_url") from None
    name = parsed.get_backend_name()
    if name == "sqlite":
        return _sqlite(parsed)
    if name in ("postgresql", "postgres"):
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    raise StoreError("store_url")


def _sqlite(url: URL) -> Engine:
    arguments: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False}}
    if url.database in (None, "", ":memory:"):
        # One connection, lent to one thread at a time, is the whole database.
        arguments |= {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "pool_timeout": BUSY_SECONDS}
    else:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        arguments |= {"pool_size": 8, "max_overflow": 24, "pool_timeout": BUSY_SECONDS}
    engine = create_engine(url, **arguments)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin by itself: it would leave schema changes outside of the transaction.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: whole or not at all."""
    with translated(), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one moment of the database."""
    with translated(), engine.connect() as connection:
        options: dict[str, Any] = {"reading": True}
        if engine.dialect.name == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with connection.execution_options(**options).begin():
            yield connection


@contextmanager
def translated() -> Iterator[None]:
    """What a database says, as an exception of our tree; its words may name passwords and stay unsaid."""
    try:
        yield
    except IntegrityError as cause:
        raise StoreError(_broken(cause.orig)) from cause
    except DBAPIError as cause:
        raise StoreError(_failed(cause.orig)) from cause
    except sqlite3.Error as cause:
        raise StoreError(_failed(cause)) from cause
    except SQLAlchemyError as cause:
        raise StoreError("store_failed") from cause


def _broken(cause: BaseException | None) -> str:
    state = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", "")
    if state in ("23503", "SQLITE_CONSTRAINT_FOREIGNKEY"):
        return "store_dangling"
    return "store_duplicate" if state in _DUPLICATE else "store_failed"


_DUPLICATE = ("23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
_FAILURES = {
    "SQLITE_BUSY": "store_busy",
    "SQLITE_LOCKED": "store_busy",
    "SQLITE_FULL": "store_full",
    "SQLITE_READONLY": "store_readonly",
    "SQLITE_CANTOPEN": "store_unreachable",
    "SQLITE_NOTADB": "store_damaged",
    "SQLITE_CORRUPT": "store_damaged",
    "SQLITE_CONSTRAINT_FOREIGNKEY": "store_dangling",
    "53100": "store_full",
    "25006": "store_readonly",
    "55P03": "store_busy",
    "57P01": "store_unreachable",
}


def _failed(cause: BaseException | None) -> str:
    name = str(getattr(cause, "sqlite_errorname", "") or getattr(cause, "sqlstate", "") or "")
    known = next((code for start, code in _FAILURES.items() if name.startswith(start)), None)
    if known is not None:
        return known
    lost = not name or name.startswith("08")
    return "store_unreachable" if lost else "store_failed"


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def sqlite_copy(source: Engine, target: Path) -> None:
    """A consistent copy of an SQLite database by its backup API, while others write; synced to the disk."""
    with translated(), source.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        copied = sqlite3.connect(target, isolation_level=None)
        try:
            driver.backup(copied)
            copied.execute("PRAGMA journal_mode=DELETE")
        finally:
            copied.close()
