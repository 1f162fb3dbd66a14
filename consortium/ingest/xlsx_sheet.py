"""One pass over a worksheet's XML: its extent, and what calamine leaves out or gets wrong. Runs in the child."""

import re
from collections.abc import Callable

import consortium.ingest.limits as limits
from consortium.errors import FileError
from consortium.ingest.grid import address
from consortium.ingest.markup import read
from consortium.ingest.raw import Box, Marks
from consortium.ingest.xlsx_names import REFERENCE, column_of, range_of
from consortium.ingest.xlsx_plain import without_plain_rows

_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*").fullmatch
_SHOWN = 40
_EXCEL_COLUMNS = 16_384


class SheetMarks:
    """Handlers for the elements of a worksheet; ``marks`` holds what they found. Called for every cell: kept plain."""

    def __init__(self, file: str, title: str, percent_styles: frozenset[str], texts: int) -> None:
        self._file, self._title, self._part = file, title, ""
        self._styles, self._texts = percent_styles, texts
        self._box, self.marks = Box(file, title), Marks()
        self._row, self._digits, self._column, self._next, self._depth = -1, "", -1, 0, 0
        self._kind, self._style, self._formula, self._valued = "n", "0", False, False
        self._text: list[str] | None = None
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self._cell,
            "v": self._value,
            "f": self._has_formula,
            "is": self._inline,
            "row": self._new_row,
            "col": self._columns,
            "mergeCell": self._merge,
        }
        self._ends: dict[str, Callable[[], None]] = {"v": self._value_read, "c": self._cell_read}

    def read(self, xml: bytes, part: str) -> None:
        """Go through the part. Raises FileError."""
        self._part = part
        rest = without_plain_rows(xml, self._styles, self._texts, self._box, self.marks)
        read(rest, self._file, part, self._start, self._end, self._characters)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > limits.MAX_DEPTH:
            raise FileError("file_nested_too_deep", file=self._file, part=self._part)
        handler = self._starts.get(name)
        if handler is None and ":" in name:
            handler = self._starts.get(name.rpartition(":")[2])
        if handler is not None:
            handler(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        handler = self._ends.get(name)
        if handler is None and ":" in name:
            handler = self._ends.get(name.rpartition(":")[2])
        if handler is not None:
            handler()

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _new_row(self, attributes: dict[str, str]) -> None:
        self._digits = attributes.get("r", str(self._row + 2))
        self._row = self._at(f"A{self._digits}")[0]
        self._next = 0
        if attributes.get("hidden") in ("1", "true"):
            self.marks.hidden_rows.add(self._row)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column = self._next
        elif (letters := reference.rstrip("0123456789")) + self._digits == reference:
            self._column = self._letters(letters)
        else:
            self._row, self._column = self._at(reference)
            self._digits = str(self._row + 1)
        self._next = self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._formula = self._valued = False

    def _letters(self, letters: str) -> int:
        column = column_of(letters)
        if column < 0:
            self._refuse_part()
        return column

    def _at(self, reference: str) -> tuple[int, int]:
        found = REFERENCE(reference)
        if not found:
            raise FileError("file_damaged_part", file=self._file, part=self._part)
        return int(found[2]) - 1, column_of(found[1])

    def _refuse_part(self) -> None:
        raise FileError("file_damaged_part", file=self._file, part=self._part)

    def _has_formula(self, attributes: dict[str, str]) -> None:
        self._formula = True
        self.marks.formulas += 1

    def _inline(self, attributes: dict[str, str]) -> None:
        self._add()

    def _value(self, attributes: dict[str, str]) -> None:
        self._text = []

    def _add(self) -> None:
        self._valued = True
        self._box.add(self._row, self._column)

    def _value_read(self) -> None:
        text, self._text = "".join(self._text or ()), None
        kind = self._kind
        if not text and kind != "str":
            return
        if kind == "n":
            if not _NUMBER(text):
                self._refuse_cell("file_text_in_number", text)
            if text[0] == "-":
                self.marks.negatives.add((self._row, self._column))
            if self._style in self._styles:
                self.marks.percents.add((self._row, self._column))
        elif kind == "s":
            if not (text.strip().isdecimal() and int(text) < self._texts):
                self._refuse_cell("file_text_missing", text)
        elif kind == "e":
            self.marks.errors[self._row, self._column] = text
        self._add()

    def _refuse_cell(self, code: str, text: str) -> None:
        cell = address(self._row, self._column)
        raise FileError(code, file=self._file, sheet=self._title, cell=cell, value=text[:_SHOWN])

    def _cell_read(self) -> None:
        if self._formula and not self._valued:
            self.marks.uncached.add((self._row, self._column))
            self._add()

    def _columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first, last = self._whole(attributes.get("min")), self._whole(attributes.get("max"))
            self.marks.hidden_columns.update(range(first - 1, min(last, _EXCEL_COLUMNS)))

    def _whole(self, text: str | None) -> int:
        if text is None or not text.isdecimal() or len(text) > 10:
            raise FileError("file_damaged_part", file=self._file, part=self._part)
        return int(text)

    def _merge(self, attributes: dict[str, str]) -> None:
        merged = range_of(attributes.get("ref", ""))
        if merged:
            self.marks.merges.append(merged)
