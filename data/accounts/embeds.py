"""Embeds made in the dialog: what they show, where they are used, and which are revoked.

Kept in the accounts database, because they are small and written often. Of a use only the host
and the day are kept, with a count: nothing personal.
"""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from string import ascii_letters, digits
from threading import Lock
from time import monotonic

from sqlalchemy import (
    Connection,
    Engine,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from data.accounts.engine import EMBED, EMBED_USE
from data.accounts.retention import (
    FULL,
    LONG_NOT_SHOWN,
    MOST,
    NEVER_SHOWN,
    NEVER_SHOWN_WHERE_FULL,
    QuotaError,
)
from data.errors import AccountsError
from data.plan.model import Plan

HELD_BACK = 200  # uses counted in memory before they are written
HELD_BACK_SECONDS = 30.0
MOST_HELD_BACK = 5000  # embeds, hosts and days counted while the database is away
MOST_HOSTS = 500  # hosts told apart for one embed; a Referer can be made up
HOSTS_LISTED = 10  # of one embed, the busiest


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
    pinned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """How often an embed was shown on a host, and when last."""

    host: str
    times: int
    last: date


@dataclass(frozen=True, slots=True)
class Registered:
    """An embed with the hosts that show it, the busiest first, at most ten."""

    embed: Embed
    uses: tuple[Use, ...]


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
        """A new embed with a short id of its own; raises `QuotaError` where there is no room."""
        made = Embed(new_id(), kind, chart, query, now, None, None)
        values = {name: getattr(made, name) for name in EMBED.columns.keys()}  # noqa: SIM118
        with self._engine.begin() as connection:
            _make_room(connection, now)
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

    def pin(self, id: str, now: datetime | None) -> bool:
        """Let an embed never age out from now on, or (None) do so again; whether there is one."""
        change = update(EMBED).where(EMBED.c.id == id).values(pinned_at=now)
        with self._engine.begin() as connection:
            return connection.execute(change).rowcount == 1

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

    def register(self, first: int = 0, most: int | None = None) -> tuple[list[Registered], int]:
        """`most` embeds from the `first` on, the newest first, and how many there are in all."""
        self.write_counts()
        of_all = select(func.count()).select_from(EMBED).scalar_subquery()
        newest = EMBED.c.made_at.desc(), EMBED.c.id
        asked_for = select(EMBED, of_all.label("of_all")).order_by(*newest)
        page = asked_for.offset(first).limit(most).subquery()
        times = func.sum(EMBED_USE.c.times).label("times")
        busiest = func.row_number().over(
            partition_by=EMBED_USE.c.embed, order_by=(times.desc(), EMBED_USE.c.host)
        )
        by_host = (
            select(
                EMBED_USE.c.embed,
                EMBED_USE.c.host,
                times,
                func.max(EMBED_USE.c.day).label("last"),
                busiest.label("rank"),
            )
            .where(EMBED_USE.c.embed.in_(select(page.c.id)))
            .group_by(EMBED_USE.c.embed, EMBED_USE.c.host)
            .subquery()
        )
        listed = and_(by_host.c.embed == page.c.id, by_host.c.rank <= HOSTS_LISTED)
        asked = (
            select(page, by_host.c.host, by_host.c.times, by_host.c.last)
            .outerjoin(by_host, listed)
            .order_by(page.c.made_at.desc(), page.c.id, by_host.c.rank)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(asked).all()
        found: dict[Embed, list[Use]] = {}
        for row in rows:
            embed = Embed(**{name: getattr(row, name) for name in EMBED.columns.keys()})  # noqa: SIM118
            uses = found.setdefault(embed, [])
            uses += [Use(row.host, row.times, row.last)] if row.host is not None else []
        return [Registered(e, tuple(u)) for e, u in found.items()], rows[0].of_all if rows else 0


def _make_room(connection: Connection, now: datetime) -> None:
    """Let go of embeds nobody uses; raises `QuotaError` where as many as may be are left.

    A revoked embed stays, or its page would show the chart again.
    """
    _let_go(connection, now, NEVER_SHOWN)
    if _unpinned(connection) >= MOST:
        _let_go(connection, now, NEVER_SHOWN_WHERE_FULL)
    if _unpinned(connection) >= MOST:
        raise QuotaError(FULL)


def _unpinned(connection: Connection) -> int:
    counted = select(func.count()).select_from(EMBED).where(EMBED.c.pinned_at.is_(None))
    return int(connection.execute(counted).scalar_one())


def _let_go(connection: Connection, now: datetime, never_shown: timedelta) -> None:
    used = exists().where(EMBED_USE.c.embed == EMBED.c.id)
    lately = used.where(EMBED_USE.c.day >= (now - LONG_NOT_SHOWN).date())
    unused = or_(
        and_(~used, EMBED.c.made_at < now - never_shown),
        and_(~lately, EMBED.c.made_at < now - LONG_NOT_SHOWN),
    )
    gone = EMBED.c.pinned_at.is_(None), EMBED.c.revoked_at.is_(None), unused
    if connection.execute(delete(EMBED).where(*gone)).rowcount:
        connection.execute(delete(EMBED_USE).where(EMBED_USE.c.embed.not_in(select(EMBED.c.id))))
