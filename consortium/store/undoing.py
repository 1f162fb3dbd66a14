"""Undo: the lines of one batch taken back, newest first, as a new batch that can itself be undone.

A line is taken back where the record still holds what that line left in the columns it touched.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select

from consortium.errors import StoreError
from consortium.store.audit import last_touch
from consortium.store.codec import Plain, loads
from consortium.store.kinds import BY_NAME, Kind
from consortium.store.ledger import Ledger
from consortium.store.rows import Stored, chunks, stored_by_uid
from consortium.store.tables import audit, personal


def undo(ledger: Ledger, batch: str) -> None:
    """Take a batch back. Raises StoreError ``store_no_change``, ``store_undo_erasure``, ``store_undo_blocked``."""
    query = select(audit).where(audit.c.workspace == ledger.space, audit.c.batch == batch)
    lines = ledger.connection.execute(query.order_by(audit.c.seq.desc())).all()
    if not lines:
        raise StoreError("store_no_change")
    if any(line.kind not in BY_NAME for line in lines):
        raise StoreError("store_undo_erasure")
    ledger.undoes = batch
    for run in _runs(lines):
        _take_back(ledger, BY_NAME[run[0].kind], run)


def _shape(line: Row[Any]) -> tuple[str, bool, bool]:
    return line.kind, line.before is None, line.after is None


def _runs(lines: Sequence[Row[Any]]) -> list[list[Row[Any]]]:
    """Neighbouring lines of one shape that touch different records: each such run is a few statements."""
    runs: list[list[Row[Any]]] = []
    seen: set[str] = set()
    for line in lines:
        if not runs or _shape(runs[-1][0]) != _shape(line) or line.uid in seen:
            runs.append([])
            seen = set()
        runs[-1].append(line)
        seen.add(line.uid)
    return runs


def _take_back(ledger: Ledger, kind: Kind, run: Sequence[Row[Any]]) -> None:
    now = stored_by_uid(ledger.connection, ledger.space, kind, [line.uid for line in run])
    for line in run:
        found = now.get(line.uid)
        if (line.after is None) != (found is None) or not _holds(found, line.after):
            by, at = last_touch(ledger.connection, ledger.space, line.uid)
            raise StoreError("store_undo_blocked", word=kind.word, uid=line.uid, by=by, at=at)
    if run[0].before is None:
        ledger.delete(kind, [now[line.uid] for line in run])
    elif run[0].after is None:
        ledger.insert(kind, _revived(ledger, kind, run))
    else:
        for line in run:
            ledger.update(kind, now[line.uid], {**now[line.uid].row, **loads(line.before)})


def _holds(found: Stored | None, after: str | None) -> bool:
    if found is None or after is None:
        return True
    left: Mapping[str, Plain] = loads(after)
    return all(found.row[name] == value for name, value in left.items())


def _revived(ledger: Ledger, kind: Kind, run: Sequence[Row[Any]]) -> list[Stored]:
    """Removed rows as they were, one version on; people that were erased stay away."""
    versions = _versions(ledger, [line.uid for line in run])
    rows = [Stored(line.uid, versions[line.uid] + 1, {**dict(kind.later), **loads(line.before)}) for line in run]
    if not kind.about_person:
        return rows
    keys = [s.row[name] for s in rows for name in kind.personal if s.row[name]]
    erased = _erased(ledger, keys)
    return [s for s in rows if not any(s.row[name] in erased for name in kind.personal)]


def _versions(ledger: Ledger, uids: Sequence[str]) -> dict[str, int]:
    """The highest version each record ever had: what was read before its removal must not pass for current."""
    found: dict[str, int] = {}
    for part in chunks(uids):
        query = select(audit.c.uid, func.max(audit.c.version).label("latest")).where(
            audit.c.workspace == ledger.space, audit.c.uid.in_(part)
        )
        found |= {row.uid: row.latest for row in ledger.connection.execute(query.group_by(audit.c.uid))}
    return found


def _erased(ledger: Ledger, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in chunks(keys):
        here = (personal.c.workspace == ledger.space, personal.c.key.in_(part), personal.c.value.is_(None))
        found |= set(ledger.connection.execute(select(personal.c.key).where(*here)).scalars())
    return found
