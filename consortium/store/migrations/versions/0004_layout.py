"""How a version of a tender was read, and what decided an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """A column each; blank in rows that exist."""
    for table, column in (("tender_version", "layout"), ("result", "key")):
        op.add_column(table, sa.Column(column, sa.Text, nullable=False, server_default=""))
