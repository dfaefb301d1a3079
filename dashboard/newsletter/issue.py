"""What an issue of the newsletter holds, as its address says it. A link reproduces it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote, urlencode, urlsplit

from dashboard.charts.kinds.registry import chart_of_page
from dashboard.reader.view import View
from data.progress.dates import months_later
from data.text.i18n import LANGUAGES

MOST_CHARTS = 12
USUAL_CHARTS = ("scorecard/all",)
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Issue:
    """Charts by address (`objective/A1`) in their order, languages, days, horizon, images.

    `frozen` images never change, others follow the figures; `dated` where the address names the
    day, which then holds for the pages linked to as well.
    """

    charts: tuple[str, ...]
    langs: tuple[str, ...]
    as_of: date
    since: date
    horizon: int
    frozen: bool = True
    dated: bool = False

    @classmethod
    def of(cls, view: View, today: date) -> "Issue":
        """Read an address; what it leaves open is the usual, what is to come is today."""
        as_of = min(view.asof or today, today)
        asked = (chart_address(part) for part in _parts(view.charts))
        said = _parts(view.langs)
        return cls(
            charts=tuple(dict.fromkeys(asked)) or USUAL_CHARTS,
            langs=tuple(lang for lang in LANGUAGES if lang in said) or LANGUAGES,
            as_of=as_of,
            since=min(view.since or months_later(as_of, -1), as_of),
            horizon=view.horizon,
            frozen=view.images != LATEST,
            dated=view.asof is not None,
        )

    def view(self, lang: str) -> View:
        """What charts of a language are made from, and their pages linked to."""
        return View("/", lang, self.horizon, asof=self.as_of if self.dated else None)

    def picture_path(self, chart: str, lang: str) -> str:
        """Where the e-mail picture of a chart is; of the issue's day where it is frozen."""
        view = self.view(lang)
        day = self.as_of if self.frozen else view.asof
        query = urlencode(view.query(asof=day) | {"preset": "email"})
        return f"/chart/{quote(chart)}.png?{query}"

    def query(self) -> str:
        """The issue as an address says it, with its days: the same tomorrow."""
        said = {
            "charts": ",".join(self.charts),
            "langs": ",".join(self.langs),
            "horizon": str(self.horizon),
            "since": self.since.isoformat(),
            "images": "frozen" if self.frozen else LATEST,
        }
        if self.frozen or self.dated:
            said["asof"] = self.as_of.isoformat()
        return urlencode(said, safe="/,")

    def toggled(self, chart: str) -> str:
        """The charts as an address says them, with one more or without it."""
        if chart in self.charts:
            return ",".join(known for known in self.charts if known != chart)
        return ",".join((*self.charts, chart))

    def moved(self, chart: str, by: int) -> str:
        """The charts as an address says them, with one moved up (-1) or down (1)."""
        order = list(self.charts)
        at = order.index(chart)
        order.insert(at + by, order.pop(at))
        return ",".join(order)


def chart_address(written: str) -> str:
    """`objective/A1` of what someone wrote: that, or any link to a page, an embed or a picture."""
    try:
        path = unquote(urlsplit(written.strip()).path)
    except ValueError:
        return written
    match path.strip("/").split("/"):
        case ["chart", kind, name]:
            return f"{kind}/{name.rpartition('.')[0] or name}"
        case ["embed" | "share", kind, name]:
            return f"{kind}/{name}"
    found = chart_of_page(f"/{path.strip('/')}")
    return "/".join(found) if found else path.strip("/")


def _parts(written: str | None) -> Sequence[str]:
    return [part.strip() for part in (written or "").split(",") if part.strip()]
