"""What a number counts, by the words around it (contexts.toml)."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

_DATA = tomllib.loads(Path(__file__).with_name("contexts.toml").read_text(encoding="utf-8"))
_CITED = rf"(?:^|[^a-z])(?:{'|'.join(_DATA['cited'])})[\s:nº.°-]*(?:[a-z]{{1,2}}[.\-])?\s*$"

CURRENCIES: dict[str, str] = _DATA["currencies"]
MULTIPLES = {word: Decimal(factor) for word, factor in _DATA["multiples"].items()}
NUMBERS: dict[str, int] = _DATA["numbers"]
"""Counts in words from two on."""


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


CONTEXTS: tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...] = tuple(
    (row["what"], _compiled(_CITED if row.get("cited") else row.get("before")), _compiled(row.get("after")))
    for row in _DATA["context"]
)
"""(what, words before, words after), the first that fits."""
