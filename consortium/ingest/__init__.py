"""Bytes -> domain objects and findings. What it offers stands in ``api``.

It is loaded when first asked for: the child that reads a file imports one module of this package, and starts four times
as fast without the rest. Modules that the child needs therefore import each other by their full names.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consortium.ingest.api import *  # noqa: F403


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    api = import_module(f"{__name__}.api")
    globals().update({own: getattr(api, own) for own in api.__all__})
    try:
        return globals()[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
