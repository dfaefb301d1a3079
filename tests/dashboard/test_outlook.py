"""Pace and projection say in three languages what a hand would work out."""

from dataclasses import replace

import pytest

from dashboard.components.verdict.pace_sentence import pace_sentence
from dashboard.components.verdict.projection_sentence import projection_sentence
from dashboard.components.verdict.verdict_words import pace_words
from data.progress.examples import LEVEL, NEAR, PLAN
from data.progress.model import Reason, Status
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language
from tests.context import a_context
from tests.dashboard.made_up import EN, ES, FR, level, shown, spaced


def pace(t: Language, progress: IndicatorProgress, horizon: int = NEAR) -> str:
    return spaced(
        pace_sentence(a_context(t=t, plan=PLAN), progress.indicator, progress.verdicts[horizon])
    )


def ahead(t: Language, progress: IndicatorProgress, horizon: int = NEAR) -> str:
    return spaced(projection_sentence(a_context(t=t, plan=PLAN), progress, horizon))


# -- pace ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("t", "said"),
    [
        (
            EN,  # 45 in 5 years; 55 in the 5 that are left
            "So far it gained 9 institutions a year; the target asks for 11 a year, "
            "1.2 times that pace.",
        ),
        (
            FR,
            "Jusqu’ici, la hausse a été de 9 établissements par an ; la cible demande "
            "désormais 11 par an, soit 1,2 fois ce rythme.",
        ),
        (
            ES,
            "Hasta ahora el aumento ha sido de 9 instituciones al año; la meta pide ahora 11 al "
            "año, es decir, 1,2 veces ese ritmo.",
        ),
    ],
)
def test_pace_names_both_speeds(t: Language, said: str) -> None:
    assert pace(t, shown("level")) == said


@pytest.mark.parametrize(
    ("t", "said"),
    [
        (EN, "the target asks for 2 a year, so it may go at 56% of that pace and still arrive"),
        (FR, "la cible ne demande plus que 2 par an : il suffit de 56 % de ce rythme"),
        (ES, "la meta ya solo pide 2 al año: basta con el 56 % de ese ritmo"),
    ],
)
def test_who_is_ahead_may_slow_down(t: Language, said: str) -> None:
    # 18 in 5 years is 3.6 a year; 10 in 5 years is 2 a year
    assert said in pace(t, shown("places"))


def test_the_head_says_the_same_in_short() -> None:
    assert pace_words(EN, shown("level").verdicts[NEAR]) == "needs 1.2 times the pace so far"
    assert pace_words(EN, shown("places").verdicts[NEAR]) == "may go at 56% of the pace so far"


def test_shares_of_the_set_the_baseline_was_counted_on_become_counts() -> None:
    # From 28 of 196 towards 196 of 196.
    progress = shown("set")
    gained = ((progress.verdicts[2050].components.current or 0) - 28 / 196) / 6 * 196
    said = f"So far it gained {EN.number(gained)} of the 196 countries a year; the target"
    assert pace(EN, progress, 2050).startswith(said)


def test_shares_of_another_set_stay_points() -> None:
    # (22/41 − 28/196) ÷ 6 = 6.56 points; (41 − 22)/41 ÷ 5 = 9.27 points
    assert pace(EN, shown("set")) == (
        "So far it gained 6.6 points a year; the target asks for 9.3 a year, 1.4 times that pace."
    )


def test_a_share_moves_in_points_and_may_come_down() -> None:
    # (10.4 − 14.5) ÷ 10 and (7 − 10.4) ÷ 5
    assert pace(EN, shown("share")) == (
        "So far it came down by 0.41 points a year; the target asks for 0.68 a year, "
        "1.7 times that pace."
    )
    assert "la baisse a été de 0,41 pt" in pace(FR, shown("share"))


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
    assert pace_sentence(a_context(plan=PLAN), LEVEL, late).endswith(
        "; the target was due before that."
    )
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
            "On the trend of the last 5 periods, it would stand at 191 institutions in 2030 and "
            "reach the target in 2032.",
        ),
        (
            FR,
            "Selon la tendance des 5 dernières périodes, la valeur serait de 191 établissements en "
            "2030 et la cible serait atteinte en 2032.",
        ),
        (
            ES,
            "Según la tendencia de los últimos 5 períodos, el valor sería de 191 instituciones en "
            "2030 y la meta se alcanzaría en 2032.",
        ),
    ],
)
def test_a_late_projection(t: Language, said: str) -> None:
    assert ahead(t, shown("level")) == said


def test_in_time_and_never() -> None:
    assert ahead(EN, level(120, 140, 160)) == (
        "On the trend of the last 3 periods, it would reach the target in 2027, in time."
    )
    assert ahead(EN, level(120, 118, 116)) == (
        "On the trend of the last 3 periods, it would stand at 106 institutions in 2030 and never "
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
        "it would be at 100 institutions in 2030, no longer meeting the target."
    )
    assert ahead(EN, level(160, 180, 200)) == ""


def test_two_points_or_a_lapsed_verdict_have_no_projection() -> None:
    assert ahead(EN, level(110, 120)) == ""
    lapsed = replace(
        shown("level").verdicts[NEAR], status=Status.NOT_ASSESSABLE, reason=Reason.STALE
    )
    assert ahead(EN, replace(shown("level"), verdicts={NEAR: lapsed})) == ""
