"""A small named world: the real plan with hand-made progress, one objective for every state.

As of 22 November 2026. `overview(sample=False)` is the same world with real measures.
"""

# Long because it is one world, told in one place.

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from data.plan.load import load_plan
from data.plan.model import Indicator, Plan
from data.progress.model import Components, Mark, Point, Reason, Status, StepState, Verdict
from data.questions.answers import (
    Breakdown,
    Contribution,
    Coverage,
    Dimension,
    IndicatorProgress,
    Measure,
    MeasurePage,
    ObjectiveProgress,
    Overlap,
    Overview,
    PartnerSummary,
    PlaceReport,
    SnapshotInfo,
)
from data.reference.places import load_places
from data.text.i18n import Language

AS_OF = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 14, 5)
RECORDED = datetime(2026, 11, 22, 12, 5)
ENGLISH, FRENCH, SPANISH = Language("en"), Language("fr"), Language("es")
NEAR, FAR = 2030, 2050
START = date(2020, 12, 31)
SILENT = Verdict(NEAR, Status.NOT_ASSESSABLE, Reason.NO_MEASURES)


@cache
def plan() -> Plan:
    return load_plan(Path(__file__).parents[2] / "data" / "plans" / "v2.yml")


@dataclass(frozen=True)
class WorldNames:
    """Names as a store would give them; unknown codes come back as they are."""

    lang: str = "en"

    def place(self, code: str | None, /) -> str:
        known = {"002": "Africa", "019": "Americas", "142": "Asia", "150": "Europe"}
        known |= {"009": "Oceania", "BEN": "Benin", "FRA": "France", "WLD": "World"}
        return "Whole world" if code is None else known.get(code, code)

    def partner(self, code: str, /) -> str:
        return {"hostile": HOSTILE}.get(code, code.replace("-", " ").capitalize())

    def facility(self, code: str, /) -> str:
        return plan().facility(code).name.text(self.lang)

    def college(self, code: str, /) -> str:
        return code.replace("_", " ").capitalize()


HOSTILE = "<img src=x onerror=alert(1)> & Sons {braces}"
NAMES = WorldNames()


# -- verdicts -----------------------------------------------------------------
def judged(horizon: int, status: Status, start: float, now: float, goal: float) -> Verdict:
    """A verdict on the straight path from the end of 2020, in the indicator's unit."""
    end = date(horizon, 12, 31)
    done = (now - start) / (goal - start)
    elapsed = (AS_OF - START).days / (end - START).days
    years, left = (AS_OF - START).days / 365.25, (end - AS_OF).days / 365.25
    pace, needed = (now - start) / years, (goal - now) / left
    parts = Components(
        baseline=start,
        baseline_date=START,
        current=now,
        current_date=AS_OF,
        target=goal,
        target_date=end,
        expected_now=start + (goal - start) * elapsed,
        done=done,
        elapsed=elapsed,
    )
    return Verdict(
        horizon,
        status,
        ratio=done / elapsed,
        pace=pace,
        pace_needed=needed,
        acceleration=needed / pace if pace > 0 else None,
        components=parts,
    )


def countries(horizon: int, status: Status, count: int, size: int) -> Verdict:
    """A1: a share of a set, against 28 of 196 at the end of 2019."""
    begin, end = date(2019, 12, 31), date(horizon, 12, 31)
    start, now = 28 / 196, count / size
    done, elapsed = (now - start) / (1 - start), (AS_OF - begin).days / (end - begin).days
    parts = Components(
        as_share=True,
        baseline=start,
        baseline_date=begin,
        baseline_count=28,
        baseline_size=196,
        current=now,
        current_date=AS_OF,
        current_count=count,
        current_size=size,
        target=1,
        target_date=end,
        target_size=size,
        expected_now=start + (1 - start) * elapsed,
        done=done,
        elapsed=elapsed,
    )
    marks = (Mark.BASELINE_OF_ANOTHER_SET, Mark.SET_MEMBERS_NOT_PUBLISHED)
    return Verdict(
        horizon, status, ratio=done / elapsed, acceleration=2.0, marks=marks, components=parts
    )


