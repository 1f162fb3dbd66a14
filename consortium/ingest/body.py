"""The rows below a heading sorted out: requirements, titles of sections, totals, notes, and what is blank."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from consortium.ingest.sections import category_of, is_note, is_total, lot_of
from consortium.ingest.tables import Body, Found
from consortium.ingest.texts import chosen, is_blank, text_of
from consortium.ingest.vocabulary import CATEGORIES

GROUPS = ("lot", "category")
"""Fields whose blank cells may mean "as above"."""
_SHORT = 100
"""Letters that the title of a section has at most."""
_MOSTLY = 0.7
"""Share of the rows with a reference from which one without it is out of the ordinary."""

Told = Mapping[str, str]


def sorted_out(found: Found) -> Found:
    """The table with its rows sorted out."""
    return replace(found, body=_Sorter(found).body())


def context(found: Found) -> Told:
    """What the titles above a table, and its sheet's, say of all its rows."""
    told: dict[str, str] = {}
    for text in (found.view.sheet.title, *_titles_above(found)):
        told |= _announced(text)
    return told | ({"lot": found.lot} if found.lot else {})


def _headed(found: Found) -> Told:
    """What the heading of a column of groups says of the rows below it."""
    column = found.columns.get("category")
    return {} if column is None else _announced(text_of(found.view.value(found.header, column)))


def _titles_above(found: Found) -> Iterator[str]:
    top = found.header if found.top is None else found.top
    for row in range(found.start, top):
        filled = found.view.filled(row)
        if len(filled) == 1:
            yield text_of(found.view.value(row, filled[0]))


def _announced(text: str) -> Told:
    lot, category = lot_of(text), category_of(text)
    return {"lot": lot[0]} if lot else {"category": str(category)} if category else {}


