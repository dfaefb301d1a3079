"""How a verdict comes about: the line, the statuses, the order of judgement."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.plain_table import Cell, plain_table
from dashboard.components.layout.prose import formula, points, prose
from dashboard.components.layout.rich import Child
from dashboard.components.verdict.gauge import gauge
from dashboard.components.verdict.status_label import status_label
from dashboard.components.verdict.status_rules import limit_words
from dashboard.components.verdict.status_words import reason_sentence
from data.progress.dates import STALE_AFTER_MONTHS
from data.progress.examples import EXAMPLES
from data.progress.milestones import BEHIND_UNDER_MONTHS
from data.progress.model import Reason, Status
from data.progress.status_words import reason_word, status_word
from data.text.i18n import Language


def verdict_text(t: Language) -> list[Component]:
    """What a verdict compares, as a sentence and as a sum."""
    return [
        prose(
            t.gettext(
                "A verdict says how far an indicator has come, compared with how far it should "
                "have come by now. It takes three things: where the indicator started (the "
                "baseline), where it is to arrive (the target), and the newest measured total."
            ),
            t.gettext(
                "We draw a straight line from the baseline to the target, by date. The line says "
                "what is expected on the day the newest total stands for: the last day of its "
                "period, not the day it reached us."
            ),
        ),
        formula(
            t.gettext("ratio = change made ÷ change expected by then"),
            t.gettext("change made = newest total − baseline"),
            t.gettext("change expected = value on the line that day − baseline"),
        ),
        prose(
            t.gettext(
                "A ratio of 1 is exactly on the line. Where less is better, both changes are "
                "negative and the ratio reads the same. Each horizon has a verdict of its own, "
                "on a line of its own. The status is decided before any number is rounded."
            ),
        ),
    ]


def status_text(t: Language) -> list[Component]:
    """Every status with its rule, then the kinds that follow another one."""
    heads = [t.gettext("Status"), t.gettext("When")]
    rows: list[list[Cell]] = [[status_label(t, status), _rule(t, status)] for status in Status]
    example = EXAMPLES[0].verdict(EXAMPLES[0].horizons[0])
    return [
        html.Div(gauge(t, example.ratio or 0), className="bands"),
        html.P(
            t.gettext("The bands of the ratio. The tick is the first of the examples below."),
            className="note before",
        ),
        plain_table(t.gettext("The statuses and their limits"), heads, rows),
        prose(
            t.gettext(
                "Milestones have no ratio. They are on track while every step due by now is "
                "reached, behind when a step is less than {months} months late, and far behind "
                "after that.",
                months=t.number(BEHIND_UNDER_MONTHS),
            ),
            t.gettext(
                "Growth has no line either: its ratio is the growth observed ÷ the growth asked "
                "for. And where the baseline already meets the target, it only has to be held: "
                "held is achieved, lost is moving away."
            ),
        ),
    ]


def order_text(t: Language) -> list[Component]:
    """The questions in the order they are asked; the first that applies decides."""
    return [
        prose(t.gettext("The questions are asked in this order; the first that applies decides.")),
        points(
            _reason(t, Reason.NO_PUBLISHED_TARGET),
            _reason(t, Reason.NO_MEASURES),
            _named(
                status_word(t, Status.ACHIEVED),
                t.gettext("The newest total meets the target, whatever the baseline."),
            ),
            _reason(t, Reason.BASELINE_NOT_ESTABLISHED),
            _named(
                reason_word(t, Reason.STALE),
                t.gettext(
                    "The last reported period ended more than {months} months ago: the verdict "
                    "has lapsed.",
                    months=t.number(STALE_AFTER_MONTHS),
                ),
            ),
            t.gettext("Otherwise the ratio decides."),
            ordered=True,
        ),
        prose(t.gettext("Three more reasons can stand in the way of a verdict:")),
        points(*(_reason(t, reason) for reason in (Reason.TOO_EARLY, Reason.DEFINITION_MISMATCH))),
        prose(
            t.gettext(
                "Where the plan gives the baseline as a range, the line starts from its middle. "
                "The verdict is also computed from both ends, and marked where they disagree."
            )
        ),
    ]


def _rule(t: Language, status: Status) -> str:
    if limits := limit_words(t, status):
        return t.gettext("ratio {limits}", limits=limits)
    if status is Status.ACHIEVED:
        return t.gettext("the target is met; for yearly amounts, in the last complete year")
    return t.gettext("no verdict is possible, and the reason is given")


def _reason(t: Language, reason: Reason) -> list[Child]:
    return _named(reason_word(t, reason), reason_sentence(t, reason))


def _named(name: str, sentence: str) -> list[Child]:
    return [html.B(name), " – ", sentence]
