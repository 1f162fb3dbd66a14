"""Who was sent a questionnaire for a bid, and what came back."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One table."""
    op.create_table(
        "asked",
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("uid", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("bid", "entity", "questions", "asked_at")),
        *(sa.Column(name, sa.Text, nullable=True) for name in ("by", "reply_by")),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("replied_at", sa.Text, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("workspace", "bid", "entity", name="one_asked"),
        sa.ForeignKeyConstraint(
            ["workspace", "bid"],
            ["bid.workspace", "bid.uid"],
            name="fk_bid_bid",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name="fk_asked_workspace"),
    )
