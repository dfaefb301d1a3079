"""Made-up indicators, at least one a kind, for the page that explains the method."""

from datetime import date

from data.plan.model import Baseline, Indicator, Step, Target, Words
from data.progress.dates import year_end

NEAR, FAR = 2030, 2050


def _from(value: float, year: int, of: str | None = None) -> Baseline:
    return Baseline(state="number", value=value, date=year_end(year), of=of)


def _near(target: Target) -> dict[int, Target]:
    return {NEAR: target, FAR: Target(type="none")}


LEVEL = Indicator(
    id="example.level",
    objective="X1",
    name=Words.of(
        en="Institutions that teach soil health",
        fr="Établissements qui enseignent la santé des sols",
        es="Instituciones que enseñan la salud del suelo",
    ),
    kind="level",
    unit="institutions",
    baseline=_from(100, 2020),
    targets=_near(Target(type="number", value=200)),
    headline=True,
)
PLACES = Indicator(
    id="example.places",
    objective="X1",
    name=Words.of(
        en="Countries with a soil monitoring network",
        fr="Pays dotés d’un réseau de surveillance des sols",
        es="Países con una red de seguimiento del suelo",
    ),
    kind="places",
    unit="countries",
    baseline=_from(12, 2020),
    targets=_near(Target(type="number", value=40)),
)
WHOLE_SET = Indicator(
    id="example.set",
    objective="X1",
    name=Words.of(
        en="Countries with soil carbon in their climate plan",
        fr="Pays dont le plan climat mentionne le carbone des sols",
        es="Países cuyo plan climático incluye el carbono del suelo",
    ),
    kind="places",
    unit="countries",
    baseline=_from(28, 2019, "parties"),
    targets={
        NEAR: Target(type="all_of", set="members"),
        FAR: Target(type="all_of", set="parties"),
    },
)
SHARE = Indicator(
    id="example.share",
    objective="X1",
    name=Words.of(
        en="Share of monitored fields with eroded soil",
        fr="Part des parcelles suivies dont le sol est érodé",
        es="Proporción de parcelas observadas con suelo erosionado",
    ),
    kind="share",
    unit="percent",
    direction="down",
    baseline=_from(14.5, 2015),
    targets=_near(Target(type="share", value=7)),
)
RATE = Indicator(
    id="example.rate",
    objective="X1",
    name=Words.of(
        en="Field schools held in a year",
        fr="Écoles de terrain tenues dans l’année",
        es="Escuelas de campo celebradas en el año",
    ),
    kind="rate",
    unit="schools_per_year",
    baseline=_from(4, 2020),
    targets=_near(Target(type="yearly_minimum", value=12)),
)
GROWTH = Indicator(
    id="example.growth",
    objective="X1",
    name=Words.of(
        en="Growth of money spent on soil health",
        fr="Croissance des dépenses en faveur de la santé des sols",
        es="Crecimiento del gasto en salud del suelo",
    ),
    kind="growth",
    unit="percent_per_year",
    measure_unit="euros",
    baseline=Baseline(state="not_established"),
    targets=_near(Target(type="growth", value=10)),
)
MILESTONE = Indicator(
    id="example.milestone",
    objective="X1",
    name=Words.of(
        en="A field guide for farmers",
        fr="Un guide de terrain pour les agriculteurs",
        es="Una guía de campo para agricultores",
    ),
    kind="milestone",
    unit="step",
    baseline=Baseline(state="not_established"),
    targets=_near(Target(type="milestone", step=3)),
    steps=(
        Step(name=Words.of(en="Idea", fr="Idée", es="Idea")),
        Step(name=Words.of(en="Drafted", fr="Rédigé", es="Redactada"), due=date(2023, 6, 30)),
        Step(name=Words.of(en="Tested", fr="Testé", es="Probada"), due=date(2025, 6, 30)),
        Step(name=Words.of(en="In use", fr="Utilisé", es="En uso")),
    ),
)
