"""What a table leaves aside or holds out of sight: each row and column that is not read has a finding naming it."""

from collections.abc import Iterable, Iterator

from consortium.domain.findings import Finding, Place, error, info, warning
from consortium.ingest.grid import address, column_letter
from consortium.ingest.tables import Found, says
from consortium.ingest.texts import is_blank, text_of
from consortium.ingest.view import UNCACHED, View


def around(found: Found, vital: frozenset[str] = frozenset(), others: Iterable[int] | None = None) -> list[Finding]:
    """Everything to say about a table as a whole. ``vital``: fields in which an error value makes the answer wrong.

    ``others``: the columns that are not read; those without a known heading where not given.
    """
    unread = tuple(found.others if others is None else others)
    return [
        *_above(found),
        *_columns(found, unread),
        *_unread_rows(found),
        *_merged(found),
        *_marks(found, vital),
    ]


def _above(found: Found) -> Iterator[Finding]:
    rows = tuple(r for r in range(found.header) if found.view.filled(r))
    if rows:
        place = found.view.place(rows[0], found.view.filled(rows[0])[0])
        yield info("rows_above", place, rows=lines(found.view, rows))


def _columns(found: Found, others: tuple[int, ...]) -> Iterator[Finding]:
    view, header = found.view, found.header
    for column, field in found.doubles:
        first = view.place(header, found.columns[field]).cell
        yield warning("column_twice", view.place(header, column), heading=_text(view, header, column), other=first)
    for column in others:
        yield info("unknown_column", view.place(header, column), heading=_text(view, header, column))
    used = {*found.columns.values(), *found.others, *(column for column, _ in found.doubles)}
    nameless: dict[int, int] = {}
    for row in range(header + 1, len(view.rows)):
        for column, cell in enumerate(view.rows[row]):
            if column not in used and not is_blank(cell):
                nameless.setdefault(column, row)
    for column, row in sorted(nameless.items()):
        yield info("column_without_heading", view.place(row, column))


def _text(view: View, row: int, column: int) -> str:
    return text_of(view.value(row, column))


def _unread_rows(found: Found) -> Iterator[Finding]:
    """Rows below the heading in which no field says anything, and headings repeated."""
    own, read = tuple(found.columns.values()), set(found.numbers)
    for row in range(found.header + 1, len(found.view.rows)):
        if row in read:
            continue
        if not says(found.view.rows[row], own):
            if filled := found.view.filled(row):
                yield warning("row_not_used", found.view.place(row, filled[0]), text=_text(found.view, row, filled[0]))
        else:
            yield info("heading_again", found.view.place(row, min(own)))


def out_of_sight(view: View) -> Iterator[Finding]:
    """Hidden rows and columns are read all the same: a requirement must not vanish because somebody hid its row."""
    sheet = view.sheet
    height = len(sheet.rows)
    rows = tuple(r for r in sorted(sheet.hidden_rows) if r < height and any(not is_blank(c) for c in sheet.rows[r]))
    if rows:
        yield warning("hidden_rows", Place(view.file, sheet.title, f"A{rows[0] + 1}"), rows=ranges(rows))
    width = max(map(len, sheet.rows), default=0)
    filled = {
        c for c in sheet.hidden_columns if c < width and any(not is_blank(sheet.value(r, c)) for r in range(height))
    }
    if filled:
        letters = tuple(map(column_letter, sorted(filled)))
        yield warning("hidden_columns", Place(view.file, sheet.title, f"{letters[0]}1"), columns=letters)


def _merged(found: Found) -> Iterator[Finding]:
    """Cells merged over several rows: the value stands in the first, the others read as blank."""
    columns = set(found.columns.values())
    for top, left, bottom, right in found.view.sheet.merges:
        if bottom > top and bottom > found.header and columns & set(range(left, right + 1)) and not found.view.flipped:
            place = found.view.place(top, left)
            yield warning("merged_cells", place, range=f"{address(top, left)}:{address(bottom, right)}")


def _marks(found: Found, vital: frozenset[str]) -> Iterator[Finding]:
    """Error values and formulas without result in the columns that are read."""
    view, fields = found.view, {column: field for field, column in found.columns.items()}
    marks = {**dict.fromkeys(view.sheet.uncached, UNCACHED), **view.sheet.errors}
    for position in sorted(marks):
        row, column = view.position(*position)
        if row <= found.header or column not in fields:
            continue
        code = "formula_without_value" if marks[position] == UNCACHED else "error_value"
        report = error if fields[column] in vital else warning
        yield report(code, view.place(row, column), value=marks[position])


def lines(view: View, rows: tuple[int, ...]) -> str:
    """The sheet's row numbers (column letters for a sheet on its side) of a view's rows."""
    return ", ".join(map(column_letter, rows)) if view.flipped else ranges(rows)


def ranges(rows: Iterable[int]) -> str:
    """Rows from 0 as the user lists them, from 1: 2-5, 9."""
    spans: list[list[int]] = []
    for row in sorted(rows):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(str(a + 1) if a == b else f"{a + 1}-{b + 1}" for a, b in spans)
