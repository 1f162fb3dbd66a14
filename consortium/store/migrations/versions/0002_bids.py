"""Bids: every version of a tender with its bytes, options, results, scenarios, the decision, the proposal."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _kind(name: str, *items: sa.schema.SchemaItem, one_per: tuple[str, ...] | None = None) -> None:
    unique = [] if one_per is None else [sa.UniqueConstraint("workspace", *one_per, name=f"one_{name}")]
    op.create_table(
        name,
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("uid", sa.Text, primary_key=True),
        *items,
        sa.Column("version", sa.Integer, nullable=False),
        *unique,
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=f"fk_{name}_workspace"),
    )


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _maybe(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=True) for name in names]


def _of(column: str, table: str, target: str = "uid") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace", column],
        [f"{table}.workspace", f"{table}.{target}"],
        name=f"fk_{column}_{table}",
        deferrable=True,
        initially="DEFERRED",
    )


def upgrade() -> None:
    """The tables of a bid."""
    _kind("bid", *_text("name"), sa.Column("closed", sa.Boolean, nullable=False))
    _kind(
        "tender_version",
        *_text("bid"),
        sa.Column("number", sa.Integer, nullable=False),
        *_text("file", "sha256", "tender"),
        sa.Column("edited", sa.Boolean, nullable=False),
        *_maybe("uploaded_at", "by"),
        _of("bid", "bid"),
        _of("sha256", "blob", "sha256"),
        one_per=("bid", "number"),
    )
    _kind("chosen", *_text("bid", "options"), _of("bid", "bid"), one_per=("bid",))
    _kind(
        "result",
        *_text("bid", "tender_version", "options", "answer", "register_sha256"),
        *_maybe("computed_at"),
        _of("bid", "bid"),
        _of("tender_version", "tender_version"),
    )
    op.create_index("ix_result_bid", "result", ["workspace", "bid"])
    coalition = _text("members", "externals")
    named = _text("bid", "name", "options")
    _kind("scenario", *named, *coalition, *_maybe("lead"), *_text("note"), _of("bid", "bid"), one_per=("bid", "name"))
    end = _maybe("by", "decided_at")
    decided = (*_text("bid", "members", "externals"), *_maybe("lead"), *_text("reason"), *end)
    _kind("decision", *decided, _of("bid", "bid"), one_per=("bid",))
    _kind("proposal_field", *_text("bid", "name"), *_maybe("value"), _of("bid", "bid"), one_per=("bid", "name"))
