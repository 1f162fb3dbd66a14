"""The desk: one workspace, opened by one person; what every action on kept things starts from."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache

from consortium.config import settings
from consortium.store import Store, Work, open_store, sqlite_url


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace of a store, and the name that the log writes beside every change made here."""

    store: Store
    workspace: str
    by: str

    def changing(self, action: str = "edit") -> AbstractContextManager[Work]:
        """A change, whole or not at all. Raises StoreError; ``action`` is a word for the log."""
        return self.store.changing(self.workspace, self.by, action)


@cache
def main_store() -> Store:
    """The database of this server, migrated. Raises StoreError and, for wrong settings, UsageError."""
    chosen = settings()
    return open_store(chosen.database_url or sqlite_url(chosen.database_file))
