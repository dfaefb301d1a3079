"""Things side by side: what an address asks for, and what its page shows."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from dashboard.pages.registry import Page
from dashboard.reader.compare_choice import Compared, read
from dashboard.reader.view import View
from data.store.snapshot import Snapshot
from data.text.i18n import LANGUAGES
from tests.context import page_of
from tests.dashboard.walk import links, tags, words
from tests.dashboard.world import plan

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC).replace(tzinfo=None)


@pytest.fixture
def opened(samples: Snapshot) -> Callable[[str], Page]:
    def open_page(query: str) -> Page:
        view = View.of("/compare", query, samples.plan.horizons)
        return page_of(view, samples, NOW.date())

    return open_page


@pytest.mark.parametrize(
    ("written", "kind", "codes"),
    [
        ("objective:A1,objective:B2", "objective", ("A1", "B2")),
        ("facility:CF4", "facility", ("CF4",)),
        ("region:002, region:142", "region", ("002", "142")),
        ("objective:A1,facility:CF4,objective:A1", "objective", ("A1",)),
        ("objective:Z9,region:FRA,nonsense,:", "objective", ()),
        ("objective:A1,objective:A2,objective:A3,objective:A4,objective:A5", "objective",
         ("A1", "A2", "A3", "A4")),
        (None, "objective", ()),
    ],
)  # fmt: skip
def test_an_address_names_two_to_four_of_one_kind(
    written: str | None, kind: str, codes: tuple[str, ...]
) -> None:
    found = read(written, plan())
    assert found == Compared(kind, codes)
    assert read(found.written(), plan()).codes == codes


def test_what_is_compared_stays_on_its_page() -> None:
    view = View.of("/compare", "with=objective:A1&beside=2025-01-01&q=x", (2030,))
    assert (view.compared, str(view.beside)) == ("objective:A1", "2025-01-01")
    assert "with=objective%3AA1" in view.href(lang="fr") and "beside=2025-01-01" in view.href()
    assert view.href("/objectives") == "/objectives?lang=en&horizon=2030"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "chosen",
    [
        "objective:A1,objective:B2,objective:A6,objective:F2",
        "facility:CF4,facility:GF1",
        "region:002,region:142,region:009",
    ],
)
def test_there_is_a_column_each_and_every_row_is_named(
    opened: Callable[[str], Page], lang: str, chosen: str
) -> None:
    page = opened(f"with={chosen}&lang={lang}")
    (table,) = tags(page.body, "Table")
    heads = [h for h in tags(table, "Th") if h.scope == "col"]  # type: ignore[attr-defined]
    assert page.found and len(heads) == len(chosen.split(","))
    for row in tags(table, "Tr")[1:]:
        (name,) = tags(row, "Th")
        assert words(name) and all(words(cell) for cell in tags(row, "Td"))
        assert len(tags(row, "Td")) == len(heads)


def test_the_numbers_are_those_of_the_objectives_page(opened: Callable[[str], Page]) -> None:
    said = words(opened("with=objective:A1,objective:B1").body)
    assert "of 41" in said and "Verdict for 2050" in said and "not established" in said


def test_one_is_added_and_removed_by_links(opened: Callable[[str], Page]) -> None:
    hrefs = links(opened("with=objective:A1,objective:B2").body)
    both = "with=objective%3AA1%2Cobjective%3AB2"
    assert any(f"{both}%2Cobjective%3AC1" in href for href in hrefs)
    assert any(href.endswith("with=objective%3AB2") for href in hrefs)


def test_one_objective_stands_beside_itself_on_another_day(opened: Callable[[str], Page]) -> None:
    page = opened("with=objective:A3&beside=2024-06-01")
    said = words(page.body)
    assert said.index("As known on 1 June 2024") < said.index("As known on 22 November 2026")
    assert any("/objective/A3" in h and "asof=2024-06-01" in h for h in links(page.body))


@pytest.mark.parametrize("query", ["", "with=objective:A1", "with=region:XXX", "with=%00"])
def test_it_says_what_to_choose_with_three_examples(
    opened: Callable[[str], Page], query: str
) -> None:
    page = opened(query)
    examples = tags(page.body, "Ul")[-1]
    assert len(links(examples)) == 3 and "For example" in words(page.body)
