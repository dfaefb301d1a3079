"""Embeds made in the dialog: what they show, where they are used, and which are revoked.

Kept in the accounts database, because they are small and written often. Of a use only the host
and the day are kept, with a count: nothing personal.
"""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import ascii_letters, digits
from threading import Lock
from time import monotonic

from sqlalchemy import Engine, func, insert, select, update

from data.accounts_database import EMBED, EMBED_USE
from data.errors import AccountsError
from data.plan_models import Plan

HELD_BACK = 200  # uses counted in memory before they are written
HELD_BACK_SECONDS = 30.0
MOST_HELD_BACK = 5000  # embeds, hosts and days counted while the database is away
MOST_HOSTS = 500  # hosts told apart for one embed; a Referer can be made up


@dataclass(frozen=True, slots=True)
class Embed:
    """One embed; `query` is the view it shows. Times are UTC."""

    id: str
    kind: str
    chart: str
    query: str
    made_at: datetime
    revoked_at: datetime | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Use:
    """How often an embed was shown on a host, and when last."""

    host: str
    times: int
    last: date


def broken_by(embeds: Sequence[Embed], plan: Plan) -> list[Embed]:
    """The embeds that are shown and whose chart a plan no longer holds."""
    known = {
        "objective": {objective.code for objective in plan.objectives},
        "indicator": {indicator.id for indicator in plan.indicators},
        "goal": {goal.code for goal in plan.goals},
        "facility": {facility.id for facility in plan.facilities},
    }
    return [
        embed
        for embed in embeds
        if not embed.revoked_at and embed.chart not in known.get(embed.kind, {embed.chart})
    ]


def new_id() -> str:
    """A short id that is no other's and that no command takes for an option."""
    return "".join(secrets.choice(ascii_letters + digits) for _ in range(8))


class Embeds:
    """The registry of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._counted: Counter[tuple[str, str, date]] = Counter()
        self._write_at = monotonic() + HELD_BACK_SECONDS

    def make(self, kind: str, chart: str, query: str, now: datetime) -> Embed:
        """A new embed with a short id of its own."""
        made = Embed(new_id(), kind, chart, query, now, None, None)
        values = {name: getattr(made, name) for name in EMBED.columns.keys()}  # noqa: SIM118
        with self._engine.begin() as connection:
            connection.execute(insert(EMBED).values(values))
        return made

    def find(self, id: str) -> Embed | None:
        """The embed of an id; None where there is none."""
        with self._engine.connect() as connection:
            row = connection.execute(select(EMBED).where(EMBED.c.id == id)).one_or_none()
        return Embed(**row._mapping) if row else None

    def all(self) -> Sequence[Embed]:
        """Every embed, the newest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(EMBED).order_by(EMBED.c.made_at.desc()))
            return [Embed(**row._mapping) for row in rows]

    def revoke(self, id: str, why: str, now: datetime) -> bool:
        """Let an embed show a polite card from now on; whether there was one to revoke."""
        change = update(EMBED).where(EMBED.c.id == id, EMBED.c.revoked_at.is_(None))
        with self._engine.begin() as connection:
            done = connection.execute(change.values(revoked_at=now, why=why))
        return done.rowcount == 1

    def count(self, id: str, host: str, day: date) -> None:
        """One more use, written together with others."""
        with self._lock:
            use = id, host[:253], day
            if use in self._counted or len(self._counted) < MOST_HELD_BACK:
                self._counted[use] += 1
            due = self._counted.total() == HELD_BACK or monotonic() >= self._write_at
        if due:
            self.write_counts()

    def write_counts(self) -> None:
        """Write what was counted in memory; it is kept there where it cannot be written."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
            self._write_at = monotonic() + HELD_BACK_SECONDS
        try:
            self._add(counted)
        except AccountsError:
            with self._lock:
                self._counted += counted
            raise

    def _add(self, counted: Counter[tuple[str, str, date]]) -> None:
        with self._engine.begin() as connection:
            for (id_, host, day), times in counted.items():
                here = (EMBED_USE.c.embed == id_, EMBED_USE.c.host == host, EMBED_USE.c.day == day)
                more = update(EMBED_USE).where(*here).values(times=EMBED_USE.c.times + times)
                if connection.execute(more).rowcount:
                    continue
                hosts = select(func.count(EMBED_USE.c.host.distinct()))
                of_embed = hosts.where(EMBED_USE.c.embed == id_)
                if connection.execute(of_embed).scalar_one() < MOST_HOSTS:
                    values = {"embed": id_, "host": host, "day": day, "times": times}
                    connection.execute(insert(EMBED_USE).values(values))

    def uses(self, id: str) -> Sequence[Use]:
        """Where an embed is shown, the busiest host first."""
        self.write_counts()
        times = func.sum(EMBED_USE.c.times)
        asked = (
            select(EMBED_USE.c.host, times.label("times"), func.max(EMBED_USE.c.day).label("last"))
            .where(EMBED_USE.c.embed == id)
            .group_by(EMBED_USE.c.host)
            .order_by(times.desc(), EMBED_USE.c.host)
        )
        with self._engine.connect() as connection:
            return [Use(row.host, row.times, row.last) for row in connection.execute(asked)]
