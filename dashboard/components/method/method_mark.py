"""The mark of a verdict that another method in public use would not share."""

from dash import html

from dashboard.components.layout import aria
from data.progress.model import Verdict
from data.text.i18n import Language

LETTER = "M"


def method_mark(t: Language, verdict: Verdict) -> list[html.Span]:
    """Letter and words, as children to splice in; empty where the methods agree."""
    if verdict.divergence is None:
        return []
    letter = html.Span(LETTER, className="flag", **aria.HIDDEN)
    return [html.Span([letter, " ", mark_words(t)], className="differs")]


def mark_words(t: Language) -> str:
    """What the letter stands for."""
    return t.gettext("another method, another verdict")
