"""An objective as a card with every horizon."""

from dash import html

from dashboard.components.layout import aria
from dashboard.components.layout.sample_tag import sample_tag
from dashboard.components.overview.horizon_row import horizon_row
from dashboard.reader.context import RequestContext
from data.questions.answers import ObjectiveProgress


def objective_cards(ctx: RequestContext, objectives: tuple[ObjectiveProgress, ...]) -> html.Section:
    """Cards two abreast, under a heading for screen readers."""
    heading = ctx.t.gettext("Objectives")
    cards = [_card(ctx, objective) for objective in objectives]
    return html.Section(
        [html.H2(heading, className="vh"), html.Div(cards, className="duo")], **aria.label(heading)
    )


def _card(ctx: RequestContext, objective: ObjectiveProgress) -> html.Article:
    t = ctx.t
    known = objective.objective
    name = html.A(known.label.text(t.lang), href=ctx.view.href(f"/objective/{known.code}"))
    code = html.Span(known.code, className="cd")
    tag = sample_tag(t, objective.headline.sample)
    title = known.title.text(t.lang) if known.title else t.gettext("Title not published")
    rows = [horizon_row(ctx, objective.headline, horizon) for horizon in ctx.plan.horizons]
    head = html.H3([code, " ", name, " ", *tag], className="oh")
    return html.Article([head, html.P(title, className="off"), *rows], className="ocard")
