"""What stands beside a verdict says in three languages what a hand would work out."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.components.alternative_note import alternative_note
from dashboard.components.confidence_note import confidence_note
from dashboard.components.confidence_words import doubt_sentences
from dashboard.components.method_mark import method_mark
from dashboard.components.outlook_table import outlook_notes, outlook_table
from dashboard.components.pace_sentence import pace_sentence
from dashboard.components.projection_sentence import projection_sentence
from dashboard.components.tile import tile, tile_sentence
from dashboard.components.verdict_card import verdict_card
from dashboard.components.verdict_words import pace_words
from dashboard.components.worked_example import example_progress
from dashboard.view import View
from data.answers import Coverage, IndicatorProgress
from data.i18n import LANGUAGES, Language
from data.progress.examples import AS_OF, EXAMPLES, FAR, LEVEL, NEAR, PLAN, WHOLE_SET, Example
from data.progress.judge import METHOD_VERSION
from data.progress.model import Confidence, Divergence, Doubt, Level, Point, Reason, Status, Verdict
from tests.dashboard import world
from tests.dashboard.walk import classed, tags, words

EN, FR, ES = (Language(lang) for lang in ("en", "fr", "es"))
BY_ID = {example.indicator.id: example for example in EXAMPLES}


def shown(kind: str) -> IndicatorProgress:
    return example_progress(BY_ID[f"example.{kind}"])


def level(*values: float) -> IndicatorProgress:
    """From 100 at the end of 2020 to 200 at the end of 2030, with other totals up to 2025."""
    first = 2026 - len(values)
    points = tuple(Point(date(first + n, 12, 31), value) for n, value in enumerate(values))
    return example_progress(Example(LEVEL, {NEAR: points}, 10, 10))


def pace(t: Language, progress: IndicatorProgress, horizon: int = NEAR) -> str:
    return spaced(pace_sentence(t, PLAN, progress.indicator, progress.verdicts[horizon]))


def ahead(t: Language, progress: IndicatorProgress, horizon: int = NEAR) -> str:
    return spaced(projection_sentence(t, PLAN, progress, horizon))


def spaced(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


# -- pace ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("t", "said"),
    [
        (
            EN,  # 45 in 5 years; 55 in the 5 that are left
            "So far it gained 9 institutions a year; the target asks for 11 a year, "
            "1.2 times faster.",
        ),
        (
            FR,
            "Jusqu’ici, la hausse a été de 9 établissements par an ; la cible en demande 11 par "
            "an, soit 1,2 fois plus vite.",
        ),
        (
            ES,
            "Hasta ahora ha aumentado en 9 instituciones al año; la meta pide 11 al año, 1,2 "
            "veces más rápido.",
        ),
    ],
)
def test_pace_names_both_speeds(t: Language, said: str) -> None:
    assert pace(t, shown("level")) == said


@pytest.mark.parametrize(
    ("t", "said"),
    [
        (EN, "the target asks for 2 a year, so it may go at 56% of that pace and still arrive"),
        (FR, "la cible en demande 2 par an : 56 % de ce rythme suffisent"),
        (ES, "la meta pide 2 al año: basta con el 56 % de ese ritmo"),
    ],
)
def test_who_is_ahead_may_slow_down(t: Language, said: str) -> None:
    # 18 in 5 years is 3.6 a year; 10 in 5 years is 2 a year
    assert said in pace(t, shown("places"))


def test_the_head_says_the_same_in_short() -> None:
    assert pace_words(EN, shown("level").verdicts[NEAR]) == "needs 1.2 times the pace so far"
    assert pace_words(EN, shown("places").verdicts[NEAR]) == "may go at 56% of the pace so far"


def test_shares_of_a_set_become_counts() -> None:
    # (22/41 − 28/196) ÷ 6 × 41 = 2.69; (41 − 22) ÷ 5 = 3.8
    assert pace(EN, shown("set")).startswith("So far it gained 2.7 of the 41 countries a year; the")
    assert "asks for 3.8 a year, 1.4 times faster" in pace(EN, shown("set"))
    assert "2,7 pays (sur 41)" in pace(FR, shown("set"))


def test_a_share_moves_in_points_and_may_come_down() -> None:
    # (10.4 − 14.5) ÷ 10 and (7 − 10.4) ÷ 5
    assert pace(EN, shown("share")) == (
        "So far it came down by 0.41 points a year; the target asks for 0.68 a year, "
        "1.7 times faster."
    )
    assert "la baisse a été de 0,41 pts" in pace(FR, shown("share"))


def test_a_yearly_figure_is_not_counted_a_year_a_year() -> None:
    assert pace(EN, shown("rate")).startswith("So far the yearly figure rose by 0.20 a year;")


@pytest.mark.parametrize(
    ("t", "said"),
    [
        (EN, "So far it moved away from the target, by 4 institutions a year; from now on"),
        (FR, "Jusqu’ici, l’indicateur s’est éloigné de la cible (4 établissements par an) ;"),
        (ES, "Hasta ahora se ha alejado de la meta (4 instituciones al año);"),
    ],
)
def test_the_wrong_way_is_said(t: Language, said: str) -> None:
    assert pace(t, level(80)).startswith(said)


def test_standstill() -> None:
    assert pace(EN, level(100, 100)) == (
        "So far it has not moved; from now on the target asks for 20 institutions a year."
    )


def test_once_the_target_year_is_over_no_pace_is_asked_for() -> None:
    verdict = shown("level").verdicts[NEAR]
    late = replace(verdict, pace_needed=None, acceleration=None)
    assert pace_sentence(EN, PLAN, LEVEL, late).endswith("; the target was due before that.")
    assert pace_words(EN, late) == ""


def test_an_achieved_target_asks_for_nothing() -> None:
    assert pace(EN, level(160, 200)) == "So far it gained 20 institutions a year."


@pytest.mark.parametrize("kind", ["growth", "milestone"])
def test_where_there_is_no_line_there_is_no_pace(kind: str) -> None:
    assert pace(EN, shown(kind)) == ""
    assert ahead(EN, shown(kind)) == ""


# -- projection ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("t", "said"),
    [
        (
            EN,  # slope 9.2, mean 126.2 in 2023: 190.6 in 2030, 200 early in 2032
            "At the pace of the last 5 periods, it would stand at 191 institutions in 2030 and "
            "reach the target in 2032.",
        ),
        (
            FR,
            "Au rythme des 5 dernières périodes, la valeur serait de 191 établissements en 2030 "
            "et la cible serait atteinte en 2032.",
        ),
        (
            ES,
            "Al ritmo de los últimos 5 períodos, el valor sería de 191 instituciones en 2030 y la "
            "meta se alcanzaría en 2032.",
        ),
    ],
)
def test_a_late_projection(t: Language, said: str) -> None:
    assert ahead(t, shown("level")) == said


def test_in_time_and_never() -> None:
    assert ahead(EN, level(120, 140, 160)) == (
        "At the pace of the last 3 periods, it would reach the target in 2027, in time."
    )
    assert ahead(EN, level(120, 118, 116)) == (
        "At the pace of the last 3 periods, it would stand at 106 institutions in 2030 and never "
        "reach the target."
    )
    assert ahead(FR, level(120, 118, 116)).endswith("et la cible ne serait jamais atteinte.")
    assert ahead(ES, level(120, 118, 116)).endswith("y la meta no se alcanzaría nunca.")


def test_a_count_never_falls_below_zero_nor_rounds_into_the_target() -> None:
    assert "stand at 0 in 2030" in ahead(EN, level(120, 90, 60))
    verdict = replace(shown("level").verdicts[NEAR], projected=199.7, projected_year=2031)
    near = replace(shown("level"), verdicts={NEAR: verdict})
    assert "stand at 199.7 institutions in 2030" in ahead(EN, near)


def test_a_projection_of_a_set_counts_its_members() -> None:
    assert "stand at 38 of the 41 countries in 2030" in ahead(EN, shown("set"))


def test_an_achieved_target_that_slips_is_told() -> None:
    assert ahead(EN, level(240, 220, 200)).endswith(
        "it would be at 100 institutions in 2030, short of the target again."
    )
    assert ahead(EN, level(160, 180, 200)) == ""


def test_two_points_or_a_lapsed_verdict_have_no_projection() -> None:
    assert ahead(EN, level(110, 120)) == ""
    lapsed = replace(
        shown("level").verdicts[NEAR], status=Status.NOT_ASSESSABLE, reason=Reason.STALE
    )
    assert ahead(EN, replace(shown("level"), verdicts={NEAR: lapsed})) == ""


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
    flags = [words(flag) for flag in classed(tile(View(), EN, world.plan(), told, {}), "flag")]
    assert "M" in flags
    sentence = tile_sentence(View(), EN, world.plan(), told)
    assert "Another method gives another verdict." in sentence


# -- confidence ---------------------------------------------------------------
def doubted(*doubts: Doubt, kind: str = "level") -> IndicatorProgress:
    progress = replace(shown(kind), coverage=Coverage(12, 20))
    sure = Confidence(Level.LOW, doubts, 0.25, Status.FAR_BEHIND)
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
    assert doubt_sentences(EN, PLAN, progress, NEAR, as_of) == [said]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_doubt_is_told_in_every_language(lang: str) -> None:
    found = doubt_sentences(Language(lang), PLAN, doubted(*Doubt), NEAR, AS_OF)
    assert len(set(found)) == len(Doubt) - 2  # silence and estimates have two levels each


def test_the_level_is_a_word_and_a_shape() -> None:
    low = confidence_note(EN, PLAN, shown("set"), NEAR, AS_OF)
    assert words(low).startswith("Confidence: low The baseline, 28 of 196, was counted on another")
    assert len(classed(low, "on")) == 1
    high = confidence_note(FR, PLAN, shown("level"), NEAR, AS_OF)
    assert spaced(words(high)).startswith("Confiance : élevée Aucune réserve")
    assert len(classed(high, "on")) == 3


def test_without_a_verdict_there_is_nothing_to_be_confident_in() -> None:
    unjudged = replace(shown("level").verdicts[NEAR], confidence=None)
    progress = replace(shown("level"), verdicts={NEAR: unjudged})
    assert confidence_note(EN, PLAN, progress, NEAR, AS_OF) == []


# -- the sum ------------------------------------------------------------------
def test_a_reader_can_redo_what_stands_beside_the_verdict() -> None:
    table = words(outlook_table(EN, PLAN, shown("level"), NEAR))
    for part in (
        "Pace so far, a year (145 − 100) ÷ 5.00 years 9.00",
        "Pace needed, a year (200 − 145) ÷ 5.00 years 11.00",
        "Pace needed ÷ pace so far 11.00 ÷ 9.00 1.22",
        "Projection, 31 Dec 2030 line through 5 periods 191",
        "Year the line reaches the target 2032",
        "Compound growth a year since 2020 (145 ÷ 100) 1/5 − 1 7.714%",
        "Required until 2030 (200 ÷ 100) 1/10 − 1 7.177%",
        "Alternative, substantial progress 7.714% ÷ 7.177% 1.07",
    ):
        assert part in table


def test_less_is_better_turns_the_sign() -> None:
    # (10.4/14.5)^(1/10) − 1 = −3.269 %; (7/14.5)^(1/15) − 1 = −4.739 %; 3.269 ÷ 4.739 = 0.69
    table = words(outlook_table(EN, PLAN, shown("share"), NEAR))
    assert "−1 × (−3.269%) ÷ 4.739% 0.69" in table


def test_zero_is_shown_as_the_number_put_in_its_place() -> None:
    indicator = LEVEL.model_copy(
        update={"baseline": LEVEL.baseline.model_copy(update={"value": 0})}
    )
    points = {NEAR: (Point(date(2025, 12, 31), 50),)}
    progress = example_progress(Example(indicator, points, 1, 1))
    assert "(50 ÷ 0.001) 1/5 − 1" in words(outlook_table(EN, PLAN, progress, NEAR))


def test_the_notes_list_the_points_and_name_plan_and_method() -> None:
    said = words(outlook_notes(EN, PLAN, shown("set"), FAR))
    assert "through 18.9% (31 Dec 2021), 21.9% (31 Dec 2022)" in said
    assert "Had the 8 silent partners repeated their last report, the verdict would be the" in said
    assert said.endswith(f"plan version {PLAN.version} with method version {METHOD_VERSION}.")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.indicator.id)
def test_every_card_is_whole_in_every_language(example: Example, lang: str) -> None:
    t, progress = Language(lang), example_progress(example)
    for horizon in example.horizons:
        card = verdict_card(t, PLAN, progress, horizon, AS_OF, about="X")
        assert tags(card, "H4") and not tags(card, "H2")
        assert "None" not in words(card) and "{" not in words(card)


def test_the_set_example_is_judged_on_each_horizons_own_group() -> None:
    sizes = [BY_ID[WHOLE_SET.id].verdict(h).components.target_size for h in (NEAR, FAR)]
    assert sizes == [41, 196]
