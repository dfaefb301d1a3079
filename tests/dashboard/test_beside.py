"""The other method, confidence and the sum beside a verdict, with hand-worked numbers."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.components.method.method_mark import method_mark
from dashboard.components.method.worked_example import example_progress
from dashboard.components.overview.tile import tile, tile_sentence
from dashboard.components.verdict.confidence_note import confidence_note
from dashboard.components.verdict.confidence_words import doubt_sentences
from dashboard.components.verdict.outlook_table import outlook_notes, outlook_table
from dashboard.components.verdict.verdict_card import alternative_note, verdict_card
from data.progress.examples import AS_OF, EXAMPLES, FAR, LEVEL, NEAR, PLAN, WHOLE_SET, Example
from data.progress.judge import METHOD_VERSION
from data.progress.model import Confidence, Divergence, Doubt, Level, Point, Reason, Status, Verdict
from data.questions.answers import Coverage, IndicatorProgress
from data.text.i18n import LANGUAGES, Language
from tests.context import a_context
from tests.dashboard import world
from tests.dashboard.made_up import BY_ID, EN, ES, FR, shown, spaced
from tests.dashboard.walk import classed, tags, words


# -- the other method ---------------------------------------------------------
def note(t: Language, verdict: Verdict) -> str:
    return spaced(words(alternative_note(t, verdict)))


def test_the_alternative_is_labelled_and_marked() -> None:
    verdict = shown("level").verdicts[NEAR]
    assert words(method_mark(EN, verdict)) == "M another method, another verdict"
    assert note(EN, verdict) == (
        "M By compound growth (Statistics Canada, Open SDG): substantial progress; Eurostat: "
        "significant progress. It expects the same percentage every year, so less of the change "
        "early on and more towards the end."
    )
    assert "progrès substantiels ; Eurostat : progrès significatifs" in note(FR, verdict)
    assert "progreso sustancial; Eurostat: progreso significativo" in note(ES, verdict)


def test_on_the_way_down_the_percentage_asks_for_more_early_on() -> None:
    verdict = replace(shown("share").verdicts[NEAR], divergence=Divergence.COMPOUND_PATH)
    assert "so more of the change early on" in note(EN, verdict)


def test_zero_and_whole_years_are_said() -> None:
    verdict = shown("level").verdicts[NEAR]
    zero = note(EN, replace(verdict, divergence=Divergence.ZERO_REPLACED))
    assert "it puts 0.001 in zero’s place" in zero
    whole = note(EN, replace(verdict, divergence=Divergence.WHOLE_YEARS))
    assert "5 years so far, where the verdict counts 5.00" in whole
    assert "0,001" in note(FR, replace(verdict, divergence=Divergence.ZERO_REPLACED))


def test_where_the_methods_agree_there_is_no_mark() -> None:
    verdict = shown("places").verdicts[NEAR]
    assert method_mark(EN, verdict) == []
    assert note(EN, verdict).startswith("By compound growth")
    assert note(EN, replace(verdict, reason=Reason.STALE)) == ""
    assert alternative_note(EN, shown("growth").verdicts[NEAR]) == []


def test_a_tile_carries_the_mark() -> None:
    objective = world.objective("A1")
    verdict = replace(
        objective.headline.verdicts[NEAR], marks=(), divergence=Divergence.COMPOUND_PATH
    )
    verdicts = {**objective.headline.verdicts, NEAR: verdict}
    told = replace(objective, headline=replace(objective.headline, verdicts=verdicts))
    flags = [words(flag) for flag in classed(tile(a_context(), told, {}), "flag")]
    assert "M" in flags
    sentence = tile_sentence(a_context(), told)
    assert "Another method gives another verdict." in sentence


# -- confidence ---------------------------------------------------------------
def doubted(*doubts: Doubt, kind: str = "level") -> IndicatorProgress:
    progress = replace(shown(kind), coverage=Coverage(12, 20))
    sure = Confidence(Level.LOW, doubts, 0.25, 0.75, Status.FAR_BEHIND, Status.ACHIEVED)
    verdict = replace(progress.verdicts[NEAR], confidence=sure)
    return replace(progress, verdicts={**progress.verdicts, NEAR: verdict})


@pytest.mark.parametrize(
    ("doubt", "said"),
    [
        (Doubt.MOST_ARE_SILENT, "12 of 20 partners reported in the last 12 months."),
        (Doubt.SOME_ARE_SILENT, "12 of 20 partners reported in the last 12 months."),
        (
            Doubt.SILENT_WOULD_CHANGE_IT,
            "Had the silent partners repeated their last report, the verdict would be "
            "“Far behind”.",
        ),
        (
            Doubt.OVERLAPS_WOULD_CHANGE_IT,
            "Were the overlaps that are not settled different facts, the verdict would be "
            "“Achieved”.",
        ),
        (
            Doubt.OVERLAPS_NOT_SETTLED,
            "Overlaps that are not settled could change the value by 75%.",
        ),
        (
            Doubt.PARTLY_ESTIMATED,
            "25% of the measures are estimated, provisional, imputed or forecast.",
        ),
        (Doubt.OVER_A_YEAR_OLD, "The newest value is 18 months old."),
        (Doubt.SET_MEMBERS_NOT_PUBLISHED, "Which members the group has is not published."),
        (
            Doubt.UNCERTAIN_BASELINE,
            "The baseline is a range, 100, and its two ends give different verdicts.",
        ),
        (
            Doubt.BASELINE_OF_ANOTHER_SET,
            "The baseline was counted on another group than the target asks for.",
        ),
    ],
)
def test_every_doubt_is_a_sentence_with_its_numbers(doubt: Doubt, said: str) -> None:
    as_of = date(2027, 7, 15)
    progress = doubted(doubt)
    if doubt is Doubt.BASELINE_OF_ANOTHER_SET:
        parts = replace(progress.verdicts[NEAR].components, baseline_count=None)
        verdict = replace(progress.verdicts[NEAR], components=parts)
        progress = replace(progress, verdicts={NEAR: verdict})
    assert doubt_sentences(a_context(as_of=as_of), progress, NEAR) == [said]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_doubt_is_told_in_every_language(lang: str) -> None:
    found = doubt_sentences(a_context(t=Language(lang)), doubted(*Doubt), NEAR)
    assert len(set(found)) == len(Doubt) - 2  # silence and estimates have two levels each


def test_the_level_is_a_word_and_a_shape() -> None:
    low = confidence_note(a_context(plan=PLAN, as_of=AS_OF), shown("set"), NEAR)
    assert words(low).startswith("Confidence: low The baseline, 28 of 196, was counted on another")
    assert len(classed(low, "on")) == 1
    high = confidence_note(a_context(t=FR, plan=PLAN, as_of=AS_OF), shown("level"), NEAR)
    assert spaced(words(high)).startswith("Confiance : élevée Aucune réserve")
    assert len(classed(high, "on")) == 3


def test_without_a_verdict_there_is_nothing_to_be_confident_in() -> None:
    unjudged = replace(shown("level").verdicts[NEAR], confidence=None)
    progress = replace(shown("level"), verdicts={NEAR: unjudged})
    assert confidence_note(a_context(plan=PLAN, as_of=AS_OF), progress, NEAR) == []


# -- the sum ------------------------------------------------------------------
def test_a_reader_can_redo_what_stands_beside_the_verdict() -> None:
    table = words(outlook_table(a_context(plan=PLAN, as_of=AS_OF), shown("level"), NEAR))
    for part in (
        "Pace so far, a year (145 − 100) ÷ 5.00 years 9.00",
        "Pace needed, a year (200 − 145) ÷ 5.00 years 11.00",
        "Pace needed ÷ pace so far 11.00 ÷ 9.00 1.22",
        "Projection, 31 Dec 2030 fitted to 5 periods 191",
        "Year the line reaches the target 2032",
        "Compound growth a year since 2020 (145 ÷ 100) 1/5 − 1 7.714%",
        "Required until 2030 (200 ÷ 100) 1/10 − 1 7.177%",
        "Alternative, substantial progress 7.714% ÷ 7.177% 1.07",
    ):
        assert part in table


def test_less_is_better_turns_the_sign() -> None:
    # (10.4/14.5)^(1/10) − 1 = −3.269 %; (7/14.5)^(1/15) − 1 = −4.739 %; 3.269 ÷ 4.739 = 0.69
    table = words(outlook_table(a_context(plan=PLAN, as_of=AS_OF), shown("share"), NEAR))
    assert "−1 × (−3.269%) ÷ 4.739% 0.69" in table


def test_zero_is_shown_as_the_number_put_in_its_place() -> None:
    indicator = LEVEL.model_copy(
        update={"baseline": LEVEL.baseline.model_copy(update={"value": 0})}
    )
    points = {NEAR: (Point(date(2025, 12, 31), 50),)}
    progress = example_progress(Example(indicator, points, 1, 1))
    assert "(50 ÷ 0.001) 1/5 − 1" in words(
        outlook_table(a_context(plan=PLAN, as_of=AS_OF), progress, NEAR)
    )


def test_the_notes_list_the_points_and_name_plan_and_method() -> None:
    said = words(outlook_notes(a_context(plan=PLAN, as_of=AS_OF), shown("set"), FAR))
    assert "fitted to 18.9% (31 Dec 2021), 21.9% (31 Dec 2022)" in said
    assert "Had the 8 silent partners repeated their last report, the verdict would be the" in said
    assert said.endswith(f"plan version {PLAN.version} with method version {METHOD_VERSION}.")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.indicator.id)
def test_every_card_is_whole_in_every_language(example: Example, lang: str) -> None:
    t, progress = Language(lang), example_progress(example)
    for horizon in example.horizons:
        card = verdict_card(a_context(t=t, plan=PLAN, as_of=AS_OF), progress, horizon, about="X")
        assert tags(card, "H4") and not tags(card, "H2")
        assert "None" not in words(card) and "{" not in words(card)


def test_the_set_example_is_judged_on_each_horizons_own_group() -> None:
    sizes = [BY_ID[WHOLE_SET.id].verdict(h).components.target_size for h in (NEAR, FAR)]
    assert sizes == [41, 196]
