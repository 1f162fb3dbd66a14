"""A register comes in: read, compared with what is kept, looked at, and brought in as one change."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from consortium.domain.findings import Finding, Level
from consortium.domain.joining import PLACE, owned
from consortium.domain.names import normal
from consortium.domain.register import Capability, Entity, Mark, Register
from consortium.ingest import BookMapping, RegisterReading, Role, TableMapping, Workbook, open_workbook
from consortium.ingest import read_register as _read
from consortium.ingest.grid import Sheet
from consortium.ingest.register_sheets import KINDS
from consortium.ingest.tax_ids import one_way
from consortium.ingest.vocabulary import TITLES
from consortium.service.desk import Desk
from consortium.service.files import upload_limit
from consortium.service.mapping import remember, remembered
from consortium.service.proving import followed, proofs
from consortium.store import Commitment, Kept, Plan

TABLES = KINDS
"""The kinds of table that a sheet of a register may hold."""
_HARMLESS = frozenset({"no_capabilities_table", "no_entities", "no_entities_table"})
"""Errors of a register by itself: beside the one that is kept they are none."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file or a paste would change. ``plan`` holds its sound rows only; ``withheld`` counts the others.

    ``known_as``: (ID in the file, ID in the register) of entities met again by name or tax ID. ``mapping``: how the
    sheets were taken; ``confirmed``: by a person, for this file or another of its layout.
    """

    name: str
    plan: Plan
    findings: tuple[Finding, ...]
    withheld: int = 0
    known_as: tuple[tuple[str, str], ...] = ()
    register: Register = field(default=Register(), repr=False)
    mapping: BookMapping = BookMapping()
    confirmed: bool = False
    book: Workbook | None = field(default=None, repr=False, compare=False)

    @property
    def complete(self) -> bool:
        """Whether what it does not mention may be taken for gone: every row was understood."""
        return not any(finding.level is Level.ERROR for finding in self.findings)

    @property
    def empty(self) -> bool:
        """Whether bringing it in would change nothing."""
        return not (self.plan.added or self.plan.changed)


def incoming(desk: Desk, data: bytes, name: str) -> Incoming:
    """Read a register's file and compare it with the one that is kept. Raises FileError."""
    return _compared(desk, open_workbook(data, name, upload_limit()))


def pasted(desk: Desk, text: str, name: str) -> Incoming:
    """As ``incoming``, for cells copied from a spreadsheet: headings in the first row. Raises FileError."""
    return _compared(desk, open_workbook(f"sep=\t\n{text}".encode(), name, upload_limit()))


def as_mapped(desk: Desk, news: Incoming, mapping: BookMapping) -> Incoming:
    """The same file with its sheets taken as ``mapping`` says. Raises StoreError."""
    return news if news.book is None else _compared(desk, news.book, mapping)


def confirm_reading(desk: Desk, news: Incoming, mapping: BookMapping) -> Incoming:
    """As ``as_mapped``, and remembered for every file of that layout. Raises StoreError."""
    sure = mapping.confirmed()
    with desk.changing("mapping") as work:
        remember(desk, work, sure)
    return replace(as_mapped(desk, news, sure), confirmed=True)


def bring_in(desk: Desk, news: Incoming, remove_gone: bool = False) -> str:
    """Bring it in as one change, for undo. What it does not mention stays unless ``remove_gone``. Raises StoreError."""
    with desk.changing("import") as work:
        if remove_gone:
            work.remove(*_hanging(desk, news.plan.gone), *news.plan.gone)
        for kept, then in news.plan.changed:
            work.change(kept, followed(desk, work, kept, then) if isinstance(then, Capability) else then)
        work.add_all(news.plan.added)
        return work.batch


def differences(before: Any, then: Any) -> tuple[tuple[str, Any, Any], ...]:
    """(field, from, to) of what differs; where a row stood in its file is no difference."""
    names = (f.name for f in fields(before) if f.name not in PLACE)
    return tuple((n, a, b) for n in names if (a := getattr(before, n)) != (b := getattr(then, n)))


def _compared(desk: Desk, book: Workbook, mapping: BookMapping | None = None) -> Incoming:
    kept = tuple(k.value for k in desk.store.kept(desk.workspace, Entity))
    reading, own = _read(book, mapping), True
    layout = reading.mapping.layout
    if mapping is None and (known := remembered(desk, layout)) is not None:
        return replace(_compared(desk, book, known), confirmed=True)
    if kept and any(f.code == "no_entities_table" for f in reading.findings):
        reading, own = _beside(book, mapping, kept), False
    findings = tuple(f for f in reading.findings if not (kept and f.code in _HARMLESS))
    register, withheld = _sound(reading.register if own else replace(reading.register, entities=()), findings)
    register, known_as = _aligned(register, kept)
    plan = desk.store.plan(desk.workspace, register)
    changed = [(k, _kept_where_silent(k.value, then)) for k, then in plan.changed]
    real = tuple((k, then) for k, then in changed if differences(k.value, then))
    taken = replace(reading.mapping, layout=layout)
    return Incoming(book.file, replace(plan, changed=real), findings, withheld, known_as, register, taken, book=book)


