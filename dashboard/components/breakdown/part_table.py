"""What one region, country or partner adds to each objective: share and amount, no verdict."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.breakdown.contribution_bars import bar
from dashboard.components.layout.scrolling import scrolling
from dashboard.components.layout.section import section
from dashboard.components.verdict.quantity import measured
from dashboard.reader.context import RequestContext
from data.questions.answers import Contribution, ObjectiveProgress
from data.text.i18n import Language


def part_section(
    ctx: RequestContext, objectives: Sequence[ObjectiveProgress], note: str
) -> html.Section:
    """The objectives with measures from here as a table, the others in a sentence."""
    t = ctx.t
    told = [o for o in objectives if o.part and o.part.measures]
    silent = [o.objective.code for o in objectives if o not in told]
    children: list[Component] = [html.P(note, className="note before")]
    if told:
        children.append(_table(ctx, told))
    if silent:
        words = t.gettext(
            "Nothing counts yet in the headline indicators of {codes}.", codes=t.join(silent)
        )
        children.append(html.P(words, className="note after"))
    sample = any(o.headline.sample for o in told)
    return section(t, t.gettext("Contribution by objective"), children, sample=sample)


def _table(ctx: RequestContext, objectives: Sequence[ObjectiveProgress]) -> html.Div:
    t = ctx.t
    heads = [t.gettext("Objective"), t.gettext("Measured by"), t.gettext("Share of the total")]
    cells = [html.Th(words, scope="col") for words in heads]
    cells[-1] = html.Th(heads[-1], scope="col", colSpan="2")
    cells.append(html.Th(t.gettext("Contribution"), scope="col"))
    cells.append(html.Th(t.gettext("Measures"), scope="col", className="num"))
    cells.append(html.Th(t.gettext("Newest"), scope="col", className="num"))
    rows = [_row(ctx, o, o.part) for o in objectives if o.part]
    name = t.gettext("Contribution by objective")
    caption = html.Caption(name, className="vh")
    table = html.Table(
        [caption, html.Thead(html.Tr(cells)), html.Tbody(rows)], className="bars parts"
    )
    return scrolling(table, name)


def _row(ctx: RequestContext, objective: ObjectiveProgress, part: Contribution) -> html.Tr:
    t = ctx.t
    known, indicator = objective.objective, objective.headline.indicator
    link = html.A(
        f"{known.code} {known.label.text(t.lang)}", href=ctx.view.href(f"/objective/{known.code}")
    )
    return html.Tr(
        [
            html.Th(link, scope="row", className="lab"),
            html.Td(indicator.name.text(t.lang)),
            html.Td(bar(part.share or 0, 1)),
            html.Td(_share(t, part), className="nb"),
            html.Td(measured(ctx, indicator, part.value)),
            html.Td(t.number(part.measures), className="num"),
            html.Td(t.short_date(part.newest), className="num nowrap"),
        ]
    )


def _share(t: Language, part: Contribution) -> str:
    return "–" if part.share is None else t.percent(part.share)
