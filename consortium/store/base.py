"""The one interface to what is kept, and what it hands out. Domain objects in, domain objects out."""

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from consortium.domain.register import Register

T = TypeVar("T")
MAX_EVIDENCE = 10 * 2**20
"""Bytes of one attached file."""


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A record as it is kept: its lasting uid, how often it was changed, and itself."""

    uid: str
    version: int
    value: T


@dataclass(frozen=True, slots=True)
class Workspace:
    """One team's register and bids. ``note`` is its profile's."""

    id: str
    name: str
    created_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the audit log. Lines of one ``batch`` were made at once and are undone at once.

    ``word`` is the kind's key in the catalogues. ``fields`` are (name, from, to), only those that differ; both are None
    where the record did not exist yet or any more, and a personal value that was erased is "" (one that is
    blank is None). ``by`` "" is an erased name. ``undoes`` is the batch that this one took back.
    """

    seq: int
    batch: str
    at: datetime
    by: str
    action: str
    undoes: str
    word: str
    uid: str
    fields: tuple[tuple[str, Any, Any], ...]
    added: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """One change as a whole: the lines of the log that were made at once. ``words`` are the kinds it touched."""

    batch: str
    seq: int
    """Of its newest line."""
    at: datetime
    by: str
    action: str
    undoes: str
    words: tuple[str, ...]
    lines: int
    counts: tuple[tuple[str, int], ...] = ()
    """How many lines are about each kind."""


@dataclass(frozen=True, slots=True)
class PersonalValue:
    """One personal value and where it stands, for export and erasure; now, or only in the log any more."""

    key: str
    word: str
    uid: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing a register in would do: new rows, (now, then) of changed ones, and those that are gone."""

    added: tuple[Any, ...]
    changed: tuple[tuple[Kept[Any], Any], ...]
    gone: tuple[Kept[Any], ...]


class Work(Protocol):
    """A change in the making: everything in it is kept at its end, or nothing."""

    batch: str
    """Names this change in the log, for ``undo``."""

    def add(self, value: T) -> Kept[T]:
        """Keep a new record."""

    def add_all(self, values: Iterable[T]) -> tuple[Kept[T], ...]:
        """Keep new records of any kinds, in order; fast for many."""

    def change(self, kept: Kept[T], value: T) -> Kept[T]:
        """Replace what was read as ``kept`` by ``value``.

        Raises StoreError ``store_stale`` (fields ``base``, ``yours``, ``theirs`` (a Kept), ``by``, ``at``) where
        somebody changed it since, ``store_gone`` where somebody removed it.
        """

    def remove(self, *kept: Kept[Any]) -> None:
        """Take records away. Raises as ``change``."""

    def attach(self, content: bytes, limit: int = MAX_EVIDENCE) -> str:
        """Keep a file's bytes; its SHA-256. Raises StoreError ``store_file_too_large``."""

    def apply(self, plan: Plan) -> None:
        """Carry a plan out. Raises as ``change``, and ``store_stale`` where a row to be added came in between."""

    def undo(self, batch: str) -> None:
        """Take one earlier change back; this too can be undone. Values erased since stay erased.

        Raises StoreError ``store_undo_blocked`` where what it changed was changed again, ``store_undo_erasure`` for an
        erasure, ``store_no_change`` for an unknown batch.
        """

    def erase(self, values: Iterable[PersonalValue]) -> None:
        """Destroy personal values, here and in the log, for good; records about that person go with them."""

    def erase_file(self, sha256: str) -> None:
        """Destroy the bytes of a file, for good."""


class Store(Protocol):
    """All workspaces of one database. Safe to share between threads."""

    def create_workspace(self, name: str, by: str, note: str = "") -> Workspace:
        """A new, empty workspace."""

    def workspaces(self) -> tuple[Workspace, ...]:
        """All of them, oldest first."""

    def changing(self, workspace: str, by: str, action: str = "edit") -> AbstractContextManager[Work]:
        """A change by a person. Acknowledged when the block ends without an exception; else nothing happened.

        Raises StoreError ``store_no_workspace``. ``action`` is a word for the log.
        """

    def kept(self, workspace: str, kind: type[T], **where: str) -> tuple[Kept[T], ...]:
        """The records of a kind in the order they were added; ``where``: text fields and what they must be."""

    def get(self, workspace: str, kind: type[T], uid: str) -> Kept[T]:
        """One record. Raises StoreError ``store_gone``."""

    def register(self, workspace: str) -> Register:
        """The whole register at one moment."""

    def plan(self, workspace: str, register: Register) -> Plan:
        """What would become of the register if it were to be as ``register``."""

    def file(self, workspace: str, sha256: str) -> bytes:
        """The bytes of a file. Raises StoreError ``store_no_file`` where there is none or it was erased."""

    def search(self, workspace: str, text: str) -> tuple[str, ...]:
        """IDs of the entities with all words of ``text`` in ID, name, NIF, form, territory, sectors, capabilities."""

    def history(self, workspace: str, uid: str = "", limit: int = 200, batch: str = "") -> tuple[Change, ...]:
        """The log, newest first; of one record or one batch where ``uid`` or ``batch`` is given."""

    def revision(self, workspace: str) -> int:
        """The number of the newest line of the log; it grows with every change."""

    def moved(self, workspace: str, since: int) -> frozenset[str]:
        """The words of the kinds that lines of the log after the number ``since`` are about."""

    def batches(
        self, workspace: str, limit: int = 50, words: Collection[str] = (), entity: str = ""
    ) -> tuple[Batch, ...]:
        """The latest changes, each as a whole, newest first; those about kinds (their words) or an entity (its ID)."""

    def last_known(self, workspace: str, word: str, uids: Iterable[str]) -> dict[str, Any]:
        """Records of one kind (its word) by uid, as they are or as they were when they were taken away."""

    def personal(self, workspace: str, text: str) -> tuple[PersonalValue, ...]:
        """Personal values that contain ``text`` (compared as names are), now or in the log, and with a person's
        record its other values."""

    def export_person(self, workspace: str, values: Iterable[PersonalValue]) -> bytes:
        """All that is kept in connection with these values, as JSON for the person."""

    def export_workspace(self, workspace: str) -> bytes:
        """The workspace as one portable file: everything, log and files included. Equal content, equal bytes."""

    def import_workspace(self, data: bytes) -> Workspace:
        """A workspace from its portable file, under an ID of its own.

        Raises StoreError ``store_portable_damaged`` or ``store_portable_newer``.
        """

    def backup(self, target: Path) -> None:
        """A consistent copy of the whole database as an SQLite file, while others write."""

    def close(self) -> None:
        """Let go of all connections."""
