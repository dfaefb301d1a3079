"""Sentences, small charts and sums say what a verdict means, in words and numbers."""

from dataclasses import replace

import pytest

from dashboard.components.overview.bullet import bullet
from dashboard.components.overview.status_strip import ledger
from dashboard.components.overview.summary_sentences import headline, lede
from dashboard.components.overview.tile import tile, tile_sentence
from dashboard.components.verdict.milestone_ladder import milestone_ladder
from dashboard.components.verdict.standing import standing_text
from dashboard.components.verdict.sum_table import sum_table
from dashboard.components.verdict.trend_chart import trend_chart
from dashboard.components.verdict.verdict_words import pace_words, say
from dashboard.reader.view import View
from data.progress.model import Components, Reason, Status, Verdict
from data.progress.status_words import reason_word
from data.text.i18n import LANGUAGES, Language
from tests.context import a_context
from tests.dashboard import world
from tests.dashboard.walk import classed, prop, tags, words

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


def test_a_single_or_empty_count_reads_as_a_sentence() -> None:
    def said(*codes: str) -> str:
        some = tuple(world.objective(code) for code in codes)
        return headline(T, replace(world.overview(), objectives=some), NEAR).split(". ")[0]

    assert said("C3", "A3") == "The one objective that can be judged is on course for 2030"
    assert said("A1", "A3") == "The one objective that can be judged is not on course for 2030"
    assert said("A1", "B2").startswith("None of the 2 objectives that can be judged is on course")


def test_the_ledger_counts_in_the_number_of_the_language() -> None:
    shown = ledger(a_context(VIEW, t=Language("es")), {Status.FAR_BEHIND: (world.objective("F1"),)})
    assert words(shown).startswith("1 muy retrasado F1")


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
        ("F2", "\u22122.1% a year, target 10%"),
    ],
)
def test_standing(code: str, text: str) -> None:
    assert standing_text(a_context(), world.objective(code).headline, NEAR) == text


def test_the_same_objective_stands_otherwise_for_the_other_horizon() -> None:
    assert standing_text(a_context(), world.objective("A1").headline, FAR) == "64 of 196 countries"


def test_a_tile_is_one_link_with_a_full_sentence() -> None:
    card = tile(a_context(VIEW), world.objective("A1"), {})
    sentence = "A1 NDCs: Behind for 2030, 22 of 41 countries. 38 partners reporting."
    assert prop(card, "aria-label") == sentence
    assert prop(card, "href") == "/objective/A1?lang=en&horizon=2030"
    assert not tags(card.children, "A")


def test_a_tile_without_a_verdict_says_its_reason() -> None:
    assert "Last report too old for 2030" in tile_sentence(a_context(VIEW), world.objective("B3"))
    assert "is-na" in prop(tile(a_context(VIEW), world.objective("B3"), {}), "className")


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


def test_a_bare_count_has_no_place_on_a_scale_of_shares() -> None:
    objective = world.objective("A1")
    parts = Components(target=1.0, as_share=True)
    unlike = world.unjudged(NEAR, Reason.DEFINITION_MISMATCH, parts)
    progress = replace(objective.headline, verdicts={NEAR: unlike})
    assert [prop(mark, "className") for mark in tags(bullet(T, progress, NEAR), "I")] == [
        "trk void"
    ]
    assert "Member and partner" not in words(say(a_context(), progress, NEAR))


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
    table = words(sum_table(a_context(), PLAN.headline("A1"), verdict("A1")))
    for part in ("28 of 196 14.3%", "22 of 41 53.7%", "39.4 points ÷ 85.7 points 0.459"):
        assert part in table
    assert "6.89 of 11.00 years 0.627" in table
    assert "Behind, 0.60 up to 0.95 0.459 ÷ 0.627 0.73" in table


def test_a_growth_is_divided_by_the_growth_asked_for() -> None:
    table = words(sum_table(a_context(), PLAN.headline("F2"), verdict("F2")))
    assert "Baseline not established" in table
    assert "\u22122.1% ÷ 10% \u22120.21" in table


def test_say_names_the_group_and_the_expected_value() -> None:
    said = words(say(a_context(), world.objective("A1").headline, NEAR))
    assert "22 of 41 countries" in said
    assert "Member and partner countries" in said
    assert "it would be 28 by then" in said


def test_say_gives_the_reason_when_there_is_no_verdict() -> None:
    said = words(say(a_context(), world.objective("B1").headline, NEAR))
    assert "No baseline has been established, and none is assumed" in said


def test_say_tells_once_that_nothing_was_reported() -> None:
    said = words(say(a_context(), world.objective("C2").headline, NEAR))
    assert said.startswith("No partner has reported a measure yet.")


def test_a_trend_without_points_is_its_sentence_alone() -> None:
    progress = replace(world.objective("C2").headline, points=(), set_points={})
    shown = trend_chart(a_context(), progress, NEAR)
    assert "no measures yet." in words(shown)
    assert not tags(shown, "Graph")


def test_pace() -> None:
    assert pace_words(T, verdict("A1")) == "needs 2.0 times the pace so far"
    assert pace_words(T, verdict("C1")) == ""
    assert pace_words(T, verdict("F3")) == "judged by dated milestones, not by a ratio"


def test_the_large_ladder_says_how_late_a_step_was() -> None:
    ladder = words(milestone_ladder(a_context(), world.objective("F3").headline))
    assert "KPIs set due 31 Dec 2022" in ladder
    assert "reached 14 Mar 2024 14 months late" in ladder
    assert (
        "Accepted as an international standard due 31 Dec 2050 // 2050 open not due yet" in ladder
    )


def test_a_derived_due_date_is_marked() -> None:
    ladder = words(milestone_ladder(a_context(), world.objective("A6").headline))
    assert "due 30 Jun 2025, evenly spaced by us" in ladder
