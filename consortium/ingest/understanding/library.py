"""The patterns: kinds of requirement, how members combine, and what demands nothing. Read once from the data files."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from consortium.domain.call import Category, Rule

_FOLDER = Path(__file__).parent


def _pattern(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@dataclass(frozen=True)
class Kind:
    """What a requirement may ask for (kinds.toml)."""

    name: str
    names: tuple[tuple[str, str], ...]
    category: Category
    rule: Rule | None
    form: str
    pattern: re.Pattern[str]
    sure: bool
    rank: int
    source: str


@dataclass(frozen=True)
class Cue:
    """Words that say how members combine, or what each must bring (cues.toml)."""

    name: str
    pattern: re.Pattern[str]
    sets: tuple[tuple[str, str], ...]

    @cached_property
    def rule(self) -> Rule:
        """The rule, of a cue for one."""
        return Rule(self.name)


@dataclass(frozen=True)
class Note:
    """What demands nothing of a bidder (notes.toml)."""

    what: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    sure: bool
    source: str


def _kind(row: Mapping[str, Any]) -> Kind:
    return Kind(
        name=row["name"],
        names=(("es", row["es"]), ("en", row["en"])),
        category=Category(row["category"]),
        rule=Rule(row["rule"]) if "rule" in row else None,
        form=row["form"],
        pattern=_pattern(row["patterns"]),
        sure=row.get("sure", True),
        rank=row.get("rank", 1),
        source=row["source"],
    )


def _note(row: Mapping[str, Any]) -> Note:
    unless = _pattern(row["unless"]) if "unless" in row else None
    return Note(row["what"], _pattern(row["patterns"]), unless, row.get("sure", True), row["source"])


def _load(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


_CUES = _load("cues")
KINDS = tuple(map(_kind, _load("kinds")["kind"]))
NOTES = tuple(map(_note, _load("notes")["note"]))
CUES = tuple(Cue(row["rule"], _pattern(row["patterns"]), tuple(row.get("sets", {}).items())) for row in _CUES["cue"])
PARTS = tuple(Cue(row["name"], _pattern(row["patterns"]), ()) for row in _CUES["part"])
DENIED = _pattern(_CUES["denied"][0]["patterns"])
