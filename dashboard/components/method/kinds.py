"""How measures add up, kind by kind."""

from typing import get_args

from dash.development.base_component import Component

from dashboard.components.layout.plain_table import plain_table
from dashboard.components.layout.prose import prose
from data.plan.model import Indicator
from data.text.i18n import Language

KINDS: tuple[str, ...] = get_args(Indicator.model_fields["kind"].annotation)


def kinds_text(t: Language) -> list[Component]:
    """A table of all kinds, then what holds for every one."""
    heads = [t.gettext("Kind"), t.gettext("A measure says"), t.gettext("The total is")]
    rows = [[kind_word(t, kind), _measure(t, kind), _total(t, kind)] for kind in KINDS]
    return [
        plain_table(t.gettext("How measures add up, by kind of indicator"), heads, rows),
        prose(
            t.gettext(
                "An activity that two partners report counts once. A second report of the same "
                "thing is a revision: it takes the first one’s place in the totals, and both stay "
                "on record."
            ),
            t.gettext(
                "The figure of a region, a facility or a partner is its contribution to the "
                "total. It gets a verdict only where the plan sets it a target of its own."
            ),
        ),
    ]


def kind_word(t: Language, kind: str) -> str:
    """The name of a kind."""
    return {
        "level": t.gettext("Level"),
        "places": t.gettext("Places"),
        "share": t.gettext("Share of a whole"),
        "rate": t.gettext("Yearly amount"),
        "growth": t.gettext("Growth"),
        "milestone": t.gettext("Milestones"),
    }[kind]


def _measure(t: Language, kind: str) -> str:
    return {
        "level": t.gettext("what one partner has reached by the end of a period"),
        "places": t.gettext("that a place has it, or has it no longer"),
        "share": t.gettext("a part, and the whole it belongs to"),
        "rate": t.gettext("an amount within a period"),
        "growth": t.gettext("an amount within a year"),
        "milestone": t.gettext("which step the body responsible has reached"),
    }[kind]


def _total(t: Language, kind: str) -> str:
    return {
        "level": t.gettext(
            "the sum of everyone’s latest report; the latest or the highest alone where the "
            "indicator says so"
        ),
        "places": t.gettext(
            "the number of different places: a country that five partners report counts once"
        ),
        "share": t.gettext(
            "sum of the parts ÷ sum of the wholes, or ÷ the size of a group where that size is "
            "known"
        ),
        "rate": t.gettext(
            "the sum within a calendar year; the last complete year is judged, the running one "
            "is shown apart"
        ),
        "growth": t.gettext("the last complete year’s sum against the year before, in percent"),
        "milestone": t.gettext("the highest step reached"),
    }[kind]
