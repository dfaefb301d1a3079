"""Parts of pages say what the verdicts mean, in words and not by colour alone."""

from dataclasses import replace
from datetime import timedelta

from dashboard.components.breakdown.contribution_bars import PartNames, contribution_bars
from dashboard.components.breakdown.filter_part import is_outside
from dashboard.components.breakdown.part_table import part_section
from dashboard.components.changes.plan_text import plan_text
from dashboard.components.layout.header import freshness, header
from dashboard.components.layout.rich import rich
from dashboard.components.measures.report_table import report_table
from dashboard.components.measures.table import measures_section
from dashboard.components.overview.coverage_aside import coverage_aside
from dashboard.components.overview.tile import tile
from dashboard.reader.view import View
from data.questions.answers import Coverage, MeasurePage, PlaceReport
from tests.context import a_context
from tests.dashboard import world
from tests.dashboard.walk import links, prop, tags, words

T, PLAN = world.ENGLISH, world.plan()
VIEW = View()


# -- filters --------------------------------------------------------------------
def test_a_filter_fades_what_is_outside_it() -> None:
    africa = View(region="002")
    assert is_outside(africa, world.objective("A1"))
    assert not is_outside(africa, world.objective("A1", part=world.AFRICA))
    assert is_outside(View(goal="B"), world.objective("A1"))
    assert not is_outside(View(facility="CF4"), world.objective("A1"))


def test_a_filter_changes_the_foot_line_and_never_the_verdict() -> None:
    everywhere = tile(a_context(VIEW), world.objective("A1"), {})
    part = world.objective("A1", part=world.AFRICA)
    africa = tile(a_context(View(region="002")), part, {})
    assert "Behind" in words(everywhere)
    assert "Behind" in words(africa)
    assert "this part: 9 of 64 countries" in words(africa)


# -- tables ---------------------------------------------------------------------
def test_bars_fold_the_rest() -> None:
    parts = (*world.PLACES, world.REGIONS[-1])
    names = PartNames("Country", world.NAMES.place, lambda code: f"/place/{code}")
    table = contribution_bars(T, "By country", parts, names, "countries")
    assert "4 others" in words(table)
    assert world.COUNTRIES[14] in words(table)
    assert world.COUNTRIES[15] not in words(table)


def test_what_is_told_in_confidence_is_one_row_of_no_number_of_partners() -> None:
    names = PartNames("Region", world.NAMES.place)
    table = contribution_bars(T, "By region", world.REGIONS, names, "countries")
    assert words(table).endswith(
        "in confidence, not broken down 1 5%"
        " Reports in confidence enter in groups of three or more partners."
    )


def test_measures_say_revisions_status_and_missing_sources() -> None:
    told = words(measures_section(a_context(VIEW), world.MEASURES, query="a=b"))
    for part in (
        "Revised 1 time",
        "Replaced by a revision",
        "estimated",
        "none given",
        "25 of 148",
    ):
        assert part in told


def test_only_web_addresses_become_links() -> None:
    page = MeasurePage((world.measure(source="javascript:alert(1)"),), 1, None)
    section = measures_section(a_context(VIEW), page, query="")
    assert "javascript:alert(1)" in words(section)
    assert not [href for href in links(section) if href.startswith("javascript")]


# -- header ---------------------------------------------------------------------
def test_the_pill_turns_hollow_after_five_minutes() -> None:
    soon = world.RECORDED + timedelta(minutes=4)
    assert prop(freshness(a_context(), soon), "className") == "fresh"
    assert prop(freshness(a_context(), world.NOW), "className") == "fresh is-late"
    assert "Newest report 2 hours ago" in words(freshness(a_context(), world.NOW))


def test_nothing_reported_is_said() -> None:
    silent = replace(world.info(), newest_recorded_at=None)
    assert "No measures yet" in words(freshness(a_context(info=silent), world.NOW))


def test_the_header_starts_with_the_skip_link_and_marks_the_place() -> None:
    top = header(
        a_context(View(path="/objective/A1")),
        world.NOW,
        (),
    )
    first, *_ = tags(top, "A")
    assert prop(first, "href") == "#main"
    current = [words(a) for a in tags(top, "A") if prop(a, "aria-current") == "page"]
    assert set(current) == {"Objectives"}


def test_samples_and_damage_are_said_on_every_page() -> None:
    told = words(
        header(
            a_context(VIEW, info=world.info(damaged="S-9")),
            world.NOW,
            (),
        )
    )
    assert "Sample data" in told
    assert "The newest snapshot (S-9) could not be read" in told
    assert "Sample data" not in words(
        header(
            a_context(VIEW, info=world.info(sample=False)),
            world.NOW,
            (),
        )
    )


def test_an_unknown_number_of_expected_partners_is_no_division_by_zero() -> None:
    assert "3 partners reported" in words(coverage_aside(a_context(), Coverage(3, 0)))


def test_sentences_keep_their_word_order() -> None:
    assert rich("{b} of {a}", a="x", b="y") == ["y", " of ", "x"]


# -- what a part adds, where words come from ----------------------------------------
def test_a_part_without_headline_measures_is_not_said_to_have_measured_nothing() -> None:
    part = world.objective("A1", part=world.AFRICA)
    told = words(part_section(a_context(VIEW), [part, world.objective("B1")], "Here is its part."))
    assert "Nothing counts yet in the headline indicators of B1." in told


def test_the_plans_source_is_named_and_its_page() -> None:
    known = {code: words(plan_text(a_context(), PLAN.objective(code))) for code in ("B4", "F3")}
    assert "Source: “4 per 1000” Strategic Plan 2050, presentation at COP27" in known["B4"]
    assert "Source: wiki.afris.org" in known["F3"] and ", page 145231240." in known["F3"]


def test_a_table_of_partners_does_not_count_them() -> None:
    def heads(of_partners: bool) -> list[str]:
        silent = [PlaceReport("giz", 0, 0, 0, None)]
        table = report_table(
            T, silent, heading="Partner", name=str, href=str, of_partners=of_partners
        )
        assert prop(tags(table, "Td")[-1], "colSpan") == ("3" if of_partners else "4")
        return [words(head) for head in tags(table, "Th")][1:-1]

    assert heads(True) == ["Measures", "Indicators", "Newest"]
    assert heads(False) == ["Measures", "Partners", "Indicators", "Newest"]
