"""Frozen pictures: kept under the digest of their bytes, with what they show.

A picture never changes. When later knowledge changes a verdict it shows, its page says so. One that
nobody is shown ages out, unless a person pinned it. Beside the picture lies what is known of it
(`.json`, as old as the picture), and `.pin` where it is pinned; the picture's own file is as old as
its last showing.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from dashboard.charts.kinds.model import Chart, Shown
from dashboard.charts.render.picture_store import write_whole
from data.accounts.retention import (
    FULL,
    LONG_NOT_SHOWN,
    MOST,
    NEVER_SHOWN,
    NEVER_SHOWN_WHERE_FULL,
    QuotaError,
)
from data.progress.model import Status

DIGEST = re.compile("[0-9a-f]{32}")
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is known of one frozen picture; `query` is the view it was made from."""

    digest: str
    kind: str
    id: str
    lang: str
    query: str
    preset: str
    as_of: date
    snapshot: str
    title: str
    alt: str
    description: str
    shown: tuple[Shown, ...]

    @property
    def path(self) -> str:
        """Where the picture is."""
        return f"/frozen/{self.digest}.png"


@dataclass(frozen=True, slots=True)
class Correction:
    """A verdict that reads otherwise today, for the very day the picture stands for."""

    code: str
    horizon: int
    was: Status
    now: Status


@dataclass(frozen=True, slots=True)
class Lying:
    """A frozen picture as it lies on the disk; `shown` is None where it never was. UTC."""

    digest: str
    made: datetime
    shown: datetime | None
    pinned: bool

    def is_old(self, now: datetime, never_shown: timedelta) -> bool:
        """Whether it may go."""
        if self.pinned:
            return False
        return now - (self.shown or self.made) > (LONG_NOT_SHOWN if self.shown else never_shown)


