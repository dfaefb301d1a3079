"""Accounts, sessions, tokens, embeds and the log, as they first were.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Entries of the log are added, never changed and never removed, whatever program tries.
STAYS = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_no_{deed} BEFORE {deed} ON audit"
        " BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
        for deed in ("update", "delete")
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RAISE EXCEPTION ''the audit log is only added to''; END'",
        "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()",
    ),
}


def upgrade() -> None:
    """Make all tables."""
    _embeds()
    _people()
    _programs()
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(254), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("why", sa.Text),
    )
    for statement in STAYS.get(op.get_bind().dialect.name, ()):
        op.execute(statement)


def _embeds() -> None:
    op.create_table(
        "embed",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("chart", sa.String(60), nullable=False),
        sa.Column("query", sa.String(1000), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("revoked_at", sa.DateTime),
        sa.Column("why", sa.String(500)),
    )
    op.create_table(
        "embed_use",
        sa.Column("embed", sa.String(12), primary_key=True),
        sa.Column("host", sa.String(253), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(24), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("partner", sa.String(100)),
        sa.Column("password", sa.String(200)),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("disabled_at", sa.DateTime),
    )
    op.create_table(
        "session",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(24), nullable=False, index=True),
        sa.Column("began_at", sa.DateTime, nullable=False),
        sa.Column("ends_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "reset_link",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(24), nullable=False),
        sa.Column("ends_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "attempt",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("of", sa.String(64), nullable=False, index=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )


def _programs() -> None:
    op.create_table(
        "token",
        sa.Column("id", sa.String(24), primary_key=True),
        sa.Column("partner", sa.String(100), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("scopes", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("ends_at", sa.DateTime, nullable=False),
        sa.Column("revoked_at", sa.DateTime),
        sa.Column("used_on", sa.Date),
    )
    op.create_table(
        "trusted_partner",
        sa.Column("partner", sa.String(100), primary_key=True),
        sa.Column("since", sa.DateTime, nullable=False),
    )
