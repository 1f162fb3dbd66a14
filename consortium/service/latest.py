"""What is asked of a workspace at every run of a page, worked out once until the log moves on, for all sessions."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from consortium.service.desk import Desk
from consortium.store import Store

T = TypeVar("T")
_MOST = 16
"""Workspaces that each function remembers."""


def latest(words: frozenset[str] = frozenset()) -> Callable[[Callable[[Desk], T]], Callable[[Desk], T]]:
    """Remember what a function of a desk returns until kinds of ``words`` (none: of any) are changed there.

    The function must not ask who sits at the desk. While nothing changes, the same object comes back.
    """

    def remembering(make: Callable[[Desk], T]) -> Callable[[Desk], T]:
        known: dict[tuple[Store, str], tuple[int, T]] = {}
        lock = threading.Lock()

        @wraps(make)
        def current(desk: Desk) -> T:
            key, revision = (desk.store, desk.workspace), desk.store.revision(desk.workspace)
            with lock:
                found = known.pop(key, None)
            value = found[1] if found and _stands(desk, found[0], revision, words) else make(desk)
            with lock:
                known[key] = (revision, value)
                while len(known) > _MOST:
                    del known[next(iter(known))]
            return value

        return current

    return remembering


def _stands(desk: Desk, at: int, revision: int, words: frozenset[str]) -> bool:
    if at == revision:
        return True
    return bool(words) and not desk.store.moved(desk.workspace, at) & words