@dataclass
class _Sorter:
    """Goes down the rows and remembers the titles it has met."""

    found: Found
    told: dict[str, str] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    asides: list[tuple[int, str]] = field(default_factory=list)
    carried: dict[int, Told] = field(default_factory=dict)

    def body(self) -> Body:
        self.told = {**_headed(self.found), **context(self.found)}
        self.columns = {*self.found.columns.values(), *self.found.marks}
        self.full = {row: self.found.view.filled(row) for row in range(self.found.header + 1, self.found.stop)}
        filled = self._filled()
        self.last = max((row for row, own in filled.items() if len(own) > 1), default=-1)
        self.references = self._references(filled)
        self.groups = tuple(c for name in GROUPS if (c := self._group(name, filled)) is not None)
        for row, columns in self.full.items():
            if columns:
                self._take(row, filled.get(row, ()))
        return Body(tuple(self.rows), tuple(self.asides), self.carried, self.groups)

    def _filled(self) -> dict[int, tuple[int, ...]]:
        """Row -> the columns read that it fills itself; without rows that fill none."""
        view, columns = self.found.view, self.columns
        return {
            row: own
            for row, filled in self.full.items()
            if (own := tuple(c for c in filled if c in columns and not view.copied(row, c)))
        }

    def _references(self, filled: Mapping[int, tuple[int, ...]]) -> frozenset[int]:
        """Columns that nearly every row fills, beside the requirement's text."""
        if self.found.own or not filled:
            return frozenset()
        text = self.found.columns.get("text")
        counts = {c: sum(c in own for own in filled.values()) for c in self.columns if c != text}
        return frozenset(c for c, n in counts.items() if n >= _MOSTLY * len(filled))

    def _group(self, name: str, filled: Mapping[int, tuple[int, ...]]) -> int | None:
        """The column of a field that is written once for the rows below it."""
        column = self.found.columns.get(name)
        if self.found.own or column is None:
            return None
        stated = [row for row, own in filled.items() if column in own]
        first = min(filled, default=-1)
        is_group = 0 < len(stated) <= len(filled) / 2 and (first in stated or name in self.told)
        values = [text_of(self.found.view.value(row, column)) for row in stated]
        repeated = any(a == b for a, b in pairwise(values))
        return column if is_group and not repeated else None

    def _take(self, row: int, own: tuple[int, ...]) -> None:
        code = self._aside(row, own)
        if code is None:
            self._read(row)
        else:
            self.asides.append((row, code))

    def _aside(self, row: int, own: tuple[int, ...]) -> str | None:
        """Why a row is none of the table's; None where it is one."""
        view = self.found.view
        filled = self.full[row]
        text = text_of(view.value(row, filled[0]))
        if self.found.repeats(row):
            return "heading_again"
        if view.copies and all(view.copied(row, c) for c in filled):
            return "row_continues"
        if self._is_total(row, text):
            return "total_row"
        if len(filled) == 1 and (code := self._lone(row, filled[0], text)):
            return code
        if not own:
            return "row_not_used"
        return "row_continues" if self._continues(row, own) else None

    def _is_total(self, row: int, text: str) -> bool:
        """Whether a row begins with the word for a total and says nothing else that a requirement would."""
        if not is_total(text):
            return False
        told = (self.found.columns.get(name) for name in ("id", "text", "capability", "rule"))
        cells = [text_of(self.found.view.value(row, column)) for column in told if column is not None]
        return all(not cell or is_total(cell) for cell in cells)

    def _continues(self, row: int, own: tuple[int, ...]) -> bool:
        """Whether a row only adds remarks to a requirement whose text is merged over it."""
        column = self.found.columns.get("text")
        if column is None or not self.found.view.copied(row, column):
            return False
        telling = {self.found.columns.get(name) for name in ("id", "capability", "rule", "threshold")}
        return not telling & set(own)

    def _lone(self, row: int, column: int, text: str) -> str | None:
        """What the only text of a row is, if it is no requirement."""
        if is_note(text):
            return "note_row"
        told = _announced(text)
        if not told and column == self.found.columns.get("category", -1) and not self.found.own:
            told = {"category": text}
        if told:
            self._announce(told)
            return "section_row" if row < self.last or "lot" in told else None
        if len(self.columns) < 2 or len(text) > _SHORT or row > self.last:
            return "note_row" if self._trails(row) else None
        wide = self.found.view.span(row, column) > max(2, len(self.columns) // 2)
        if wide or self._instead_of_code(column, text) or self._out_of_line(row, column, text):
            self._announce({"category": str(_plain(text))} if _plain(text) else {"category": ""})
            return "section_row"
        return None

    def _announce(self, told: Told) -> None:
        if "lot" in told:
            self.told.pop("category", None)
        self.told |= told
        self.told = {name: value for name, value in self.told.items() if value}

    def _trails(self, row: int) -> bool:
        """Whether a text stands alone below the last full row and a blank one."""
        return not self.found.own and len(self.columns) > 2 and row > self.last + 1 and not self.full.get(row - 1)

    def _instead_of_code(self, column: int, text: str) -> bool:
        """Whether words without a number stand alone where the other rows have their code, beside an empty text."""
        columns = self.found.columns
        coded = not self.found.own and "text" in columns and columns.get("id") == column
        return coded and " " in text.strip() and not any(letter.isdigit() for letter in text)

    def _out_of_line(self, row: int, column: int, text: str) -> bool:
        """Whether a text lacks what nearly all rows have, follows none directly, and does not end like a sentence."""
        if not self.references or column in self.references or (self.rows and self.rows[-1] == row - 1):
            return False
        return not text.endswith((".", ";"))

    def _read(self, row: int) -> None:
        for column in self.groups:
            name = next(name for name, own in self.found.columns.items() if own == column)
            cell = self.found.view.value(row, column)
            if not is_blank(cell):
                self.told[name] = text_of(cell)
        self.rows.append(row)
        if self.told:
            self.carried[row] = dict(self.told)


def _plain(text: str) -> object:
    return chosen(text, CATEGORIES)
