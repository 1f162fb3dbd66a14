"""How a workbook's sheets are taken: which hold a table of which kind, where it starts, what each column stands for.

A mapping is proposed by the app, changed and confirmed by a person, and remembered for every file of that layout.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from consortium.errors import UsageError

CERTAIN = 90
"""Per cent from which a choice needs no look."""
BY_PERSON = "person"
VALUES = "values"
"""The field of a column that holds what each entity has of one capability, which its heading names."""


@dataclass(frozen=True, slots=True)
class Role:
    """What one column is taken for: a ``field`` of its kind of table, "" where it is not read.

    ``column``: its letter (of a sheet on its side the row's number); ``confidence``: 0 to 100; ``heading``: what stands
    above it; ``reason``: published, synonym, part, likeness, content, marks, repeats, group or person.
    """

    column: str
    field: str = ""
    confidence: int = 0
    reason: str = ""
    heading: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return bool(self.field) and self.confidence < CERTAIN


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One table: ``header`` its heading rows, from 1. ``hidden``: its sheet's hidden rows and columns are let in too.

    ``lot``: the lot of all its rows where no column says it; ``flipped``: headings stand in a column, whose number
    ``header`` then is.
    """

    sheet: str
    kind: str
    header: tuple[int, ...] = ()
    roles: tuple[Role, ...] = ()
    lot: str = ""
    hidden: bool = False
    flipped: bool = False

    @property
    def doubtful(self) -> tuple[Role, ...]:
        """The roles that a person should look at, the least certain first."""
        return tuple(sorted((role for role in self.roles if role.doubtful), key=lambda role: role.confidence))

    @property
    def headings(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The kind of table, and its columns with what stands above them."""
        return self.kind, tuple((role.column, role.heading) for role in self.roles)

    def with_role(self, column: str, field: str) -> "TableMapping":
        """The same with one column's role as a person chose it; the field leaves the column that had it."""
        return replace(self, roles=tuple(_chosen(role, column, field) for role in self.roles))


def _chosen(role: Role, column: str, field: str) -> Role:
    if role.column == column:
        return replace(role, field=field, confidence=100, reason=BY_PERSON)
    return replace(role, field="") if role.field == field and field not in SEVERAL else role


SEVERAL = frozenset({"applies", VALUES})
"""Fields that several columns of one table may have."""


@dataclass(frozen=True, slots=True)
class BookMapping:
    """All tables that are read of a workbook; a sheet that none names is left out. ``layout``: its fingerprint."""

    layout: str = ""
    tables: tuple[TableMapping, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether any choice should be looked at."""
        return any(table.doubtful for table in self.tables)

    def with_table(self, table: TableMapping, at: int) -> "BookMapping":
        """The same with another table in place ``at``."""
        return replace(self, tables=(*self.tables[:at], table, *self.tables[at + 1 :]))

    def with_role(self, at: int, column: str, field: str) -> "BookMapping":
        """The same with a column's role as a person chose it, in table ``at`` and all that have the same headings."""
        alike = self.tables[at].headings
        tables = (t.with_role(column, field) if t.headings == alike else t for t in self.tables)
        return replace(self, tables=tuple(tables))

    def confirmed(self) -> "BookMapping":
        """The same, every choice of it now a person's."""
        return replace(self, tables=tuple(replace(t, roles=tuple(map(_sure, t.roles))) for t in self.tables))


def _sure(role: Role) -> Role:
    return role if role.confidence == 100 else replace(role, confidence=100, reason=BY_PERSON)


def to_json(mapping: BookMapping) -> str:
    """The mapping as text, the same for equal mappings."""
    return json.dumps(asdict(mapping), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> BookMapping:
    """The mapping that ``to_json`` wrote. Raises UsageError where the text is none."""
    try:
        content: dict[str, Any] = json.loads(text)
        return BookMapping(content["layout"], tuple(map(_table, content["tables"])))
    except (ValueError, KeyError, TypeError, AttributeError) as cause:
        raise UsageError("mapping_unreadable") from cause


def kept_mapping(text: str) -> BookMapping | None:
    """A mapping that was kept; None where none was, or where another release wrote it in another way."""
    try:
        return from_json(text) if text else None
    except UsageError:
        return None


def _table(content: dict[str, Any]) -> TableMapping:
    roles: Iterable[dict[str, Any]] = content.pop("roles")
    return TableMapping(**content | {"header": tuple(content["header"])}, roles=tuple(Role(**role) for role in roles))
