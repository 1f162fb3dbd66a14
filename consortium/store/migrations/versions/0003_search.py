"""The text under which entities and capabilities are found, filled in for those that exist."""

import json
import unicodedata
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """A column each; existing rows get theirs."""
    for table in ("entity", "capability"):
        op.add_column(table, sa.Column("search", sa.Text, nullable=False, server_default=""))
    _fill("entity", ("id", "name", "tax_id", "legal_form", "territory", "sectors"), _entity)
    _fill("capability", ("name",), lambda row: str(row["name"]))


def _fill(name: str, columns: tuple[str, ...], found_under: Callable[[sa.RowMapping], str]) -> None:
    connection = op.get_bind()
    table = sa.table(name, *map(sa.column, ("workspace", "uid", "search", *columns)))
    rows = connection.execute(sa.select(*table.c)).mappings().all()
    texts = [{"w": r["workspace"], "u": r["uid"], "s": _normal(found_under(r))} for r in rows]
    if texts:
        here = (table.c.workspace == sa.bindparam("w"), table.c.uid == sa.bindparam("u"))
        connection.execute(sa.update(table).where(*here).values(search=sa.bindparam("s")), texts)


def _normal(text: str) -> str:
    """As names were compared when this migration was written."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def _entity(row: sa.RowMapping) -> str:
    own = (str(row[name]) for name in ("id", "name", "tax_id", "legal_form", "territory"))
    return "\n".join((*own, *json.loads(row["sectors"])))
