"""Cells as text, and text as people compare it."""

import re
from collections.abc import Hashable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from consortium.domain.exact import plain
from consortium.domain.names import normal
from consortium.ingest.grid import Cell

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\ufe0f"
_LONGEST_HEADING = 120
Choice = TypeVar("Choice", bound=Hashable)


def text_of(cell: Cell) -> str:
    """What a cell says, without blanks around it; the number 1.0 is "1", a day is ISO text, a blank is ""."""
    if isinstance(cell, str):
        text = cell.strip()
        return text if text.isascii() else text.strip(INVISIBLE).strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return plain(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date | time) else ""


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing; blanks and invisible characters alone say nothing."""
    if not isinstance(cell, str):
        return cell is None
    return not cell[:1].isalnum() and not text_of(cell)


def parts(text: str, separators: str = ";\n") -> tuple[str, ...]:
    """The values of a cell that lists several."""
    return tuple(part for raw in re.split(f"[{re.escape(separators)}]", text) if (part := raw.strip()))


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """How headings and words are compared: as names, and without full stops, colons and asterisks."""
    return re.sub(r"\bn o\b", "no", " ".join(re.sub(r"[.:*]", " ", normal(text)).split()))


@lru_cache(maxsize=4096)
def heading(text: str) -> tuple[str, str]:
    """A heading's name and what stands in brackets at its end: "Facturación (k€)" is ("Facturación", "k€")."""
    if len(text) > _LONGEST_HEADING:
        return text, ""
    found = re.fullmatch(r"\s*(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*[:*]?\s*", text, re.DOTALL)
    return (found[1], found[2].strip()) if found else (text.strip(), "")


def chosen(cell: Cell, words: Mapping[Choice, tuple[str, ...]]) -> Choice | None:
    """The choice that a cell names in either language, None where it names none."""
    if isinstance(cell, bool):
        return chosen("true" if cell else "false", words)
    return _index(tuple(words.items())).get(key(text_of(cell)))


@lru_cache(maxsize=64)
def _index(words: tuple[tuple[Choice, tuple[str, ...]], ...]) -> dict[str, Choice]:
    return {key(word): choice for choice, own in words for word in own}
