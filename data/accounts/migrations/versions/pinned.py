"""Embeds that a person pinned, which do not age out.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, unless it is there."""
    columns = sa.inspect(op.get_bind()).get_columns("embed")
    if all(column["name"] != "pinned_at" for column in columns):
        op.add_column("embed", sa.Column("pinned_at", sa.DateTime))
