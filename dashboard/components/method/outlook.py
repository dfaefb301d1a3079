"""What stands beside a verdict and never changes it: pace, projection, confidence."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.plain_table import plain_table
from dashboard.components.layout.prose import formula, points, prose
from dashboard.components.layout.rich import Child
from dashboard.components.verdict.confidence_note import level_meter
from dashboard.components.verdict.confidence_words import level_word
from data.progress.confidence import (
    MOST_REPORT,
    MOSTLY,
    NEARLY_ALL_REPORT,
    OPEN_OVERLAPS,
    PARTLY,
)
from data.progress.model import Level
from data.progress.outlook import FARTHEST_YEARS
from data.progress.projection import FEWEST, MOST
from data.text.i18n import Language


def outlook_text(t: Language) -> list[Component]:
    """Pace and projection."""
    return [
        formula(
            t.gettext("pace so far = change made ÷ years elapsed"),
            t.gettext("pace needed = change still to make ÷ years left"),
        ),
        prose(
            t.gettext(
                "Pace needed ÷ pace so far says what to multiply the pace by. At or below "
                "1, it arrives in time without going faster. Where nothing has moved, or it moved "
                "the wrong way, there is no such number, and we say so in words."
            ),
            t.gettext(
                "The projection asks where the latest periods lead: it is a straight line fitted "
                "to the last {most} of them, or as few as {fewest}, drawn on to the target’s date. "
                "A verdict looks back at what was done; the projection looks ahead, and the two "
                "may disagree. A target reached more than {years} years late counts as never "
                "reached.",
                most=t.number(MOST),
                fewest=t.number(FEWEST),
                years=t.number(FARTHEST_YEARS),
            ),
        ),
    ]


def confidence_text(t: Language) -> list[Component]:
    """What makes confidence low or medium; where nothing does, it is high."""
    heads = [t.gettext("Confidence"), t.gettext("When")]
    rows = [[_level(t, level), reasons] for level, reasons in _levels(t)]
    return [
        prose(
            t.gettext(
                "Confidence says how firm the ground under a verdict is. It never moves the "
                "verdict. Each reason is given beside it, with its numbers."
            )
        ),
        plain_table(t.gettext("Levels of confidence and their limits"), heads, rows),
    ]


def _levels(t: Language) -> list[tuple[Level, Child]]:
    return [
        (Level.LOW, _low(t)),
        (Level.MEDIUM, _medium(t)),
        (Level.HIGH, t.gettext("none of the above applies")),
    ]


def _low(t: Language) -> html.Ul | html.Ol:
    return points(
        t.gettext(
            "fewer than {share} of the partners that ever reported did so in the last 12 months",
            share=t.percent(MOST_REPORT),
        ),
        t.gettext(
            "{share} or more of the measures are estimated, provisional, imputed or forecast",
            share=t.percent(MOSTLY),
        ),
        t.gettext("the baseline was counted on another group than the target asks for"),
        t.gettext("the baseline is a range, and its two ends give different verdicts"),
        t.gettext("the verdict would change if silent partners had repeated their last report"),
        t.gettext("the verdict would change if overlaps that are not settled were different facts"),
    )


def _medium(t: Language) -> html.Ul | html.Ol:
    return points(
        t.gettext(
            "fewer than {share} of those partners reported in the last 12 months",
            share=t.percent(NEARLY_ALL_REPORT),
        ),
        t.gettext("{share} or more of the measures are not final", share=t.percent(PARTLY)),
        t.gettext("the newest value is more than a year old"),
        t.gettext("the members of the group are not published"),
        t.gettext(
            "overlaps that are not settled could change the value by {share} or more",
            share=t.percent(OPEN_OVERLAPS),
        ),
    )


def _level(t: Language, level: Level) -> list[Child]:
    return [level_meter(level), " ", level_word(t, level)]
