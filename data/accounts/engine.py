"""The database of accounts: small, often written, so no place for DuckDB. SQLite, or a setting.

Tables are declared here once; each is looked after by a module of its own. Times are UTC. What is
declared must be what the steps in `data/accounts/migrations` make, which a test holds it to.
"""

import logging
import sqlite3
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any
from urllib.parse import quote

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
    func,
    make_url,
    select,
)
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError

from data.accounts.migrate import migrate
from data.errors import AccountsError
from data.postgres import NOTICING

LOGGER = logging.getLogger(__name__)
EXISTING = "mode=rw&uri=true"  # a file that went away is not made anew, without its accounts
ENOUGH_TO_ANSWER = 1.0  # seconds
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


def accounts_engine(url: str, home: Path, *, must_answer: bool = True) -> Engine:
    """The database of the setting, or SQLite in the home folder, brought to today's tables.

    Raises `AccountsError` where it cannot be reached; unless it need not answer now: then every
    question raises that until it does.
    """
    file = None if url else home / "accounts.sqlite"
    hidden = {"hide_parameters": True}  # errors are logged, addresses not
    address = make_url(url) if url else make_url(f"sqlite:///file:{quote(str(file))}?{EXISTING}")
    if address.get_backend_name() == "postgresql":
        noticing = address.update_query_dict(NOTICING | dict(address.query))
        engine = create_engine(noticing, **hidden, pool_pre_ping=True)  # a restart fails nobody
    else:
        engine = create_engine(address, **hidden)
        event.listen(engine, "connect", _patient)
        if file:
            event.listen(engine, "checkout", partial(_refuse_another, file))
    event.listen(engine, "handle_error", _told, retval=True)
    try:
        _prepare(engine, file)
    except AccountsError as error:
        if must_answer:
            raise
        LOGGER.error("%s", error)  # a sentence for whoever runs the server
        _prepare_later(engine, file)
    return engine


class AccountsWatch:
    """Whether the database of accounts answers, told within a second however it fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._asker = ThreadPoolExecutor(1, "accounts")
        self._asked: Future[bool] | None = None

    def answers(self) -> bool:
        """Ask, unless an earlier question is still without an answer."""
        if self._asked is None or self._asked.done():
            self._asked = self._asker.submit(self._ask)
        try:
            return self._asked.result(ENOUGH_TO_ANSWER)
        except TimeoutError:
            return False

    def _ask(self) -> bool:
        try:
            with self._engine.connect() as connection:
                connection.execute(select(func.count()).select_from(SESSION))
        except AccountsError:
            return False
        return True


def _prepare(engine: Engine, file: Path | None) -> None:
    """Make the file where there is none, and bring the tables to today's."""
    if file and not file.exists():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        except OSError as error:
            raise _away(error.strerror or str(error)) from error
    migrate(engine)


def _prepare_later(engine: Engine, file: Path | None) -> None:
    """Before the next connection, do what could not be done now."""
    turn = RLock()
    done = under_way = False

    def first(*_: Any) -> None:
        nonlocal done, under_way
        with turn:
            if done or under_way:  # then it is this very preparing that connects
                return
            under_way = True
            try:
                _prepare(engine, file)
                done = True
            finally:
                under_way = False

    event.listen(engine, "do_connect", first)


def _told(context: ExceptionContext) -> AccountsError | None:
    """What is raised where the database is away, rather than what was asked of it wrong."""
    error, original = context.sqlalchemy_exception, context.original_exception
    if context.is_pre_ping or not isinstance(error, OperationalError | InterfaceError):
        return None
    if getattr(original, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return None  # SQLite calls a bad statement so
    return _away(str(original).strip().splitlines()[0])


def _away(cause: str) -> AccountsError:
    return AccountsError(
        f"The database of accounts cannot be reached ({cause}). Look at FPT_ACCOUNTS_URL, and"
        " whether it answers; without that setting, at accounts.sqlite in the home."
    )


def _patient(connection: Any, record: Any) -> None:
    """Readers do not wait for a writer, and writers wait for each other."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    (_, _, path) = cursor.execute("PRAGMA database_list").fetchone()
    cursor.close()
    record.info["file"] = _identity(Path(path))


def _refuse_another(file: Path, _: Any, record: Any, __: Any) -> None:
    """A connection to a file that is gone, or that another took the place of, is not used again."""
    if record.info.get("file") != _identity(file):
        raise DisconnectionError("the file is another one")


def _identity(file: Path) -> tuple[int, int] | None:
    """By what a file is known again; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
