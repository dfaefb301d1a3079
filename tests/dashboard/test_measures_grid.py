"""The grid of measures: rows in order and under conditions, histories, and what stays private."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.api.grid_request import wanted
from dashboard.components.measures.grid import grid_row, measures_grid
from dashboard.components.overview.related_objectives import related_objectives
from dashboard.reader.naming import Naming
from dashboard.reader.view import View
from data.home import Home
from data.ledger.writer import open_ledger
from data.questions.answers import Filters
from data.questions.measure_rows import MOST, Wanted
from data.store.publish import publish
from data.store.snapshot import Snapshot
from data.store.store import Store
from data.text.i18n import Language
from ingest.load.load import Delivery, load
from tests.context import a_context, page_of
from tests.dashboard import world
from tests.dashboard.walk import links, words

TODAY = date(2026, 11, 22)
ALL = Filters()
HEADER = "indicator,partner,place,period,value,disclosure,source\n"
HOSTILE = [
    {"filterModel": "'; DROP TABLE measure; --"},
    {"filterModel": {"value); DROP TABLE measure; --": {"filter": "x"}}},
    {"filterModel": {"partner": ["x"]}},
    {"filterModel": {"value": {"type": "inRange", "filter": "1 OR 1=1", "filterTo": float("nan")}}},
    {"filterModel": {"recorded_at": {"type": "lessThan", "dateFrom": "0001-01-01"}}},
    {"sortModel": [{"colId": "1; DROP TABLE measure", "sort": "desc; --"}, 7, None]},
    {"sortModel": {"colId": []}},
    {"startRow": -5, "endRow": "many"},
    {"startRow": 1e300, "endRow": None},
]


def asked(lang: str = "en", **request: Any) -> Wanted:
    t, plan = Language(lang), world.plan()
    names = Naming(t, plan, dict)
    return wanted({"startRow": 0, "endRow": 100} | request, a_context(t=t, names=names))


def sorted_by(column: str, way: str = "asc") -> list[dict[str, str]]:
    return [{"colId": column, "sort": way}]


def rows(snapshot: Snapshot, which: Wanted) -> list[tuple[str, str, float]]:
    found = snapshot.measure_rows(TODAY, ALL, None, which).measures
    return [(m.partner, m.place, m.value) for m in found]


DELIVERIES = (
    "A3.1,giz,BEN,2024,3,public,https://example.org/100%_of_it\n",
    "A3.1,afris,TGO,2024,1,public,\nA3.1,afris,DEU,2024,12,public,\n",
    "A3.1,giz,BEN,2024,8,public,\nA3.1,afris,TGO,2024,2,secretariat,\n",
    "A3.1,giz,TGO,2023,4,coalition,\n",
)


@pytest.fixture(scope="module")
def few(empty_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Three measures; Benin's was revised, and one from Togo is no longer public."""
    folder = tmp_path_factory.mktemp("few")
    home = Home(shutil.copytree(empty_template, folder / "home"))
    with open_ledger(home) as ledger:
        for rows in DELIVERIES:
            path = folder / "measures.csv"
            path.write_text(HEADER + rows)
            load(ledger, Delivery(path))
        publish(ledger)
    snapshot = Store(home).current()
    yield snapshot
    snapshot.close()


def test_rows_come_newest_first_and_say_what_was_replaced(few: Snapshot) -> None:
    found = few.measure_rows(TODAY, ALL, None, Wanted())
    told = [(m.partner, m.value, m.revision, m.superseded) for m in found.measures]
    assert told == [("giz", 8, 2, False), ("afris", 12, 1, False), ("giz", 3, 1, True)]
    assert found.total == 3


def test_rows_are_sorted_by_what_a_reader_sees(few: Snapshot) -> None:
    by_value = rows(few, asked(sortModel=sorted_by("value", "desc")))
    assert [value for *_, value in by_value] == [12, 8, 3]
    english, french = (
        [place for _, place, _ in rows(few, asked(lang, sortModel=sorted_by("place")))]
        for lang in ("en", "fr")
    )
    assert (english, french) == (["BEN", "BEN", "DEU"], ["DEU", "BEN", "BEN"])  # Allemagne


@pytest.mark.parametrize("column", ["period", "indicator", "partner", "obs_status", "source"])
def test_every_column_can_be_sorted(few: Snapshot, column: str) -> None:
    assert len(rows(few, asked(sortModel=sorted_by(column)))) == 3


def test_rows_are_found_by_names_numbers_and_days(few: Snapshot) -> None:
    def values(lang: str = "en", **model: Any) -> list[float]:
        return [value for *_, value in rows(few, asked(lang, filterModel=model))]

    assert values("fr", place={"filter": "allemagne", "type": "contains"}) == [12]
    assert values(place={"filter": "nowhere at all"}) == []
    assert values(value={"type": "greaterThanOrEqual", "filter": 8}) == [8, 12]
    assert values(value={"type": "inRange", "filter": 1, "filterTo": 3}) == [3]
    assert values(obs_status={"filter": "normal"}) == [8, 12, 3]
    assert values(period={"filter": "2023"}) == []
    assert values(recorded_at={"type": "lessThan", "dateFrom": "2020-01-01 00:00:00"}) == []