def unjudged(horizon: int, reason: Reason, parts: Components | None = None) -> Verdict:
    return Verdict(horizon, Status.NOT_ASSESSABLE, reason, components=parts or Components())


def started(horizon: int, count: int, size: int) -> Verdict:
    """B1: a count of a whole set, but no baseline to judge it from."""
    parts = Components(
        as_share=True,
        current=count / size,
        current_date=AS_OF,
        current_count=count,
        current_size=size,
        target=1,
        target_date=date(horizon, 12, 31),
        target_size=size,
    )
    return unjudged(horizon, UNKNOWN, parts)


def climbed(horizon: int, status: Status, *steps: tuple[int, date | None, date | None]) -> Verdict:
    """A ladder; a step due on 30 June is one whose date was derived."""
    asked = tuple(
        StepState(number, due, due is not None and due.month == 6, reached)
        for number, due, reached in steps
    )
    states = (StepState(0, START, False, START), *asked)
    elapsed = (AS_OF - START).days / (date(horizon, 12, 31) - START).days
    return Verdict(horizon, status, components=Components(steps=states, elapsed=elapsed))


def grown(horizon: int) -> Verdict:
    """F2: −2.1% a year where 10% is asked for."""
    parts = Components(
        current=-2.1,
        current_date=date(2025, 12, 31),
        target=10,
        target_date=date(horizon, 12, 31),
        baseline_date=date(2024, 12, 31),
    )
    return Verdict(horizon, Status.MOVING_AWAY, ratio=-0.21, components=parts)


OK, ON, BEHIND = Status.ACHIEVED, Status.ON_TRACK, Status.BEHIND
LATE, AWAY = Status.FAR_BEHIND, Status.MOVING_AWAY
OPEN, UNKNOWN = Reason.NO_PUBLISHED_TARGET, Reason.BASELINE_NOT_ESTABLISHED


def none(reason: Reason, other: Reason | None = None) -> tuple[Verdict, Verdict]:
    return unjudged(NEAR, reason), unjudged(FAR, other or reason)


def with_bounds(verdict: Verdict) -> Verdict:
    parts = replace(verdict.components, baseline_low=5.0, baseline_high=10.0)
    return replace(verdict, marks=(Mark.UNCERTAIN_BASELINE,), components=parts)


DRAFTED = (1, date(2025, 6, 30), date(2024, 3, 14))
KPIS = (1, date(2022, 12, 31), date(2024, 3, 14))
RUNNING = (2, date(2023, 12, 31), date(2026, 2, 2))
# Current value and the two verdicts of each objective; the rest of the plan has no target.
VERDICTS: dict[str, tuple[float | None, tuple[Verdict, Verdict]]] = {
    "A1": (64, (countries(NEAR, BEHIND, 22, 41), countries(FAR, ON, 64, 196))),
    "A2": (23, (with_bounds(judged(NEAR, ON, 7.5, 23, 30)), unjudged(FAR, OPEN))),
    "A5": (None, none(OPEN)),
    "A6": (
        1,
        (
            climbed(NEAR, ON, DRAFTED, (2, date(2030, 12, 31), None)),
            climbed(FAR, ON, DRAFTED, (2, date(2030, 12, 31), None), (3, date(2050, 12, 31), None)),
        ),
    ),
    "B1": (9, (started(NEAR, 9, 41), started(FAR, 14, 196))),
    "B2": (1, (judged(NEAR, BEHIND, 0, 1, 2), judged(FAR, ON, 0, 1, 5))),
    "B3": (2, none(Reason.STALE)),
    "C1": (
        14,
        (Verdict(NEAR, OK, components=Components(current=14, target=10)), unjudged(FAR, UNKNOWN)),
    ),
    "C2": (None, none(Reason.NO_MEASURES)),
    "C3": (58, (judged(NEAR, ON, 20, 58, 80), unjudged(FAR, OPEN))),
    "C4": (
        0,
        (
            climbed(NEAR, ON, (1, date(2030, 12, 31), None)),
            climbed(FAR, ON, (1, date(2030, 12, 31), None), (2, date(2050, 12, 31), None)),
        ),
    ),
    "D1": (4, (judged(NEAR, ON, 0, 4, 5), judged(FAR, ON, 0, 4, 5))),
    "D2": (5, (judged(NEAR, OK, 0, 5, 5), judged(FAR, OK, 0, 5, 5))),
    "D3": (1, (unjudged(NEAR, OPEN), judged(FAR, ON, 0, 1, 5))),
    "D4": (31, none(Reason.DEFINITION_MISMATCH, UNKNOWN)),
    "E2": (None, none(Reason.NO_MEASURES)),
    "E3": (0, none(Reason.TOO_EARLY)),
    "F1": (7, (judged(NEAR, LATE, 6, 7, 20), judged(FAR, LATE, 6, 7, 41))),
    "F2": (-2.1, (grown(NEAR), unjudged(FAR, UNKNOWN))),
    "F3": (
        2,
        (
            climbed(NEAR, OK, KPIS, RUNNING),
            climbed(FAR, ON, KPIS, RUNNING, (3, date(2050, 12, 31), None)),
        ),
    ),
}


