"""Workspaces, their register, personal values and the append-only log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _within(name: str, key: sa.Column[str] | sa.Column[int], *items: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("workspace", sa.Text, primary_key=True),
        key,
        *items,
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=f"fk_{name}_workspace"),
    )


def _kind(name: str, *items: sa.schema.SchemaItem, one_per: tuple[str, ...] | None = None) -> None:
    unique = [] if one_per is None else [sa.UniqueConstraint("workspace", *one_per, name=f"one_{name}")]
    version = sa.Column("version", sa.Integer, nullable=False)
    _within(name, sa.Column("uid", sa.Text, primary_key=True), *items, version, *unique)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _maybe(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=True) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _of(column: str, table: str, target: str = "uid") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace", column],
        [f"{table}.workspace", f"{table}.{target}"],
        name=f"fk_{column}_{table}",
        deferrable=True,
        initially="DEFERRED",
    )


def upgrade() -> None:
    """Everything but the bids."""
    op.create_table("workspace", sa.Column("id", sa.Text, primary_key=True), *_text("created_at"))
    _keeping()
    _entities()
    _around_entities()
    _append_only(op.get_bind().dialect.name)


def _keeping() -> None:
    key = sa.Column("key", sa.Text, primary_key=True)
    _within("personal", key, *_text("kind", "uid", "field"), *_maybe("value", "erased_at"))
    op.create_index("ix_personal_kind", "personal", ["workspace", "kind", "uid"])
    seq = sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False)
    head, tail = ("batch", "at"), ("kind", "uid")
    sides = _maybe("before", "after")
    middle = (*_maybe("who"), *_text("action"), *_maybe("undoes"))
    _within("audit", seq, *_text(*head), *middle, *_text(*tail), _number("version"), *sides)
    op.create_index("ix_audit_batch", "audit", ["workspace", "batch"])
    op.create_index("ix_audit_uid", "audit", ["workspace", "uid"])
    content = sa.Column("content", sa.LargeBinary, nullable=True)
    _within("blob", sa.Column("sha256", sa.Text, primary_key=True), _number("size"), content)
    _kind("profile", *_text("name", "note"), one_per=())


def _entities() -> None:
    own = ("id", "name", "tax_id", "legal_form", "size", "sectors", "territory")
    _kind(
        "entity", *_text(*own), *_maybe("email"), *_text("cost"), _flag("available"), *_text("source"), one_per=("id",)
    )
    _kind(
        "capability",
        *_text("entity", "name", "value"),
        *_maybe("unit", "valid_from", "valid_until"),
        _number("status"),
        *_text("evidence", "file", "sheet", "column"),
        _number("row"),
        _of("entity", "entity", "id"),
    )
    op.create_index("ix_capability_entity", "capability", ["workspace", "entity"])
    _kind(
        "proof",
        *_text("capability"),
        *_maybe("sha256"),
        *_text("file"),
        *_maybe("verified_by", "verified_at"),
        _of("capability", "capability"),
        _of("sha256", "blob", "sha256"),
        one_per=("capability",),
    )


def _around_entities() -> None:
    entity = ("entity", "entity", "id")
    _kind(
        "reference",
        *_text("id", "entity", "title", "cpv"),
        *_maybe("amount", "unit"),
        *_text("own_share"),
        *_maybe("ended"),
        _number("status"),
        *_text("source"),
        _of(*entity),
        one_per=("entity", "id"),
    )
    named = (*_maybe("id"), *_text("entity"), *_maybe("name"), *_text("roles"), *_maybe("years", "qualification"))
    _kind("person", *named, *_text("dedication", "source"), _of(*entity))
    op.create_index("ix_person_entity", "person", ["workspace", "entity"])
    measured = (*_text("capability", "value"), *_maybe("unit", "valid_until"))
    flags = (_flag("letter"), _flag("executes"))
    _kind("external", *_text("id"), *_maybe("name"), *measured, *flags, *_text("source"))
    ends = (_of("a", "entity", "id"), _of("b", "entity", "id"))
    _kind("pair", *_text("a", "b"), _flag("together"), *_text("reason", "source"), *ends)
    op.create_index("ix_pair_a", "pair", ["workspace", "a"])
    op.create_index("ix_pair_b", "pair", ["workspace", "b"])
    bound = ("entity", "tender", "lot")
    _kind("commitment", *_text(*bound, "group"), *_maybe("since"), _of(*entity), one_per=bound)
    _kind("alias", *_text("name", "capability"), one_per=("name",))
    _kind("mapping", *_text("layout", "content"), one_per=("layout",))


def _append_only(dialect: str) -> None:
    """The database itself refuses to change or delete a line of the log."""
    if dialect == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            body = "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            op.execute(f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit {body}")
        return
    op.execute(
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
    )
