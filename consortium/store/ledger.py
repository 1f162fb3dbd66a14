"""Every write goes through here, with its line in the append-only audit log: who, when, from, to.

The log holds rows as their columns do: of a changed record only the columns that differ, personal values by key.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, select, update

from consortium.errors import StoreError
from consortium.store.codec import Plain, codec, dumps
from consortium.store.kinds import Kind
from consortium.store.rows import Stored, chunks, disclosed, new_uid, now
from consortium.store.tables import audit, personal, workspace

ACTOR = "actor"
PERSONAL = "personal"


Row = dict[str, Plain]


class Ledger:
    """One batch of writes in one workspace. Writers of a workspace wait for each other from here on."""

    def __init__(self, connection: Connection, space: str, by: str, action: str) -> None:
        """Lock the workspace. Raises StoreError ``store_no_workspace``."""
        self.connection = connection
        self.space = space
        self.batch = new_uid()
        held = select(workspace.c.id).where(workspace.c.id == space).with_for_update()
        if connection.execute(held).first() is None:
            raise StoreError("store_no_workspace")
        self.undoes: str | None = None
        self._by = codec(str).encode(by)
        self._action = codec(str).encode(action)
        self._hidden: list[Row] = []
        self._who: str | None = None
        self._seq: int | None = None

    def insert(self, kind: Kind, rows: Sequence[Stored]) -> None:
        """New rows, under their uids and versions."""
        if rows:
            self.connection.execute(insert(kind.table), [self._columns(kind, s) for s in rows])
            self._log([self._line(kind.name, s, None, s.row) for s in rows])

    def delete(self, kind: Kind, rows: Sequence[Stored]) -> None:
        """Rows away that were just read in this transaction."""
        table = kind.table
        for part in chunks([s.uid for s in rows]):
            self.connection.execute(delete(table).where(table.c.workspace == self.space, table.c.uid.in_(part)))
        self._log([self._line(kind.name, s, s.row, None) for s in rows])

    def update(self, kind: Kind, stored: Stored, row: Row) -> Stored:
        """A row that was just read in this transaction becomes ``row``, one version on."""
        changed = {name: value for name, value in row.items() if value != stored.row[name]}
        if not changed:
            return stored
        then = Stored(stored.uid, stored.version + 1, dict(row))
        table = kind.table
        done = self.connection.execute(
            update(table)
            .where(table.c.workspace == self.space, table.c.uid == stored.uid, table.c.version == stored.version)
            .values(self._columns(kind, then))
        )
        if done.rowcount != 1:
            raise StoreError("store_busy")
        self._log([self._line(kind.name, then, {name: stored.row[name] for name in changed}, changed)])
        return then

    def hide(self, kind: Kind, uid: str, row: Row, before: Stored | None, values: Mapping[str, str]) -> None:
        """Put keys where ``row`` has personal values; a value that did not change keeps its key."""
        for name in kind.personal:
            value, old = row[name], before.row[name] if before else None
            if value == values.get(old or "", ""):
                row[name] = old
            else:
                row[name] = self._personal(kind.name, uid, name, value) if value else None

    def erased(self, keys: Sequence[str]) -> None:
        """Destroy personal values, and say in the log that it was done."""
        for key in keys:
            here = (personal.c.workspace == self.space, personal.c.key == key, personal.c.value.is_not(None))
            gone = update(personal).where(*here).values(value=None, erased_at=now().isoformat())
            if self.connection.execute(gone).rowcount:
                self._log([self._line(PERSONAL, Stored(key, 0, {}), {}, {})])

    def note(self, name: str, uid: str) -> None:
        """A line about something that is no record."""
        self._log([self._line(name, Stored(uid, 0, {}), {}, {})])

    def _columns(self, kind: Kind, stored: Stored) -> Row:
        columns = {**stored.row, "workspace": self.space, "uid": stored.uid, "version": stored.version}
        if kind.search is not None:
            columns["search"] = kind.search(kind.value(disclosed(kind, stored.row, {})))
        return columns

    def _personal(self, kind: str, uid: str, field: str, value: str) -> str:
        key = new_uid()
        row = {"workspace": self.space, "key": key, "kind": kind, "uid": uid, "field": field, "value": value}
        self._hidden.append(row)
        return key

    def _line(self, kind: str, s: Stored, before: Row | None, after: Row | None) -> Row:
        return {
            "kind": kind,
            "uid": s.uid,
            "version": s.version,
            "before": None if before is None else dumps(before),
            "after": None if after is None else dumps(after),
        }

    def _log(self, lines: Sequence[Row]) -> None:
        if not lines:
            return
        if self._seq is None:
            last = select(func.max(audit.c.seq)).where(audit.c.workspace == self.space)
            self._seq = self.connection.execute(last).scalar() or 0
            self._who = self._actor()
        if self._hidden:
            self.connection.execute(insert(personal), self._hidden)
            self._hidden = []
        common = {"workspace": self.space, "batch": self.batch, "at": now().isoformat(), "who": self._who}
        common |= {"action": self._action, "undoes": self.undoes}
        numbered = [{**common, "seq": self._seq + i, **line} for i, line in enumerate(lines, 1)]
        self._seq += len(lines)
        self.connection.execute(insert(audit), numbered)

    def _actor(self) -> str | None:
        if not self._by:
            return None
        known = select(personal.c.key).where(
            personal.c.workspace == self.space, personal.c.kind == ACTOR, personal.c.value == self._by
        )
        found = self.connection.execute(known).scalar()
        return str(found) if found else self._personal(ACTOR, "", "name", self._by)
