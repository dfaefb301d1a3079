"""The page of the kit: everything is a link or a form, so that the address keeps it."""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.newsletter.issue import Issue
from dashboard.reader.view import View
from data.store.snapshot import Snapshot
from tests.context import page_of
from tests.dashboard.walk import classed, tags, words

NOW = datetime(2026, 11, 22, 14, 5)


def page(samples: Snapshot, query: str) -> object:
    view = View.of("/newsletter", query, samples.plan.horizons)
    return page_of(view, samples, NOW.date()).body


def issue(href: str) -> Issue:
    return Issue.of(View.of("/newsletter", urlsplit(href).query, (2030, 2050)), NOW.date())


def test_its_links_add_move_and_take_out(samples: Snapshot) -> None:
    body = page(samples, "charts=scorecard/all,objective/A1")
    links = {a.title: a.href for move in classed(body, "kit-moves") for a in tags(move, "A")}
    assert issue(links["Move up: A1 NDCs"]).charts == ("objective/A1", "scorecard/all")
    assert issue(links["Remove: A1 NDCs"]).charts == ("scorecard/all",)
    cards = {words(card): card for card in classed(body, "pickc")}
    added = issue(cards["Add Map of countries"].href)
    assert added.charts == ("scorecard/all", "objective/A1", "map/world")
    assert "Remove A1 NDCs" in cards


def test_the_last_chart_and_the_last_language_stay(samples: Snapshot) -> None:
    body = page(samples, "charts=objective/A1&langs=fr")
    assert not [a for move in classed(body, "kit-moves") for a in tags(move, "A")]
    assert not [o for o in classed(body, "opt") if "Français" in words(o) and hasattr(o, "href")]


def test_the_pack_is_asked_for_with_its_days(samples: Snapshot) -> None:
    body = page(samples, "charts=objective/A1&since=2026-09-01&lang=es")
    pack = next(a for a in tags(body, "A") if a.href.startswith("/newsletter/pack.zip"))
    assert pack.to_plotly_json()["props"]["download"] == ""
    said = parse_qs(urlsplit(pack.href).query)
    assert said["asof"] == ["2026-11-22"] and said["since"] == ["2026-09-01"]
    assert said["charts"] == ["objective/A1"] and said["images"] == ["frozen"]


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "1 chart, 3 languages, figures as of 22 November 2026"),
        ("fr", "1 graphique, 3 langues, chiffres au 22 novembre 2026"),
        ("es", "1 gráfico, 3 idiomas, cifras al 22 de noviembre de 2026"),
    ],
)
def test_it_says_what_the_issue_is(samples: Snapshot, lang: str, title: str) -> None:
    body = page(samples, f"charts=objective/A1&lang={lang}")
    assert [words(h) for h in tags(body, "H1")] == [title]


def test_an_unknown_chart_is_refused_where_the_preview_would_be(samples: Snapshot) -> None:
    body = page(samples, "charts=objective/Z9,<b>")
    said = words(classed(body, "emptyp"))
    assert "There is no chart “objective/Z9”." in said and "There is no chart “<b>”." in said
    assert not [a for a in tags(body, "A") if "pack.zip" in a.href]


def test_a_full_issue_offers_no_more(samples: Snapshot) -> None:
    many = ",".join(f"objective/{o.code}" for o in samples.plan.objectives[:12])
    body = page(samples, f"charts={many}")
    assert "An issue holds at most 12 charts." in words(classed(body, "kit-more"))
