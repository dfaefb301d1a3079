"""Where an objective's total comes from: a table of parts that add up to it, with links."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.breakdown.contribution_bars import PartNames, contribution_bars
from dashboard.components.layout.section import section
from dashboard.components.verdict.quantity import measure_words
from dashboard.reader.context import RequestContext
from data.plan.model import Indicator
from data.questions.answers import Breakdown, ObjectiveProgress
from data.text.i18n import Language


def contributions(
    ctx: RequestContext,
    objective: ObjectiveProgress,
    breakdown: Breakdown,
    title: str,
    names: PartNames,
    note: str = "",
) -> html.Section:
    """One table under its title, and what is to be noted about it."""
    t, headline = ctx.t, objective.headline
    children: list[Component] = [html.P(t.gettext("No measures yet."), className="note")]
    if breakdown.parts:
        heading, foot = _value_heading(ctx, headline.indicator), _foot(t, breakdown)
        children = [contribution_bars(t, title, breakdown.parts, names, heading, foot)]
    if note:
        children.append(html.P(note, className="note after"))
    css = "sec on-screen" if names.is_long else "sec"
    return section(t, title, children, sample=headline.sample, className=css)


def _value_heading(ctx: RequestContext, indicator: Indicator) -> str:
    """What the bars measure and in what unit."""
    name, unit = indicator.name.text(ctx.t.lang), measure_words(ctx, indicator)
    return ctx.t.gettext("{indicator} ({unit})", indicator=name, unit=unit)


def _foot(t: Language, breakdown: Breakdown) -> list[tuple[str, str]]:
    """The total, and how the parts come to it."""
    if not breakdown.adds_up:
        return [(t.gettext("One report stands for all; these do not add up."), "")]
    rows = [(t.gettext("Total"), t.number(breakdown.total))]
    if breakdown.doubled:
        told = t.gettext("Reported by several, counted once")
        rows.insert(0, (told, t.number(-breakdown.doubled)))
    return rows
