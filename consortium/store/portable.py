"""A workspace as one file: a zip with ``workspace.json`` (rows, personal values, log) and ``files/<sha256>``.

Format 2 (1 is read too). What comes back is checked whole before a row is written; equal workspaces give equal bytes.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from consortium.errors import StoreError
from consortium.store.codec import Plain, codec, dumps, loads
from consortium.store.kinds import BY_NAME, KINDS, Kind
from consortium.store.rows import chunks, disclosed, new_uid
from consortium.store.tables import audit, blob, personal, workspace

FORMAT = 2
MAX_ENTRIES = 50_000
MAX_BYTES = 4 * 2**30
MAX_DOCUMENT = 2**30
_DOCUMENT = "workspace.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DERIVED = ("workspace", "search")
_TABLES = (*(kind.table for kind in KINDS), personal, audit)


def pack(connection: Connection, space: str) -> bytes:
    """The workspace's file. Raises StoreError ``store_no_workspace``."""
    created = connection.execute(select(workspace.c.created_at).where(workspace.c.id == space)).scalar()
    if created is None:
        raise StoreError("store_no_workspace")
    document: dict[str, Plain] = {"format": FORMAT, "created_at": created}
    document["tables"] = {table.name: _rows(connection, space, table) for table in _TABLES}
    files = select(blob.c.sha256, blob.c.size, blob.c.content.is_(None)).where(blob.c.workspace == space)
    listed = [list(row) for row in connection.execute(files.order_by(blob.c.sha256))]
    document["files"] = listed
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry(_DOCUMENT), dumps(document))
        for name, _size, erased in listed:
            if not erased:
                query = select(blob.c.content).where(blob.c.workspace == space, blob.c.sha256 == name)
                archive.writestr(_entry(f"files/{name}"), connection.execute(query).scalar_one())
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name not in _DERIVED]


def _rows(connection: Connection, space: str, table: Table) -> list[dict[str, Plain]]:
    names = _columns(table)
    keys = [column for column in table.primary_key if column.name != "workspace"]
    query = select(*(table.c[name] for name in names)).where(table.c.workspace == space).order_by(*keys)
    return [dict(zip(names, row, strict=True)) for row in connection.execute(query)]


def unpack(connection: Connection, data: bytes) -> str:
    """A new workspace from a file; its ID. Raises StoreError ``store_portable_damaged``, ``store_portable_newer``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = _document(archive)
            space = _write(connection, document)
            for row in _files(archive, document["files"]):
                connection.execute(insert(blob), {"workspace": space, **row})
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RecursionError) as cause:
        raise StoreError("store_portable_damaged") from cause
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError) as cause:
        raise StoreError("store_portable_damaged") from cause
    return space


def _document(archive: zipfile.ZipFile) -> dict[str, Any]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise ValueError("too large")
    document: dict[str, Any] = loads(_read(archive, _DOCUMENT, MAX_DOCUMENT).decode())
    if document["format"] > FORMAT:
        raise StoreError("store_portable_newer")
    return document


def _read(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """An entry, inflated no further than ``limit``, whatever it claims."""
    with archive.open(name) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise ValueError(name)
    return content


def _files(archive: zipfile.ZipFile, listed: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for name, size, erased in listed:
        content = None if erased else _read(archive, f"files/{name}", int(size))
        if content is not None and (len(content) != size or sha256(content).hexdigest() != name):
            raise ValueError(name)
        yield {"sha256": codec(str).decode(name), "size": codec(int).decode(size), "content": content}


def _write(connection: Connection, document: dict[str, Any]) -> str:
    space, found = new_uid(), document["tables"]
    created = datetime.fromisoformat(document["created_at"]).isoformat()
    connection.execute(insert(workspace), {"id": space, "created_at": created})
    for kind in KINDS:
        rows = found[kind.name] if document["format"] == FORMAT else found.get(kind.name, [])
        _insert(connection, space, kind.table, [_checked(kind, {**dict(kind.later), **row}) for row in rows])
    _insert(connection, space, personal, found[personal.name])
    _insert(connection, space, audit, [_checked_line(line) for line in found[audit.name]])
    return space


def _insert(connection: Connection, space: str, table: Table, rows: Sequence[dict[str, Plain]]) -> None:
    names = set(_columns(table))
    for row in rows:
        if set(row) - {"search"} != names:
            raise ValueError(table.name)
    for part in chunks(rows, 5000):
        connection.execute(insert(table), [{**row, "workspace": space} for row in part])


def _checked_line(line: dict[str, Plain]) -> dict[str, Plain]:
    """The line of the log, if its kind and columns are known here."""
    sides = [loads(text) for text in (line["before"], line["after"]) if text is not None]
    names = set(BY_NAME[line["kind"]].columns) if line["kind"] in BY_NAME else set()
    if any(set(side) - names for side in sides):
        raise ValueError(line["kind"])
    datetime.fromisoformat(line["at"])
    return line


def _checked(kind: Kind, row: dict[str, Plain]) -> dict[str, Plain]:
    """The row, if it is a record of its kind."""
    value = kind.value(disclosed(kind, row, {}))
    return row if kind.search is None else {**row, "search": kind.search(value)}
