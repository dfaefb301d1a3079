"""The method page quotes the code's own limits and judges its examples on the spot."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.navigation import UNDER
from dashboard.components.method.kinds import KINDS
from dashboard.pages import method
from dashboard.pages.registry import routes
from dashboard.reader.view import View
from data.progress import alternative, confidence, dates, linear, milestones, outlook, projection
from data.progress.examples import EXAMPLES, FAR, NEAR, PLAN
from data.progress.judge import METHOD_VERSION
from data.progress.model import Divergence, Level, Status
from data.progress.status_words import status_word
from data.text.i18n import LANGUAGES, Language
from tests.context import a_context
from tests.dashboard.walk import classed, links, prop, tags, walk, words

EN = Language("en")
in_every_language = pytest.mark.parametrize("lang", LANGUAGES)


def page(lang: str = "en") -> Component:
    return method.layout(a_context(View(lang=lang), t=Language(lang)))


def sections(lang: str = "en") -> Iterator[tuple[str, str]]:
    for section in tags(page(lang), "Section"):
        if anchor := prop(section, "id"):
            yield anchor, words(section)


def test_the_page_has_an_address() -> None:
    assert any(route.match("/method") is not None for route in routes())
    assert "/method" in UNDER


@in_every_language
def test_the_contents_lead_to_every_part(lang: str) -> None:
    anchors = [anchor for anchor, _ in sections(lang)]
    found = [href for href in links(page(lang)) if href.startswith("#")]
    assert found == [f"#{anchor}" for anchor in anchors]


def test_there_is_an_example_of_every_kind_and_of_the_hard_ones() -> None:
    assert {example.indicator.kind for example in EXAMPLES} == set(KINDS)
    assert any(example.indicator.direction == "down" for example in EXAMPLES)
    assert any(example.horizons == (NEAR, FAR) for example in EXAMPLES)
    assert len(classed(page(), "example")) == len(EXAMPLES)
    for card in classed(page(), "example"):
        assert "Made-up example" in words(card)


def test_the_examples_are_what_the_page_says_of_them() -> None:
    by_id = {example.indicator.id: example for example in EXAMPLES}

    def verdict(kind: str, horizon: int = NEAR):  # type: ignore[no-untyped-def]
        return by_id[f"example.{kind}"].verdict(horizon)

    assert verdict("level").divergence is Divergence.COMPOUND_PATH
    assert verdict("places").ratio > 1
    assert verdict("set").confidence.level is Level.LOW
    assert verdict("set", FAR).ratio == pytest.approx(0.984, abs=5e-4)
    assert verdict("share").components.target < verdict("share").components.baseline
    assert verdict("rate").components.current == 5  # and not the 1 of the running year
    assert verdict("growth").ratio == pytest.approx(0.8)
    assert verdict("milestone").status is Status.BEHIND


@pytest.mark.parametrize(
    ("anchor", "quoted"),
    [
        ("statuses", EN.number(linear.ON_TRACK_FROM, 2)),
        ("statuses", EN.number(linear.BEHIND_FROM, 2)),
        ("statuses", f"{milestones.BEHIND_UNDER_MONTHS} months"),
        ("order", f"{dates.STALE_AFTER_MONTHS} months"),
        ("pace", f"the last {projection.MOST} of them, or as few as {projection.FEWEST}"),
        ("pace", f"{outlook.FARTHEST_YEARS} years late"),
        ("alternative", EN.number(alternative.IN_PLACE_OF_ZERO, 3)),
        ("alternative", f"{EN.number(alternative.SUBSTANTIAL_RATIO, 2)} and above"),
        ("alternative", f"{EN.number(alternative.MODERATE_RATIO, 2)} and above"),
        ("confidence", f"fewer than {EN.percent(confidence.MOST_REPORT)} of the partners"),
        ("confidence", f"fewer than {EN.percent(confidence.NEARLY_ALL_REPORT)} of those"),
        ("confidence", f"{EN.percent(confidence.MOSTLY)} or more"),
        ("confidence", f"{EN.percent(confidence.PARTLY)} or more"),
        ("disclosure", "in groups of three or more partners"),
    ],
)
def test_limits_are_quoted_from_the_code(anchor: str, quoted: str) -> None:
    assert quoted in dict(sections())[anchor]


@in_every_language
def test_every_status_and_the_method_version_are_named(lang: str) -> None:
    t = Language(lang)
    assert METHOD_VERSION in words(page(lang))
    for status in Status:
        assert status_word(t, status) in dict(sections(lang))["statuses"]


@in_every_language
def test_headings_go_down_one_level_at_a_time(lang: str) -> None:
    levels = [
        int(type(node).__name__[1])
        for node in walk(page(lang))
        if type(node).__name__ in ("H1", "H2", "H3", "H4")
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@in_every_language
def test_sections_have_names_of_their_own(lang: str) -> None:
    names = [prop(section, "aria-label") for section in tags(page(lang), "Section")]
    assert len(names) == len(set(names))


@in_every_language
def test_made_up_words_exist_in_the_readers_language(lang: str) -> None:
    assert all(lang in i.name.by_language for i in PLAN.indicators)


def test_plan_versions_get_a_part_of_their_own() -> None:
    told = method.layout(a_context(), [html.P("V1, V2")])
    assert "#versions" in links(told)
    assert "V1, V2" in words(told)
    assert "#versions" not in links(page())
