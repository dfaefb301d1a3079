"""Every kind of public address, asked for what the small world of `withheld` holds back."""

from collections.abc import Iterable, Iterator

from tests.access.withheld import SECRETS, SENDER

INDICATORS = tuple(dict.fromkeys(s.indicator for s in SECRETS if s.why != "refused"))
OBJECTIVES = tuple(dict.fromkeys(i.partition(".")[0] for i in INDICATORS))
EXTENSIONS = ("svg", "csv", "json", "xlsx", "parquet")
DIMENSIONS = ("region", "place", "partner", "facility", "college")
FILTERS = (f"partner={SENDER}", "place=COL", "region=019", "college=research")
KIT = "charts=objective/A3,objective/A5,objective/F2,scorecard/all&since=2020-01-01&images=latest"
PAGES = (
    *("/", "/objectives", "/facilities", "/regions", "/partners", "/data", "/method", "/about"),
    *("/changes?since=2020-01-01", "/search?q=cgiar", f"/newsletter?{KIT}"),
    *("/region/019", "/place/COL", "/place/FRA", "/facility/CF4", "/partner/ird"),
    *("/goal/A", "/goal/F", "/compare?with=objective:A3,objective:A5,objective:F2"),
    *("/compare?with=region:019", f"/partner/{SENDER}", "/share/objective/A3"),
    *(f"/objective/{code}" for code in OBJECTIVES),
    *(f"/objective/{code}?{chosen}" for code in ("A3", "A5") for chosen in FILTERS),
)
CHARTS = (
    *(("objective", code) for code in OBJECTIVES),
    *(("indicator", name) for name in INDICATORS),
    *(("goal", "A"), ("facility", "CF4"), ("region", "019")),
    *(("scorecard", "all"), ("map", "world"), ("map", "A1")),
)
SPOKEN = (  # what is written in the reader's language, beside the pages
    *("/changes.atom", "/drawing/map.svg", "/drawing/map.svg?objective=A1"),
    *("/drawing/map.svg?by=regions", "/sign-in", "/oembed?url=/objective/A3"),
    *(f"/newsletter/block.{form}?{KIT}" for form in ("html", "md", "txt")),
    *(f"/embed/{kind}/{name}" for kind, name in CHARTS),
    *(f"/chart/{kind}/{name}.{e}" for kind, name in CHARTS for e in ("svg", "json")),
)
FILES = (  # what is the same in every language
    *(f"/chart/{kind}/{name}.{e}" for kind, name in CHARTS for e in EXTENSIONS),
    f"/newsletter/pack.zip?{KIT}&langs=en",
)
API = (
    *("snapshot", "plan", "objectives", "facilities", "regions", "partners"),
    *("changes?since=2020-01-01", f"partners/{SENDER}", "partners/ird", "places/COL"),
    *("search?q=cgiar", "search?q=7346291", "search?q=heliotrope"),
    *(f"objectives/{code}" for code in OBJECTIVES),
    *(f"indicators/{name}" for name in INDICATORS),
    *(f"indicators/{name}/series" for name in INDICATORS),
    *(f"indicators/{name}/contributions?by={by}" for name in INDICATORS for by in DIMENSIONS),
    *(f"measures?size=1000&{chosen}" for chosen in (*FILTERS, "objective=A3", "")),
    *(f"measures?format={form}" for form in ("csv", "xlsx", "parquet")),
    *(f"measures?format=csv&{chosen}" for chosen in FILTERS),
)


def in_language(addresses: Iterable[str], lang: str) -> Iterator[str]:
    """The addresses, asking for a language."""
    for address in addresses:
        yield f"{address}{'&' if '?' in address else '?'}lang={lang}"


def seeds(lang: str) -> list[str]:
    """Where a crawl in a language starts: what has no language is read in English."""
    once = (*FILES, *(f"/api/v1/{path}" for path in API), "/openapi.json", "/_dash-layout")
    return [*in_language((*PAGES, *SPOKEN), lang), *(once if lang == "en" else ())]
