"""Finding in the log: the changes about some kinds or one entity, and what a record was when it was last there."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, func, or_, select

from consortium.store.codec import dumps, loads
from consortium.store.kinds import KINDS, Kind
from consortium.store.rows import chunks, disclosed, personal_values, stored_by_uid
from consortium.store.tables import audit

_BY_WORD: Mapping[str, Kind] = {kind.word: kind for kind in KINDS}
_ENTITY_IN: Mapping[str, tuple[str, ...]] = {
    "entity": ("id",),
    "capability": ("entity",),
    "reference": ("entity",),
    "person": ("entity",),
    "commitment": ("entity",),
    "pair": ("a", "b"),
}
"""Kind -> the columns that name an entity by its ID."""


def batches_about(
    connection: Connection, space: str, limit: int, words: Collection[str], entity: str
) -> tuple[tuple[str, int], ...]:
    """The latest batches that touch kinds (by their words; none: all) and an entity ("": any), with their last line."""
    wanted = [audit.c.workspace == space]
    if words:
        wanted.append(audit.c.kind.in_([word.removeprefix("store.") for word in words]))
    if entity:
        wanted.append(audit.c.uid.in_(_uids_of(connection, space, entity)))
    last = func.max(audit.c.seq).label("last")
    query = select(audit.c.batch, last).where(*wanted).group_by(audit.c.batch).order_by(last.desc()).limit(limit)
    found = [row.batch for row in connection.execute(query)]
    ends = select(audit.c.batch, last).where(audit.c.workspace == space, audit.c.batch.in_(found))
    rows = connection.execute(ends.group_by(audit.c.batch).order_by(last.desc()))
    return tuple((row.batch, row.last) for row in rows)


def _uids_of(connection: Connection, space: str, entity: str) -> set[str]:
    """Every record that ever belonged to an entity: the line that made it, or took it away, names that in full."""
    named = [
        (audit.c.kind == kind) & side.contains(f'"{column}":{dumps(entity)}', autoescape=True)
        for kind, columns in _ENTITY_IN.items()
        for column in columns
        for side in (audit.c.before, audit.c.after)
    ]
    uids = set(connection.execute(select(audit.c.uid).where(audit.c.workspace == space, or_(*named))).scalars())
    proofs = select(audit.c.uid, audit.c.after).where(
        audit.c.workspace == space, audit.c.kind == "proof", audit.c.before.is_(None)
    )
    return uids | {uid for uid, made in connection.execute(proofs) if loads(made)["capability"] in uids}


def last_known(connection: Connection, space: str, word: str, uids: Iterable[str]) -> dict[str, Any]:
    """Records of a kind by uid, as they are or as they were when they were taken away."""
    kind = _BY_WORD.get(word)
    if kind is None:
        return {}
    wanted = tuple(dict.fromkeys(uids))
    rows = {uid: dict(stored.row) for uid, stored in stored_by_uid(connection, space, kind, wanted).items()}
    for part in chunks([uid for uid in wanted if uid not in rows]):
        gone = select(audit.c.uid, audit.c.before).where(
            audit.c.workspace == space, audit.c.uid.in_(part), audit.c.after.is_(None), audit.c.kind == kind.name
        )
        rows |= {uid: loads(before) for uid, before in connection.execute(gone.order_by(audit.c.seq))}
    values = personal_values(connection, space, kind)
    return {uid: kind.value(disclosed(kind, {**dict(kind.later), **row}, values)) for uid, row in rows.items()}
