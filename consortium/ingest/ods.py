"""OpenDocument spreadsheets (.ods): values by calamine, the rest from content.xml. Runs in the child."""

import io
from collections.abc import Callable

from python_calamine import CalamineError, CalamineWorkbook

import consortium.ingest.limits as limits
from consortium.errors import FileError
from consortium.ingest.grid import Position
from consortium.ingest.markup import elements
from consortium.ingest.markup import read as read_markup
from consortium.ingest.raw import Box, Marks, RawSheet
from consortium.ingest.zips import Package

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_HIDDEN = ("collapse", "filter")


def read(package: Package, data: bytes, file: str) -> list[RawSheet]:
    """The sheets in their order. Raises FileError."""
    if package.has(_MANIFEST):
        names = (name for name, _ in elements(package.read(_MANIFEST), file, _MANIFEST))
        if "encryption-data" in names:
            raise FileError("file_password", file=file)
    tables = _Tables(file)
    read_markup(package.read(_CONTENT), file, _CONTENT, tables.start, tables.end, tables.text)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            RawSheet(title, book.get_sheet_by_name(title).to_python(skip_empty_area=False), hidden, marks)
            for title, hidden, marks in tables.found
        ]
    except CalamineError as error:
        raise FileError("file_damaged", file=file) from error


class _Tables:
    """Handlers for content.xml; ``found`` holds title, hidden and marks of every sheet."""

    def __init__(self, file: str) -> None:
        self._file, self._depth = file, 0
        self.found: list[tuple[str, bool, Marks]] = []
        self._box = Box(file, "")
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._error: list[Position] = []
        self._row = self._column = self._height = self._width = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "style:style": self._new_style,
            "style:table-properties": self._table_style,
            "table:table": self._table,
            "table:table-column": self._columns,
            "table:table-row": self._rows,
            "table:table-cell": self._cells,
            "table:covered-table-cell": self._cells,
            "text:s": self._spaces,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > limits.MAX_DEPTH:
            raise FileError("file_nested_too_deep", file=self._file, part=_CONTENT)
        handler = self._starts.get(name)
        if handler is not None:
            handler(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        self._depth -= 1
        if name == "table:table-row":
            self._row += self._height
        elif name == "table:table-cell":
            self._error = []

    def text(self, text: str) -> None:
        """Text within a cell; only an error's is of interest."""
        for position in self._error:
            self._marks.errors[position] += text

    def _new_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _table_style(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _table(self, attributes: dict[str, str]) -> None:
        title = attributes.get("table:name", "")
        self.found.append((title, attributes.get("table:style-name") in self._hidden_styles, Marks()))
        self._box = Box(self._file, title)
        self._row = self._width = 0

    @property
    def _marks(self) -> Marks:
        if not self.found:
            raise FileError("file_damaged_part", file=self._file, part=_CONTENT)
        return self.found[-1][2]

    def _repeats(self, attributes: dict[str, str], name: str) -> int:
        text = attributes.get(name, "1")
        if not text.isdecimal() or len(text) > 10:
            raise FileError("file_damaged_part", file=self._file, part=_CONTENT)
        return int(text)

    def _columns(self, attributes: dict[str, str]) -> None:
        first = self._width
        self._width += self._repeats(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self._marks.hidden_columns.update(range(first, min(self._width, limits.MAX_COLUMNS)))

    def _rows(self, attributes: dict[str, str]) -> None:
        self._column = 0
        self._height = self._repeats(attributes, "table:number-rows-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self._marks.hidden_rows.update(range(self._row, min(self._row + self._height, limits.MAX_ROWS)))

    def _cells(self, attributes: dict[str, str]) -> None:
        first, width = self._column, self._repeats(attributes, "table:number-columns-repeated")
        self._column += width
        kind, formula = attributes.get("office:value-type"), "table:formula" in attributes
        self._merge(attributes, first)
        if kind is None and not formula:
            return
        self._box.add(self._row + self._height - 1, first + width - 1, self._height * width)
        marks = self._marks
        marks.formulas += formula
        area = [
            (row, column)
            for row in range(self._row, self._row + self._height)
            for column in range(first, first + width)
        ]
        if attributes.get("calcext:value-type") == "error":
            self._error = area
            marks.errors.update((position, "") for position in area)
        elif kind is None:
            marks.uncached.update(area)
        elif kind == "percentage":
            marks.percents.update(area)

    def _merge(self, attributes: dict[str, str], first: int) -> None:
        rows = self._repeats(attributes, "table:number-rows-spanned")
        columns = self._repeats(attributes, "table:number-columns-spanned")
        if rows * columns > 1:
            self._marks.merges.append((self._row, first, self._row + rows - 1, first + columns - 1))

    def _spaces(self, attributes: dict[str, str]) -> None:
        if self._repeats(attributes, "text:c") > limits.MAX_TEXT:
            raise FileError("file_text_too_long", file=self._file, limit=limits.MAX_TEXT)
