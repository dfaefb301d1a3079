"""Confidence in a verdict: the level as steps and a word, then the reasons."""

from datetime import date

from dash import html

from dashboard.components.layout import aria
from dashboard.components.verdict.confidence_words import doubt_sentences, level_sentence
from data.plan.model import Plan
from data.progress.model import Level
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def confidence_note(
    t: Language, plan: Plan, progress: IndicatorProgress, horizon: int, as_of: date
) -> list[html.Div]:
    """The note, as children to splice in; empty where there is nothing to be confident in."""
    sure = progress.verdicts[horizon].confidence
    if sure is None:
        return []
    level = html.P([level_meter(sure.level), html.B(level_sentence(t, sure.level))])
    sentences = doubt_sentences(t, plan, progress, horizon, as_of)
    reasons = html.Ul([html.Li(sentence) for sentence in sentences])
    return [html.Div([level, reasons], className="conf")]


def level_meter(level: Level) -> html.Span:
    """Three steps, as many filled as the level is high; the word beside it says the same."""
    filled = list(Level).index(level) + 1
    steps = [html.I(className="on" if n < filled else "") for n in range(len(Level))]
    return html.Span(steps, className="meter", **aria.HIDDEN)
