"""What a table leaves aside or holds out of sight: each row and column that is not read has a finding naming it."""

from collections.abc import Iterable, Iterator

from consortium.domain.findings import Finding, Place, error, info, warning
from consortium.ingest.grid import address, column_letter
from consortium.ingest.tables import Found, says
from consortium.ingest.texts import is_blank, text_of
from consortium.ingest.view import UNCACHED, View

_EACH = 10
"""Rows left unread of one table that are told one by one; more are told together."""
_SHOWN = 60
"""Letters of a row that are quoted."""


def around(found: Found, vital: frozenset[str] = frozenset(), others: Iterable[int] | None = None) -> list[Finding]:
    """Everything to say about a table as a whole. ``vital``: fields in which an error value makes the answer wrong.

    ``others``: the columns that are not read; those without a known heading where not given.
    """
    unread = tuple(found.others if others is None else others)
    return [
        *_above(found),
        *_two_headings(found),
        *_columns(found, unread),
        *_unread_rows(found),
        *_groups(found),
        *_merged(found),
        *_marks(found, vital),
    ]


def _above(found: Found) -> Iterator[Finding]:
    top = found.header if found.top is None else found.top
    rows = tuple(r for r in range(found.start, top) if found.view.filled(r))
    if rows:
        place = found.view.place(rows[0], found.view.filled(rows[0])[0])
        yield info("rows_above", place, rows=lines(found.view, rows))


def _two_headings(found: Found) -> Iterator[Finding]:
    if found.top is not None and found.top < found.header and (filled := found.view.filled(found.top)):
        rows = lines(found.view, tuple(range(found.top, found.header + 1)))
        yield info("two_headings", found.view.place(found.top, filled[0]), rows=rows)


def _columns(found: Found, others: tuple[int, ...]) -> Iterator[Finding]:
    view, header = found.view, found.header
    for column, field in found.doubles:
        first = view.place(header, found.columns[field]).cell
        yield warning("column_twice", view.place(header, column), heading=_text(view, header, column), other=first)
    for column in others:
        yield info("unknown_column", view.place(header, column), heading=_text(view, header, column))
    used = {*found.columns.values(), *found.marks, *found.others, *(column for column, _ in found.doubles)}
    nameless: dict[int, int] = {}
    for row in range(header + 1, found.stop):
        for column, cell in enumerate(view.rows[row]):
            if column not in used and not is_blank(cell):
                nameless.setdefault(column, row)
    for column, row in sorted(nameless.items()):
        yield info("column_without_heading", view.place(row, column))


def _text(view: View, row: int, column: int) -> str:
    return text_of(view.value(row, column))


def _unread_rows(found: Found) -> Iterator[Finding]:
    """Rows below the heading in which no field says anything, headings repeated, titles, totals and notes."""
    by_code: dict[str, list[int]] = {}
    for row, why in found.body.asides if found.body is not None else _plain_asides(found):
        by_code.setdefault(why, []).append(row)
    for row in by_code.get("heading_again", ()):
        yield info("heading_again", found.view.place(row, min(found.columns.values(), default=0)))
    unused = by_code.get("row_not_used", [])
    if len(unused) > _EACH:
        yield warning("rows_not_used", _at(found, unused[0]), **_rows(found, unused))
    else:
        yield from (warning("row_not_used", _at(found, row), text=_quoted(found, row)) for row in unused)
    for kind in ("section_row", "total_row", "note_row", "row_continues"):
        if rows := by_code.get(kind):
            yield info(kind, _at(found, rows[0]), **_rows(found, rows))


def _at(found: Found, row: int) -> Place:
    return found.view.place(row, found.view.filled(row)[0])


def _quoted(found: Found, row: int) -> str:
    return _text(found.view, row, found.view.filled(row)[0])


def _rows(found: Found, rows: list[int]) -> dict[str, str]:
    """Several rows as a finding names them, with the beginning of the first."""
    return {"rows": lines(found.view, tuple(rows)), "text": _quoted(found, rows[0])[:_SHOWN]}


def _plain_asides(found: Found) -> Iterator[tuple[int, str]]:
    own, read = tuple(found.columns.values()), set(found.numbers)
    for row in range(found.header + 1, found.stop):
        if row not in read and found.view.filled(row):
            yield row, "heading_again" if says(found.view.rows[row], own) else "row_not_used"


def _groups(found: Found) -> Iterator[Finding]:
    """Columns whose blank cells take the value above."""
    for column in found.body.groups if found.body is not None else ():
        blank = [row for row in found.numbers if is_blank(found.view.value(row, column))]
        if blank:
            place = found.view.place(found.header, column)
            yield info("values_from_above", place, heading=_text(found.view, found.header, column), rows=ranges(blank))


def out_of_sight(view: View) -> Iterator[Finding]:
    """Hidden rows and columns that hold something are left out until somebody lets them in."""
    sheet = view.sheet
    if view.shown:
        return
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
    """Cells merged over several rows: the value counts for each of them."""
    columns = set(found.columns.values())
    for top, left, bottom, right in found.view.sheet.merges:
        if bottom > top and bottom > found.header and columns & set(range(left, right + 1)) and not found.view.flipped:
            place = found.view.place(top, left)
            yield info("merged_cells", place, range=f"{address(top, left)}:{address(bottom, right)}")


def _marks(found: Found, vital: frozenset[str]) -> Iterator[Finding]:
    """Error values and formulas without result in the columns that are read."""
    view, fields = found.view, {column: field for field, column in found.columns.items()}
    marks = {**dict.fromkeys(view.sheet.uncached, UNCACHED), **view.sheet.errors}
    for position in sorted(marks):
        row, column = view.position(*position)
        if not found.header < row < found.stop or column not in fields or view.value(row, column) is None:
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
