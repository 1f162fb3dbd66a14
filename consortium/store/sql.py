"""``base.Store`` on SQLAlchemy: SQLite in a file or in memory, or PostgreSQL."""

import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, insert, select

from consortium.domain.register import Register
from consortium.errors import StoreError
from consortium.store import audit, copying, erasing, finding, portable, registering
from consortium.store.base import Batch, Change, Kept, PersonalValue, Plan, Workspace
from consortium.store.engine import engine_of, reading, writing
from consortium.store.kinds import BY_TYPE
from consortium.store.ledger import Ledger
from consortium.store.migrate import upgrade
from consortium.store.records import Profile
from consortium.store.rows import kept, kept_one, new_uid, now
from consortium.store.tables import blob, profile, workspace
from consortium.store.work import SqlWork

T = TypeVar("T")


def open_store(url: str) -> "SqlStore":
    """The database at ``url`` (sqlite: or postgresql:), migrated to this release.

    Raises StoreError ``store_url``, ``store_unreachable``, ``store_newer``, ``store_foreign``, ``store_damaged``.
    """
    engine = engine_of(url)
    try:
        upgrade(engine)
    except StoreError:
        engine.dispose()
        raise
    return SqlStore(engine)


class SqlStore:
    """All workspaces of one database. Threads may share it: each use takes a connection of its own.

    Inside its own ``changing`` a thread reads what it has written so far, on every database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._open = threading.local()

    def create_workspace(self, name: str, by: str, note: str = "") -> Workspace:
        """A new, empty workspace."""
        made = Workspace(new_uid(), name, now(), note)
        with self._writing() as connection:
            connection.execute(insert(workspace), {"id": made.id, "created_at": made.created_at.isoformat()})
            SqlWork(Ledger(connection, made.id, by, "create")).add(Profile(name, note))
        return made

    def workspaces(self) -> tuple[Workspace, ...]:
        """All of them, oldest first."""
        with self._reading() as connection:
            return _workspaces(connection)

    @contextmanager
    def changing(self, workspace: str, by: str, action: str = "edit") -> Iterator[SqlWork]:
        """A change by a person; acknowledged when the block ends without an exception."""
        with self._writing() as connection:
            yield SqlWork(Ledger(connection, workspace, by, action))

    def kept(self, workspace: str, kind: type[T], **where: str) -> tuple[Kept[T], ...]:
        """The records of a kind in the order they were added."""
        found = BY_TYPE[kind]
        if odd := set(where) - (set(found.columns) - found.personal):
            raise ValueError(f"{found.name} cannot be chosen by {sorted(odd)}")
        with self._inside(workspace) as connection:
            return kept(connection, workspace, found, *(found.table.c[name] == value for name, value in where.items()))

    def get(self, workspace: str, kind: type[T], uid: str) -> Kept[T]:
        """One record. Raises StoreError ``store_gone``."""
        with self._inside(workspace) as connection:
            found = kept_one(connection, workspace, BY_TYPE[kind], uid)
            if found is None:
                by, at = audit.last_touch(connection, workspace, uid)
                raise StoreError("store_gone", word=BY_TYPE[kind].word, by=by, at=at)
            return found

    def register(self, workspace: str) -> Register:
        """The whole register at one moment."""
        with self._inside(workspace) as connection:
            return registering.read(connection, workspace)

    def plan(self, workspace: str, register: Register) -> Plan:
        """What would become of the register if it were to be as ``register``."""
        with self._inside(workspace) as connection:
            return registering.plan(connection, workspace, register)

    def file(self, workspace: str, sha256: str) -> bytes:
        """The bytes of a file. Raises StoreError ``store_no_file``."""
        query = select(blob.c.content).where(blob.c.workspace == workspace, blob.c.sha256 == sha256)
        with self._inside(workspace) as connection:
            content = connection.execute(query).scalar()
        if content is None:
            raise StoreError("store_no_file")
        return bytes(content)

    def search(self, workspace: str, text: str) -> tuple[str, ...]:
        """IDs of the entities that have every word of ``text``."""
        with self._inside(workspace) as connection:
            return registering.search(connection, workspace, text)

    def history(self, workspace: str, uid: str = "", limit: int = 200, batch: str = "") -> tuple[Change, ...]:
        """The log, newest first; of one record or one batch where ``uid`` or ``batch`` is given."""
        with self._inside(workspace) as connection:
            return audit.history(connection, workspace, uid, limit, batch)

    def revision(self, workspace: str) -> int:
        """The number of the newest line of the log."""
        with self._inside(workspace) as connection:
            return audit.revision(connection, workspace)

    def moved(self, workspace: str, since: int) -> frozenset[str]:
        """The words of the kinds that were touched after ``since``."""
        with self._inside(workspace) as connection:
            return audit.moved(connection, workspace, since)

    def batches(
        self, workspace: str, limit: int = 50, words: Collection[str] = (), entity: str = ""
    ) -> tuple[Batch, ...]:
        """The latest changes, each as a whole, newest first; those about kinds (their words) or an entity (its ID)."""
        with self._inside(workspace) as connection:
            if words or entity:
                found = finding.batches_about(connection, workspace, limit, words, entity)
                return tuple(audit.batch_ending(connection, workspace, last) for _, last in found)
            return audit.batches(connection, workspace, limit)

    def last_known(self, workspace: str, word: str, uids: Iterable[str]) -> dict[str, Any]:
        """Records of one kind (its word) by uid, as they are or as they were when they were taken away."""
        with self._inside(workspace) as connection:
            return finding.last_known(connection, workspace, word, uids)

    def personal(self, workspace: str, text: str) -> tuple[PersonalValue, ...]:
        """Personal values that contain ``text``, and with a person's record its other values."""
        with self._inside(workspace) as connection:
            return erasing.find(connection, workspace, text)

    def export_person(self, workspace: str, values: Iterable[PersonalValue]) -> bytes:
        """All that is kept in connection with these values, as JSON."""
        with self._inside(workspace) as connection:
            return erasing.export(connection, workspace, tuple(values))

    def export_workspace(self, workspace: str) -> bytes:
        """The workspace as one portable file."""
        with self._inside(workspace) as connection:
            return portable.pack(connection, workspace)

    def import_workspace(self, data: bytes) -> Workspace:
        """A workspace from its portable file, under an ID of its own."""
        try:
            with self._writing() as connection:
                made = portable.unpack(connection, data)
                found = next((w for w in _workspaces(connection) if w.id == made), None)
                if found is None:
                    raise StoreError("store_portable_damaged")
            return found
        except StoreError as cause:
            if cause.code in ("store_dangling", "store_duplicate", "store_failed", "store_text"):
                raise StoreError("store_portable_damaged") from cause
            raise

    def backup(self, target: Path) -> None:
        """A consistent copy of the whole database as an SQLite file, while others write."""
        copying.save(self._engine, target)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if getattr(self._open, "connection", None) is not None:
            raise RuntimeError("a change inside a change of the same thread")
        with writing(self._engine) as connection:
            self._open.connection = connection
            try:
                yield connection
            finally:
                self._open.connection = None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        mine: Connection | None = getattr(self._open, "connection", None)
        if mine is not None:
            yield mine
            return
        with reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _inside(self, space: str) -> Iterator[Connection]:
        with self._reading() as connection:
            if connection.execute(select(workspace.c.id).where(workspace.c.id == space)).first() is None:
                raise StoreError("store_no_workspace")
            yield connection


def _workspaces(connection: Connection) -> tuple[Workspace, ...]:
    query = select(workspace.c.id, profile.c.name, workspace.c.created_at, profile.c.note).outerjoin(profile)
    found = connection.execute(query.order_by(workspace.c.created_at, workspace.c.id))
    return tuple(
        Workspace(space, name or "", datetime.fromisoformat(at), note or "") for space, name, at, note in found
    )
