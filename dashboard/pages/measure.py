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
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import Measure, SnapshotInfo
from data.reference.places import place
from data.text.i18n import Language


def title(t: Language, plan: Plan, newest: Measure, names: Names) -> str:
    """The document title."""
    return t.gettext(
        "{indicator}, {place}, {period}",
        indicator=plan.indicator(newest.indicator).name.text(t.lang),
        place=names.place(newest.place),
        period=newest.period,
    )


def layout(
    view: View,
    t: Language,
    plan: Plan,
    revisions: Sequence[Measure],
    info: SnapshotInfo,
    names: Names,
) -> html.Div:
    """Where it belongs, what it says, how it came to say so; `revisions` newest first."""
    newest = revisions[0]
    lead = t.ngettext("{n} revision, newest first", "{n} revisions, newest first", len(revisions))
    return html.Div(
        [
            crumbs(t, _above(view, t, plan, newest, names), newest.period),
            _identity(t, plan, newest, info, names),
            section(
                t,
                t.gettext("Revisions"),
                [revision_table(t, plan, revisions), _note(t)],
                lead=lead,
                sample=newest.sample,
            ),
        ],
        className="wrap",
        lang=t.lang,
    )


def _above(view: View, t: Language, plan: Plan, measure: Measure, names: Names) -> list[Place]:
    """Initiative, facility, objective, region, country and partner, as far as they are known."""
    steps: list[Place] = [(plan.owner.text(t.lang), view.href("/"))]
    code = plan.indicator(measure.indicator).objective
    home = plan.objective(code).facility if code else None
    if home:
        steps.append((names.facility(home), view.href(f"/facility/{home}")))
    words, href = indicator_link(view, t, plan, measure)
    if href:
        steps.append((words, href))
    region = place(measure.place).region
    if region and region != measure.place:
        steps.append((names.place(region), view.href(f"/region/{region}")))
    for words, href in (place_link(view, measure, names), partner_link(view, measure)):
        if href:
            steps.append((words, href))
    return steps


def _identity(
    t: Language, plan: Plan, measure: Measure, info: SnapshotInfo, names: Names
) -> html.Header:
    indicator = plan.indicator(measure.indicator)
    facts: list[Component] = [
        html.Span(t.gettext("Unit: {unit}", unit=measure_words(t, plan, indicator))),
        html.Span(t.gettext("Reported by {partner}", partner=measure.partner_name)),
        html.Span(t.gettext("Snapshot {id}", id=info.id)),
    ]
    said = t.gettext("Value: {value}", value=value_words(t, plan, measure))
    return identity(None, title(t, plan, measure, names), said, facts)


def _note(t: Language) -> html.P:
    words = t.gettext("Only the revision in force counts; earlier ones are kept and shown.")
    return html.P(words, className="note after")
