"""Where the tables of a sheet are: their heading rows, and the role of each column below them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from consortium.ingest.body import sorted_out
from consortium.ingest.columns import roles_of
from consortium.ingest.grid import column_letter
from consortium.ingest.mapping import CERTAIN, SEVERAL, VALUES, Role, TableMapping
from consortium.ingest.numbers import known_unit
from consortium.ingest.tables import DEPTH, Found, field_of
from consortium.ingest.texts import heading, is_blank, text_of
from consortium.ingest.view import View
from consortium.ingest.vocabulary import SIGNATURES
from consortium.ingest.xlsx_names import column_of

_LONGEST = 120
"""Letters of a heading at most."""
_TRIES = 12
"""Rows of a sheet that are tried as headings where none is known."""
_LESS = 0.9
"""Trust in known headings that are met again below."""
_BELOW = 0.5
"""Trust in headings that stand below others as wide."""
_MARGIN = 3
"""Columns within which the headings of a sheet on its side stand."""
_SIDE = 500
"""Rows of a sheet at most that is looked at on its side."""


@dataclass(frozen=True, slots=True)
class _Head:
    """Heading rows, and what they say above each column."""

    rows: tuple[int, ...]
    names: Mapping[int, str]

    def fields(self, kind: str) -> set[str]:
        """The fields that the headings name."""
        return {claim[0] for name in self.names.values() if (claim := field_of(kind, name))}


def find(view: View, kind: str) -> tuple[TableMapping, ...]:
    """The tables of a kind whose headings are known, from top to bottom; a sheet on its side has one at most."""
    upright = _known(view, kind, DEPTH)
    if len(view.rows) > _SIDE:
        return upright
    side = view.turned()
    turned = tuple(table for table in _known(side, kind, _MARGIN)[:1] if _mostly_read(side, table))
    return turned if _named(turned) > max(1, _named(upright)) else upright


def _mostly_read(side: View, table: TableMapping) -> bool:
    """Whether a column holds headings only, and half of them are known: any may hold one by chance."""
    return _all_text(side, table.header[-1] - 1) and 2 * sum(bool(role.field) for role in table.roles) >= len(
        table.roles
    )


def _named(tables: tuple[TableMapping, ...]) -> int:
    return max((sum(bool(role.field) for role in table.roles) for table in tables), default=0)


def _known(view: View, kind: str, depth: int) -> tuple[TableMapping, ...]:
    top = range(min(len(view.rows), depth))
    first = max(_heads(view, kind, top), key=lambda head: _score(head, kind), default=None)
    if first is None:
        return ()
    heads, last = [first], first
    below = (row for row in range(first.rows[-1] + 1, len(view.rows)) if _all_text(view, row))
    for head in _heads(view, kind, below):
        if head.rows[0] > last.rows[-1] and head.names != first.names and _is_heading(head, kind):
            heads.append(head)
            last = head
    return tuple(_table(view, kind, _with_row_above(view, head)) for head in heads)


def _is_heading(head: _Head, kind: str, least: int = 2) -> bool:
    """Whether a row amid others can only be headings: so many fields at least, and half of what it says names one."""
    claims = [name for name in head.names.values() if field_of(kind, name)]
    return len(head.fields(kind)) >= least and 2 * len(claims) >= len(head.names)


def _score(head: _Head, kind: str) -> tuple[int, int, int]:
    return len(head.fields(kind)), -len(head.rows), -head.rows[0]


def _all_text(view: View, row: int) -> bool:
    return all(cell is None or isinstance(cell, str) for cell in view.rows[row])


def _heads(view: View, kind: str, rows: Iterable[int]) -> Iterator[_Head]:
    """Rows, alone or two together, that name a kind's fields; together only where that names more."""
    for row in rows:
        names = _names(view, row)
        if not names or max(map(len, names.values())) > _LONGEST:
            continue
        single = _Head((row,), names)
        pair = _pair(view, row, kind) if single.fields(kind) else None
        if pair is not None and _enough(pair, kind):
            yield pair
        elif _enough(single, kind):
            yield single


def _enough(head: _Head, kind: str) -> bool:
    fields = head.fields(kind)
    if not any(wanted <= fields for wanted in SIGNATURES[kind]):
        return False
    return len(fields) > 1 or len(head.names) == 1


