"""Findings: what was noticed about a file or a pairing of files, and where. Never sentences: ``words`` speaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave a finding is: an error would make an answer wrong, a warning may, an info tells of a default."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as the user sees it: file name, sheet title, cell such as ``D12`` (each may be empty)."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return "!".join(part for part in (self.sheet, self.cell) if part) or self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed. ``params`` are (name, value) pairs that fill the sentence of ``code``."""

    level: Level
    code: str
    place: Place = Place()
    params: tuple[tuple[str, object], ...] = ()

    @property
    def fields(self) -> Mapping[str, object]:
        """The parameters by name."""
        return dict(self.params)


def error(code: str, place: Place = Place(), **params: object) -> Finding:
    """A finding that stops ``solve``."""
    return Finding(Level.ERROR, code, place, tuple(params.items()))


def warning(code: str, place: Place = Place(), **params: object) -> Finding:
    """A finding the user should look at."""
    return Finding(Level.WARNING, code, place, tuple(params.items()))


def info(code: str, place: Place = Place(), **params: object) -> Finding:
    """A default that was taken, or something left aside on purpose."""
    return Finding(Level.INFO, code, place, tuple(params.items()))


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether an answer computed in spite of these findings would be wrong."""
    return any(f.level is Level.ERROR for f in findings)
