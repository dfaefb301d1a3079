"""One horizon's verdict with its picture, its numbers and its sum."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.layout.rich import Child
from dashboard.components.method.method_mark import LETTER, method_mark
from dashboard.components.method.words import alternative_sentence, divergence_sentence
from dashboard.components.overview.bullet import bullet
from dashboard.components.verdict.confidence_note import confidence_note
from dashboard.components.verdict.gauge import gauge
from dashboard.components.verdict.judged_value import baseline_words, judged_value
from dashboard.components.verdict.outlook_table import outlook_notes, outlook_table
from dashboard.components.verdict.pace_sentence import pace_sentence
from dashboard.components.verdict.projection_sentence import projection_sentence
from dashboard.components.verdict.status_label import verdict_label
from dashboard.components.verdict.step_words import due_words, result_words
from dashboard.components.verdict.sum_table import sum_table
from dashboard.components.verdict.verdict_words import pace_words, say
from dashboard.reader.context import RequestContext
from dashboard.theme import status_class
from data.plan.model import Indicator
from data.progress.alternative_model import Progress
from data.progress.model import Components, Reason, Verdict
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def step_table(t: Language, indicator: Indicator, verdict: Verdict) -> html.Table:
    """One row a step of this horizon."""
    caption = t.gettext("Steps asked for by {horizon}", horizon=verdict.horizon)
    rows = [
        html.Tr(
            [
                html.Th(indicator.steps[step.number].name.text(t.lang), scope="row"),
                html.Td(html.Em(due_words(t, step))),
                html.Td(result_words(t, step)),
            ]
        )
        for step in verdict.components.steps_asked
    ]
    return html.Table([html.Caption(caption, className="vh"), html.Tbody(rows)])


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


def verdict_card(
    ctx: RequestContext, progress: IndicatorProgress, horizon: int, *, about: str = ""
) -> html.Section:
    """The card; milestones show their steps where others show four numbers.

    `about` tells several indicators' cards on one page apart, under headings of their own.
    """
    t = ctx.t
    verdict = progress.verdicts[horizon]
    parts: list[Component] = [
        _head(t, progress, horizon, html.H4 if about else html.H2),
        html.P(say(ctx, progress, horizon), className="say"),
        bullet(t, progress, horizon, big=True),
    ]
    if not verdict.components.steps and verdict.components != Components():
        parts.append(_figures(ctx, progress, horizon))
    parts += _outlook(ctx, progress, horizon)
    parts += alternative_note(t, verdict)
    parts += confidence_note(ctx, progress, horizon)
    if verdict.components != Components():
        parts.append(_sum(ctx, progress, horizon))
    name = t.gettext("Verdict for {horizon}", horizon=horizon)
    if about:
        name = t.gettext("{name}: verdict for {horizon}", name=about, horizon=horizon)
    css = f"verdict {status_class(verdict.status)}"
    return html.Section(parts, className=css, **aria.label(name))


def _head(
    t: Language, progress: IndicatorProgress, horizon: int, heading: type[html.H2 | html.H4]
) -> html.Div:
    verdict = progress.verdicts[horizon]
    parts: list[Component] = [
        heading([html.Span(str(horizon), className="yr"), " ", verdict_label(t, verdict)])
    ]
    parts += method_mark(t, verdict)
    if pace := pace_words(t, verdict):
        parts.append(html.Span(pace, className="pace"))
    return html.Div(parts, className="vh1")


def _figures(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> html.Div:
    t = ctx.t
    verdict = progress.verdicts[horizon]
    parts = verdict.components
    write = judged_value(ctx, progress.indicator, verdict)
    facts = [(_baseline(t, parts), baseline_words(ctx, progress.indicator, verdict))]
    if parts.current is not None:
        facts.append((t.gettext("Now"), write(parts.current)))
    if parts.expected_now is not None and parts.baseline is not None:
        facts.append((t.gettext("Expected by then"), write(parts.expected_now)))
    if parts.target is not None:
        facts.append((t.gettext("Target {horizon}", horizon=horizon), write(parts.target)))
    return html.Div([html.Div([name, html.B(value)]) for name, value in facts], className="fig3")


def _outlook(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> list[html.P]:
    """Pace and projection as one paragraph; empty where there is neither."""
    pace = pace_sentence(ctx, progress.indicator, progress.verdicts[horizon])
    projection = projection_sentence(ctx, progress, horizon)
    sentences = " ".join(filter(None, (pace, projection)))
    return [html.P(sentences, className="outlook")] if sentences else []


def _baseline(t: Language, parts: Components) -> str:
    if parts.baseline_date is None or parts.baseline is None:
        return t.gettext("Baseline")
    return t.gettext("Baseline {year}", year=parts.baseline_date.year)


def _sum(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> html.Details:
    t = ctx.t
    verdict = progress.verdicts[horizon]
    method = html.Span(_method(t, progress), className="right")
    parts: list[Component] = [html.Summary([t.gettext("Show the sum"), " ", method])]
    if verdict.components.steps:
        parts.append(step_table(t, progress.indicator, verdict))
    else:
        if verdict.ratio is not None:
            parts.append(gauge(t, verdict.ratio))
        parts.append(sum_table(ctx, progress.indicator, verdict))
    parts += outlook_table(ctx, progress, horizon)
    parts.append(outlook_notes(ctx, progress, horizon))
    return html.Details(parts, className="sum", open=verdict.ratio is not None)


def _method(t: Language, progress: IndicatorProgress) -> str:
    if progress.indicator.traits.has_steps:
        return t.gettext("by due dates")
    if progress.indicator.traits.is_growth:
        return t.gettext("growth ÷ growth asked for")
    return t.gettext("straight line")
