"""What tells two tenders or registers apart: a digest of their content, made once for an object."""

import threading
from collections import OrderedDict
from hashlib import sha256

_MOST = 8
"""Objects of one type that are remembered, the latest: registers are large."""
_made: dict[type, OrderedDict[int, tuple[object, str]]] = {}
_lock = threading.Lock()


def print_of(value: object) -> str:
    """The SHA-256 of a frozen value, by all that it holds. Equal values have equal ones."""
    with _lock:
        made = _made.setdefault(type(value), OrderedDict())
        found = made.get(id(value))
    # The entry holds the object, so that no other takes its id.
    if found is not None:
        return found[1]
    digest = sha256(repr(value).encode("utf-8", "backslashreplace")).hexdigest()
    with _lock:
        made[id(value)] = (value, digest)
        while len(made) > _MOST:
            made.popitem(last=False)
    return digest
