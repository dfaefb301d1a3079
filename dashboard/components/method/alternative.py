"""The alternative method: what it is, where it is used, why it may say otherwise."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.plain_table import plain_table
from dashboard.components.layout.prose import formula, points, prose
from dashboard.components.layout.rich import rich
from dashboard.components.method.method_mark import LETTER
from dashboard.components.method.words import eurostat_word, progress_word
from data.progress.alternative import (
    IN_PLACE_OF_ZERO,
    MODERATE_GROWTH,
    MODERATE_RATIO,
    SUBSTANTIAL_GROWTH,
    SUBSTANTIAL_RATIO,
)
from data.progress.alternative_model import Eurostat, Progress
from data.text.i18n import Language

# Both publishers' classes of one ratio, and the lowest ratio of each.
CLASSES = (
    (Progress.SUBSTANTIAL, Eurostat.SIGNIFICANT, SUBSTANTIAL_RATIO),
    (Progress.MODERATE, Eurostat.MODERATE, MODERATE_RATIO),
    (Progress.LIMITED, Eurostat.INSUFFICIENT, 0.0),
    (Progress.DETERIORATION, Eurostat.MOVEMENT_AWAY, None),
)


def alternative_text(t: Language) -> list[Component]:
    """Formula, classes, and the three reasons to differ."""
    letter = html.B(LETTER, className="flag")
    return [
        prose(
            t.gettext(
                "Statistics Canada, Open SDG and Eurostat judge by compound growth: the growth a "
                "year so far against the growth a year the target asks for. Many readers know "
                "those classes, so we compute them too and label them as what they are."
            )
        ),
        formula(
            [t.gettext("growth so far = (newest ÷ first)"), html.Sup(_one_over(t)), " − 1"],
            [t.gettext("growth required = (target ÷ first)"), html.Sup(_one_over(t)), " − 1"],
            t.gettext("R = growth so far ÷ growth required, positive towards the target"),
        ),
        plain_table(
            t.gettext("Classes of the alternative method"),
            [t.gettext("R"), t.gettext("Statistics Canada, Open SDG"), "Eurostat"],
            [
                [_limit(t, low), progress_word(t, ours), eurostat_word(t, theirs)]
                for ours, theirs, low in CLASSES
            ],
        ),
        prose(
            t.gettext(
                "Without a target the growth itself is classed: substantial from {high} a year, "
                "moderate from {low}, limited from 0, deterioration below.",
                high=t.percent(SUBSTANTIAL_GROWTH, 1),
                low=t.percent(MODERATE_GROWTH, 1),
            )
        ),
        prose(t.gettext("It may disagree with the verdict, for three reasons:")),
        points(
            t.gettext(
                "It expects the same percentage every year. On the way up that asks for less of "
                "the change early on and more towards the end; on the way down for more early on."
            ),
            t.gettext("It counts whole calendar years, where the verdict counts days."),
            t.gettext(
                "It cannot start from zero or aim at zero. Statistics Canada puts {number} in "
                "zero’s place, and the result depends on that number; Eurostat then gives no "
                "class.",
                number=t.number(IN_PLACE_OF_ZERO, 3),
            ),
        ),
        prose(
            rich(
                t.gettext(
                    "Where its class differs, the verdict carries an {letter} and says which "
                    "reason applies. The verdict itself stays."
                ),
                letter=letter,
            )
        ),
    ]


def _one_over(t: Language) -> str:
    return t.gettext("1/years")


def _limit(t: Language, low: float | None) -> str:
    if low is None:
        return t.gettext("below {high}", high=t.number(0))
    return t.gettext("{low} and above", low=t.number(low, 2 if low else 0))
