"""Parts of pages say what the verdicts mean, in words and not by colour alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dashboard.components.bullet import bullet
from dashboard.components.contribution_bars import contribution_bars
from dashboard.components.coverage_aside import coverage_aside
from dashboard.components.filter_part import is_outside, short_part_line
from dashboard.components.freshness import freshness
from dashboard.components.header import header
from dashboard.components.measures_table import measures_section
from dashboard.components.milestone_ladder import milestone_ladder
from dashboard.components.opening import headline, lede
from dashboard.components.rich import rich
from dashboard.components.standing import standing_text
from dashboard.components.status_words import reason_word
from dashboard.components.sum_table import sum_table
from dashboard.components.tile import tile, tile_sentence
from dashboard.components.verdict_words import pace_words, say
from dashboard.view import View
from data.answers import Coverage, MeasurePage
from data.i18n import LANGUAGES, Language
from data.progress.model import Reason, Verdict
from tests.dashboard import world
from tests.dashboard.walk import classed, links, prop, tags, words

T, PLAN, NEAR, FAR = world.ENGLISH, world.plan(), world.NEAR, world.FAR
VIEW = View()


def verdict(code: str, horizon: int = NEAR) -> Verdict:
    return world.objective(code).headline.verdicts[horizon]


# -- the opening ----------------------------------------------------------------
def test_the_headline_counts_what_is_on_course_and_what_nobody_can_judge() -> None:
    assert headline(T, world.overview(), NEAR) == (
        "8 of the 12 objectives that can be judged are on course for 2030. "
        "12 of the 24 cannot be judged yet."
    )


def test_the_lede_names_who_lags_and_why_others_are_not_judged() -> None:
    text = lede(T, world.overview(), NEAR)
    assert text.startswith("A1 and B2 are behind. F1 is far behind. F2 is moving away")
    assert "6 have no published target" in text
    assert "1 was last reported too long ago" in text


def test_with_no_verdict_at_all_the_headline_says_none() -> None:
    none = replace(world.overview(), objectives=(world.objective("A3"), world.objective("A5")))
    assert headline(T, none, NEAR) == "None of the 2 objectives can be judged for 2030 yet."


# -- where an objective stands --------------------------------------------------
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("A1", "22 of 41 countries"),
        ("A2", "23 projects/year, at least 30"),
        ("A3", "12 innovations and success stories"),
        ("A6", "Step 1 of 2: Written"),
        ("C1", "14 events/year, at least 10"),
        ("C2", "no measures yet"),
        ("C3", "58 of 80 institutions"),
        ("D3", "regions: 1"),
        ("D4", "31%, target 50%"),
        ("E2", "value withheld"),
        ("F2", "\u22122.1% a year, target 10%"),
    ],
)
def test_standing(code: str, text: str) -> None:
    assert standing_text(T, PLAN, world.objective(code).headline, NEAR) == text


def test_the_same_objective_stands_otherwise_for_the_other_horizon() -> None:
    assert standing_text(T, PLAN, world.objective("A1").headline, FAR) == "64 of 196 countries"


def test_a_tile_is_one_link_with_a_full_sentence() -> None:
    card = tile(VIEW, T, PLAN, world.objective("A1"), {})
    sentence = "A1 NDCs: Behind for 2030, 22 of 41 countries. 38 partners reporting."
    assert prop(card, "aria-label") == sentence
    assert prop(card, "href") == "/objective/A1?lang=en&horizon=2030"
    assert not tags(card.children, "A")


def test_a_tile_without_a_verdict_says_its_reason() -> None:
    assert "Last report too old for 2030" in tile_sentence(VIEW, T, PLAN, world.objective("B3"))
    assert "is-na" in prop(tile(VIEW, T, PLAN, world.objective("B3"), {}), "className")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_reasons_fit_a_tile(reason: Reason, lang: str) -> None:
    assert len(reason_word(Language(lang), reason)) <= 22


# -- the bullet -----------------------------------------------------------------
def marks(code: str, horizon: int = NEAR) -> dict[str, dict[str, str]]:
    picture = bullet(T, world.objective(code).headline, horizon)
    return {prop(mark, "className"): prop(mark, "style") for mark in tags(picture, "I")}


def test_a_measured_bullet_has_baseline_today_and_target() -> None:
    drawn = marks("C3")
    assert drawn["bar"] == {"--from": "0.0", "--to": "63.3"}
    assert drawn["base"] == {"--x": "0"}
    assert drawn["now"] == {"--x": "58.9"}
    assert drawn["tgt"] == {"--x": "100"}


def test_beyond_the_scale_an_arrow_shows_the_way() -> None:
    assert "over" in marks("C1")
    assert "under" in marks("F2")
    assert marks("F2")["bar"] == {"--from": "-10.0", "--to": "0.0"}


def test_without_a_baseline_there_is_a_dot_and_no_path() -> None:
    drawn = marks("B1")
    assert drawn["dot"] == {"--x": "22"}
    assert "now" not in drawn
    assert "bar" not in drawn


def test_without_a_target_there_is_nothing_to_measure_against() -> None:
    assert set(marks("A3")) == {"trk void"}


def test_a_ladder_shows_its_steps_without_the_one_it_stands_on() -> None:
    picture = bullet(T, world.objective("F3").headline, FAR)
    assert [prop(step, "style")["--x"] for step in classed(picture, "step")] == [
        "0",
        "33.3",
        "66.7",
        "100",
    ]
    assert prop(picture, "aria-label") == "On track: 2 of 3 steps reached"


# -- the sum --------------------------------------------------------------------
def test_a_reader_can_redo_the_sum() -> None:
    table = words(sum_table(T, PLAN, PLAN.headline("A1"), verdict("A1")))
    for part in ("28 of 196 14.3%", "22 of 41 53.7%", "39.4 points ÷ 85.7 points 0.459"):
        assert part in table
    assert "6.89 of 11.00 years 0.627" in table
    assert "Behind, 0.60 to 0.95 0.459 ÷ 0.627 0.73" in table


def test_a_growth_is_divided_by_the_growth_asked_for() -> None:
    table = words(sum_table(T, PLAN, PLAN.headline("F2"), verdict("F2")))
    assert "Baseline not published" in table
    assert "\u22122.1% ÷ 10% \u22120.21" in table


def test_say_names_the_group_and_the_expected_value() -> None:
    said = words(say(T, PLAN, world.objective("A1").headline, NEAR))
    assert "22 of 41 countries" in said
    assert "Member and partner countries" in said
    assert "it would be 28 by then" in said


def test_say_gives_the_reason_when_there_is_no_verdict() -> None:
    said = words(say(T, PLAN, world.objective("B1").headline, NEAR))
    assert "No baseline has been established, and none is assumed" in said


def test_pace() -> None:
    assert pace_words(T, verdict("A1")) == "needs 2.0 times the pace so far"
    assert pace_words(T, verdict("C1")) == ""
    assert pace_words(T, verdict("F3")) == "judged by dated milestones, not by a ratio"


def test_the_large_ladder_says_how_late_a_step_was() -> None:
    ladder = words(milestone_ladder(T, world.objective("F3").headline, world.AS_OF))
    assert "KPIs set due 31 Dec 2022" in ladder
    assert "reached 14 Mar 2024 14 months late" in ladder
    assert (
        "Accepted as an international standard due 31 Dec 2050 // 2050 open not due yet" in ladder
    )


def test_a_derived_due_date_is_marked() -> None:
    ladder = words(milestone_ladder(T, world.objective("A6").headline, world.AS_OF))
    assert "due 30 Jun 2025, evenly spaced by us" in ladder


# -- filters --------------------------------------------------------------------
def test_a_filter_fades_what_is_outside_it() -> None:
    africa = View(region="002")
    assert is_outside(africa, world.objective("A1"))
    assert not is_outside(africa, world.objective("A1", part=world.AFRICA))
    assert is_outside(View(goal="B"), world.objective("A1"))
    assert not is_outside(View(facility="CF4"), world.objective("A1"))


def test_a_filter_changes_the_foot_line_and_never_the_verdict() -> None:
    everywhere = tile(VIEW, T, PLAN, world.objective("A1"), {})
    part = world.objective("A1", part=world.AFRICA)
    africa = tile(View(region="002"), T, PLAN, part, {})
    assert "Behind" in words(everywhere)
    assert "Behind" in words(africa)
    assert "this part: 9 of 64 countries" in words(africa)


def test_a_withheld_part_stays_withheld() -> None:
    part = world.objective("A1", part=replace(world.AFRICA, withheld=True))
    assert words(short_part_line(T, PLAN, part)) == "this part: withheld"


# -- tables ---------------------------------------------------------------------
def test_bars_fold_the_rest_and_hide_what_is_withheld() -> None:
    parts = (*world.PLACES, world.REGIONS[-1])
    table = contribution_bars(
        T,
        parts,
        heading="Country",
        caption="By country",
        value_heading="countries",
        name=world.NAMES.place,
        href=lambda code: f"/place/{code}",
        value=T.number,
    )
    assert "5 others" in words(table)
    assert "X14" in words(table)
    assert "X15" not in words(table)


def test_a_withheld_part_shows_no_figure() -> None:
    table = contribution_bars(
        T,
        world.REGIONS,
        heading="Region",
        caption="By region",
        value_heading="countries",
        name=world.NAMES.place,
        href=None,
        value=T.number,
    )
    assert "Oceania withheld – 1" in words(table)


def test_measures_say_revisions_status_and_missing_sources() -> None:
    told = words(measures_section(VIEW, T, PLAN, world.MEASURES, names=world.NAMES, query="a=b"))
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
    section = measures_section(VIEW, T, PLAN, page, names=world.NAMES, query="")
    assert "javascript:alert(1)" in words(section)
    assert not [href for href in links(section) if href.startswith("javascript")]


# -- header ---------------------------------------------------------------------
def test_the_pill_turns_hollow_after_five_minutes() -> None:
    soon = world.RECORDED + timedelta(minutes=4)
    assert prop(freshness(T, world.info(), soon), "className") == "fresh"
    assert prop(freshness(T, world.info(), world.NOW), "className") == "fresh is-late"
    assert "Newest report 2 hours ago" in words(freshness(T, world.info(), world.NOW))


def test_nothing_reported_is_said() -> None:
    silent = replace(world.info(), newest_recorded_at=None)
    assert "No measures yet" in words(freshness(T, silent, world.NOW))


def test_the_header_starts_with_the_skip_link_and_marks_the_place() -> None:
    top = header(View(path="/objective/A1"), T, world.info(), world.NOW)
    first, *_ = tags(top, "A")
    assert prop(first, "href") == "#main"
    current = [words(a) for a in tags(top, "A") if prop(a, "aria-current") == "page"]
    assert set(current) == {"Objectives"}


def test_samples_and_damage_are_said_on_every_page() -> None:
    told = words(header(VIEW, T, world.info(damaged="S-9"), world.NOW))
    assert "Sample data" in told
    assert "The newest snapshot (S-9) could not be read" in told
    assert "Sample data" not in words(header(VIEW, T, world.info(sample=False), world.NOW))


def test_an_unknown_number_of_expected_partners_is_no_division_by_zero() -> None:
    assert "3 partners reported" in words(coverage_aside(T, Coverage(3, 0), world.info()))


def test_sentences_keep_their_word_order() -> None:
    assert rich("{b} of {a}", a="x", b="y") == ["y", " of ", "x"]
