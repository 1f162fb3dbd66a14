"""Tables in sheets: where the heading row is, which column holds which field, which rows belong."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from consortium.domain.call import Source
from consortium.domain.findings import Place
from consortium.ingest.grid import Cell, column_letter
from consortium.ingest.numbers import known_unit
from consortium.ingest.texts import heading, is_blank, key, text_of
from consortium.ingest.view import View
from consortium.ingest.vocabulary import HEADINGS, SIGNATURES

DEPTH = 60
"""Rows within which a heading row is looked for."""


NOTHING: Mapping[str, str] = {}
LONELY = frozenset({"entities"})
"""Kinds whose heading row may name a single field: the other headings are capabilities."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as found, rows from 1. ``columns`` are (field, column letter) pairs; ``hidden``: found but not read."""

    sheet: str
    header_row: int
    first_row: int
    last_row: int
    columns: tuple[tuple[str, str], ...]
    hidden: bool = False


@dataclass(frozen=True)
class Body:
    """The rows of a table sorted out: ``rows`` that are read, ``asides`` (row, code of the finding that names it).

    ``carried``: row -> what titles and groups above say of it, by field; ``groups``: columns whose blanks mean "as
    above".
    """

    rows: tuple[int, ...]
    asides: tuple[tuple[int, str], ...] = ()
    carried: Mapping[int, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    groups: tuple[int, ...] = ()


@dataclass(frozen=True)
class Found:
    """A table in a view. ``columns``: field -> column; ``units``: what headings say in brackets, by field."""

    kind: str
    view: View
    header: int
    columns: Mapping[str, int]
    units: Mapping[str, str]
    doubles: tuple[tuple[int, str], ...] = ()
    """(column, field) where another column holds the field already."""
    others: tuple[int, ...] = ()
    """Columns whose heading names no field."""
    marks: Mapping[int, str] = dataclasses.field(default_factory=dict)
    """Columns of yes and blank -> the lot in which a yes makes the row apply."""
    top: int | None = None
    """The first heading row; None: the only one."""
    start: int = 0
    end: int | None = None
    """The rows between which the table and what stands above it are; None: to the last row."""
    lot: str = ""
    own: bool = False
    """Whether all headings read are those of the published format."""
    body: Body | None = None

    @cached_property
    def letters(self) -> tuple[tuple[str, str], ...]:
        """(field, column letter) pairs, in the order of the columns; a column of marks is named after its lot.

        Of a sheet on its side they are the numbers of its rows.
        """
        read = [*self.columns.items(), *((f"lot: {name}", column) for column, name in self.marks.items())]
        name = (lambda row: str(row + 1)) if self.view.flipped else column_letter
        return tuple((field, name(column)) for field, column in sorted(read, key=lambda item: item[1]))

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The rows below the heading in which a field says something, from 0."""
        if self.body is not None:
            return self.body.rows
        own = tuple(self.columns.values())
        return tuple(
            row for row in range(self.header + 1, self.stop) if says(self.view.rows[row], own) and not self.repeats(row)
        )

    @property
    def stop(self) -> int:
        """The row after the last that may belong to the table."""
        return len(self.view.rows) if self.end is None else self.end

    @property
    def records(self) -> Iterator["Record"]:
        """Those rows, one after another."""
        return (Record(self, row) for row in self.numbers)

    def repeats(self, row: int) -> bool:
        """Whether a row is the heading once more, as long sheets repeat it on every page."""
        for column, name in self._heading:
            if self.view.value(row, column) != name:
                return False
        return bool(self._heading)

    @cached_property
    def _heading(self) -> tuple[tuple[int, Cell], ...]:
        """The columns read whose heading says something, with it."""
        cells = ((c, self.view.value(self.header, c)) for c in self.columns.values())
        return tuple((c, cell) for c, cell in cells if not is_blank(cell))

    def cells(self, row: int, fields: Sequence[str]) -> list[Cell]:
        """Several fields of a row at once, None where a field has no column: registers are large."""
        if self.body is not None:
            record = Record(self, row)
            return [record[field] for field in fields]
        values = self.view.rows[row]
        return [None if (c := self.columns.get(field)) is None or c >= len(values) else values[c] for field in fields]

    @property
    def last(self) -> int:
        """The last row of the table, the heading where it is empty."""
        return self.numbers[-1] if self.numbers else self.header

    def table(self, hidden: bool = False) -> Table:
        """What is published of it; of a sheet on its side, the rows in which its headings stand."""
        if self.view.flipped:
            top, bottom = min(self.columns.values(), default=0) + 1, max(self.columns.values(), default=0) + 1
            return Table(self.view.sheet.title, top, top, bottom, self.letters, hidden)
        first = min(self.header + 1, self.last)
        return Table(self.view.sheet.title, self.header + 1, first + 1, self.last + 1, self.letters, hidden)


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table."""

    found: Found
    row: int

    def __getitem__(self, field: str) -> Cell:
        """The field's cell; where it is blank, what titles and groups above say. An ID is never taken from above."""
        column = self.found.columns.get(field)
        cell = None if column is None else self.found.view.value(self.row, column)
        if column is not None and field == "id" and self.found.view.copied(self.row, column):
            return None
        if self.found.body is not None and is_blank(cell):
            return self.found.body.carried.get(self.row, NOTHING).get(field, cell)
        return cell

    def text(self, field: str) -> str:
        """A field as text, "" where blank or without a column."""
        return text_of(self[field])

    def percent(self, field: str) -> bool:
        """Whether the field's cell is formatted as a percentage."""
        column = self.found.columns.get(field)
        return column is not None and self.found.view.percent(self.row, column)

    def at(self, field: str) -> Callable[[], Place]:
        """``place``, to be asked for later."""
        return lambda: self.place(field)

    def place(self, field: str) -> Place:
        """The field's cell; the row's first cell where the field has no column."""
        column = self.found.columns.get(field)
        first = min(self.found.columns.values(), default=0)
        return self.found.view.place(self.row, first if column is None else column)

    @property
    def source(self) -> Source:
        """Where the row stands; of a sheet on its side, the cell of its first field."""
        view = self.found.view
        if not view.flipped:
            return Source(view.file, view.sheet.title, self.row + 1, self.found.letters)
        column = min(self.found.columns.values(), default=0)
        return Source(view.file, view.sheet.title, column + 1, (("id", column_letter(self.row)),))


def says(cells: Sequence[Cell], columns: Sequence[int]) -> bool:
    """Whether one of these columns of a row is filled."""
    width = len(cells)
    for column in columns:  # noqa: SIM110  # a generator takes three times as long, and registers are large
        if column < width and not is_blank(cells[column]):
            return True
    return False


def locate(view: View, kind: str) -> Found | None:
    """The table of ``kind`` in a view: below the row that names most of its fields. None: no row names enough."""
    rows = range(min(len(view.rows), DEPTH))
    candidates = [found for row in rows if (found := _table_at(view, row, kind)) is not None]
    return max(candidates, key=lambda found: (len(found.columns), -found.header), default=None)


def lone_capability(view: View) -> Found | None:
    """A row that names capabilities (and units) beside other headings."""
    for row in range(min(len(view.rows), DEPTH)):
        claims = {c: field_of("capabilities", text_of(view.value(row, c))) for c in view.filled(row)}
        columns = {claim[0]: c for c, claim in claims.items() if claim and claim[0] in ("capability", "unit")}
        if "capability" in columns and len(claims) > len(columns):
            return Found("capabilities", view, row, columns, {})
    return None


def _table_at(view: View, row: int, kind: str) -> Found | None:
    claims: dict[str, list[tuple[int, int, str]]] = {}
    others: list[int] = []
    for column, cell in enumerate(view.rows[row]):
        claim = _claim(kind, cell) if isinstance(cell, str) else None
        if claim is not None:
            claims.setdefault(claim[0], []).append((claim[1], column, claim[2]))
        elif not is_blank(cell):
            others.append(column)
    if not any(wanted <= claims.keys() for wanted in SIGNATURES[kind]):
        return None
    if len(claims) == 1 and others and (kind not in LONELY or _says_no(view, row, claims)):
        return None
    best = {field: min(own) for field, own in claims.items()}
    doubles = [(c, field) for field, own in claims.items() for _, c, _ in own if c != best[field][1]]
    columns = {field: column for field, (_, column, _) in best.items()}
    units = {field: unit for field, (_, _, unit) in best.items() if unit}
    return Found(kind, view, row, columns, units, tuple(sorted(doubles)), tuple(others))


def _says_no(view: View, row: int, claims: Mapping[str, list[tuple[int, int, str]]]) -> bool:
    """Whether the only heading found is "no", which is an answer rather than a number sign."""
    return all(key(text_of(view.value(row, column))) == "no" for own in claims.values() for _, column, _ in own)


def _claim(kind: str, cell: str) -> tuple[str, int, str] | None:
    """The field that a heading names, how good a name it is (0: a published one), and the unit in its brackets."""
    return field_of(kind, text_of(cell))


@lru_cache(maxsize=16_384)
def field_of(kind: str, text: str) -> tuple[str, int, str] | None:
    """As ``_claim``, for a heading's text."""
    names = _names(kind)
    name, bracket = heading(text)
    whole = names.get(key(text))
    if whole is not None:
        return (*whole, bracket if known_unit(bracket) else "")
    short = names.get(key(name)) if bracket else None
    return None if short is None else (*short, bracket if known_unit(bracket) else "")


@lru_cache(maxsize=16)
def _names(kind: str) -> dict[str, tuple[str, int]]:
    """Heading -> (field, rank); a published name belongs to its field whatever other fields would like it."""
    found: dict[str, tuple[str, int]] = {}
    for field, words in HEADINGS[kind].items():
        for n, word in enumerate(words):
            rank = 0 if n < 2 else 1
            if key(word) not in found or rank < found[key(word)][1]:
                found[key(word)] = (field, rank)
    return found
