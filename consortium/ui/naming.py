"""How entities are called on the screen, in plain text."""

from collections.abc import Callable, Mapping
from textwrap import shorten

from consortium.domain.names import normal

SHORT = 24
"""Characters of a name where several stand in one line."""
LONG = 34
"""The same where no ID stands before it."""


def called(names: Mapping[str, str]) -> Callable[[str], str]:
    """By name, with the ID behind it; by ID alone where that is the name too, or where there is no name."""
    return lambda entity: f"{names[entity]} ({entity})" if has_name(entity, names) else entity


def in_line(entity: str, names: Mapping[str, str]) -> str:
    """The ID and the beginning of the name; of an ID that is the name the beginning."""
    if has_name(entity, names):
        return f"{entity} {shorten(names[entity], SHORT, placeholder='…')}"
    return shorten(entity, LONG, placeholder="…") if " " in entity else entity


def has_name(entity: str, names: Mapping[str, str]) -> bool:
    """Whether an entity has a name that says more than its ID."""
    return bool(names.get(entity)) and normal(names[entity]) != normal(entity)