# -- progress -----------------------------------------------------------------
def series(value: float, size: float | None = None) -> tuple[Point, ...]:
    """Four yearly points up to today's value."""
    steps = ((2023, 0.4), (2024, 0.6), (2025, 0.85))
    past = [Point(date(year, 12, 31), round(value * part), size) for year, part in steps]
    return (*past, Point(AS_OF, value, size))


def progress(
    indicator: Indicator,
    value: float | None,
    verdicts: Sequence[Verdict],
    *,
    sample: bool = True,
) -> IndicatorProgress:
    points = () if value is None else series(value)
    by_horizon = {verdict.horizon: verdict for verdict in verdicts}
    sized = {
        h: series(v.components.current_count or 0, v.components.current_size)
        if v.components.as_share
        else points
        for h, v in by_horizon.items()
    }
    return IndicatorProgress(
        indicator=indicator,
        points=points,
        set_points=sized,
        current=points[-1] if points else None,
        verdicts=by_horizon,
        coverage=Coverage(38, 52) if points else Coverage(0, 52),
        contributors=38 if points else 0,
        measures=148 if points else 0,
        recorded_at=RECORDED if points else None,
        sample=sample and bool(points),
    )


def objective(
    code: str, *, sample: bool = True, part: Contribution | None = None
) -> ObjectiveProgress:
    world = plan()
    known = world.objective(code)
    value, verdicts = VERDICTS.get(code, (12, none(OPEN)))
    return ObjectiveProgress(
        objective=known,
        goal=world.goal(known.goal),
        facility=world.facility(known.facility) if known.facility else None,
        headline=progress(world.headline(code), value, verdicts, sample=sample),
        supporting=tuple(supporting(i) for i in world.supporting(code)),
        part=part,
    )


def supporting(indicator: Indicator) -> IndicatorProgress:
    """D2.2 holds the real meetings: 1 in 2020, 3 in 2023, 1 in 2024."""
    blank = progress(indicator, None, none(OPEN))
    if indicator.id != "D2.2":
        return blank
    held = ((2020, 1), (2023, 3), (2024, 1))
    points = tuple(Point(date(year, 12, 31), count) for year, count in held)
    return replace(blank, points=points, current=points[-1], measures=5, contributors=1)


def membership(id: str, points: tuple[Point, ...]) -> IndicatorProgress:
    blank = progress(plan().indicator(id), None, none(OPEN))
    return replace(blank, points=points, current=points[-1], measures=len(points), contributors=1)


AUTUMN_2022 = date(2022, 10, 31)


