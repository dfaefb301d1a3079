"""How far the figures behind a verdict can be trusted."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.overview.coverage_aside import share_reporting
from dashboard.reader.context import RequestContext
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def data_quality(ctx: RequestContext, progress: IndicatorProgress) -> html.Section:
    """Coverage, freshness, what was counted."""
    t = ctx.t
    cells = [_coverage(t, progress), _freshness(ctx, progress), _counted(t, progress)]
    return html.Section(cells, className="dq", **aria.label(t.gettext("Data quality")))


def _coverage(t: Language, progress: IndicatorProgress) -> html.Div:
    coverage = progress.coverage
    value = t.gettext(
        "{reporting} of {expected}",
        reporting=t.number(coverage.reporting),
        expected=t.number(coverage.expected),
    )
    words = t.gettext("expected partners reported this indicator in the last 12 months")
    if not coverage.expected:
        value = t.number(coverage.reporting)
        words = t.gettext("partners reported in the last 12 months; how many should is not known")
    return _cell(t.gettext("Coverage"), value, words, _stack(share_reporting(coverage)))


def _freshness(ctx: RequestContext, progress: IndicatorProgress) -> html.Div:
    t = ctx.t
    heading = t.gettext("Freshness")
    if not progress.points or progress.recorded_at is None:
        return _cell(
            heading, t.gettext("no measures yet"), t.gettext("Nobody has reported so far.")
        )
    newest = progress.current or progress.points[-1]
    words = t.gettext(
        "end of the newest complete period; recorded {time}", time=t.time(progress.recorded_at)
    )
    return _cell(heading, t.short_date(newest.period_end), words)


def _counted(t: Language, progress: IndicatorProgress) -> html.Div:
    value = t.ngettext("{n} measure", "{n} measures", progress.measures)
    words = t.ngettext("from {n} partner", "from {n} partners", progress.contributors)
    return _cell(t.gettext("Counted"), value, words)


def _cell(heading: str, value: str, words: str, *picture: Component) -> html.Div:
    head = html.Div(heading, className="h")
    return html.Div(
        [head, html.Div(value, className="v"), *picture, html.Div(words, className="s")]
    )


def _stack(share: float) -> html.Div:
    told = html.I(style={"width": f"{share:.1%}", "background": "var(--n-700)"})
    silent = html.I(style={"width": f"{1 - share:.1%}"}, className="hatched")
    return html.Div([told, silent], className="stack", **aria.HIDDEN)