def _beside(book: Workbook, mapping: BookMapping | None, kept: Iterable[Entity]) -> RegisterReading:
    """A file without entities read beside a sheet of those that are kept, of which its mapping says nothing."""
    titles = {sheet.title for sheet in book.sheets}
    title = next(title for title in TITLES["entities"] if title not in titles)
    known = Sheet(title, (("ID", "Name"), *((e.id, e.name) for e in kept)))
    table = TableMapping(title, "entities", (1,), (Role("A", "id"), Role("B", "name")))
    more = replace(mapping, tables=(table, *mapping.tables)) if mapping else None
    reading = _read(replace(book, sheets=(*book.sheets, known)), more)
    own = tuple(table for table in reading.mapping.tables if table.sheet != title)
    return replace(reading, mapping=replace(reading.mapping, tables=own))


def _sound(register: Register, findings: Iterable[Finding]) -> tuple[Register, int]:
    """The rows without an error, and how many have one."""
    wrong = {
        (f.place.sheet, f.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        for f in findings
        if f.level is Level.ERROR and f.place.cell
    }
    parts = {f.name: getattr(register, f.name) for f in fields(register)}
    sound = {name: tuple(row for row in rows if _place(row) not in wrong) for name, rows in parts.items()}
    return Register(**sound), len(wrong)


def _place(row: Any) -> tuple[str, str]:
    if isinstance(row, Capability):
        return row.sheet, str(row.row)
    return row.source.sheet, str(row.source.row)


def _aligned(register: Register, kept: Iterable[Entity]) -> tuple[Register, tuple[tuple[str, str], ...]]:
    """The register under the IDs that its entities have already: by exact name where it gives no ID, by tax ID else."""
    kept = tuple(kept)
    ids = {e.id for e in kept}
    named, taxed = _unique((normal(e.name), e.id) for e in kept), _unique((one_way(e.tax_id), e.id) for e in kept)
    taken = {e.id for e in register.entities} & ids
    known_as: dict[str, str] = {}
    for entity in register.entities:
        found = named.get(normal(entity.name)) if entity.id == entity.name else None
        found = found or taxed.get(one_way(entity.tax_id))
        if entity.id not in ids and found and found not in taken:
            known_as[entity.id] = found
            taken.add(found)
    return (_renamed(register, known_as) if known_as else register), tuple(known_as.items())


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    listed = [(key, value) for key, value in pairs if key]
    often = Counter(key for key, _ in listed)
    return {key: value for key, value in listed if often[key] == 1}


def _renamed(register: Register, names: Mapping[str, str]) -> Register:
    def of(row: Any) -> Any:
        owner = names.get(row.entity)
        return owned(row, row.entity, owner) if owner else row

    def pair(row: Any) -> Any:
        return replace(row, a=names.get(row.a, row.a), b=names.get(row.b, row.b))

    return replace(
        register,
        entities=tuple(replace(e, id=names.get(e.id, e.id)) for e in register.entities),
        capabilities=tuple(map(of, register.capabilities)),
        references=tuple(map(of, register.references)),
        people=tuple(map(of, register.people)),
        pairs=tuple(map(pair, register.pairs)),
    )


_DEFAULTS = frozenset({"cost", "available", "letter", "executes", "own_share", "dedication"})
"""Fields whose blank reads as a value: a file speaks of them only where it has their column."""


def _kept_where_silent(kept: Any, then: Any) -> Any:
    """The incoming row, where it says nothing as it is kept: a blank takes nothing back.

    A name that is the code says nothing either. A status falls only with the value: what a person evidenced or verified
    holds as long as the value is the same.
    """
    columns = {} if isinstance(then, Capability) else dict(then.source.columns)
    names = [f.name for f in fields(kept) if f.name not in PLACE]
    found = {n: getattr(kept if _silent(n, getattr(kept, n), getattr(then, n), columns) else then, n) for n in names}
    measured = [n for n in ("value", "amount", "unit") if n in found]
    if isinstance(then, Entity) and then.name == then.id:
        found["name"] = kept.name or then.name
    if "status" in found and all(found[n] == getattr(kept, n) for n in measured):
        found["status"] = max(kept.status, then.status)
    return replace(then, **found)


def _silent(name: str, old: Any, new: Any, columns: Mapping[str, str]) -> bool:
    if name in _DEFAULTS:
        return name not in columns
    same = isinstance(new, str) and isinstance(old, str) and normal(new) == normal(old)
    return new in ("", (), None, Mark.UNKNOWN) or same


def _hanging(desk: Desk, gone: Iterable[Kept[Any]]) -> tuple[Kept[Any], ...]:
    """What hangs on rows that go: the proofs of capabilities, the commitments of entities."""
    rows = tuple(gone)
    entities = {k.value.id for k in rows if isinstance(k.value, Entity)}
    bound = (k for k in desk.store.kept(desk.workspace, Commitment) if k.value.entity in entities)
    proved = proofs(desk, [k for k in rows if isinstance(k.value, Capability)])
    return (*proved.values(), *bound)
