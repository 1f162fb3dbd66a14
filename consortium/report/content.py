"""What a proposal says, before it is a sheet, a page or a screen: sections of typed cells."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from consortium.domain.case import Group
from consortium.domain.need import Need
from consortium.domain.rules.base import Measure
from consortium.domain.verify import State


class Sign(Enum):
    """A mark that says the same as its colour."""

    MET = "✓"
    UNMET = "✗"
    UNKNOWN = "?"
    UNDETERMINED = "…"
    NOT_HELD = "—"
    LEAD = "★"


SIGN_OF = {
    State.MET: Sign.MET,
    State.UNMET: Sign.UNMET,
    State.UNKNOWN: Sign.UNKNOWN,
    State.UNDETERMINED: Sign.UNDETERMINED,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the word of its unit (``EUR``, ``people``, or none)."""

    number: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Percentage:
    """A fraction shown as a percentage: Decimal("0.2") is 20 %."""

    fraction: Decimal


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement: its sign, and words for those who want more."""

    sign: Sign
    words: str = ""


Cell = str | Number | Percentage | Verdict | date | None
"""A typed cell; a string is text, None a blank."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``width`` in characters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with a value each."""

    rows: tuple[tuple[str, Cell], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two; ``strong`` where the reader should start."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One requirement against every member. ``cells`` run parallel to the members, numbers in the row's unit."""

    need: Need
    state: State
    cells: tuple[Cell, ...]
    expires: date | None
    """The first day on which evidence that counts towards it lapses."""
    measure: Measure | None = None
    """What was compared, in base units or whatever is counted; None where the row is undetermined."""


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Alternatives of a requirement; options as (name, positions in ``Matrix.rows``, all rows determined)."""

    group: Group
    state: State
    options: tuple[tuple[str, tuple[int, ...], bool], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The coverage matrix. ``lead`` is one of ``members`` (pairs of ID and name), or None."""

    members: tuple[tuple[str, str], ...]
    lead: str | None
    rows: tuple[MatrixRow, ...]
    groups: tuple[MatrixGroup, ...]


Block = Paragraph | Facts | Table | Matrix


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the proposal: a sheet, a chapter or a tab."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole proposal in one language."""

    lang: str
    title: str
    notice: str
    sections: tuple[Section, ...]
