"""Milestones as a table: due, reached, and how late."""

from dash import html

from dashboard.components.verdict.step_words import due_words, result_words
from data.plan.model import Indicator
from data.progress.model import Verdict
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
