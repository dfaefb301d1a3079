"""The alternative method's class beside a verdict, labelled as what it is."""

from dash import html

from dashboard.components.layout import aria
from dashboard.components.layout.rich import Child
from dashboard.components.method.method_mark import LETTER
from dashboard.components.method.words import alternative_sentence, divergence_sentence
from data.progress.alternative_model import Progress
from data.progress.model import Reason, Verdict
from data.text.i18n import Language

LAPSED = (Reason.STALE, Reason.TOO_EARLY)


def alternative_note(t: Language, verdict: Verdict) -> list[html.P]:
    """One paragraph, as children to splice in; empty where there is no class, or it has lapsed."""
    alternative = verdict.alternative
    if alternative is None or alternative.label is Progress.NOT_AVAILABLE:
        return []
    if verdict.reason in LAPSED:
        return []
    parts: list[Child] = [alternative_sentence(t, alternative)]
    if verdict.divergence is not None:
        letter = html.Span(LETTER, className="flag", **aria.HIDDEN)
        parts = [letter, " ", *parts, " ", divergence_sentence(t, verdict)]
    return [html.P(parts, className="alt")]
