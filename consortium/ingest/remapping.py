"""A mapping changed by a person: a sheet let in or left out, hidden parts let in, headings in other rows."""

from collections.abc import Sequence
from dataclasses import replace

from consortium.ingest.grid import Sheet, Workbook
from consortium.ingest.locating import find, guess, likely_row, with_header
from consortium.ingest.mapping import BookMapping, TableMapping
from consortium.ingest.sections import lot_of
from consortium.ingest.view import View
from consortium.ingest.vocabulary import FAMILY


def let_in(book: Workbook, mapping: BookMapping, title: str, kind: str) -> BookMapping:
    """The mapping with a sheet that was left out, taken as the app thinks best; without likely headings, row 1.

    Of a register a sheet holds one table.
    """
    view = View(book.file, _sheet(book, title))
    likely = guess(view, kind)
    first = (likely_row(view) + 1,)
    tables = find(view, kind) or ((likely,) if likely else (with_header(view, TableMapping(title, kind), first),))
    if FAMILY[kind] == "register":
        return replace(mapping, tables=_in_order(book, (*mapping.tables, tables[0])))
    lot = lot_of(title)
    added = tuple(replace(table, lot=lot[0] if lot else "") for table in tables)
    return replace(mapping, tables=_in_order(book, (*mapping.tables, *added)))


def left_out(mapping: BookMapping, title: str) -> BookMapping:
    """The mapping without a sheet."""
    return replace(mapping, tables=tuple(table for table in mapping.tables if table.sheet != title))


def with_hidden(book: Workbook, mapping: BookMapping, title: str, hidden: bool) -> BookMapping:
    """The mapping with a sheet's hidden rows and columns let in, or left out again; its columns are looked at anew."""
    view = View(book.file, _sheet(book, title), shown=hidden)
    own = {table: replace(table, hidden=hidden) for table in mapping.tables if table.sheet == title}
    tables = (_anew(view, own[t]) if t in own and t.header else own.get(t, t) for t in mapping.tables)
    return replace(mapping, tables=tuple(tables))


def with_heading_rows(book: Workbook, mapping: BookMapping, at: int, header: tuple[int, ...]) -> BookMapping:
    """The mapping with the headings of table ``at`` in these rows (from 1), its columns looked at anew."""
    table = mapping.tables[at]
    view = View(book.file, _sheet(book, table.sheet), shown=table.hidden)
    return mapping.with_table(_anew(view, replace(table, header=header)), at)


def turned(book: Workbook, mapping: BookMapping, at: int) -> BookMapping:
    """The mapping with table ``at`` the other way round: its headings in a column, or in a row again."""
    table = mapping.tables[at]
    view = View(book.file, _sheet(book, table.sheet), not table.flipped, table.hidden)
    return mapping.with_table(with_header(view, table, (likely_row(view) + 1,)), at)


def _anew(view: View, table: TableMapping) -> TableMapping:
    return with_header(view.turned() if table.flipped else view, table, table.header)


def _sheet(book: Workbook, title: str) -> Sheet:
    return next(sheet for sheet in book.sheets if sheet.title == title)


def _in_order(book: Workbook, tables: Sequence[TableMapping]) -> tuple[TableMapping, ...]:
    """Tables in the order of the workbook's sheets."""
    order = {sheet.title: n for n, sheet in enumerate(book.sheets)}
    return tuple(sorted(tables, key=lambda table: order.get(table.sheet, len(order))))
