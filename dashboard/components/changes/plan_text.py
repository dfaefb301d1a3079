"""What the plan itself says, word for word, with our readings and translations marked."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.changes.version_table import version_table
from dashboard.components.layout.section import section
from dashboard.reader.context import RequestContext
from data.plan.diff import differences
from data.plan.model import Indicator, Objective, Plan, Words
from data.text.i18n import Language


def plan_text(
    ctx: RequestContext, objective: Objective, earlier: Sequence[Plan] = ()
) -> html.Section:
    """Baseline and targets as published; a gap is said in words. Earlier versions beside them."""
    t, plan = ctx.t, ctx.plan
    baseline = t.gettext("Baseline {year}", year=plan.baseline_year)
    rows = [_row(t, baseline, objective.baseline_text)]
    for horizon in plan.horizons:
        heading = t.gettext("Target {horizon}", horizon=horizon)
        rows.append(_row(t, heading, objective.target_texts.get(horizon)))
    caption = html.Caption(t.gettext("The plan’s own words"), className="vh")
    source = t.gettext("Source: {source}.", source=_source(ctx, objective))
    return section(
        t,
        t.gettext("What the plan says"),
        [
            html.Table([caption, html.Tbody(rows)], className="bars plan-text"),
            html.P(
                [source, " ", *_marks(t, plan.headline(objective.code))], className="note after"
            ),
            *(_earlier(ctx, old, objective) for old in earlier),
        ],
        lead=t.gettext("version {version}", version=plan.version),
        id="plan",
    )


def _earlier(ctx: RequestContext, old: Plan, objective: Objective) -> html.Details:
    """An earlier version of the objective and its indicators, beside this one."""
    plan = ctx.plan
    indicators = {i.id for p in (old, plan) for i in p.indicators if i.objective == objective.code}
    found = [
        d
        for d in differences(old, plan)
        if (d.what == "objective" and d.code == objective.code)
        or (d.what == "indicator" and d.code in indicators)
    ]
    words = ctx.t.gettext("Compared with version {version}", version=old.version)
    return html.Details(
        [html.Summary(words), version_table(ctx.t, old, plan, found)], className="sum"
    )


def translation_mark(t: Language, words: Words) -> list[html.Span]:
    """The mark of a text that is our translation, as children to splice in."""
    if not words.is_unofficial(t.lang):
        return []
    return [html.Span(t.gettext("our translation"), className="tag line")]


def _row(t: Language, heading: str, words: Words | None) -> html.Tr:
    text: Sequence[Component | str] = [t.gettext("not published")]
    if words is not None:
        text = [words.text(t.lang), " ", *translation_mark(t, words)]
    css = "muted" if words is None else ""
    return html.Tr([html.Th(heading, scope="row"), html.Td(list(text), className=css)])


def _source(ctx: RequestContext, objective: Objective) -> str:
    """A source of the plan by its name; what is none is a page of its wiki, where it has one."""
    known, wiki = ctx.plan.sources.get(objective.source), ctx.plan.sources.get("wiki")
    if known or not wiki:
        return known or objective.source
    return ctx.t.gettext("{wiki}, page {page}", wiki=wiki, page=objective.source)


def _marks(t: Language, indicator: Indicator) -> list[str]:
    if not indicator.derived:
        return []
    name = indicator.name.text(t.lang)
    return [t.gettext("Measured by: {indicator} (our reading of the plan).", indicator=name)]
