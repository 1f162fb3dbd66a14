"""A workspace out and in again, the whole database saved and brought back, and what is kept about a person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, tzinfo
from pathlib import Path
from typing import Any

from consortium.config import settings
from consortium.domain.names import normal
from consortium.domain.register import Capability, Entity, Pair, Reference
from consortium.errors import StoreError
from consortium.report.person import person_workbook as _person_workbook
from consortium.report.telling import Teller
from consortium.service.desk import Desk, main_store
from consortium.store import (
    PERSONAL,
    Bid,
    Commitment,
    Decision,
    PersonalValue,
    Proof,
    Scenario,
    Store,
    TenderVersion,
    Workspace,
    sqlite_url,
)
from consortium.store import backup as _backup
from consortium.store import restore as _restore

SUFFIX = ".consortium.zip"


def export_space(desk: Desk) -> bytes:
    """The workspace on the desk as one portable file."""
    return desk.store.export_workspace(desk.workspace)


def space_file_name(name: str, day: date) -> str:
    """What the portable file is called on any system."""
    stem = re.sub(r"[^\w-]+", "-", name).strip("-_")[:60] or "consortium"
    return f"{stem}-{day.isoformat()}{SUFFIX}"


def import_space(store: Store, data: bytes) -> Workspace:
    """A workspace of its own from a portable file. Raises StoreError."""
    return store.import_workspace(data)


def backup(target: Path) -> None:
    """A copy of the configured database as it stands at this moment, while people work. Raises StoreError."""
    chosen = settings()
    here = chosen.database_file
    if not chosen.database_url and not here.exists():
        raise StoreError("store_no_database", file=str(here))
    if not chosen.database_url and target.exists() and target.samefile(here):
        raise StoreError("store_backup_onto_itself", file=str(target))
    _backup(chosen.database_url or sqlite_url(here), target)


def restore(backup_file: Path) -> None:
    """Bring a copy back into the configured database, which must be empty; or one workspace's file beside the others.

    Raises StoreError.
    """
    chosen = settings()
    if _is_packed(backup_file):
        main_store().import_workspace(backup_file.read_bytes())
        return
    _restore(backup_file, chosen.database_url or sqlite_url(chosen.database_file))


def _is_packed(file: Path) -> bool:
    """Whether it begins as a zip: a database ends like one where a workbook is the last thing in it."""
    if not file.is_file():
        return False
    with file.open("rb") as start:
        return start.read(4) == b"PK\x03\x04"


def find_person(desk: Desk, words: str) -> tuple[PersonalValue, ...]:
    """What is kept as personal and contains ``words``, now or in the log."""
    return desk.store.personal(desk.workspace, words)


def export_person(desk: Desk, values: Sequence[PersonalValue]) -> bytes:
    """All that is kept in connection with these values, as JSON."""
    return desk.store.export_person(desk.workspace, values)


def person_workbook(desk: Desk, values: Sequence[PersonalValue], lang: str, zone: tzinfo) -> bytes:
    """The same as a workbook that a person reads."""
    register = desk.store.kept(desk.workspace, Entity)
    names = {kept.value.id: kept.value.name for kept in register if kept.value.name}
    return _person_workbook(export_person(desk, values), Teller(lang, names, zone))


def erase_person(desk: Desk, values: Sequence[PersonalValue]) -> None:
    """Destroy these values here and in the log, and the records about that person, for good. Raises StoreError."""
    with desk.changing("erase") as work:
        work.erase(values)


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that an erasure leaves as it is: in a field of a record (``word`` its kind), or a kept file's name."""

    word: str
    field: str
    text: str


def mentions(desk: Desk, words: str) -> tuple[Mention, ...]:
    """Where free text says the same words: an erasure does not reach it, a person has to edit it."""
    wanted = normal(words)
    return tuple(_mentions(desk, wanted)) if wanted else ()


def _mentions(desk: Desk, wanted: str) -> Iterator[Mention]:
    for kind, word in _FREE.items():
        for kept in desk.store.kept(desk.workspace, kind):
            for field in fields(kept.value):
                said = getattr(kept.value, field.name)
                if isinstance(said, str) and field.name not in PERSONAL[word] and wanted in normal(said):
                    yield Mention(word, field.name, said)


_FREE: dict[type[Any], str] = {
    Entity: "store.entity",
    Capability: "store.capability",
    Reference: "store.reference",
    Pair: "store.pair",
    Commitment: "store.commitment",
    Proof: "store.proof",
    Bid: "store.bid",
    TenderVersion: "store.tender_version",
    Scenario: "store.scenario",
    Decision: "store.decision",
}


def kept_files(desk: Desk) -> int:
    """How many uploaded sheets and proofs are kept: what stands inside them an erasure does not reach."""
    sheets = {kept.value.sha256 for kept in desk.store.kept(desk.workspace, TenderVersion)}
    proofs = {kept.value.sha256 for kept in desk.store.kept(desk.workspace, Proof) if kept.value.sha256}
    return len(sheets | proofs)