def test_signs_of_a_pattern_are_letters_like_others(few: Snapshot) -> None:
    found = [value for *_, value in rows(few, asked(filterModel={"source": {"filter": "100%_"}}))]
    assert found == [3]
    assert rows(few, asked(filterModel={"source": {"filter": "1%o"}})) == []


@pytest.mark.parametrize("request_", HOSTILE)
def test_a_hostile_request_is_left_out_and_harms_nothing(
    few: Snapshot, request_: dict[str, Any]
) -> None:
    rows(few, asked(**request_))
    assert len(rows(few, Wanted())) == 3


def test_a_column_that_is_none_of_ours_never_reaches_a_statement(few: Snapshot) -> None:
    with pytest.raises(KeyError):
        rows(few, Wanted(order=(("batch", False),)))


def test_no_request_gets_more_than_some_rows(samples: Snapshot) -> None:
    found = samples.measure_rows(TODAY, ALL, None, Wanted(size=10**9))
    assert len(found.measures) == MOST < found.total
    beyond = samples.measure_rows(TODAY, ALL, None, Wanted(start=found.total))
    assert (beyond.measures, beyond.total) == ((), found.total)


def test_a_history_holds_every_public_revision(few: Snapshot) -> None:
    key = few.measure_rows(TODAY, ALL, None, Wanted()).measures[0].key
    told = [(m.value, m.revision, m.superseded) for m in few.measure_history(key, TODAY)]
    assert told == [(8, 2, False), (3, 1, True)]


@pytest.mark.parametrize("key", ["", "0" * 16, "1' OR '1'='1", "ffffffffffffffff0"])
def test_a_key_of_no_measure_has_no_history(few: Snapshot, key: str) -> None:
    with pytest.raises(KeyError):
        few.measure_history(key, TODAY)


def test_what_is_not_public_has_no_page(few: Snapshot) -> None:
    """Neither what never was, nor what no longer is, though it once was listed."""
    with few.connect() as connection:
        hidden = connection.exec_driver_sql(
            "SELECT DISTINCT key FROM measure WHERE place = 'TGO'"
        ).scalars()
        keys = [f"{key:016x}" for key in hidden]
    assert len(keys) == 2
    for key in keys:
        page = page_of(View(f"/measure/{key}"), few, world.NOW.date())
        assert not page.found


def test_the_page_of_a_measure_leads_up_to_the_initiative(few: Snapshot) -> None:
    key = few.measure_rows(TODAY, ALL, None, Wanted()).measures[0].key
    page = page_of(View(f"/measure/{key}", "fr"), few, world.NOW.date())
    paths = [href.split("?")[0] for href in links(page.body)]
    objective, region = paths.index("/objective/A3"), paths.index("/region/002")
    assert objective < region < paths.index("/place/BEN") < paths.index("/partner/giz")
    assert "Remplacée" in words(page.body) and "B-000003" in words(page.body)


def test_a_source_is_a_link_only_on_the_web() -> None:
    def cell(source: str) -> dict[str, str | None]:
        view, names = View("/"), world.NAMES
        row = grid_row(
            a_context(view, names=names),
            world.measure(source=source),
        )
        told: dict[str, str | None] = row["source"]
        return told

    assert cell("https://example.org")["href"] == "https://example.org"
    assert cell("https://example.org")["rel"] == "nofollow noopener"
    for source in ("javascript:alert(1)", " https://example.org", "data:text/html,x", "<b>x</b>"):
        assert cell(source) | {"rel": ""} == {"words": source, "href": None, "rel": ""}


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_grid_speaks_the_readers_language(lang: str) -> None:
    grid = measures_grid(Language(lang), 40, several=True)
    titles = [column["headerName"] for column in grid.columnDefs]
    assert titles[2] == {"en": "Place", "fr": "Lieu", "es": "Lugar"}[lang]
    empty = grid.dashGridOptions["localeText"]["noRowsToShow"]
    assert empty == {"en": "No measures", "fr": "Aucune mesure", "es": "Ninguna medición"}[lang]
    assert "indicator" not in [
        column["field"] for column in measures_grid(Language(lang), 40, several=False).columnDefs
    ]


def test_related_objectives_say_why() -> None:
    plan = world.plan()
    (section,) = related_objectives(a_context(View("/"), plan=plan), plan.objective("A1"))
    told = words(section)
    assert "same goal" in told and "A2" in told
    assert "/objective/A1" not in " ".join(links(section))
