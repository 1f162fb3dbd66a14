"""Reading the append-only log: who did what, when, from what to what."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from consortium.store.base import Batch, Change
from consortium.store.codec import Plain, loads
from consortium.store.kinds import BY_NAME, Kind
from consortium.store.rows import chunks
from consortium.store.tables import audit, personal


def last_touch(connection: Connection, space: str, uid: str) -> tuple[str, datetime | None]:
    """Who touched a record last, and when."""
    query = (
        select(audit.c.at, personal.c.value)
        .outerjoin(personal, (personal.c.workspace == audit.c.workspace) & (personal.c.key == audit.c.who))
        .where(audit.c.workspace == space, audit.c.uid == uid)
        .order_by(audit.c.seq.desc())
        .limit(1)
    )
    found = connection.execute(query).first()
    return ("", None) if found is None else (found.value or "", datetime.fromisoformat(found.at))


def history(connection: Connection, space: str, uid: str, limit: int, batch: str = "") -> tuple[Change, ...]:
    """The log, newest first; of one record, of one batch where they are named."""
    chosen = [column == value for column, value in ((audit.c.uid, uid), (audit.c.batch, batch)) if value]
    query = select(audit).where(audit.c.workspace == space, *chosen).order_by(audit.c.seq.desc()).limit(limit)
    lines = connection.execute(query).all()
    values = _values(connection, space, lines)
    return tuple(_change(line, values) for line in lines)


def revision(connection: Connection, space: str) -> int:
    """The number of the newest line, 0 without one."""
    return int(connection.execute(select(func.max(audit.c.seq)).where(audit.c.workspace == space)).scalar() or 0)


def moved(connection: Connection, space: str, since: int) -> frozenset[str]:
    """The words of the kinds that lines after ``since`` are about."""
    query = select(audit.c.kind).where(audit.c.workspace == space, audit.c.seq > since).distinct()
    return frozenset(map(_word, connection.execute(query).scalars()))


def batches(connection: Connection, space: str, limit: int) -> tuple[Batch, ...]:
    """The latest changes, newest first. The lines of one follow each other: writers of a workspace take turns."""
    found: list[Batch] = []
    last = revision(connection, space)
    while last and len(found) < limit:
        found.append(batch_ending(connection, space, last))
        last -= found[-1].lines
    return tuple(found)


def batch_ending(connection: Connection, space: str, last: int) -> Batch:
    """The batch whose newest line has the number ``last``."""
    query = (
        select(audit.c.batch, audit.c.at, audit.c.action, audit.c.undoes, personal.c.value)
        .outerjoin(personal, (personal.c.workspace == audit.c.workspace) & (personal.c.key == audit.c.who))
        .where(audit.c.workspace == space, audit.c.seq == last)
    )
    line = connection.execute(query).one()
    lines = select(audit.c.kind, func.count()).where(audit.c.workspace == space, audit.c.batch == line.batch)
    kinds = dict(tuple(row) for row in connection.execute(lines.group_by(audit.c.kind)))
    counts = tuple(sorted((_word(kind), count) for kind, count in kinds.items()))
    words, total = tuple(word for word, _ in counts), sum(kinds.values())
    at = datetime.fromisoformat(line.at)
    return Batch(line.batch, last, at, line.value or "", line.action, line.undoes or "", words, total, counts)


def _word(kind: str) -> str:
    known = BY_NAME.get(kind)
    return known.word if known else f"store.{kind}"


def _side(text: str | None) -> Mapping[str, Plain]:
    row: Mapping[str, Plain] = {} if text is None else loads(text)
    return row


def _values(connection: Connection, space: str, lines: Sequence[Row[Any]]) -> dict[str, str]:
    """The personal values that the lines name, by key."""
    keys = {line.who for line in lines}
    for line in lines:
        kind = BY_NAME.get(line.kind)
        sides = (_side(line.before), _side(line.after)) if kind and kind.personal else ()
        keys |= {side.get(name) for side in sides for name in (kind.personal if kind else ())}
    found: dict[str, str] = {}
    for part in chunks(sorted(keys - {None})):
        query = select(personal.c.key, personal.c.value).where(personal.c.workspace == space, personal.c.key.in_(part))
        found |= {key: value or "" for key, value in connection.execute(query)}
    return found


def _change(line: Row[Any], values: Mapping[str, str]) -> Change:
    kind = BY_NAME.get(line.kind)
    before, after = _side(line.before), _side(line.after)
    names = tuple(name for name in kind.columns if name in before or name in after) if kind else ()
    return Change(
        seq=line.seq,
        batch=line.batch,
        at=datetime.fromisoformat(line.at),
        by=values.get(line.who or "", ""),
        action=line.action,
        undoes=line.undoes or "",
        word=_word(line.kind),
        uid=line.uid,
        fields=tuple((name, *(_shown(kind, side, name, values) for side in (before, after))) for name in names if kind),
        added=line.before is None,
        removed=line.after is None,
    )


def _shown(kind: Kind, side: Mapping[str, Plain], name: str, values: Mapping[str, str]) -> Any:
    if name not in side:
        return None
    plain = side[name]
    if name in kind.personal:
        return None if plain is None else values.get(plain, "")
    return kind.codecs[name].decode(plain)
