"""The log as a team reads it: each change as a whole, what it touched by name, and whether it can be taken back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consortium.domain.register import Entity
from consortium.service.desk import Desk
from consortium.store import PERSONAL, Batch, Bid, Change

FINAL = frozenset({"store.personal", "store.file"})
"""What no undo brings back."""
FIRST = "create"
"""The change that made the workspace."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as a whole. ``taken_back``: by a later one that stands. ``of``: the action of what it took back."""

    batch: Batch
    taken_back: bool
    of: str = ""

    @property
    def undoable(self) -> bool:
        """Whether taking it back can be offered; that it was changed again since shows only when it is tried."""
        return not self.taken_back and self.batch.action != FIRST and not FINAL & set(self.batch.words)


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field, from and to; a ``personal`` value "" was erased."""

    name: str
    before: Any
    after: Any
    personal: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one record. ``name`` and ``owner`` say which: "ISO 9001" of "Cooperativa Éxito"; may be blank."""

    change: Change
    name: str
    owner: str
    fields: tuple[FieldLine, ...]


def entries(desk: Desk, limit: int = 50, words: Collection[str] = (), entity: str = "") -> tuple[Entry, ...]:
    """The latest changes, newest first; about kinds (by their words) or one entity (its ID) where these are given."""
    batches = desk.store.batches(desk.workspace, limit, words, entity)
    actions = {batch.batch: batch.action for batch in batches}
    dead: set[str] = set()
    for batch in batches:
        # Newest first: what took this one back has been seen, and whether that still stands.
        if batch.undoes and batch.batch not in dead:
            dead.add(batch.undoes)
    return tuple(Entry(batch, batch.batch in dead, actions.get(batch.undoes, "")) for batch in batches)


def change_lines(desk: Desk, batch: str, limit: int = 200) -> tuple[Line, ...]:
    """What one change did, record by record, in the order it was done; the last ``limit`` of them."""
    changes = tuple(reversed(desk.store.history(desk.workspace, limit=limit, batch=batch)))
    records = _records(desk, changes)
    names = _Names(desk)
    return tuple(_line(change, records.get(change.uid), names) for change in changes)


def subjects(desk: Desk, records: Collection[tuple[str, str]]) -> dict[str, str]:
    """How records, by kind (its word) and uid, are called: "Ana Pérez · Cooperativa Éxito"; "" where that is blank."""
    names = _Names(desk)
    found: dict[str, str] = {}
    for word in sorted({word for word, _ in records} & set(_CALLED)):
        known = desk.store.last_known(desk.workspace, word, [uid for kind, uid in records if kind == word])
        called = {uid: _CALLED[word](record, names) for uid, record in known.items()}
        found |= {uid: " · ".join(part for part in parts if part) for uid, parts in called.items()}
    return found


def _line(change: Change, record: Any, names: "_Names") -> Line:
    name, owner = _CALLED[change.word](record, names) if record is not None and change.word in _CALLED else ("", "")
    personal = PERSONAL.get(change.word, frozenset())
    fields = tuple(FieldLine(*field, field[0] in personal) for field in change.fields if field[0] not in _UNTOLD)
    hidden = _PLACES.get(change.word, frozenset())
    return Line(change, name, owner, tuple(field for field in fields if field.name not in hidden))


_UNTOLD = frozenset({"source", "sha256", "layout", "content", "key", "register_sha256", "bid", "tender_version"})
_PLACES = {
    "store.capability": frozenset({"file", "sheet", "column", "row"}),
    "store.proof": frozenset({"capability"}),
}
"""Fields that say where something stands, or which record it belongs to: that is its name."""


def _records(desk: Desk, changes: Sequence[Change]) -> dict[str, Any]:
    """The records that changes are about, as they are or as they last were."""
    found: dict[str, Any] = {}
    for word in {change.word for change in changes}:
        uids = [change.uid for change in changes if change.word == word]
        found |= desk.store.last_known(desk.workspace, word, uids)
    return found


class _Names:
    """Names of entities and bids, looked up once each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._entities: dict[str, str] = {}
        self._bids: dict[str, str] | None = None

    def entity(self, entity: str) -> str:
        """The name of an entity by its ID; the ID where it has none or is gone."""
        if entity not in self._entities:
            found = self._desk.store.kept(self._desk.workspace, Entity, id=entity)
            self._entities[entity] = (found[0].value.name if found else "") or entity
        return self._entities[entity]

    def bid(self, uid: str) -> str:
        """The name of a bid by its uid."""
        if self._bids is None:
            self._bids = {kept.uid: kept.value.name for kept in self._desk.store.kept(self._desk.workspace, Bid)}
        return self._bids.get(uid, "")

    def capability(self, uid: str) -> tuple[str, str]:
        """Name and owner of a capability by its uid."""
        found = self._desk.store.last_known(self._desk.workspace, "store.capability", [uid]).get(uid)
        return ("", "") if found is None else (found.name, self.entity(found.entity))


_Called = Callable[[Any, _Names], tuple[str, str]]
_CALLED: Mapping[str, _Called] = {
    "store.profile": lambda r, names: (r.name, ""),
    "store.entity": lambda r, names: (r.name or r.id, ""),
    "store.capability": lambda r, names: (r.name, names.entity(r.entity)),
    "store.proof": lambda r, names: names.capability(r.capability),
    "store.reference": lambda r, names: (r.title or r.id, names.entity(r.entity)),
    "store.person": lambda r, names: (r.name or r.id, names.entity(r.entity)),
    "store.external": lambda r, names: (r.name or r.id, ""),
    "store.pair": lambda r, names: (f"{names.entity(r.a)} – {names.entity(r.b)}", ""),
    "store.commitment": lambda r, names: (r.tender, names.entity(r.entity)),
    "store.alias": lambda r, names: (f"{r.name} = {r.capability}", ""),
    "store.bid": lambda r, names: (r.name, ""),
    "store.tender_version": lambda r, names: (f"{r.number} · {r.file}", names.bid(r.bid)),
    "store.chosen": lambda r, names: ("", names.bid(r.bid)),
    "store.result": lambda r, names: ("", names.bid(r.bid)),
    "store.scenario": lambda r, names: (r.name, names.bid(r.bid)),
    "store.decision": lambda r, names: ("", names.bid(r.bid)),
    "store.proposal_field": lambda r, names: (r.name, names.bid(r.bid)),
}
"""How a record of each kind is called, and to whom it belongs."""
