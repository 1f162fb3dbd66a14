"""One change in the making: the records of a workspace, written through the ledger."""

from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import insert, select, update

from consortium.errors import StoreError
from consortium.store import erasing, undoing
from consortium.store.audit import last_touch
from consortium.store.base import MAX_EVIDENCE, Kept, PersonalValue, Plan
from consortium.store.kinds import BY_TYPE, Kind
from consortium.store.ledger import Ledger
from consortium.store.rows import Stored, kept_one, new_uid, personal_values, stored_by_uid
from consortium.store.tables import blob

T = TypeVar("T")


class SqlWork:
    """``base.Work`` on one open transaction."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.batch = ledger.batch

    def add(self, value: T) -> Kept[T]:
        """Keep a new record."""
        return self.add_all((value,))[0]

    def add_all(self, values: Iterable[T]) -> tuple[Kept[T], ...]:
        """Keep new records of any kinds, in order."""
        done: list[Kept[T]] = []
        for kind, group in groupby(values, key=lambda value: BY_TYPE[type(value)]):
            new = [Kept(new_uid(), 1, value) for value in group]
            self._ledger.insert(kind, [self._hidden(kind, kept.uid, kept.value) for kept in new])
            done += new
        return tuple(done)

    def change(self, kept: Kept[T], value: T) -> Kept[T]:
        """Replace what was read as ``kept``. Raises StoreError ``store_stale``, ``store_gone``."""
        kind = BY_TYPE[type(value)]
        now = self._current(kind, kept, value)
        values = personal_values(self._ledger.connection, self._ledger.space, kind, kept.uid)
        row = kind.row(value)
        self._ledger.hide(kind, kept.uid, row, now, values)
        then = self._ledger.update(kind, now, row)
        return Kept(kept.uid, then.version, value)

    def remove(self, *kept: Kept[Any]) -> None:
        """Take records away. Raises as ``change``."""
        for kind, group in groupby(kept, key=lambda k: BY_TYPE[type(k.value)]):
            old = list(group)
            rows = stored_by_uid(self._ledger.connection, self._ledger.space, kind, [k.uid for k in old])
            self._ledger.delete(kind, [self._checked(kind, k, None, rows.get(k.uid)) for k in old])

    def attach(self, content: bytes, limit: int = MAX_EVIDENCE) -> str:
        """Keep a file's bytes; its SHA-256. Raises StoreError ``store_file_too_large``."""
        if len(content) > limit:
            raise StoreError("store_file_too_large", limit=limit // 2**20)
        name = sha256(content).hexdigest()
        here = (blob.c.workspace == self._ledger.space, blob.c.sha256 == name)
        known = self._ledger.connection.execute(select(blob.c.content.is_(None)).where(*here)).first()
        row = {"workspace": self._ledger.space, "sha256": name, "size": len(content), "content": content}
        if known is None:
            self._ledger.connection.execute(insert(blob), row)
        elif known[0]:
            self._ledger.connection.execute(update(blob).where(*here).values(content=content))
        return name

    def apply(self, plan: Plan) -> None:
        """Carry a plan out. Raises as ``change``."""
        self.remove(*plan.gone)
        for kept, value in plan.changed:
            self.change(kept, value)
        self.add_all(plan.added)

    def undo(self, batch: str) -> None:
        """Take one earlier change back. Raises StoreError as ``base.Work.undo``."""
        undoing.undo(self._ledger, batch)

    def erase(self, values: Iterable[PersonalValue]) -> None:
        """Destroy personal values for good."""
        erasing.erase(self._ledger, tuple(values))

    def erase_file(self, sha256: str) -> None:
        """Destroy the bytes of a file for good."""
        erasing.erase_file(self._ledger, sha256)

    def _hidden(self, kind: Kind, uid: str, value: Any) -> Stored:
        row = kind.row(value)
        self._ledger.hide(kind, uid, row, None, {})
        return Stored(uid, 1, row)

    def _current(self, kind: Kind, kept: Kept[Any], yours: Any) -> Stored:
        rows = stored_by_uid(self._ledger.connection, self._ledger.space, kind, (kept.uid,))
        return self._checked(kind, kept, yours, rows.get(kept.uid))

    def _checked(self, kind: Kind, kept: Kept[Any], yours: Any, found: Stored | None) -> Stored:
        """The row, where it is still what was read; else both versions, and who made the other."""
        if found is not None and found.version == kept.version:
            return found
        connection, space = self._ledger.connection, self._ledger.space
        by, at = last_touch(connection, space, kept.uid)
        both = {"base": kept.value, "yours": yours, "by": by, "at": at, "word": kind.word}
        if found is None:
            raise StoreError("store_gone", theirs=None, **both)
        raise StoreError("store_stale", theirs=kept_one(connection, space, kind, kept.uid), **both)
