"""The patterns: kinds of requirement, how members combine, and what demands nothing. Read once from the data files."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from consortium.domain.call import Category, Rule

_FOLDER = Path(__file__).parent


class Patterns:
    """Several patterns searched as one. A pattern is only tried where its longest plain word stands in the text."""

    def __init__(self, patterns: list[str]) -> None:
        words: dict[str, list[str]] = {}
        for pattern in patterns:
            words.setdefault(plain_word(pattern), []).append(f"(?:{pattern})")
        self._tries = tuple((word, re.compile("|".join(own))) for word, own in words.items())

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All that is found, pattern after pattern."""
        for word, pattern in self._tries:
            if word in text:
                yield from pattern.finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first in the text; of several that begin there the longest."""
        found = (pattern.search(text) for word, pattern in self._tries if word in text)
        return min(filter(None, found), key=lambda m: (m.start(), -m.end()), default=None)

    def sub(self, replace: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with all that is found replaced."""
        for word, pattern in self._tries:
            if word in text:
                text = pattern.sub(replace, text)
        return text


_TIMES = r"(?:[?*+]|\{[^}]*\})*"
_GROUP = re.compile(rf"(?:\((?:\?[:=!]|\?<[=!])?[^()]*\)|\[[^\]]*\]){_TIMES}")
_LOOSE = re.compile(r"\\.(?:[?*+]|\{[^}]*\})*|.(?:[?*]|\{[^}]*\})")
"""Escaped signs, and letters that need not be there once."""
_WORD = re.compile(r"[a-z' ]+")


def plain_word(pattern: str) -> str:
    """The longest run of letters that every match of a pattern holds, "" where none is certain."""
    rest, before = pattern, ""
    while rest != before:
        rest, before = _GROUP.sub("\0", rest), rest
    if "|" in rest:
        return ""
    return max(_WORD.findall(_LOOSE.sub("\0", rest)), key=len, default="")


@dataclass(frozen=True)
class Kind:
    """What a requirement may ask for (kinds.toml)."""

    name: str
    names: tuple[tuple[str, str], ...]
    category: Category
    rule: Rule | None
    form: str
    pattern: Patterns
    sure: bool
    rank: int
    source: str


@dataclass(frozen=True)
class Cue:
    """Words that say how members combine, or what each must bring (cues.toml)."""

    name: str
    pattern: Patterns
    sets: tuple[tuple[str, str], ...]

    @cached_property
    def rule(self) -> Rule:
        """The rule, of a cue for one."""
        return Rule(self.name)


@dataclass(frozen=True)
class Note:
    """What demands nothing of a bidder (notes.toml)."""

    what: str
    pattern: Patterns
    unless: Patterns | None
    sure: bool
    source: str


def _kind(row: Mapping[str, Any]) -> Kind:
    return Kind(
        name=row["name"],
        names=(("es", row["es"]), ("en", row["en"])),
        category=Category(row["category"]),
        rule=Rule(row["rule"]) if "rule" in row else None,
        form=row["form"],
        pattern=Patterns(row["patterns"]),
        sure=row.get("sure", True),
        rank=row.get("rank", 1),
        source=row["source"],
    )


def _note(row: Mapping[str, Any]) -> Note:
    unless = Patterns(row["unless"]) if "unless" in row else None
    return Note(row["what"], Patterns(row["patterns"]), unless, row.get("sure", True), row["source"])


def _load(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


_CUES = _load("cues")
KINDS = tuple(map(_kind, _load("kinds")["kind"]))
NOTES = tuple(map(_note, _load("notes")["note"]))
CUES = tuple(Cue(row["rule"], Patterns(row["patterns"]), tuple(row.get("sets", {}).items())) for row in _CUES["cue"])
PARTS = tuple(Cue(row["name"], Patterns(row["patterns"]), ()) for row in _CUES["part"])
DENIED = Patterns(_CUES["denied"][0]["patterns"])
