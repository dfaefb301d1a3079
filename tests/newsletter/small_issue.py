"""A small issue by hand: charts of the small world, and news of a few known changes."""

from dataclasses import replace
from datetime import date

from dashboard.newsletter.edition import Edition
from dashboard.newsletter.images import Image
from dashboard.newsletter.issue import Issue
from dashboard.newsletter.news import News, sorted_out
from dashboard.reader.view import View
from data.progress.model import Reason, Status
from data.questions.answers import PartnerSummary
from data.questions.change_records import Cause, CauseKind, Change, Standing
from tests.charts.small_world import chart
from tests.context import a_context
from tests.dashboard import world

SINCE = date(2026, 10, 1)
ENDED, BEFORE = date(2026, 9, 30), date(2026, 6, 30)
HOSTILE = (
    "<script>alert(1)</script>",
    "${7*7} {braces} %s",
    "*[x](javascript:alert(1))* `code`",
    "\u202egnipyt\u202c and \u2067turned\u2069",
    "line\nbreak\r\n# heading",
    "long " * 60,
    '" onload="alert(1)',
)


def address(path: str) -> str:
    return f"https://example.org{path}"


def standing(status: Status, value: float | None, reason: Reason | None = None) -> Standing:
    return Standing(status, reason, value, ENDED if value is not None else None)


def change(indicator: str, before: Standing, after: Standing, *causes: Cause) -> Change:
    return Change(world.plan().indicator(indicator), {2030: before}, {2030: after}, causes)


def partner(name: str, *, measures: int = 1, reported: date | None = ENDED) -> PartnerSummary:
    return PartnerSummary(
        id=name[:20],
        name=name,
        acronym=None,
        college="states",
        seat=None,
        member=None,
        sample=False,
        measures=measures,
        newest=ENDED,
        reported=reported,
    )


B3 = world.plan().headline("B3").id
F2 = world.plan().headline("F2").id
C1 = world.plan().headline("C1").id
CHANGES = (
    change(
        B3,
        standing(Status.FAR_BEHIND, 1),
        standing(Status.BEHIND, 2),
        Cause(CauseKind.NEW_DATA, 1, ("B-000001",)),
    ),
    change(
        C1,
        standing(Status.ACHIEVED, 10),
        standing(Status.ACHIEVED, 12),
        Cause(CauseKind.NEW_DATA, 2, ("B-000001",)),
        Cause(CauseKind.REVISION, 1, ("B-000002",)),
    ),
    change(
        F2,
        standing(Status.MOVING_AWAY, -20),
        standing(Status.MOVING_AWAY, -5),
        Cause(CauseKind.WITHDRAWAL, 3, ("B-000003",)),
    ),
)


def news(*names: str) -> News:
    flips, moves = sorted_out(world.plan(), CHANGES, 2030)
    return News(SINCE, 2030, flips, tuple(partner(name) for name in names), moves)


def edition(
    lang: str = "en",
    charts: tuple[str, ...] = ("scorecard/all", "objective/A1"),
    told: News | None = None,
    *,
    frozen: bool = True,
) -> Edition:
    issue = Issue(charts, (lang,), world.AS_OF, SINCE, 2030, frozen)
    made = tuple(_chart(each, lang) for each in charts)
    return Edition(
        issue=issue,
        ctx=a_context(View(lang=lang), info=world.info(sample=True)),
        headline=made[0].finding,
        charts=made,
        news=told or news("Soil Union"),
    )


def images(of: Edition, *corrections: str) -> list[Image]:
    """Frozen ones, the first with corrections."""
    made = [
        Image(address(f"/frozen/{n:032x}.png"), address(f"/frozen/{n:032x}"))
        for n in range(len(of.charts))
    ]
    return [replace(made[0], corrections=corrections), *made[1:]]


def _chart(name: str, lang: str):  # type: ignore[no-untyped-def]
    kind, _, code = name.partition("/")
    return chart(kind, code, f"lang={lang}")
