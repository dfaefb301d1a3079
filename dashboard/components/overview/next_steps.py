"""What comes next: which objectives must speed up, by how much, and which lack what."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.section import section
from dashboard.components.verdict.glyph import glyph
from dashboard.components.verdict.verdict_words import pace_words
from dashboard.reader.context import RequestContext
from dashboard.theme import status_class
from data.progress.model import Status
from data.progress.status_words import verdict_word
from data.questions.answers import ObjectiveProgress

# The worst first; what has no verdict comes last, with what it lacks.
ORDER = (Status.MOVING_AWAY, Status.FAR_BEHIND, Status.BEHIND, Status.NOT_ASSESSABLE)


def next_steps(ctx: RequestContext, objectives: Sequence[ObjectiveProgress]) -> html.Section:
    """Every objective that is not on course for the reader's horizon."""
    view, t = ctx.view, ctx.t
    found = [o for o in objectives if o.status(view.horizon) in ORDER]
    found.sort(key=lambda o: ORDER.index(o.status(view.horizon)))
    heading = t.gettext("What next")
    lead = t.gettext("what it takes to be on course for {horizon}", horizon=view.horizon)
    sample = any(o.headline.sample for o in found)
    if not found:
        done = t.gettext("Every objective is on course.")
        return section(t, heading, [html.P(done, className="note")], lead=lead)
    items = html.Ul([_item(ctx, objective) for objective in found], className="next")
    return section(t, heading, [items], lead=lead, sample=sample)


def _item(ctx: RequestContext, objective: ObjectiveProgress) -> html.Li:
    t = ctx.t
    verdict = objective.headline.verdicts[ctx.view.horizon]
    code = objective.objective.code
    name: list[Component | str] = [html.B(code), " ", objective.objective.label.text(t.lang)]
    word = verdict_word(t, verdict.status, verdict.reason)
    parts: list[Component] = [
        html.A(name, href=ctx.view.href(f"/objective/{code}")),
        html.Span([glyph(verdict.status), word], className=f"st {status_class(verdict.status)}"),
    ]
    if words := pace_words(t, verdict):
        parts.append(html.Span(words, className="why"))
    return html.Li(parts)
