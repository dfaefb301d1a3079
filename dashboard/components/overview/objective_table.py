"""The scorecard as a table."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.scrolling import scrolling
from dashboard.components.verdict.standing import standing
from dashboard.components.verdict.status_label import verdict_label
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import ObjectiveProgress
from data.text.i18n import Language


def objective_table(
    view: View, t: Language, plan: Plan, objectives: Sequence[ObjectiveProgress], caption: str
) -> html.Div:
    """One row an objective, verdict and value for every horizon."""
    rows = [_row(view, t, plan, objective) for objective in objectives]
    table = html.Table(
        [html.Caption(caption, className="vh"), _head(t, plan), html.Tbody(rows)],
        className="even",
    )
    return scrolling(table, caption, "grid")


def _head(t: Language, plan: Plan) -> html.Thead:
    heads = [t.gettext("Objective"), t.gettext("Measured by")]
    for horizon in plan.horizons:
        heads.append(t.gettext("Verdict for {horizon}", horizon=horizon))
        heads.append(t.gettext("Against {horizon}", horizon=horizon))
    heads.append(t.gettext("Partners reporting"))
    return html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))


def _row(view: View, t: Language, plan: Plan, objective: ObjectiveProgress) -> html.Tr:
    known, progress = objective.objective, objective.headline
    link = html.A(
        f"{known.code} {known.label.text(t.lang)}", href=view.href(f"/objective/{known.code}")
    )
    cells: list[Component] = [
        html.Th(link, scope="row", className="wrapc"),
        html.Td(progress.indicator.name.text(t.lang), className="wrapc"),
    ]
    for horizon in plan.horizons:
        cells.append(html.Td(verdict_label(t, progress.verdicts[horizon])))
        cells.append(html.Td(standing(t, plan, progress, horizon), className="wrapv"))
    cells.append(html.Td(t.number(progress.contributors), className="num"))
    return html.Tr(cells)
