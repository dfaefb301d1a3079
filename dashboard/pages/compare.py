"""Two to four objectives, facilities or regions side by side, or one objective on two days."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.compare_answers import objective_beside, sides_of
from dashboard.components.compare.objectives import Shown, objective_rows
from dashboard.components.compare.picker import beside_form, compare_picker
from dashboard.components.compare.sides import (
    FacilitySide,
    RegionSide,
    facility_rows,
    region_rows,
)
from dashboard.components.compare.table import Head, Row, compare_table
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.pages.registry import Page, page
from dashboard.reader.compare_choice import MOST, Compared, read
from dashboard.reader.context import RequestContext

Side = Shown | FacilitySide | RegionSide


@page("/compare")
def compare(ctx: RequestContext) -> Page:
    """What the address puts side by side, or one objective on two days."""
    compared = read(ctx.view.compared, ctx.plan)
    sides, missing = sides_of(ctx.snapshot, compared, ctx.as_of), None
    if ctx.view.beside and compared.is_one_objective:
        day = min(ctx.view.beside, ctx.today)
        if other := objective_beside(ctx.snapshot, compared.codes[0], day):
            sides.insert(0 if day < ctx.as_of else 1, other)  # the earlier day first
        else:
            missing = day
    return Page(ctx.t.gettext("Compare"), layout(ctx, compared, sides, missing))


def layout(
    ctx: RequestContext, compared: Compared, sides: Sequence[Side], missing: date | None = None
) -> html.Div:
    """The menus, then the table; `missing` is a day whose plan had no such objective."""
    t = ctx.t

    def name(kind: str, code: str) -> str:
        return _name(ctx, kind, code)

    words = t.gettext("Choose 2 to {most} of one kind; the address keeps them.", most=MOST)
    parts: list[Component] = [
        identity(None, t.gettext("Compare"), words),
        html.Div(compare_picker(ctx, compared, name), className="controlbar"),
    ]
    if compared.is_one_objective:
        parts.append(beside_form(ctx))
    if missing:
        said = t.gettext("The plan known on {date} had no such objective.", date=t.date(missing))
        parts.append(html.P(said, className="note"))
    parts += _shown(ctx, compared, sides)
    versions = html.A(t.gettext("Plan versions"), href=ctx.view.href("/method") + "#versions")
    parts.append(html.P(versions, className="note after"))
    if len(sides) < 2:
        parts.append(_examples(ctx))
    return html.Div(parts, className="wrap", lang=t.lang)


def _shown(ctx: RequestContext, compared: Compared, sides: Sequence[Side]) -> list[Component]:
    t = ctx.t
    if not sides:
        return []
    heading = t.gettext("Side by side")
    heads = [_head(ctx, compared, at, side) for at, side in enumerate(sides)]
    table = compare_table(t, heading, heads, _rows(ctx, sides))
    return [section(t, heading, [table], sample=ctx.info.sample)]


def _rows(ctx: RequestContext, sides: Sequence[Side]) -> list[Row]:
    objectives = [side for side in sides if isinstance(side, Shown)]
    facilities = [side for side in sides if isinstance(side, FacilitySide)]
    if objectives:
        return objective_rows(ctx, objectives)
    if facilities:
        return facility_rows(ctx, facilities)
    return region_rows(ctx.t, [side for side in sides if isinstance(side, RegionSide)])


def _head(ctx: RequestContext, compared: Compared, at: int, side: Side) -> Head:
    view = ctx.view
    if view.beside and compared.is_one_objective and isinstance(side, Shown):
        code = side.objective.objective.code
        href = view.href(f"/objective/{code}", asof=side.as_of)
        name = _name(ctx, "objective", code)
        return Head(name, href, ctx.t.gettext("As known on {date}", date=ctx.t.date(side.as_of)))
    code = compared.codes[at]
    href = view.href(f"/{compared.kind}/{code}")
    remove = view.href(compared=compared.without(code).written())
    return Head(_name(ctx, compared.kind, code), href, remove=remove)


def _name(ctx: RequestContext, kind: str, code: str) -> str:
    if kind == "objective":
        return f"{code} {ctx.plan.objective(code).label.text(ctx.t.lang)}"
    if kind == "facility":
        return f"{ctx.plan.facility(code).number} {ctx.names.facility(code)}"
    return ctx.names.place(code)


def _examples(ctx: RequestContext) -> html.Div:
    """What to choose, with three links to start from."""
    pairs = [
        Compared("objective", tuple(o.code for o in ctx.plan.objectives[:2])),
        Compared("facility", tuple(f.id for f in ctx.plan.facilities[:2])),
        Compared("region", ("002", "142")),
    ]
    links = []
    for pair in pairs:
        if len(pair.codes) == 2:
            both = ctx.t.join([_name(ctx, pair.kind, code) for code in pair.codes])
            href = ctx.view.href("/compare", compared=pair.written())
            links.append(html.Li(html.A(both, href=href)))
    words = ctx.t.gettext(
        "Choose objectives, facilities or regions above, or one objective and another day. For "
        "example:"
    )
    return html.Div([html.P(words), html.Ul(links, className="links")], className="emptyp message")
