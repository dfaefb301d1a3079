"""Confidence in a verdict: the level as steps and a word, then the reasons."""

from dash import html

from dashboard.components.layout import aria
from dashboard.components.verdict.confidence_words import doubt_sentences, level_sentence
from dashboard.reader.context import RequestContext
from data.progress.model import Level
from data.questions.answers import IndicatorProgress


def confidence_note(
    ctx: RequestContext, progress: IndicatorProgress, horizon: int
) -> list[html.Div]:
    """The note, as children to splice in; empty where there is nothing to be confident in."""
    sure = progress.verdicts[horizon].confidence
    if sure is None:
        return []
    level = html.P([level_meter(sure.level), html.B(level_sentence(ctx.t, sure.level))])
    sentences = doubt_sentences(ctx, progress, horizon)
    reasons = html.Ul([html.Li(sentence) for sentence in sentences])
    return [html.Div([level, reasons], className="conf")]


def level_meter(level: Level) -> html.Span:
    """Three steps, as many filled as the level is high; the word beside it says the same."""
    filled = list(Level).index(level) + 1
    steps = [html.I(className="on" if n < filled else "") for n in range(len(Level))]
    return html.Span(steps, className="meter", **aria.HIDDEN)
