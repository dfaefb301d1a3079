"""How the database of accounts came to be what it is, step by step; run by Alembic."""
