"""One measure: the end of the way down from the Initiative, with every revision of it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.crumbs import Place, crumbs
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.measures.history import revision_table
from dashboard.components.measures.words import (
    indicator_link,
    partner_link,
    place_link,
    value_words,
)
from dashboard.components.verdict.quantity import measure_words
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.questions.answers import Measure
from data.reference.places import place
from data.text.i18n import Language


@page("/measure/{key}")
def measure(ctx: RequestContext, key: str) -> Page:
    """One measure with its earlier wordings."""
    revisions = ctx.snapshot.measure_history(key, ctx.as_of)
    return Page(title(ctx, revisions[0]), layout(ctx, revisions))


def title(ctx: RequestContext, newest: Measure) -> str:
    """The document title."""
    return ctx.t.gettext(
        "{indicator}, {place}, {period}",
        indicator=ctx.plan.indicator(newest.indicator).name.text(ctx.t.lang),
        place=ctx.names.place(newest.place),
        period=newest.period,
    )


def layout(ctx: RequestContext, revisions: Sequence[Measure]) -> html.Div:
    """Where it belongs, what it says, how it came to say so; `revisions` newest first."""
    t = ctx.t
    newest = revisions[0]
    lead = t.ngettext("{n} revision, newest first", "{n} revisions, newest first", len(revisions))
    return html.Div(
        [
            crumbs(t, _above(ctx, newest), newest.period),
            _identity(ctx, newest),
            section(
                t,
                t.gettext("Revisions"),
                [revision_table(ctx, revisions), _note(t)],
                lead=lead,
                sample=newest.sample,
            ),
        ],
        className="wrap",
        lang=t.lang,
    )


def _above(ctx: RequestContext, measure: Measure) -> list[Place]:
    """Initiative, facility, objective, region, country and partner, as far as they are known."""
    view, plan = ctx.view, ctx.plan
    steps: list[Place] = [(plan.owner.text(ctx.t.lang), view.href("/"))]
    code = plan.indicator(measure.indicator).objective
    home = plan.objective(code).facility if code else None
    if home:
        steps.append((ctx.names.facility(home), view.href(f"/facility/{home}")))
    words, href = indicator_link(ctx, measure)
    if href:
        steps.append((words, href))
    region = place(measure.place).region
    if region and region != measure.place:
        steps.append((ctx.names.place(region), view.href(f"/region/{region}")))
    for words, href in (place_link(ctx, measure), partner_link(view, measure)):
        if href:
            steps.append((words, href))
    return steps


def _identity(ctx: RequestContext, measure: Measure) -> html.Header:
    t = ctx.t
    indicator = ctx.plan.indicator(measure.indicator)
    facts: list[Component] = [
        html.Span(t.gettext("Unit: {unit}", unit=measure_words(ctx, indicator))),
        html.Span(t.gettext("Reported by {partner}", partner=measure.partner_name)),
        html.Span(t.gettext("Snapshot {id}", id=ctx.info.id)),
    ]
    said = t.gettext("Value: {value}", value=value_words(ctx, measure))
    return identity(None, title(ctx, measure), said, facts)


def _note(t: Language) -> html.P:
    words = t.gettext("Only the revision in force counts; earlier ones are kept and shown.")
    return html.P(words, className="note after")