def overview(*, sample: bool = True, part: Contribution | None = None) -> Overview:
    return Overview(
        objectives=tuple(objective(o.code, sample=sample, part=part) for o in plan().objectives),
        coverage=Coverage(412, 739),
        membership=(
            membership(
                "membership.partners",
                (
                    Point(date(2015, 12, 31), 100),
                    Point(date(2018, 12, 31), 359),
                    Point(AUTUMN_2022, 739),
                ),
            ),
            membership(
                "membership.members", (Point(date(2018, 12, 31), 183), Point(AUTUMN_2022, 326))
            ),
            membership(
                "membership.countries", (Point(date(2016, 11, 17), 37), Point(AUTUMN_2022, 41))
            ),
        ),
        regions=REGIONS,
    )


# -- parts, measures, partners ------------------------------------------------
def contribution(
    code: str | None, value: float, share: float | None, *, in_confidence: bool = False
) -> Contribution:
    return Contribution(code, value, share, int(value) * 3, int(value), AS_OF, in_confidence)


AFRICA = contribution("002", 9, 9 / 22)
REGIONS = (
    AFRICA,
    contribution("150", 7, 7 / 22),
    contribution("019", 4, 4 / 22),
    contribution("142", 1, 1 / 22),
    contribution(None, 1, 1 / 22, in_confidence=True),
)
COUNTRIES = [place.code for place in load_places() if place.kind == "country"][:19]
PLACES = tuple(contribution(code, 20 - n, (20 - n) / 200) for n, code in enumerate(COUNTRIES))
PARTNERS = (contribution("hostile", 11, 0.2), *(contribution(f"p{n}", 9, 0.1) for n in range(18)))
FACILITIES = (contribution("CF4", 20, 20 / 22), contribution("GF1", 2, 2 / 22))
COLLEGES = (contribution("states", 14, 14 / 22), contribution("research", 8, 8 / 22))
BREAKDOWNS = {
    Dimension.REGION: Breakdown(REGIONS, 22),
    Dimension.PLACE: Breakdown(PLACES, 200),
    Dimension.PARTNER: Breakdown(PARTNERS, 22, doubled=3),
    Dimension.FACILITY: Breakdown(FACILITIES, 22),
    Dimension.COLLEGE: Breakdown(COLLEGES, 22),
}
OVERLAPS = (
    Overlap(None, "BEN", "p1", ("hostile", "p2"), 2),
    Overlap("ACT-7", None, "p3", ("p4",), 5, leads=True),
    Overlap("ACT-8", None, "p3", ("hostile",), 1),
)


def measure(number: int = 1, **changes: object) -> Measure:
    plain = Measure(
        indicator="A1.1",
        partner="sample-partner-07",
        partner_name="Sample partner 07",
        place="BEN",
        facility="CF4",
        period="2025",
        period_start=date(2025, 1, 1),
        period_end=date(2025, 12, 31),
        value=1,
        denominator=None,
        obs_status="A",
        activity=None,
        source="https://example.org/ndc.pdf",
        comment=None,
        batch=f"b{number}",
        recorded_at=RECORDED,
        revision=1,
        superseded=False,
        sample=True,
        key=f"{number:016x}",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


MEASURES = MeasurePage(
    (
        measure(1, revision=2),
        measure(2, superseded=True, value=0),
        measure(3, partner="hostile", partner_name=HOSTILE, obs_status="E", source=None),
        *(measure(n) for n in range(4, 30)),
    ),
    148,
    "next",
)
NO_MEASURES = MeasurePage((), 0, None)
PLACE_REPORTS = (
    PlaceReport("002", 486, 131, 20, AS_OF),
    PlaceReport("150", 522, 142, 21, AS_OF),
    PlaceReport("009", 0, 0, 0, None),
)
PARTNER_SUMMARIES = (
    PartnerSummary("afris", "AFRIS", "AFRIS", "civil_society", "BEN", True, False, 1, AS_OF),
    PartnerSummary("hostile", HOSTILE, None, "companies", None, False, True, 0, None),
)


def info(*, sample: bool = True, damaged: str | None = None) -> SnapshotInfo:
    return SnapshotInfo(
        id="S-2026-11-22-1405",
        published_at=NOW,
        measures=4812,
        partners=739,
        sample=sample,
        newest_recorded_at=RECORDED,
        plan_version="v2",
        damaged=damaged,
    )
