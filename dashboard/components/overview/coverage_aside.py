"""How much of what should be reported was reported."""

from dash import html

from dashboard.components.layout import aria
from dashboard.reader.context import RequestContext
from data.questions.answers import Coverage
from data.text.i18n import Language


def coverage_aside(ctx: RequestContext, coverage: Coverage) -> html.Aside:
    """Partners reporting in twelve months, and what the snapshot holds."""
    t = ctx.t
    return html.Aside(
        [_count(t, coverage), _bar(t, coverage), _ends(t, coverage), _facts(ctx)],
        className="cover",
        **aria.label(t.gettext("Reporting")),
    )


def share_reporting(coverage: Coverage) -> float:
    """The fraction of expected partners that reported; 0 where none is expected."""
    return min(1.0, coverage.reporting / coverage.expected) if coverage.expected else 0.0


def _count(t: Language, coverage: Coverage) -> html.Div:
    if not coverage.expected:
        words = t.ngettext(
            "{n} partner reported in 12 months",
            "{n} partners reported in 12 months",
            coverage.reporting,
        )
        return html.Div(html.Small(words), className="big")
    count = t.gettext(
        "{reporting} of {expected}",
        reporting=t.number(coverage.reporting),
        expected=t.number(coverage.expected),
    )
    return html.Div(
        [count, html.Small(t.gettext("partners reported in 12 months"))], className="big"
    )


def _bar(t: Language, coverage: Coverage) -> html.Div:
    share = share_reporting(coverage)
    sentence = t.gettext("{share} of the partners reported", share=t.percent(share))
    return html.Div(
        html.I(style={"width": f"{share:.1%}"}), className="covbar", **aria.picture(sentence)
    )


def _ends(t: Language, coverage: Coverage) -> html.Div:
    silent = max(0, coverage.expected - coverage.reporting)
    return html.Div(
        [
            html.Span(t.percent(share_reporting(coverage))),
            html.Span(t.ngettext("{n} silent", "{n} silent", silent)),
        ],
        className="tiny muted ends",
    )


def _facts(ctx: RequestContext) -> html.Dl:
    t = ctx.t
    newest = ctx.info.newest_recorded_at
    facts = [
        (t.gettext("Measures counted"), t.number(ctx.info.measures)),
        (t.gettext("Newest report"), t.time(newest) if newest else t.gettext("no measures yet")),
        (t.gettext("Snapshot published"), t.time(ctx.info.published_at)),
    ]
    return html.Dl([part for name, value in facts for part in (html.Dt(name), html.Dd(value))])
