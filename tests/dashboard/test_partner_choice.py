"""The list of partners shows who is asked for, in the order asked for."""

from dataclasses import replace

import pytest

from dashboard.components.partners.partner_choice import ORDERS, chosen_partners
from dashboard.pages import partners
from dashboard.reader.view import View
from data.questions.answers import PartnerSummary
from data.text.i18n import Language
from tests.context import a_context
from tests.dashboard import world
from tests.dashboard.walk import classed, links, tags, words

AGRI = PartnerSummary(
    "inrae", "Institut d’été", "INRAÉ", "research", "FRA", True, False, 9, world.AS_OF
)
OLDER = replace(world.PARTNER_SUMMARIES[0], newest=world.AS_OF.replace(year=2020))
ALL = (AGRI, OLDER, world.PARTNER_SUMMARIES[1])


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["inrae", "afris", "hostile"]),
        ("name=ete", ["inrae"]),
        ("name=INRAE", ["inrae"]),
        ("name=%20", ["inrae", "afris", "hostile"]),
        ("name=nobody", []),
        ("college=research", ["inrae"]),
        ("reporting=with", ["inrae", "afris"]),
        ("reporting=without", ["hostile"]),
        ("reporting=nonsense&order=nonsense", ["inrae", "afris", "hostile"]),
        ("order=most", ["inrae", "afris", "hostile"]),
        ("order=newest", ["inrae", "afris", "hostile"]),
        ("college=research&reporting=without", []),
    ],
)
def test_it_shows_who_is_asked_for(query: str, ids: list[str]) -> None:
    view = View.of("/partners", query, (2030, 2050))
    assert [partner.id for partner in chosen_partners(view, ALL)] == ids
    backwards = chosen_partners(view, ALL[::-1])
    assert [partner.id for partner in backwards] == (ids if view.order in ORDERS else ids[::-1])


@pytest.mark.parametrize("t", [world.ENGLISH, world.FRENCH, world.SPANISH], ids=lambda t: t.lang)
def test_nobody_is_a_sentence_and_a_way_back(t: Language) -> None:
    view = View.of("/partners", "name=nobody&college=research&order=most", (2030, 2050))
    page = partners.layout(a_context(view, t=t), ALL)
    assert not tags(page, "Table")
    (message,) = classed(page, "emptyp")
    assert t.gettext("No registered partner meets these choices.") in words(message)
    everyone = "/partners?lang=en&horizon=2030&order=most"
    assert links(message) == {everyone: t.gettext("Show everyone")}


def test_the_choice_stays_behind_on_the_way_elsewhere() -> None:
    view = View.of("/partners", "name=ete&reporting=with&order=most", (2030, 2050))
    assert view.href("/changes") == "/changes?lang=en&horizon=2030"
    assert view.href(named=None) == "/partners?lang=en&horizon=2030&reporting=with&order=most"
