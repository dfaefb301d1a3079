"""The objective's other indicators as small cards."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.sample_tag import sample_tag
from dashboard.components.layout.section import section
from dashboard.components.overview.horizon_row import horizon_row
from dashboard.components.verdict.point_table import point_table
from dashboard.components.verdict.quantity import amount, figure
from dashboard.reader.context import RequestContext
from data.questions.answers import IndicatorProgress


def supporting_section(
    ctx: RequestContext, indicators: Sequence[IndicatorProgress]
) -> list[html.Section]:
    """The cards as children to splice in; empty when the headline stands alone."""
    t = ctx.t
    if not indicators:
        return []
    cards = [_card(ctx, progress) for progress in indicators]
    return [
        section(
            t,
            t.gettext("Supporting indicators"),
            [html.Div(cards, className="duo")],
            lead=t.gettext("shown beside the headline; they give the objective no verdict"),
        )
    ]


def _card(ctx: RequestContext, progress: IndicatorProgress) -> html.Article:
    name = progress.indicator.name.text(ctx.t.lang)
    head = html.H3([name, " ", *sample_tag(ctx.t, progress.sample)], className="oh")
    parts: list[Component] = [head, html.P(_history(ctx, progress), className="off")]
    parts += [
        horizon_row(ctx, progress, horizon)
        for horizon, target in progress.indicator.targets.items()
        if target.type != "none"
    ]
    if progress.points:
        parts.append(point_table(ctx, progress))
    return html.Article(parts, className="ocard")


def _history(ctx: RequestContext, progress: IndicatorProgress) -> str:
    """Yearly amounts as a sentence: 1 in 2020, 3 in 2023, 1 in 2024."""
    t = ctx.t
    if not progress.points:
        return t.gettext("No measures yet.")
    if not progress.indicator.traits.is_yearly_amount:
        last = progress.points[-1]
        value = amount(ctx, progress.indicator, last.value)
        return t.gettext("{value} on {date}", value=value, date=t.date(last.period_end))
    years = [
        t.gettext(
            "{value} in {year}",
            value=figure(ctx, progress.indicator, point.value),
            year=point.period_end.year,
        )
        for point in progress.points
    ]
    return ", ".join(years)
