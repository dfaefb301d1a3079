"""Every page, in every language, is whole, named, linked and safe.

Long because one table of all pages is asked everything.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from dash.development.base_component import Component

from dashboard.components.layout.footer import footer
from dashboard.components.layout.sample_tag import sample_tag
from dashboard.pages import (
    empty,
    facilities,
    facility,
    goal,
    not_found,
    objective,
    objectives,
    overview,
    partner,
    partners,
    place,
    problem,
    region,
    regions,
)
from dashboard.reader.view import View
from data.plan.model import Words
from data.questions.answers import Contribution, ObjectiveProgress, PlaceReport
from data.text.i18n import Language
from tests.context import a_context
from tests.dashboard import world
from tests.dashboard.walk import classed, links, prop, tags, walk, words

PLAN, INFO, NAMES = world.plan(), world.info(), world.NAMES
Page = Callable[[Language, View], Component]


def objective_page(code: str, t: Language, view: View) -> Component:
    shown = world.objective(code, part=world.AFRICA if view.region else None)
    return objective.layout(
        a_context(view, t=t),
        shown,
        world.BREAKDOWNS,
        world.OVERLAPS,
        (),
        world.MEASURES,
    )


def facility_page(id: str, t: Language, view: View) -> Component:
    home = tuple(world.objective(o.code) for o in PLAN.objectives_of_facility(id))
    parts: dict[str, tuple[Contribution, ...]] = {o.objective.code: world.REGIONS for o in home}
    return facility.layout(
        a_context(view, t=t),
        PLAN.facility(id),
        home,
        parts,
        world.MEASURES,
    )


def told(every: int = 2) -> tuple[ObjectiveProgress, ...]:
    return tuple(
        world.objective(o.code, part=world.AFRICA if n % every else None)
        for n, o in enumerate(PLAN.objectives)
    )


BEN = PlaceReport("BEN", 12, 3, 4, world.AS_OF)
PAGES: dict[str, Page] = {
    "overview": lambda t, v: overview.layout(
        a_context(v, t=t),
        world.overview(),
    ),
    **{
        f"objective {o.code}": lambda t, v, code=o.code: objective_page(code, t, v)  # type: ignore[misc]
        for o in PLAN.objectives
    },
    "facility CF1": lambda t, v: facility_page("CF1", t, v),
    "facility CF5": lambda t, v: facility_page("CF5", t, v),
    "objectives": lambda t, v: objectives.layout(a_context(v, t=t), world.overview()),
    "goal": lambda t, v: goal.layout(
        a_context(v, t=t),
        PLAN.goal("B"),
        tuple(o for o in told() if o.goal.code == "B"),
    ),
    "facilities": lambda t, v: facilities.layout(a_context(v, t=t), world.overview()),
    "regions": lambda t, v: regions.layout(
        a_context(v, t=t),
        world.PLACE_REPORTS,
        (BEN,),
    ),
    "region": lambda t, v: region.layout(
        a_context(v, t=t),
        "002",
        told(),
        (BEN,),
        world.MEASURES,
        (),
    ),
    "place": lambda t, v: place.layout(
        a_context(v, t=t),
        "BEN",
        told(),
        (),
        world.NO_MEASURES,
    ),
    "partners": lambda t, v: partners.layout(a_context(v, t=t), world.PARTNER_SUMMARIES),
    "partner": lambda t, v: partner.layout(
        a_context(v, t=t),
        world.PARTNER_SUMMARIES[1],
        told(),
        world.MEASURES,
    ),
    "not found": lambda t, v: not_found.layout(a_context(v, t=t), world.HOSTILE),
    "problem": lambda t, v: problem.layout(v, t, "The plan file cannot be read."),
    "empty": lambda t, v: empty.layout(v, t),
}
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


def shown(name: str, **choices: object) -> Component:
    return PAGES[name](world.ENGLISH, replace(View(), **choices))  # type: ignore[arg-type]


# -- all pages ------------------------------------------------------------------
@every_page
@pytest.mark.parametrize("t", [world.ENGLISH, world.FRENCH, world.SPANISH], ids=lambda t: t.lang)
def test_a_page_has_one_heading_and_its_language(page: Page, t: Language) -> None:
    body = page(t, View(lang=t.lang, horizon=world.FAR))
    assert len(tags(body, "H1")) == 1
    assert prop(body, "lang") == t.lang
    assert "{" not in words(body).replace(world.HOSTILE, "")


@every_page
def test_pictures_and_tables_have_names(page: Page) -> None:
    body = page(world.ENGLISH, View())
    assert all(prop(n, "aria-label") for n in walk(body) if prop(n, "role") == "img")
    assert all(tags(table, "Caption") for table in tags(body, "Table"))
    assert all(prop(head, "scope") for head in tags(body, "Th"))


@every_page
def test_links_lead_somewhere_and_keep_the_view(page: Page) -> None:
    view = View(lang="fr", horizon=world.FAR)
    hrefs = [href for href in links(page(world.FRENCH, view)) if not href.startswith("http")]
    assert all(href.startswith(("/", "#")) for href in hrefs)
    ours = [href for href in hrefs if not href.startswith(("/api/", "#"))]
    switch = view.href(horizon=world.NEAR)
    assert all("lang=fr&horizon=2050" in href for href in ours if href != switch)


@every_page
def test_partner_text_is_only_ever_text(page: Page) -> None:
    body = page(world.ENGLISH, View())
    assert not tags(body, "Markdown")
    assert not tags(body, "Iframe")
    assert not [n for n in walk(body) if prop(n, "dangerously_allow_html")]


@every_page
def test_a_status_colour_never_stands_without_words(page: Page) -> None:
    for label in classed(page(world.ENGLISH, View()), "st"):
        assert words(label).strip()


# -- overview -------------------------------------------------------------------
def test_the_overview_has_a_tile_an_objective() -> None:
    tiles = classed(shown("overview"), "tile")
    assert len(tiles) == len(PLAN.objectives)


def test_the_scorecard_has_a_column_a_goal() -> None:
    (matrix,) = classed(shown("overview"), "matrix")
    assert prop(matrix, "style") == {"--goals": "6", "--rows": "6"}


def test_the_horizon_is_a_link_and_so_are_the_filters() -> None:
    found = links(shown("overview"))
    assert found["/?lang=en&horizon=2050"] == "2050"
    assert found["/?lang=en&horizon=2030&region=002"] == "Africa"
    assert found["/?lang=en&horizon=2030&facility=CF4"] == "IV Soil Health Programs"


def test_it_says_that_a_filter_changes_no_verdict() -> None:
    assert "It never changes a verdict." in words(shown("overview"))


def test_a_goal_filter_fades_the_other_goals() -> None:
    faded = classed(shown("overview", goal="B"), "is-out")
    assert len(faded) == len(PLAN.objectives) - len(PLAN.objectives_of_goal("B"))


def test_membership_is_dated() -> None:
    told = words(shown("overview"))
    assert "739 Partners in October 2022" in told
    assert "2018 359" in told


def test_samples_are_tagged_and_real_data_is_not() -> None:
    assert "Sample" in words(shown("overview"))
    real = overview.layout(
        a_context(
            view=View(),
            t=world.ENGLISH,
            plan=PLAN,
            info=world.info(sample=False),
            names=NAMES,
            as_of=world.AS_OF,
        ),
        world.overview(sample=False),
    )
    assert not classed(real, "sample")
    assert sample_tag(world.ENGLISH, False) == []


def test_a_plan_without_facilities_has_no_strip() -> None:
    bare = PLAN.model_copy(update={"facilities": (), "sets": ()})
    page = overview.layout(
        a_context(view=View(), plan=bare, as_of=world.AS_OF),
        world.overview(),
    )
    assert not classed(page, "facs")
    headings = [words(pick) for pick in classed(page, "pick")]
    assert not any("acilit" in heading for heading in headings)


def test_fewer_goals_make_fewer_columns() -> None:
    few = PLAN.model_copy(update={"goals": PLAN.goals[:2]})
    page = overview.layout(
        a_context(view=View(), plan=few, as_of=world.AS_OF),
        world.overview(),
    )
    (matrix,) = classed(page, "matrix")
    assert prop(matrix, "style") == {"--goals": "2", "--rows": "6"}


# -- objective ------------------------------------------------------------------
def test_an_objective_shows_both_verdicts_and_their_caveats() -> None:
    told = words(shown("objective A1"))
    assert "2030 Behind" in told
    assert "2050 On track" in told
    assert "Counts any mention of a target" in told
    assert "counted on another group" in told


def test_an_objective_leads_to_its_parts_and_its_file() -> None:
    found = links(shown("objective A1"))
    for address in (
        "/region/002",
        f"/place/{world.COUNTRIES[1]}",
        "/partner/hostile",
        "/facility/CF4",
    ):
        assert f"{address}?lang=en&horizon=2030" in found
    assert "/api/v1/measures?objective=A1&format=csv" in found


def test_horizons_that_count_different_groups_have_a_panel_each() -> None:
    assert len(tags(shown("objective A1"), "Graph")) == 2
    assert len(tags(shown("objective C3"), "Graph")) == 1


def test_milestones_have_a_ladder_instead_of_a_trend() -> None:
    page = shown("objective F3")
    assert not tags(page, "Graph")
    assert classed(page, "lad")


def test_supporting_rates_are_told_by_year() -> None:
    assert "1 in 2020, 3 in 2023, 1 in 2024" in words(shown("objective D2"))


def test_what_is_not_published_is_said() -> None:
    assert "Title not published" in words(shown("objective B4"))
    assert "Target 2030 not published" in words(shown("objective B4"))


def test_our_translations_are_marked() -> None:
    french = PAGES["objective A1"](world.FRENCH, View(lang="fr"))
    assert "notre traduction" in words(french)
    assert "our translation" not in words(shown("objective A1"))


def test_a_filter_on_an_objective_is_said_above_its_verdicts() -> None:
    (part,) = classed(shown("objective A1", region="002"), "part")
    assert "Africa : 9 of 64 countries" in words(part)
    assert "a filter changes none" in words(part)


# -- the others -----------------------------------------------------------------
def test_a_facility_shows_its_roadmap_with_states() -> None:
    told = words(shown("facility CF5"))
    assert "Regional meeting for Western Africa, Abidjan" in told
    assert "Done" in told


def test_a_facility_without_objectives_says_so() -> None:
    assert "It has no objective of its own." in words(shown("facility CF1"))


def test_regions_get_no_verdict_and_the_page_says_why() -> None:
    page = shown("region")
    assert "a region gets no verdict" in words(page)
    assert not classed(page, "st")


def test_silence_is_said_in_words() -> None:
    assert "no measures yet" in words(shown("regions"))
    assert "No partner has reported measures from here yet." in words(shown("place"))


def test_a_partner_is_named_as_it_named_itself() -> None:
    page = shown("partner")
    (heading,) = tags(page, "H1")
    assert words(heading) == world.HOSTILE


def test_the_empty_page_says_what_to_run() -> None:
    assert "make run" in words(shown("empty"))
    assert "python -m ingest publish" in words(shown("empty"))


def test_the_footer_names_plan_and_snapshot() -> None:
    told = words(footer(a_context(), ()))
    assert INFO.id in told
    assert "version v2" in told


def test_words_in_a_language_the_plan_lacks_fall_back() -> None:
    assert Words.of(en="States").text("fr") == "States"