class FrozenPictures:
    """The pictures in one folder.

    `may_leave` raises `QuotaError` where whoever asks may leave no other one for good.
    """

    def __init__(self, folder: Path, may_leave: Callable[[], None] = lambda: None) -> None:
        self._folder = folder
        self._may_leave = may_leave

    def keep(self, content: bytes, chart: Chart, query: str, preset: str, now: datetime) -> Frozen:
        """Keep a picture with what it is, the same bytes once; OSError where they cannot be.

        Raises `QuotaError` where no more may be kept; `now` is UTC.
        """
        digest = sha256(content).hexdigest()[:32]
        frozen = Frozen(
            digest=digest,
            kind=chart.kind,
            id=chart.id,
            lang=chart.lang,
            query=query,
            preset=preset,
            as_of=chart.stamp.as_of,
            snapshot=chart.stamp.snapshot,
            title=chart.title,
            alt=chart.alt,
            description=chart.description,
            shown=tuple(chart.shown),
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        told = self._told(digest)
        if not told.exists():
            self._may_leave()
            self._make_room(now)
            write_whole(self._picture(digest), content)
            written = json.dumps(asdict(frozen), ensure_ascii=False, default=str)
            write_whole(told, written.encode())
            _make_as_old_as(now, told, self._picture(digest))
        return self.find(digest)

    def frozen_last(self, address: str) -> str | None:
        """The digest of the picture that an address was frozen with last.

        A picture names the snapshot it was made from, so drawing it again after a publication gives
        other bytes; an issue of an earlier day shows the pictures it was frozen with.
        """
        try:
            return self._address(address).read_text()
        except OSError:
            return None

    def remember(self, address: str, digest: str) -> None:
        """Remember what an address was frozen with; OSError where that cannot be kept."""
        file = self._address(address)
        if not file.exists():
            self._may_leave()
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, digest.encode())

    def note_shown(self, digest: str, now: datetime) -> None:
        """Note that a picture was shown, once a day; a disk that takes no more notes nothing."""
        picture, told = self._picture(digest), self._told(digest)
        try:
            last = _age(picture)
            if last <= _age(told) or now - last > A_DAY:
                _make_as_old_as(max(now, last + timedelta(seconds=1)), picture)
        except OSError:
            return

    def pin(self, digest: str, *, pinned: bool) -> bool:
        """Let a picture never age out, or do so again; whether there is one."""
        if not self._told(digest).exists():
            return False
        mark = self._folder / f"{digest}.pin"
        if pinned:
            mark.touch()
        else:
            mark.unlink(missing_ok=True)
        return True

    def lying(self) -> list[Lying]:
        """Every picture, the newest first; of none more than its files' ages is read."""
        if not self._folder.is_dir():
            return []
        with os.scandir(self._folder) as entries:
            ages = {e.name: e.stat().st_mtime for e in entries if DIGEST.match(e.name)}
        found = [
            _lying(digest, age, ages.get(f"{digest}.png", age), f"{digest}.pin" in ages)
            for name, age in ages.items()
            if (digest := name.removesuffix(".json")) != name
        ]
        return sorted(found, key=lambda each: (each.made, each.digest), reverse=True)

    def _make_room(self, now: datetime) -> None:
        """Let go of what nobody is shown; raises `QuotaError` where as many as may be are left."""
        left = self._let_go(self.lying(), now, NEVER_SHOWN)
        if sum(not each.pinned for each in left) >= MOST:
            left = self._let_go(left, now, NEVER_SHOWN_WHERE_FULL)
        if sum(not each.pinned for each in left) >= MOST:
            raise QuotaError(FULL)

    def _let_go(self, found: list[Lying], now: datetime, never_shown: timedelta) -> list[Lying]:
        gone = {each.digest for each in found if each.is_old(now, never_shown)}
        for digest in gone:
            self._told(digest).unlink(missing_ok=True)
            self._picture(digest).unlink(missing_ok=True)
        if gone and self._addresses.is_dir():
            for file in self._addresses.iterdir():
                if file.read_text() in gone:
                    file.unlink(missing_ok=True)
        return [each for each in found if each.digest not in gone]

    def find(self, digest: str) -> Frozen:
        """What is known of a picture; KeyError where there is none."""
        try:
            told: dict[str, Any] = json.loads(self._told(digest).read_text())
        except OSError:
            raise KeyError(digest) from None
        shown = tuple(Shown(s["code"], s["horizon"], Status(s["status"])) for s in told["shown"])
        return Frozen(**told | {"shown": shown, "as_of": date.fromisoformat(told["as_of"])})

    def every(self) -> Iterator[Frozen]:
        """All of them, in no order."""
        for path in self._folder.glob("*.json"):
            if DIGEST.fullmatch(path.stem):
                yield self.find(path.stem)

    def content(self, digest: str) -> bytes:
        """The picture; KeyError where there is none."""
        try:
            return self._picture(digest).read_bytes()
        except OSError:
            raise KeyError(digest) from None

    def _picture(self, digest: str) -> Path:
        return self._folder / f"{_checked(digest)}.png"

    def _told(self, digest: str) -> Path:
        return self._folder / f"{_checked(digest)}.json"

    @property
    def _addresses(self) -> Path:
        return self._folder / "addresses"

    def _address(self, address: str) -> Path:
        return self._addresses / sha256(address.encode()).hexdigest()


def corrections(frozen: Frozen, today: Sequence[Shown]) -> list[Correction]:
    """What the picture shows otherwise than it would be shown today, for the same day."""
    now = {(shown.code, shown.horizon): shown.status for shown in today}
    return [
        Correction(was.code, was.horizon, was.status, now[was.code, was.horizon])
        for was in frozen.shown
        if now.get((was.code, was.horizon), was.status) is not was.status
    ]


def _lying(digest: str, made: float, shown: float, pinned: bool) -> Lying:
    return Lying(digest, _moment(made), _moment(shown) if shown > made else None, pinned)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def _age(file: Path) -> datetime:
    return _moment(file.stat().st_mtime)


def _make_as_old_as(moment: datetime, *files: Path) -> None:
    seconds = moment.replace(tzinfo=UTC).timestamp()
    for file in files:
        os.utime(file, (seconds, seconds))


def _checked(digest: str) -> str:
    """A digest and nothing else: what an address says never becomes a path."""
    if not DIGEST.fullmatch(digest):
        raise KeyError(digest)
    return digest
