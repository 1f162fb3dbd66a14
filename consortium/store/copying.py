"""The whole database into another one, as it stood at one moment: the backup, and the way back."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, func, insert, select

from consortium.errors import StoreError
from consortium.store.engine import engine_of, reading, sqlite_copy, sqlite_url, writing
from consortium.store.migrate import upgrade
from consortium.store.tables import metadata, workspace

BATCH = 1000


def save(source: Engine, target: Path) -> None:
    """An SQLite file of the whole database; ``target`` appears only when it is whole. Raises StoreError."""
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        if source.dialect.name == "sqlite":
            sqlite_copy(source, part)
        else:
            _save_rows(source, part)
        os.replace(part, target)
    except OSError as cause:
        raise StoreError("store_backup_unwritable", file=str(target), reason=cause.strerror or "") from cause


def backup(url: str, target: Path) -> None:
    """A copy of the database at ``url``, in use or not; an SQLite file is not migrated for it. Raises StoreError."""
    engine = engine_of(url)
    try:
        if engine.dialect.name != "sqlite":
            upgrade(engine)
        save(engine, target)
    finally:
        engine.dispose()


def _save_rows(source: Engine, part: Path) -> None:
    engine = engine_of(sqlite_url(part))
    try:
        upgrade(engine)
        with reading(source) as seen, writing(engine) as copied:
            copy(seen, copied)
    finally:
        engine.dispose()


def copy(source: Connection, target: Connection) -> None:
    """All rows of all tables into a migrated, empty database. Raises StoreError ``store_not_empty``."""
    if target.execute(select(func.count()).select_from(workspace)).scalar():
        raise StoreError("store_not_empty")
    for table in metadata.sorted_tables:
        query = select(table).order_by(*table.primary_key)
        for part in source.execution_options(yield_per=BATCH).execute(query).mappings().partitions():
            target.execute(insert(table), [dict(row) for row in part])


def restore(backup: Path, url: str) -> None:
    """Bring a backup into an empty database, whatever release wrote it; the backup itself is left as it is.

    Raises StoreError ``store_no_backup``, ``store_not_empty``, ``store_newer``.
    """
    if not backup.is_file():
        raise StoreError("store_no_backup", file=str(backup))
    with TemporaryDirectory() as folder:
        copied = shutil.copyfile(backup, Path(folder) / "backup.db")
        source, target = engine_of(sqlite_url(copied)), engine_of(url)
        try:
            upgrade(source)
            upgrade(target)
            with reading(source) as old, writing(target) as new:
                copy(old, new)
        finally:
            source.dispose()
            target.dispose()
