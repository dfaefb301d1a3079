"""A chart before it takes a form: what it shows, says and holds. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data.progress.model import Status

Cell = str | float | int | date | datetime | bool | None


@dataclass(frozen=True, slots=True)
class Body:
    """What is drawn between title and foot.

    `draw` fills a width and a height in pixels with SVG; `height` is what it likes to have.
    """

    draw: Callable[[float, float], str]
    height: Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the chart's table: its key in files, and its heading for readers."""

    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class Table:
    """What is displayed, as figures: `rows` hold raw values, `shown` the same for readers."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    shown: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Badge:
    """The verdict of one horizon: status, and its word or the reason there is none."""

    horizon: int
    status: Status
    word: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A verdict that a chart shows: of which objective or indicator, for which horizon."""

    code: str
    horizon: int
    status: Status


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where the figures come from: the day they stand for, the snapshot, the plan, sample or not.

    `next_update` says in words when they may change.
    """

    as_of: date
    snapshot: str
    published_at: datetime
    plan: str
    method: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart in one language: code and name, the sentence of its finding, what it is made of.

    `alt` has at most 150 characters, `description` says all; `note` is who reported, for the foot;
    `page` is the address it comes from, `shown` every verdict in it. `key` says what the kinds of
    country on a map mean, and `caveat` what it does not say.
    """

    kind: str
    id: str
    lang: str
    code: str
    name: str
    finding: str
    alt: str
    description: str
    badges: Sequence[Badge]
    body: Body
    table: Table
    note: str
    stamp: Stamp
    page: str
    shown: Sequence[Shown] = ()
    key: Sequence[tuple[str, str]] = ()
    caveat: str = ""

    @property
    def title(self) -> str:
        """Code and name."""
        return f"{self.code} {self.name}".strip()
