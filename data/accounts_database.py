"""The database of accounts: small, often written, so no place for DuckDB. SQLite, or a setting.

Tables are declared here once; each is looked after by a module of its own. Times are UTC. What is
declared must be what the steps in `data/migrations` make, which a test holds it to.
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Engine,
    ExceptionContext,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import InterfaceError, OperationalError

from data.errors import AccountsError
from data.migrating import migrate
from data.postgres import NOTICING

AccountsEngine = Engine  # so called by those who hand it on and ask it nothing themselves
METADATA = MetaData()
EMBED = Table(
    "embed",
    METADATA,
    Column("id", String(12), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("chart", String(60), nullable=False),
    Column("query", String(1000), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("revoked_at", DateTime),
    Column("why", String(500)),
    Column("pinned_at", DateTime),
)
EMBED_USE = Table(
    "embed_use",
    METADATA,
    Column("embed", String(12), primary_key=True),
    Column("host", String(253), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("times", Integer, nullable=False),
)
ACCOUNT = Table(
    "account",
    METADATA,
    Column("id", String(24), primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("partner", String(100)),
    Column("password", String(200)),
    Column("made_at", DateTime, nullable=False),
    Column("disabled_at", DateTime),
)
SESSION = Table(
    "session",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("account", String(24), nullable=False, index=True),
    Column("began_at", DateTime, nullable=False),
    Column("ends_at", DateTime, nullable=False),
)
RESET_LINK = Table(
    "reset_link",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("account", String(24), nullable=False),
    Column("ends_at", DateTime, nullable=False),
)
DEVICE = Table(
    "device",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("account", String(24), nullable=False, index=True),
    Column("seen_at", DateTime, nullable=False),
)
ATTEMPT = Table(
    "attempt",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("of", String(64), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
)
TOKEN = Table(
    "token",
    METADATA,
    Column("id", String(24), primary_key=True),
    Column("partner", String(100), nullable=False),
    Column("name", String(200), nullable=False),
    Column("scopes", String(100), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("made_at", DateTime, nullable=False),
    Column("ends_at", DateTime, nullable=False),
    Column("revoked_at", DateTime),
    Column("used_on", Date),
)
TRUSTED_PARTNER = Table(
    "trusted_partner",
    METADATA,
    Column("partner", String(100), primary_key=True),
    Column("since", DateTime, nullable=False),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime, nullable=False),
    Column("who", String(254), nullable=False),
    Column("role", String(20), nullable=False),
    Column("what", String(40), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("why", Text),
)


def accounts_engine(url: str, home: Path) -> Engine:
    """The database of the setting, or SQLite in the home folder, brought to today's tables."""
    if not url:
        home.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{home / 'accounts.sqlite'}"
    address, hidden = make_url(url), {"hide_parameters": True}  # errors are logged, addresses not
    if address.get_backend_name() == "postgresql":
        noticing = address.update_query_dict(NOTICING | dict(address.query))
        engine = create_engine(noticing, **hidden, pool_pre_ping=True)  # a restart fails nobody
    else:
        engine = create_engine(address, **hidden)
        event.listen(engine, "connect", _patient)
    event.listen(engine, "handle_error", _told, retval=True)
    migrate(engine)
    return engine


def _told(context: ExceptionContext) -> AccountsError | None:
    """What is raised where the database is away, rather than what was asked of it wrong."""
    error, original = context.sqlalchemy_exception, context.original_exception
    if context.is_pre_ping or not isinstance(error, OperationalError | InterfaceError):
        return None
    if getattr(original, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return None  # SQLite calls a bad statement so
    cause = str(original).strip().splitlines()[0]
    return AccountsError(
        f"The database of accounts cannot be reached ({cause}). Look at FPT_ACCOUNTS_URL, and"
        " whether it answers."
    )


def _patient(connection: Any, _: object) -> None:
    """Readers do not wait for a writer, and writers wait for each other."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()
