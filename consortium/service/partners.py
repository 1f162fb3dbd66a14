"""The register on the desk: one partner with all that is kept about it, changed row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from consortium.domain.findings import Finding
from consortium.domain.register import Capability, Entity, External, Pair, Person, Reference, Status
from consortium.errors import StoreError
from consortium.ingest.register_rows import Cells, read_row
from consortium.ingest.register_rows import cells_of as cells_of
from consortium.service.desk import Desk
from consortium.service.proving import followed, proofs, sign
from consortium.store import Commitment, Kept, Proof


@dataclass(frozen=True, slots=True)
class Partner:
    """One entity and everything kept about it. ``proofs`` by the uid of their capability."""

    entity: Kept[Entity]
    capabilities: tuple[Kept[Capability], ...] = ()
    references: tuple[Kept[Reference], ...] = ()
    people: tuple[Kept[Person], ...] = ()
    pairs: tuple[Kept[Pair], ...] = ()
    commitments: tuple[Kept[Commitment], ...] = ()
    proofs: Mapping[str, Kept[Proof]] = field(default_factory=dict)

    @property
    def own(self) -> tuple[Kept[Any], ...]:
        """All of it but the entity itself and the proofs."""
        return (*self.capabilities, *self.references, *self.people, *self.pairs, *self.commitments)


@dataclass(frozen=True, slots=True)
class Edit:
    """A row as it was shown, and the cells that somebody typed over, by field of the published format."""

    kept: Kept[Any]
    cells: Cells


@dataclass(frozen=True, slots=True)
class Problem:
    """Something typed that cannot be kept. ``row`` names the row as its table shows it, ``field`` its column."""

    row: str
    field: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a change: ``batch`` for undo, "" where nothing changed or ``problems`` stand in the way.

    ``lowered`` names capabilities that are no longer verified, because what was verified was another value.
    """

    batch: str = ""
    problems: tuple[Problem, ...] = ()
    lowered: tuple[str, ...] = ()


def partner(desk: Desk, entity: str) -> Partner:
    """All that is kept about one entity. Raises StoreError ``store_gone``."""
    store, space = desk.store, desk.workspace
    found = store.kept(space, Entity, id=entity)
    if not found:
        raise StoreError("store_gone", word="store.entity", by="", at=None)
    own = store.kept(space, Capability, entity=entity)
    pairs = {kept.uid: kept for side in ("a", "b") for kept in store.kept(space, Pair, **{side: entity})}
    return Partner(
        found[0],
        own,
        store.kept(space, Reference, entity=entity),
        store.kept(space, Person, entity=entity),
        tuple(pairs.values()),
        store.kept(space, Commitment, entity=entity),
        proofs(desk, own),
    )


def entities(desk: Desk, ids: Sequence[str]) -> tuple[Kept[Entity], ...]:
    """Some entities as they are kept, in the order of ``ids``."""
    found = {kept.value.id: kept for kept in desk.store.kept(desk.workspace, Entity)}
    return tuple(found[entity] for entity in ids if entity in found)


def externals(desk: Desk) -> tuple[Kept[External], ...]:
    """Capacity of non-members, as it is kept."""
    return desk.store.kept(desk.workspace, External)


def edit(desk: Desk, edits: Sequence[Edit], decimal: str = "", removed: Sequence[Kept[Any]] = ()) -> Saved:
    """Keep edits and removals as one change, all or, where one of them cannot be read, none.

    ``decimal``: the decimal mark of whoever typed. Raises StoreError ``store_stale`` where somebody was faster.
    """
    read = [(e.kept, read_row(type(e.kept.value), {**cells_of(e.kept.value), **e.cells}, decimal)) for e in edits]
    problems = tuple(Problem(label(k.value), name, found) for k, row in read for name, found in row.problems)
    typed = [(kept, _placed(kept.value, row.value)) for kept, row in read if row.value]
    changed = [(kept, then) for kept, then in typed if then != kept.value]
    if problems or not (changed or removed):
        return Saved(problems=problems)
    lowered: list[str] = []
    with desk.changing("edit") as work:
        for kept, then in changed:
            if isinstance(then, Capability):
                claimed, then = then, followed(desk, work, kept, then)
                lowered += [then.name] if then.status < claimed.status else []
            work.change(kept, then)
        work.remove(*_hanging(desk, removed), *removed)
        return Saved(work.batch, lowered=tuple(lowered))


def add(desk: Desk, kind: type[Any], cells: Cells, decimal: str = "") -> Saved:
    """Keep a new row. Raises StoreError ``store_duplicate`` where its code is taken."""
    reading = read_row(kind, cells, decimal)
    if reading.problems or reading.value is None:
        return Saved(problems=tuple(Problem("", field, finding) for field, finding in reading.problems))
    with desk.changing("add") as work:
        kept = work.add(reading.value)
        if isinstance(reading.value, Capability) and reading.value.status is Status.VERIFIED:
            sign(desk, work, kept.uid)
        return Saved(work.batch)


def retire(desk: Desk, entity: Kept[Entity], available: bool = False) -> str:
    """Let an entity no longer be chosen, everything about it kept; or let it be chosen again. The change, for undo."""
    with desk.changing("restore" if available else "retire") as work:
        work.change(entity, replace(entity.value, available=available))
        return work.batch


def remove(desk: Desk, gone: Partner) -> str:
    """Remove an entity with all that is kept about it; undo brings everything back. The change, for undo."""
    with desk.changing("remove") as work:
        work.remove(*gone.proofs.values(), *gone.own, gone.entity)
        return work.batch


def label(value: Any) -> str:
    """How a row is called where it is spoken of."""
    if isinstance(value, Capability):
        return value.name
    if isinstance(value, Pair):
        return f"{value.a} – {value.b}"
    return str(value.name or value.id) if isinstance(value, Entity | Person) else str(value.id)


def _hanging(desk: Desk, removed: Sequence[Kept[Any]]) -> tuple[Kept[Proof], ...]:
    """The proofs of capabilities that go."""
    return tuple(proofs(desk, [kept for kept in removed if isinstance(kept.value, Capability)]).values())


def _placed(before: Any, then: Any) -> Any:
    """The row as typed, at the place in a file that it came from."""
    if isinstance(then, Capability):
        place = {"file": before.file, "sheet": before.sheet, "column": before.column, "row": before.row}
        return replace(then, **place)
    return replace(then, source=before.source)
