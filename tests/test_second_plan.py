"""The plan of another organisation loads, takes measures, is judged and shown, by a file alone."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fastapi.encoders import jsonable_encoder

from dashboard.api import documents
from dashboard.pages.registry import Page
from dashboard.reader.view import View
from data.home import Home
from data.ledger.writer import open_ledger
from data.plan.load import load_plan
from data.progress.model import Reason, Status
from data.reference.places import load_places
from data.settings import Settings
from data.store.publish import publish
from data.store.snapshot import Snapshot
from data.store.store import Store
from data.text.i18n import LANGUAGES
from ingest.cli.prepare import prepare
from ingest.load.dry_run import try_load
from ingest.load.load import Delivery, load
from tests.context import page_of
from tests.dashboard.walk import words

RIVERS = Path(__file__).parent / "data" / "rivers.yml"
NOW = datetime(2026, 11, 22, 14, 5)
PLAN = load_plan(RIVERS)
MEASURES = """\
indicator,partner,place,period,value,unit
R-1/length,anglers,DEU,2025,11,km
R-1/length,Autoridade do Douro,PRT,2025,7000,m
R-1/basins,nile-school,002,2025,1,
R-1/basins,douro-authority,150,2026-H1,1,bacias
R-2/rate,anglers,DEU,2025-H1,3,
R-2/rate,douro-authority,PRT,2025-H2,2,Kilometer im Jahr
R-3/plan,SoN,WLD,2025-12-31,0,
R-3/money,anglers,DEU,2024,100,
R-3/money,anglers,DEU,2025,102000,eur
"""
# Each breaks one rule whose sentence names what the plan in force holds.
REFUSED = """\
indicator,partner,place,facility,period,value
A1.1,anglers,DEU,,2025,1
R-1/length,afris,DEU,,2025,1
R-1/basins,anglers,DEU,,2025,1
R-2/rate,anglers,DEU,CF1,2025,1
"""
PATHS = [
    "/",
    "/objectives",
    "/facilities",
    "/regions",
    "/partners",
    "/changes",
    "/data",
    "/newsletter",
    "/method",
    *(f"/objective/{objective.code}" for objective in PLAN.objectives),
    *(f"/goal/{goal.code}" for goal in PLAN.goals),
    *(f"/region/{place.code}" for place in load_places() if place.kind == "region"),
    *(f"/place/{code}" for code in ("DEU", "PRT", "EGY", "FRA")),
    *(f"/partner/{partner}" for partner in ("anglers", "douro-authority", "nile-school")),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    root = tmp_path_factory.mktemp("rivers")
    settings = Settings(home=root / "home", plan=RIVERS)
    with open_ledger(Home(settings.home)) as ledger:
        assert prepare(ledger, settings)
        report = load(ledger, Delivery(written(root, MEASURES)), NOW)
        assert (report.new, report.rejected) == (9, 0)
        publish(ledger)
        assert not prepare(ledger, settings)
    return Home(settings.home)


@pytest.fixture(scope="module")
def snapshot(home: Home) -> Iterator[Snapshot]:
    opened = Store(home).current()
    yield opened
    opened.close()


def written(folder: Path, content: str) -> Path:
    path = folder / "measures.csv"
    path.write_text(content, encoding="utf-8")
    return path


def shown(snapshot: Snapshot, path: str, query: str = "") -> Page:
    return page_of(View.of(path, query, snapshot.plan.horizons), snapshot, NOW.date())


def test_no_partner_fact_or_sample_of_ours_is_there(snapshot: Snapshot) -> None:
    assert [p.id for p in snapshot.partners(NOW.date())] == [
        "anglers",
        "douro-authority",
        "nile-school",
    ]
    assert (snapshot.info.measures, snapshot.info.sample) == (9, False)
    assert snapshot.info.plan_version == "3.1"


def test_its_objectives_are_judged_for_its_horizons(snapshot: Snapshot) -> None:
    overview = snapshot.overview(NOW.date())
    found = {o.objective.code: (o.status(2027), o.status(2035)) for o in overview.objectives}
    assert found == {
        "R-1": (Status.BEHIND, Status.NOT_ASSESSABLE),
        "R-2": (Status.ACHIEVED, Status.NOT_ASSESSABLE),  # 3 + 2 km in 2025, at least 4 asked
        "R-3": (Status.BEHIND, Status.NOT_ASSESSABLE),  # due 31 January, under 12 months ago
    }
    reasons = [o.headline.verdicts[2035].reason for o in overview.objectives]
    assert reasons == [
        Reason.TOO_EARLY,  # twice what there will be in 2027
        Reason.NO_PUBLISHED_TARGET,
        Reason.NO_PUBLISHED_TARGET,
    ]


def test_a_headline_is_judged_as_by_hand(snapshot: Snapshot) -> None:
    length = snapshot.indicator("R-1/length", NOW.date())
    assert length.current is not None and length.current.value == 18  # 11 km and 7000 m
    # From (3 + 5) ÷ 2 in mid-2024 to 40 at the end of 2027: 14 of 36 done in 549 of 1279 days.
    assert length.verdicts[2027].ratio == pytest.approx((14 / 36) / (549 / 1279), rel=1e-3)


def test_supporting_indicators_are_judged_too(snapshot: Snapshot) -> None:
    basins = snapshot.indicator("R-1/basins", NOW.date())
    assert basins.verdicts[2035].status is Status.ACHIEVED  # both of both
    money = snapshot.indicator("R-3/money", NOW.date()).verdicts[2027]
    assert (money.status, money.ratio) == (Status.BEHIND, pytest.approx(2 / 3))


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_there_in_every_language_for_every_horizon(
    snapshot: Snapshot, path: str
) -> None:
    for lang in LANGUAGES:
        for horizon in PLAN.horizons:
            page = shown(snapshot, path, f"lang={lang}&horizon={horizon}")
            assert page.found, (lang, horizon)
            assert words(page.body)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "Wasser"),
        ("/", "2027"),
        ("/objectives", "Ufer"),
        ("/objective/R-1", "Flüsse, in denen man baden kann"),
        ("/objective/R-1", "Doppelt so viel wie 2027"),
        ("/objective/R-1", "Satzung, 2024"),
        ("/objective/R-3", "fertig"),
        ("/goal/free", "Frei"),
        ("/partner/anglers", "Anglerverein Elbe"),
    ],
)
def test_pages_say_the_plans_own_words_in_its_first_language(
    snapshot: Snapshot, path: str, said: str
) -> None:
    assert said in words(shown(snapshot, path, "lang=fr").body)


@pytest.mark.parametrize("path", ["/objective/A1", "/facility/CF1", "/partner/afris"])
def test_what_is_ours_is_not_found(snapshot: Snapshot, path: str) -> None:
    assert not shown(snapshot, path).found


def test_json_documents_are_of_this_plan(snapshot: Snapshot) -> None:
    found = snapshot.objective("R-1", NOW.date())
    told = jsonable_encoder(documents.objective(found, snapshot.info, "en", NOW.date()))
    assert (told["label"], told["facility"], told["plan_version"]) == ("Wasser", None, "3.1")
    assert told["status"] == {"2027": "behind", "2035": "not_assessable"}
    assert [i["id"] for i in told["indicators"]] == ["R-1/length", "R-1/basins"]
    plan = jsonable_encoder(documents.plan(snapshot.plan, "es"))
    assert (plan["horizons"], len(plan["objectives"])) == ([2027, 2035], 3)
    assert len(plan["indicators"]) == 5 and json.dumps(plan)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_names_what_this_plan_holds(home: Home, tmp_path: Path, lang: str) -> None:
    with open_ledger(home) as ledger:
        report = try_load(ledger, Delivery(written(tmp_path, REFUSED))).report
    said = {problem.code: problem.sentence(lang) for problem in report.problems}
    assert list(said) == [
        "unknown_indicator",
        "unknown_partner",
        "wrong_place_kind",
        "unknown_facility",
    ]
    assert "R-1/basins" in said["unknown_indicator"]
    assert {"en": "region", "fr": "région", "es": "región"}[lang] in said["wrong_place_kind"]
    assert "GF" not in said["unknown_facility"] and len(said["unknown_facility"]) > 30
