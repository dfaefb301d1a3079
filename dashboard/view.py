"""What a reader looks at, as the address says it. A link reproduces the view."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

from data.answers import Filters
from data.i18n import LANGUAGES

FILTERS = ("region", "place", "facility", "goal", "college", "partner")

DAYS = ("asof", "since")
KEPT = (*FILTERS, *DAYS)


@dataclass(frozen=True, slots=True)
class View:
    """A page address taken apart: path, language, horizon and filters (codes, or None).

    `asof` is the day whose knowledge is asked for, None for today's; `since` where changes start.
    """

    path: str = "/"
    lang: str = "en"
    horizon: int = 2030
    region: str | None = None
    place: str | None = None
    facility: str | None = None
    goal: str | None = None
    college: str | None = None
    partner: str | None = None
    asof: date | None = None
    since: date | None = None

    @classmethod
    def of(
        cls, path: str, query: str, horizons: tuple[int, ...], browser_lang: str = "en"
    ) -> "View":
        """Read an address; what it does not say, or says wrongly, falls back to the default."""
        asked = {key: values[0] for key, values in parse_qs(query.lstrip("?")).items()}
        lang = asked.get("lang", browser_lang)
        horizon = asked.get("horizon", "")
        chosen: dict[str, Any] = {name: asked.get(name) or None for name in FILTERS}
        chosen |= {name: _day(asked.get(name)) for name in DAYS}
        return cls(
            path=path.rstrip("/") or "/",
            lang=lang if lang in LANGUAGES else "en",
            horizon=int(horizon) if horizon in map(str, horizons) else horizons[0],
            **chosen,
        )

    def href(self, path: str | None = None, **changes: object) -> str:
        """The address of this view at another path or with other choices; None drops a choice.

        Where changes start from stays behind on its own page.
        """
        view = replace(self, **({"since": None} if path else {}) | changes)  # type: ignore[arg-type]
        query = {"lang": view.lang, "horizon": str(view.horizon)}
        query |= {name: str(value) for name in KEPT if (value := getattr(view, name))}
        return quote(path if path is not None else view.path) + "?" + urlencode(query)

    def everything(self) -> str:
        """The address of this view without any filter."""
        return self.href(**dict.fromkeys(FILTERS))

    @property
    def filters(self) -> Filters:
        """The filters on measures; a goal filters objectives, not measures."""
        return Filters(self.region, self.place, self.facility, self.partner, self.college)


def _day(written: str | None) -> date | None:
    """A day as an address writes it (2024-05-03); None for anything else."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
