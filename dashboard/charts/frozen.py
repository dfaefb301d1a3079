"""Frozen pictures: kept for ever under the digest of their bytes, with what they show.

A picture never changes. When later knowledge changes a verdict it shows, its page says so.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from dashboard.charts.model import Chart, Shown
from dashboard.charts.pictures import write_whole
from data.progress.model import Status

DIGEST = re.compile("[0-9a-f]{32}")


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
        """Where the picture is, for ever."""
        return f"/frozen/{self.digest}.png"


@dataclass(frozen=True, slots=True)
class Correction:
    """A verdict that reads otherwise today, for the very day the picture stands for."""

    code: str
    horizon: int
    was: Status
    now: Status


class FrozenPictures:
    """The pictures in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes, chart: Chart, query: str, preset: str) -> Frozen:
        """Keep a picture with what it is, the same bytes once; OSError where they cannot be."""
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
            write_whole(self._picture(digest), content)
            written = json.dumps(asdict(frozen), ensure_ascii=False, default=str)
            write_whole(told, written.encode())
        return self.find(digest)

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


def corrections(frozen: Frozen, today: Sequence[Shown]) -> list[Correction]:
    """What the picture shows otherwise than it would be shown today, for the same day."""
    now = {(shown.code, shown.horizon): shown.status for shown in today}
    return [
        Correction(was.code, was.horizon, was.status, now[was.code, was.horizon])
        for was in frozen.shown
        if now.get((was.code, was.horizon), was.status) is not was.status
    ]


def _checked(digest: str) -> str:
    """A digest and nothing else: what an address says never becomes a path."""
    if not DIGEST.fullmatch(digest):
        raise KeyError(digest)
    return digest
