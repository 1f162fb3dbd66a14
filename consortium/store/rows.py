"""Rows in and out of the tables: the same few statements for every kind of record."""

import secrets
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from consortium.store.base import Kept
from consortium.store.codec import Plain
from consortium.store.kinds import Kind
from consortium.store.tables import personal

CHUNK = 500


class _Uids:
    """Names that nobody else has; later ones sort after earlier ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest = 0

    def __call__(self) -> str:
        with self._lock:
            self._latest = max(self._latest + 1, time.time_ns())
            return f"{self._latest:016x}{secrets.token_hex(8)}"


new_uid = _Uids()


def now() -> datetime:
    """This moment, UTC."""
    return datetime.now(UTC)


def chunks(items: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """Pieces that fit into one statement."""
    return (items[i : i + size] for i in range(0, len(items), size))


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as its columns hold it: keys where values are personal."""

    uid: str
    version: int
    row: dict[str, Plain]


def _read(connection: Connection, space: str, kind: Kind, conditions: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """Uid, version and columns of the rows of a kind, in the order they were added."""
    table = kind.table
    columns = [table.c.uid, table.c.version, *(table.c[name] for name in kind.columns)]
    query = select(*columns).where(table.c.workspace == space, *conditions).order_by(table.c.uid)
    return connection.execute(query).all()


def stored(connection: Connection, space: str, kind: Kind, *conditions: Any) -> list[Stored]:
    """The rows of a kind in the order they were added."""
    found = _read(connection, space, kind, conditions)
    return [Stored(row[0], row[1], dict(zip(kind.columns, row[2:], strict=True))) for row in found]


def stored_by_uid(connection: Connection, space: str, kind: Kind, uids: Iterable[str]) -> dict[str, Stored]:
    """The rows of those uids that exist."""
    found = (stored(connection, space, kind, kind.table.c.uid.in_(part)) for part in chunks(tuple(uids)))
    return {row.uid: row for rows in found for row in rows}


def personal_values(connection: Connection, space: str, kind: Kind, uid: str = "") -> dict[str, str]:
    """Personal values by key, of a kind or of one record; one that was erased reads as ""."""
    if not kind.personal:
        return {}
    query = select(personal.c.key, personal.c.value).where(
        personal.c.workspace == space, personal.c.kind == kind.name, *([personal.c.uid == uid] if uid else [])
    )
    return {key: value or "" for key, value in connection.execute(query)}


def disclosed(kind: Kind, row: Mapping[str, Plain], values: Mapping[str, str]) -> Mapping[str, Plain]:
    """The row with values in place of keys."""
    if not kind.personal:
        return row
    return {**row, **{name: values.get(row[name] or "", "") for name in kind.personal}}


def kept(connection: Connection, space: str, kind: Kind, *conditions: Any) -> tuple[Kept[Any], ...]:
    """The records of a kind in the order they were added. Decoded column by column: registers are large."""
    found = _read(connection, space, kind, conditions)
    if not found:
        return ()
    values = personal_values(connection, space, kind)
    uids, versions, *columns = zip(*found, strict=True)
    for i, name in enumerate(kind.columns):
        if name in kind.personal:
            columns[i] = tuple(values.get(key or "", "") for key in columns[i])
    decoded = (map(kind.codecs[name].decode, column) for name, column in zip(kind.columns, columns, strict=True))
    return tuple(map(Kept, uids, versions, map(kind.type, *decoded)))


def kept_one(connection: Connection, space: str, kind: Kind, uid: str) -> Kept[Any] | None:
    """One record, None where there is none."""
    found = stored(connection, space, kind, kind.table.c.uid == uid)
    if not found:
        return None
    values = personal_values(connection, space, kind, uid)
    return Kept(uid, found[0].version, kind.value(disclosed(kind, found[0].row, values)))
