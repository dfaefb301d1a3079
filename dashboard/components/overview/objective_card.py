"""An objective as a card with every horizon."""

from dash import html

from dashboard.components.layout import aria
from dashboard.components.layout.sample_tag import sample_tag
from dashboard.components.overview.horizon_row import horizon_row
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import ObjectiveProgress
from data.text.i18n import Language


def objective_cards(
    view: View, t: Language, plan: Plan, objectives: tuple[ObjectiveProgress, ...]
) -> html.Section:
    """Cards two abreast, under a heading for screen readers."""
    heading = t.gettext("Objectives")
    cards = [_card(view, t, plan, objective) for objective in objectives]
    return html.Section(
        [html.H2(heading, className="vh"), html.Div(cards, className="duo")], **aria.label(heading)
    )


def _card(view: View, t: Language, plan: Plan, objective: ObjectiveProgress) -> html.Article:
    known = objective.objective
    name = html.A(known.label.text(t.lang), href=view.href(f"/objective/{known.code}"))
    code = html.Span(known.code, className="cd")
    tag = sample_tag(t, objective.headline.sample)
    title = known.title.text(t.lang) if known.title else t.gettext("Title not published")
    rows = [horizon_row(t, plan, objective.headline, horizon) for horizon in plan.horizons]
    head = html.H3([code, " ", name, " ", *tag], className="oh")
    return html.Article([head, html.P(title, className="off"), *rows], className="ocard")
