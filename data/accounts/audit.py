"""Who did what, when and why: rows are added and never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select

from data.accounts.engine import AUDIT


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed; `who` is an address or the command line, `subject` what it was done to. UTC."""

    number: int
    at: datetime
    who: str
    role: str
    what: str
    subject: str
    why: str | None


class Audit:
    """The log of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(
        self, who: str, role: str, what: str, subject: str, now: datetime, why: str = ""
    ) -> None:
        """Add a deed."""
        values = {"at": now, "who": who, "role": role, "what": what, "subject": subject}
        with self._engine.begin() as connection:
            connection.execute(insert(AUDIT).values(why=why or None, **values))

    def entries(self, subject: str | None = None) -> Sequence[Entry]:
        """Every deed, or those done to one subject, the newest first."""
        asked = select(AUDIT).order_by(AUDIT.c.number.desc())
        if subject is not None:
            asked = asked.where(AUDIT.c.subject == subject)
        with self._engine.connect() as connection:
            return [Entry(**row._mapping) for row in connection.execute(asked)]