def _names(view: View, row: int) -> dict[int, str]:
    cells = view.rows[row] if row < len(view.rows) else ()
    return {c: text_of(cell) for c, cell in enumerate(cells) if isinstance(cell, str) and not is_blank(cell)}


def _pair(view: View, row: int, kind: str) -> _Head | None:
    """Two heading rows in one: the lower name where it is known or alone, the upper where that is known, else both."""
    upper, lower = _spread(view, row), _names(view, row + 1)
    if not lower or len(lower) < len(view.filled(row + 1)) or any(len(name) > _LONGEST for name in lower.values()):
        return None
    names = {c: _joined(upper.get(c, ""), lower.get(c, ""), kind) for c in {*upper, *lower}}
    pair = _Head((row, row + 1), dict(sorted(names.items())))
    alone = max(len(_Head((), _names(view, r)).fields(kind)) for r in pair.rows)
    return pair if len(pair.fields(kind)) > alone and _is_heading(_Head((), lower), kind, 1) else None


def _joined(upper: str, lower: str, kind: str) -> str:
    if not upper or not lower or upper == lower:
        return lower or upper
    return lower if field_of(kind, lower) else upper if field_of(kind, upper) else f"{upper} {lower}"


def _spread(view: View, row: int) -> dict[int, str]:
    """A row's headings, a merged one over all its columns."""
    found: dict[int, str] = {}
    for column, name in _names(view, row).items():
        found |= dict.fromkeys(range(column, column + view.span(row, column)), name)
    return found


def _with_row_above(view: View, head: _Head) -> _Head:
    """The headings with those of the row above for two or more columns that have none of their own."""
    above = head.rows[0] - 1
    if above < 0:
        return head
    upper = {c: name for c, name in _spread(view, above).items() if c not in head.names and len(name) <= _LONGEST}
    holding = {c: name for c, name in upper.items() if any(not is_blank(view.value(r, c)) for r in _below(view, head))}
    if len(holding) < 2:
        return head
    return _Head((above, *head.rows), dict(sorted({**head.names, **holding}.items())))


def _below(view: View, head: _Head) -> range:
    return range(head.rows[-1] + 1, len(view.rows))


def guess(view: View, kind: str) -> TableMapping | None:
    """The table that a sheet may hold where its headings are not known ones: by their likeness and by the content."""
    tables: list[tuple[float, int, TableMapping]] = []
    widest = 0
    for row in _plausible(view):
        own = _names(view, row)
        head = _with_row_above(view, _Head((row,), own))
        table = _table(view, kind, head)
        trust = _trust(view, head, table) if _is_credible(table, kind, set(own.values())) else 0.0
        if trust:
            trust *= _BELOW if len(own) <= widest else 1.0
            widest = max(widest, len(own))
            tables.append((trust * weight(table) * _coverage(view, head), -row, table))
    return max(tables, default=(0.0, 0, None))[2]


def _plausible(view: View) -> list[int]:
    """Rows of several short texts and nothing else, the first few."""
    rows = []
    for row in range(min(len(view.rows), DEPTH)):
        names = _names(view, row)
        if len(names) > 1 and len(names) == len(view.filled(row)) and max(map(len, names.values())) <= _LONGEST:
            rows.append(row)
    return rows[:_TRIES]


def likely_row(view: View) -> int:
    """The first row that looks like headings, from 0; the first of all where none does."""
    return next(iter(_plausible(view)), 0)


def _is_credible(table: TableMapping, kind: str, names: Collection[str]) -> bool:
    """Whether the fields that the kind needs are there, and ``names`` say so: one known, or two that are likely."""
    told = [role for role in table.roles if role.field not in ("", "applies") and role.reason != "content"]
    named = [role for role in told if role.heading in names]
    fields = {role.field for role in table.roles if role.field}
    enough = any(role.confidence >= CERTAIN for role in named) or len(fields) > 1
    return bool(named) and enough and any(wanted <= fields for wanted in SIGNATURES[kind])


