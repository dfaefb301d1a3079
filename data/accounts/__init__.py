"""People, roles, tokens, audit and embeds: SQLAlchemy and Alembic, apart from the ledger."""
