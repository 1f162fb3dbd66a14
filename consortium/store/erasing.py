"""Personal data: found, handed to the person, destroyed (GDPR arts. 15, 17 and 20).

Records and log hold keys; a value stands once, in the table ``personal``. Copies made before (backups, portable files)
are out of reach of an erasure.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, or_, select, update

from consortium.domain.names import normal
from consortium.store.base import PersonalValue
from consortium.store.codec import Plain, loads
from consortium.store.kinds import BY_NAME, KINDS, Kind
from consortium.store.ledger import Ledger
from consortium.store.rows import chunks, stored_by_uid
from consortium.store.tables import audit, blob, personal

FILE = "file"


def find(connection: Connection, space: str, text: str) -> tuple[PersonalValue, ...]:
    """Personal values that contain ``text``, and the other values of a person's record."""
    wanted = normal(text)
    if not wanted:
        return ()
    rows = connection.execute(
        select(personal).where(personal.c.workspace == space, personal.c.value.is_not(None)).order_by(personal.c.key)
    ).all()
    hits = {row.key for row in rows if wanted in normal(row.value)}
    people = {row.uid for row in rows if row.key in hits and row.kind in _PEOPLE}
    return tuple(
        PersonalValue(r.key, f"store.{r.kind}", r.uid, r.field, r.value)
        for r in rows
        if r.key in hits or (r.uid in people and r.kind in _PEOPLE)
    )


_PEOPLE = {kind.name for kind in KINDS if kind.about_person}


def export(connection: Connection, space: str, values: Sequence[PersonalValue]) -> bytes:
    """The values, the records that hold them now and the log lines that name them or were made by the person."""
    keys = [value.key for value in values]
    known = {value.key: value.value for value in values}
    document = {
        "values": [{"kind": _kind(v), "record": v.uid, "field": v.field, "value": v.value} for v in values],
        "records": _records(connection, space, values, known),
        "log": [line for part in chunks(keys) for line in _lines(connection, space, part, known)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _kind(value: PersonalValue) -> str:
    return value.word.removeprefix("store.")


def _records(
    connection: Connection, space: str, values: Sequence[PersonalValue], known: dict[str, str]
) -> list[dict[str, Plain]]:
    found: list[dict[str, Plain]] = []
    for name in sorted({_kind(value) for value in values} & set(BY_NAME)):
        kind = BY_NAME[name]
        uids = sorted({value.uid for value in values if _kind(value) == name})
        for stored in stored_by_uid(connection, space, kind, uids).values():
            found.append({"kind": name, "record": stored.uid, **_told(stored.row, known, kind)})
    return found


def _told(row: dict[str, Plain], known: dict[str, str], kind: Kind | None) -> dict[str, Plain]:
    """A row with the values in place of their keys, others' values hidden, and lists as lists."""
    hidden = kind.personal if kind else frozenset()
    whole = frozenset() if kind is None else kind.compound
    return {
        name: known.get(value) if name in hidden else loads(value) if value and name in whole else value
        for name, value in row.items()
    }


def _lines(connection: Connection, space: str, keys: Sequence[str], known: dict[str, str]) -> list[dict[str, Plain]]:
    named = [side.contains(key, autoescape=True) for side in (audit.c.before, audit.c.after) for key in keys]
    query = select(audit).where(audit.c.workspace == space, or_(audit.c.who.in_(keys), *named))
    return [_line(row, known) for row in connection.execute(query.order_by(audit.c.seq))]


def _line(row: Any, known: dict[str, str]) -> dict[str, Plain]:
    kind = BY_NAME.get(row.kind)
    sides = {
        name: None if text is None else _told(loads(text), known, kind)
        for name, text in (("from", row.before), ("to", row.after))
    }
    return {"at": row.at, "by": known.get(row.who), "action": row.action, "kind": row.kind, "record": row.uid, **sides}


def erase(ledger: Ledger, values: Sequence[PersonalValue]) -> None:
    """Remove records about the person, then destroy the values."""
    for kind in KINDS:
        if kind.about_person:
            uids = sorted({value.uid for value in values if _kind(value) == kind.name})
            ledger.delete(kind, list(stored_by_uid(ledger.connection, ledger.space, kind, uids).values()))
    ledger.erased([value.key for value in values])


def erase_file(ledger: Ledger, sha256: str) -> None:
    """Destroy the bytes of a file; its hash and size stay."""
    here = (blob.c.workspace == ledger.space, blob.c.sha256 == sha256)
    if ledger.connection.execute(update(blob).where(*here).values(content=None)).rowcount:
        ledger.note(FILE, sha256)
