"""Records of a register in lines that a person skims."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from consortium.service.partners import label
from consortium.ui import partner_rows
from consortium.ui.lang import say_plain

MOST = 300
"""Rows of a table at most."""


def lines(rows: Sequence[Any], names: dict[str, str]) -> pd.DataFrame:
    """Rows of any kind in one table, the first few: what each is, whose, its name, what it says. ``names``: by ID."""
    heads = [say_plain(f"partners.preview.head.{name}") for name in ("kind", "of", "row", "says")]
    told = [
        (say_plain(f"partners.kind.{type(row).__name__.lower()}"), owner(row, names), label(row), _says(row))
        for row in rows[:MOST]
    ]
    return pd.DataFrame(told, columns=heads)


def owner(row: Any, names: dict[str, str]) -> str:
    """Whose a row is, by name where there is one."""
    own = getattr(row, "entity", "")
    return f"{names[own]} ({own})" if names.get(own, own) != own else str(own)


def _says(row: Any) -> str:
    """What a row says beyond its name, where it says anything."""
    cells = partner_rows.shown(row)
    return " · ".join(str(cell) for field, cell in cells.items() if field not in _QUIET and cell not in ("", "0"))


_QUIET = frozenset({"id", "name", "capability", "status", "available", "letter", "executes", "a", "b", "relation"})
