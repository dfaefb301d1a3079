"""Made-up examples, at least one a kind, for the page that explains the method.

Nothing here was measured. Each example is judged by the same `judge` as everything else, so that
what the page shows cannot differ from what the code does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from data.plan.model import (
    Goal,
    Indicator,
    Objective,
    PlaceSet,
    Plan,
    SetSize,
    Unit,
    Words,
)
from data.progress.confidence import Grounds, confidence
from data.progress.dates import year_end
from data.progress.example_indicators import (
    FAR,
    GROWTH,
    LEVEL,
    MILESTONE,
    NEAR,
    PLACES,
    RATE,
    SHARE,
    WHOLE_SET,
)
from data.progress.growth import growth_points
from data.progress.judge import judge
from data.progress.model import Point, Verdict

AS_OF = date(2026, 2, 15)
SOURCE = "made-up"


@dataclass(frozen=True, slots=True)
class Example:
    """A made-up indicator, its totals on each horizon's set, and how many partners report it."""

    indicator: Indicator
    points: Mapping[int, tuple[Point, ...]]
    reporting: int
    partners: int

    @property
    def horizons(self) -> tuple[int, ...]:
        """The horizons that ask for something."""
        return tuple(h for h, target in self.indicator.targets.items() if target.type != "none")

    def verdict(self, horizon: int) -> Verdict:
        """What the judge says, and how sure it is."""
        sets = {place_set.id: place_set for place_set in PLAN.sets}
        start = year_end(PLAN.baseline_year)
        points = self.points.get(horizon, ())
        verdict = judge(self.indicator, horizon, points, sets, AS_OF, start)
        age = (AS_OF - (verdict.components.current_date or AS_OF)).days
        grounds = Grounds(verdict.status, verdict.status, self.reporting / self.partners, 0, 0, age)
        return replace(verdict, confidence=confidence(verdict, grounds))


def _yearly(first: int, *values: float, of: float | None = None) -> tuple[Point, ...]:
    """One total at each year's end."""
    return tuple(Point(year_end(first + n), value, of) for n, value in enumerate(values))


PLAN = Plan(
    version="0",
    title=Words.of(en="Made-up plan", fr="Plan fictif", es="Plan ficticio"),
    languages=("en", "fr", "es"),
    horizons=(NEAR, FAR),
    baseline_year=2020,
    units=(
        Unit(
            id="institutions",
            name=Words.of(en="institutions", fr="établissements", es="instituciones"),
        ),
        Unit(id="countries", name=Words.of(en="countries", fr="pays", es="países")),
        Unit(
            id="percent",
            name=Words.of(en="percent", fr="pour cent", es="por ciento"),
            symbol=Words.of(en="%"),
        ),
        Unit(
            id="percent_per_year",
            name=Words.of(en="percent a year", fr="pour cent par an", es="por ciento al año"),
            symbol=Words.of(en="%/year", fr="%/an", es="%/año"),
        ),
        Unit(
            id="schools_per_year",
            name=Words.of(en="schools/year", fr="écoles/an", es="escuelas/año"),
        ),
        Unit(id="euros", name=Words.of(en="euros", fr="euros", es="euros")),
        Unit(id="step", name=Words.of(en="step", fr="étape", es="etapa")),
    ),
    sets=(
        PlaceSet(
            id="parties",
            name=Words.of(en="All Parties", fr="Toutes les Parties", es="Todas las Partes"),
            kind="countries",
            sizes=(SetSize(date=year_end(2019), size=196, source=SOURCE),),
        ),
        PlaceSet(
            id="members",
            name=Words.of(en="Member countries", fr="Pays membres", es="Países miembros"),
            kind="countries",
            sizes=(SetSize(date=year_end(2019), size=41, source=SOURCE),),
        ),
    ),
    goals=(Goal(code="X", name=Words.of(en="Example", fr="Exemple", es="Ejemplo")),),
    objectives=(
        Objective(
            code="X1",
            goal="X",
            label=Words.of(en="Example", fr="Exemple", es="Ejemplo"),
            source=SOURCE,
        ),
    ),
    indicators=(LEVEL, PLACES, WHOLE_SET, SHARE, RATE, GROWTH, MILESTONE),
)

EXAMPLES = (
    Example(LEVEL, {NEAR: _yearly(2021, 108, 117, 126, 135, 145)}, 19, 20),
    Example(PLACES, {NEAR: _yearly(2021, 14, 18, 23, 27, 30)}, 12, 20),
    Example(
        WHOLE_SET,
        {NEAR: _yearly(2021, 10, 13, 17, 20, 22), FAR: _yearly(2021, 37, 43, 50, 56, 60)},
        33,
        41,
    ),
    Example(SHARE, {NEAR: _yearly(2020, 12.4, 12, 11.6, 11.1, 10.8, 10.4)}, 9, 10),
    Example(
        RATE,
        {NEAR: (*_yearly(2021, 4, 6, 4, 5, 5), Point(AS_OF, 1, complete=False))},
        4,
        10,
    ),
    Example(GROWTH, {NEAR: growth_points(_yearly(2023, 200_000, 230_000, 248_400))}, 15, 16),
    Example(MILESTONE, {NEAR: (Point(date(2023, 5, 12), 1), Point(date(2025, 12, 31), 1))}, 1, 1),
)
