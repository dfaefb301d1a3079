"""A verdict as shape and word."""

from dash import html

from dashboard.components.verdict.glyph import glyph
from dashboard.theme import status_class
from data.progress.model import Status, Verdict
from data.progress.status_words import status_word, verdict_word
from data.text.i18n import Language


def verdict_label(t: Language, verdict: Verdict) -> html.Span:
    """The verdict; where there is none, the reason."""
    return _label(verdict.status, verdict_word(t, verdict.status, verdict.reason))


def status_label(t: Language, status: Status) -> html.Span:
    """The status alone."""
    return _label(status, status_word(t, status))


def _label(status: Status, words: str) -> html.Span:
    return html.Span([glyph(status), words], className=f"st {status_class(status)}")
