"""Nothing withheld is found anywhere, by anyone whom it is withheld from."""

import shutil
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.store.partner_effect import lost_without
from data.store.store import Store
from tests.access import withheld
from tests.access.addresses import DIMENSIONS, INDICATORS, seeds
from tests.access.crawling import Crawler
from tests.access.people import Browser
from tests.access.withheld import CONFIDENTIAL, FOUR_PLACES, World, found_in

LANGUAGES = ("en", "fr", "es")
# Who may find it where: reviewers where they work, Ben what his organisation sent, and all of them
# what `test_shared` sorts by circle.
MAY = {
    "ana": ("/shared",),
    "ben": ("/shared", "/submit"),
    "rosa": ("/shared", "/review", "/monitoring"),
    "adam": ("/shared", "/review", "/monitoring"),
}
OWN = (
    *("/submit", "/submit/template.xlsx", "/submit/one", "/review", "/review/B-000006"),
    *("/embeds", "/monitoring", "/monitoring/reports.csv", "/shared", "/shared/measures.csv"),
)
FOLLOWED, FOLLOWED_BY_EACH = 40, 15  # links beyond the addresses a crawl starts from


# -- the crawl --------------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_may_see_it_finds_it(world: World, lang: str) -> None:
    """So the search knows every number and word where it is written."""
    rosa, ben = world.town.signed_in("rosa"), world.town.signed_in("ben")
    shown = "".join(rosa.get(f"/review/{b}?lang={lang}").text for b in world.batches.values())
    for secret in (*CONFIDENTIAL, withheld.PENDING, withheld.RETURNED, withheld.WITHDRAWN):
        assert len({*found_in(shown, (secret,))}) >= 2, secret
    own = ben.get(f"/submit?lang={lang}").text
    assert withheld.FILE in own and withheld.REASON in own


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_public_finds_nothing(world: World, lang: str) -> None:
    crawler = Crawler(world.town.stranger(), lang)
    assert _given_away(crawler, seeds(lang), FOLLOWED) == {}
    assert crawler.refused == set()


@pytest.mark.parametrize("name", ["ana", "ben", "rosa", "adam"])
def test_who_is_signed_in_finds_nothing_but_where_it_is_theirs(world: World, name: str) -> None:
    crawler = Crawler(world.town.signed_in(name), "fr")
    found = _given_away(crawler, [*OWN, *seeds("fr")], FOLLOWED_BY_EACH, MAY[name])
    assert found == {}
    assert {refused[:4] for refused in crawler.refused} == {"403 "}


def _given_away(
    crawler: Crawler, first: list[str], followed: int, allowed: tuple[str, ...] = ()
) -> dict[str, set[str]]:
    """What is found, with where."""
    found: dict[str, set[str]] = {}
    for address, text in crawler.read(first, followed):
        if not address.startswith(allowed):
            for told in found_in(text):
                found.setdefault(told, set()).add(address)
    return found


# -- by subtraction ---------------------------------------------------------------
@pytest.mark.parametrize("indicator", INDICATORS)
def test_no_figures_beside_each_other_give_it_away(world: World, indicator: str) -> None:
    """Totals without their parts and public reports, steps, and what others come to."""
    found = {*_differences(world.town.stranger(), indicator)}
    near = {s.number for s in CONFIDENTIAL for d in found if abs(s.number - abs(d)) < 1}
    assert near == set()


def test_a_total_of_enough_partners_is_shown(world: World) -> None:
    """So the differences above are of figures that are there."""
    told = _api(world.town.stranger(), "indicators/A5.1")
    assert told["current"]["value"] == 10 + sum(s.number for s in withheld.OF_FOUR)
    assert len({*_differences(world.town.stranger(), "A5.1")}) > 2


def test_no_partner_is_taken_out_of_what_it_told_in_confidence(world: World) -> None:
    snapshot = Store(world.town.home).current()
    for partner in snapshot.partners_by_id(date.today()):
        for change in lost_without(snapshot, partner, date.today()):
            for horizon, before in change.before.items():
                without = change.after[horizon].value or 0
                difference = (before.value or 0) - without
                assert all(abs(s.number - difference) >= 1 for s in CONFIDENTIAL), change


def test_derived_tables_hold_nothing_of_it(world: World, tmp_path: Path) -> None:
    """What was reported and released is kept; all else is made of public reports alone."""
    kept = {"measure", "released", "released_part", "spent", "rejected", "warning", "batch"}
    snapshots = world.town.home.snapshots.glob("S-*.duckdb")
    files = [Path(shutil.copy(snapshot, tmp_path)) for snapshot in snapshots]
    assert len(files) == 3
    for file in files:
        with duckdb.connect(file, read_only=True) as connection:
            for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                rows = connection.execute(f'FROM "{table}"').fetchall()
                of_four = () if table == "total" else withheld.OF_FOUR
                secrets = tuple(s for s in CONFIDENTIAL if s not in withheld.OF_FOUR) + of_four
                text = "\n".join(" | ".join(map(str, row)) for row in rows)
                if table not in kept:
                    assert {*found_in(text, secrets)} - {withheld.REASON, withheld.FILE} == set(), (
                        table
                    )
    with duckdb.connect(files[0], read_only=True) as connection:
        told = connection.execute("SELECT activity, counted, deducted FROM overlap").fetchall()
    assert told == [("fair", "giz", "ird")]


def test_of_places_told_in_confidence_nothing_is_shown(world: World) -> None:
    """Where each place is counted, one report would be the figure: they count nowhere."""
    stranger = world.town.stranger()
    told = _api(stranger, "indicators/A1.1")
    assert told["current"]["period_end"] == "2019-12-31"
    parts = _api(stranger, "indicators/A1.1/contributions?by=place")
    assert {part["code"] for part in parts["parts"]} == {None} and parts["overlaps"] == []
    chart = stranger.get("/chart/map/A1.json").text
    for place in FOUR_PLACES:
        assert _api(stranger, f"places/{place}")["partners"] == []
        assert place not in chart


def _differences(browser: Browser, indicator: str) -> Iterator[float]:
    listed = _api(browser, f"measures?size=1000&indicator={indicator}")["measures"]
    public = {(m["partner"], m["place"]): m["value"] for m in reversed(listed)}
    for by in DIMENSIONS:
        found = _api(browser, f"indicators/{indicator}/contributions?by={by}")
        shown = [p["value"] for p in found["parts"] if p["value"] is not None]
        yield from (found["total"] - sum(shown), found["total"] - sum(public.values()))
        yield from (found["total"] - value for value in (0, *shown))
    for part in _api(browser, f"indicators/{indicator}/contributions?by=partner")["parts"]:
        theirs = [value for (partner, _), value in public.items() if partner == part["code"]]
        yield sum(theirs) - (part["value"] or 0)
    points = _api(browser, f"indicators/{indicator}/series")["points"]
    for before, after in pairwise([{"value": 0.0, "period_end": ""}, *points]):
        told = sum(m["value"] for m in listed if m["period_end"] == after["period_end"])
        step = after["value"] - before["value"]
        yield from (after["value"], step, step - told)


def _api(browser: Browser, path: str) -> Any:
    answer = browser.get(f"/api/v1/{path}")
    assert answer.status_code == 200, path
    return answer.json()
