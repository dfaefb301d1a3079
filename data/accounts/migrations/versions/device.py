"""Devices that somebody signed in on before, whom guesses of others do not lock out.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, unless it is there."""
    if sa.inspect(op.get_bind()).has_table("device"):
        return
    op.create_table(
        "device",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(24), nullable=False, index=True),
        sa.Column("seen_at", sa.DateTime, nullable=False),
    )