def _coverage(view: View, head: _Head) -> float:
    """The share of the sheet's cells that stand below a heading."""
    below = sum(column in head.names for row in _below(view, head) for column in view.filled(row))
    return below / max(1, sum(len(view.filled(row)) for row in range(len(view.rows))))


def _trust(view: View, head: _Head, table: TableMapping) -> float:
    """1, less where a heading that names a field is met again below it, as values are; 0 where it was but likely."""
    trust = 1.0
    for column, name in head.names.items():
        role = next(role for role in table.roles if role.heading == name)
        again = [row for row in _below(view, head) if text_of(view.value(row, column)) == name]
        if role.field and any(_names(view, row) != _names(view, head.rows[-1]) for row in again):
            trust = min(trust, _LESS if role.confidence >= CERTAIN else 0.0)
    return trust


def weight(table: TableMapping) -> int:
    """How much is understood of a table: its confidence in all. Columns of marks count as three sure ones."""
    marks = any(role.field == "applies" for role in table.roles)
    return 300 * marks + sum(role.confidence for role in table.roles if role.field and role.field != "applies")


def _table(view: View, kind: str, head: _Head) -> TableMapping:
    roles = roles_of(view, head.names, kind, _below(view, head))
    if view.flipped:
        roles = tuple(replace(role, column=str(column_of(role.column) + 1)) for role in roles)
    header = tuple(row + 1 for row in head.rows)
    return TableMapping(view.sheet.title, kind, header, roles, flipped=view.flipped, hidden=view.shown)


def with_header(view: View, table: TableMapping, header: tuple[int, ...]) -> TableMapping:
    """The table with its headings in other rows (from 1), every column looked at anew."""
    rows = tuple(row - 1 for row in header)
    names: dict[int, str] = {}
    for row in rows:
        names |= {c: " ".join(filter(None, (names.get(c, ""), name))) for c, name in _names(view, row).items()}
    return replace(_table(view, table.kind, _Head(rows, names)), lot=table.lot)


def found_of(view: View, tables: tuple[TableMapping, ...]) -> tuple[Found, ...]:
    """The tables of one sheet as mapped, from top to bottom, their rows sorted out."""
    ordered = sorted(tables, key=lambda table: table.header)
    starts = [0, *(_start(view, table.header[0] - 1) for table in ordered[1:])]
    ends = [*starts[1:], None]
    return tuple(
        sorted_out(_found(view, table, start, end)) for table, start, end in zip(ordered, starts, ends, strict=True)
    )


def found_at(view: View, table: TableMapping) -> Found:
    """The only table of its sheet as mapped, down to the last row; no row of it is a title or a total."""
    return _found(view, table, 0, None)


def _start(view: View, header: int) -> int:
    """The first of the rows with one text at most that stand above a further table's headings."""
    row = header
    while row > 0 and len(view.filled(row - 1)) < 2:
        row -= 1
    return row


def _found(view: View, table: TableMapping, start: int, end: int | None) -> Found:
    at = {role: int(role.column) - 1 if table.flipped else column_of(role.column) for role in table.roles}
    read = {role: column for role, column in at.items() if role.field and role.field not in SEVERAL}
    columns = {role.field: column for role, column in read.items()}
    doubles = tuple((c, claim) for role, c in at.items() if not role.field and (claim := _claims(table, role, columns)))
    double = {column for column, _ in doubles}
    return Found(
        table.kind,
        view,
        table.header[-1] - 1,
        columns,
        {role.field: unit for role in read if known_unit(unit := heading(role.heading)[1])},
        tuple(sorted(doubles)),
        tuple(sorted(column for role, column in at.items() if role.field in ("", VALUES) and column not in double)),
        {column: role.heading for role, column in at.items() if role.field == "applies"},
        table.header[0] - 1,
        start,
        end,
        table.lot,
        bool(read) and all(role.reason == "published" for role in read) and len(table.header) == 1,
    )


def _claims(table: TableMapping, role: Role, columns: Mapping[str, int]) -> str:
    """The field that a column's heading names though another column has it."""
    claim = field_of(table.kind, role.heading)
    return claim[0] if claim and claim[0] in columns else ""


def letters(view: View, column: int) -> str:
    """A column as the user sees it; of a sheet on its side the row's number."""
    return str(column + 1) if view.flipped else column_letter(column)
