"""The foot of every page: how to read the figures, their source, the snapshot."""

from collections.abc import Sequence
from datetime import date

from dash import html

from dashboard.components.layout.time_form import time_form
from dashboard.reader.context import RequestContext
from data.text.i18n import Language


def footer(ctx: RequestContext, days: Sequence[date]) -> html.Footer:
    """Three short texts, and the way to another day."""
    texts = [_figures(ctx.t), _source(ctx), _reference(ctx, days)]
    return html.Footer(html.Div(texts, className="wrap"), className="foot", lang=ctx.t.lang)


def _figures(t: Language) -> html.Div:
    words = t.gettext(
        "Verdicts compare the share of the required change made with the share of time elapsed, "
        "on a straight line from baseline to target. On track from 0.95, behind from 0.60, far "
        "behind below. No verdict is given without a published target and baseline."
    )
    return _text(t.gettext("About these figures"), words)


def _source(ctx: RequestContext) -> html.Div:
    t = ctx.t
    words = t.gettext(
        "{plan}, version {version}, for baselines and targets. Measures: reports of partners and "
        "members, approved before they count.",
        plan=ctx.plan.title.text(t.lang),
        version=ctx.plan.version,
    )
    return _text(t.gettext("Source"), words)


def _reference(ctx: RequestContext, days: Sequence[date]) -> html.Div:
    t = ctx.t
    words = t.gettext(
        "Snapshot {id}, published {time}. The address of this page reproduces this view.",
        id=ctx.info.id,
        time=t.time(ctx.info.published_at),
    )
    text = _text(t.gettext("Reference"), words)
    form = time_form(ctx, days, "foot")
    door = html.A(t.gettext("Partners and reviewers: sign in"), href=f"/sign-in?lang={t.lang}")
    about = html.A(t.gettext("About this dashboard"), href=ctx.view.href("/about"))
    links = html.P([door, html.Br(), about])
    return html.Div([text, html.Div(form, className="foot-time"), links])


def _text(heading: str, words: str) -> html.Div:
    return html.Div([html.H2(heading), html.P(words)])
