"""The yearly steps of a facility with their states."""

from collections.abc import Sequence

from dash import html

from dashboard.components.changes.plan_text import translation_mark
from dashboard.components.layout.rich import Child
from dashboard.components.layout.scrolling import scrolling
from dashboard.components.layout.section import section
from dashboard.reader.context import RequestContext
from data.plan.model import RoadmapItem
from data.text.i18n import Language

STYLES = {"done": "state", "moved": "state corr"}


def roadmap(ctx: RequestContext, items: Sequence[RoadmapItem]) -> html.Section:
    """The steps as a table; a facility without any says so."""
    t = ctx.t
    heading = t.gettext("Roadmap")
    if not items:
        words = t.gettext("No roadmap item is published for this facility.")
        return section(t, heading, [html.P(words, className="emptyp")])
    heads = [t.gettext("When"), t.gettext("Step"), t.gettext("Objectives"), t.gettext("State")]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    body = html.Tbody([_row(ctx, item) for item in items])
    table = html.Table([html.Caption(heading, className="vh"), head, body])
    return section(t, heading, [scrolling(table, heading, "grid")])


def state_word(t: Language, state: str) -> str:
    """A roadmap state in words."""
    return {
        "planned": t.gettext("Planned"),
        "under_way": t.gettext("Under way"),
        "done": t.gettext("Done"),
        "moved": t.gettext("Moved"),
        "dropped": t.gettext("Dropped"),
        "not_published": t.gettext("Not published"),
    }[state]


def _row(ctx: RequestContext, item: RoadmapItem) -> html.Tr:
    t = ctx.t
    links = [html.A(code, href=ctx.view.href(f"/objective/{code}")) for code in item.objectives]
    spaced = [part for link in links for part in (link, " ")]
    step: list[Child] = [item.title.text(t.lang), " ", *translation_mark(t, item.title)]
    if item.note:
        step += [" ", html.Span(item.note.text(t.lang), className="muted")]
    state = html.Span(state_word(t, item.state), className=STYLES.get(item.state, "state prov"))
    return html.Tr(
        [
            html.Th(item.when.text(t.lang), scope="row"),
            html.Td(step, className="wrapc"),
            html.Td(spaced or "–"),
            html.Td(state),
        ]
    )
