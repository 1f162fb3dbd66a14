"""Pairs of names that a person said are two."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """One table."""
    op.create_table(
        "distinct_names",
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("uid", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("capability", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("workspace", "name", "capability", name="one_distinct_names"),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name="fk_distinct_names_workspace"),
    )
