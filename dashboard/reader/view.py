"""What a reader looks at, as the address says it. A link reproduces the view."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

from data.questions.answers import Filters
from data.text.i18n import LANGUAGES
from data.times import day_asked

FILTERS = ("region", "place", "facility", "goal", "college", "partner")

DAYS = ("asof", "since", "beside")
LISTS = ("charts", "langs")  # said at once with commas, or in several parts
TEXTS = ("q", "compared", "named", "reporting", "order", *LISTS, "images")
# What stays behind when another page is gone to.
OWN = ("since", "beside", *TEXTS)
KEPT = (*FILTERS, *DAYS, *TEXTS)
LONGEST_TEXT, LONGEST_LIST = 200, 1000
CALLED = {
    "compared": "with",
    "named": "name",
}  # in the address, where it differs from the name here


@dataclass(frozen=True, slots=True)
class View:
    """A page address taken apart: path, language, horizon and filters (codes, or None).

    `asof` is the day whose knowledge is asked for, None for today's; `since` where changes start;
    `q` what is searched for; `compared` what stands side by side, or `beside` the day it does on.
    `named`, `reporting` and `order` choose from a list of partners.
    `charts`, `langs` and `images` are those of a newsletter's issue.
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
    beside: date | None = None
    q: str | None = None
    compared: str | None = None
    named: str | None = None
    reporting: str | None = None
    order: str | None = None
    charts: str | None = None
    langs: str | None = None
    images: str | None = None

    @classmethod
    def of(
        cls, path: str, query: str, horizons: tuple[int, ...], browser_lang: str = "en"
    ) -> "View":
        """Read an address; what it does not say, or says wrongly, falls back to the default."""
        said = parse_qs(query.lstrip("?"))
        asked = {key: values[0] for key, values in said.items()}
        lang = asked.get("lang", browser_lang)
        horizon = asked.get("horizon", "")
        chosen: dict[str, Any] = {name: asked.get(name) or None for name in FILTERS}
        chosen |= {name: day_asked(asked.get(name)) for name in DAYS}
        chosen |= {name: _text(asked.get(CALLED.get(name, name))) for name in TEXTS}
        chosen |= {name: _text(",".join(said.get(name, ())), LONGEST_LIST) for name in LISTS}
        return cls(
            path=path.rstrip("/") or "/",
            lang=lang if lang in LANGUAGES else "en",
            horizon=int(horizon) if horizon in map(str, horizons) else horizons[0],
            **chosen,
        )

    def href(self, path: str | None = None, **changes: object) -> str:
        """The address of this view at another path or with other choices; None drops a choice.

        Where changes start from, and what is searched for or compared, stay behind on their pages.
        """
        if path and not changes:
            return f"{quote(path)}?{_elsewhere(self)}"
        query = self.query(**(dict.fromkeys(OWN) if path else {}) | changes)
        return quote(path if path is not None else self.path) + "?" + urlencode(query)

    def query(self, **changes: object) -> dict[str, str]:
        """What the address says after its path; None drops a choice."""
        view = replace(self, **changes)  # type: ignore[arg-type]
        said = {"lang": view.lang, "horizon": str(view.horizon)}
        return said | {
            CALLED.get(name, name): str(value) for name in KEPT if (value := getattr(view, name))
        }

    def kept(self) -> dict[str, str]:
        """What the address of another page says after its path."""
        return self.query(**dict.fromkeys(OWN))

    def everything(self) -> str:
        """The address of this view without any filter."""
        return self.href(**dict.fromkeys(FILTERS))

    @property
    def filters(self) -> Filters:
        """The filters on measures; a goal filters objectives, not measures."""
        return Filters(self.region, self.place, self.facility, self.partner, self.college)


@lru_cache(maxsize=256)
def _elsewhere(view: View) -> str:
    """What addresses of other pages say after their path: the same in every link of a page."""
    return urlencode(view.kept())


def _text(written: str | None, most: int = LONGEST_TEXT) -> str | None:
    """What someone typed, no longer than it need be; None for nothing."""
    return (written or "").strip()[:most] or None
