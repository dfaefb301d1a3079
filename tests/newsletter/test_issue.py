"""A link says an issue, whole; what cannot be added is refused with a sentence."""

from datetime import date

import pytest

from dashboard.newsletter.edition import is_translated, our_translations, refusals
from dashboard.newsletter.issue import Issue, chart_address
from dashboard.reader.view import View
from data.plan.texts import Words
from data.store.snapshot import Snapshot
from data.text.i18n import Language
from tests.dashboard import world

TODAY = date(2026, 11, 22)


def issue(query: str) -> Issue:
    return Issue.of(View.of("/newsletter", query, (2030, 2050)), TODAY)


def test_an_address_that_says_nothing_is_a_usual_issue() -> None:
    usual = issue("")
    assert usual.charts == ("scorecard/all",) and usual.langs == ("en", "fr", "es")
    assert (usual.as_of, usual.since) == (TODAY, date(2026, 10, 22))
    assert usual.frozen and usual.horizon == 2030


def test_its_own_link_says_the_same_issue() -> None:
    made = issue(
        "charts=objective/A1,map/world&charts=goal/B&langs=fr,es&asof=2026-11-01&since=2026-09-01"
        "&images=latest&horizon=2050"
    )
    assert made.charts == ("objective/A1", "map/world", "goal/B") and made.langs == ("fr", "es")
    assert not made.frozen and made.dated and made.horizon == 2050
    assert issue(made.query()) == made


def test_a_frozen_link_holds_tomorrow_too() -> None:
    made = issue("charts=objective/A1")
    later = Issue.of(View.of("/newsletter", made.query(), (2030, 2050)), date(2027, 1, 1))
    assert later.as_of == TODAY and later.charts == made.charts and later.since == made.since
    assert "asof=2026-11-22" in made.picture_path("objective/A1", "fr")
    assert "asof" not in issue("images=latest").picture_path("objective/A1", "fr")


def test_charts_are_added_moved_and_taken_out() -> None:
    made = issue("charts=objective/A1,map/world,goal/B")
    assert made.moved("goal/B", -1) == "objective/A1,goal/B,map/world"
    assert made.moved("objective/A1", 1) == "map/world,objective/A1,goal/B"
    assert made.toggled("map/world") == "objective/A1,goal/B"
    assert made.toggled("region/002") == "objective/A1,map/world,goal/B,region/002"
    assert issue("charts=goal/B,goal/B,/goal/B").charts == ("goal/B",)


@pytest.mark.parametrize(
    ("written", "chart"),
    [
        ("objective/A1", "objective/A1"),
        ("/objective/A1?region=002", "objective/A1"),
        ("https://example.org/facility/CF4#top", "facility/CF4"),
        ("/chart/objective/A1.png?lang=fr", "objective/A1"),
        ("/chart/indicator/A1.1.svg", "indicator/A1.1"),
        ("/embed/indicator/A1.1", "indicator/A1.1"),
        ("/share/goal/B", "goal/B"),
        ("https://example.org/", "scorecard/all"),
        ("/regions", "map/world"),
        ("http://[", "http://["),
    ],
)
def test_any_link_names_its_chart(written: str, chart: str) -> None:
    assert chart_address(written) == chart


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "There is no chart “"), ("fr", "Il n’y a pas"), ("es", "No hay")]
)
def test_an_unknown_chart_is_refused_in_the_readers_language(
    samples: Snapshot, lang: str, said: str
) -> None:
    asked = issue("charts=objective/A1,objective/Z9,<script>,goal/B")
    refused = refusals(Language(lang), samples, asked)
    assert len(refused) == 2 and all(words.startswith(said) for words in refused)
    assert "objective/Z9" in refused[0]


def test_more_than_twelve_are_refused(samples: Snapshot) -> None:
    many = ",".join(f"objective/{o.code}" for o in samples.plan.objectives[:13])
    refused = refusals(Language("en"), samples, issue(f"charts={many}"))
    assert refused == ["An issue holds at most 12 charts; this one names 13."]


def test_a_chart_without_a_translation_cannot_be_added(
    samples: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = samples.plan
    known = plan.objective("A1")
    english = known.model_copy(update={"label": Words.of(en="NDCs", fr="CDN")})
    objectives = tuple(english if o.code == "A1" else o for o in plan.objectives)
    changed = plan.model_copy(update={"objectives": objectives})
    for known_by_code in ("_objectives", "_headlines"):
        changed.__dict__.pop(known_by_code, None)
    monkeypatch.setattr(samples, "plan", changed)
    assert not is_translated(samples.plan, "objective/A1", "es")
    assert not is_translated(samples.plan, "goal/A", "es")
    refused = refusals(Language("en"), samples, issue("charts=objective/A1"))
    assert refused == ["“objective/A1” cannot be added: its texts are missing in Español."]
    assert refusals(Language("en"), samples, issue("charts=objective/A1&langs=en,fr")) == []


def test_our_own_translations_are_told() -> None:
    made = issue("charts=objective/A1,objective/C2,scorecard/all")
    assert our_translations(world.plan(), made, "en") == ()
    assert "A1" in our_translations(world.plan(), made, "fr")
