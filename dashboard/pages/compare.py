"""Two to four objectives, facilities or regions side by side, or one objective on two days."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

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
from dashboard.reader.compare_choice import MOST, Compared
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import SnapshotInfo
from data.text.i18n import Language

Side = Shown | FacilitySide | RegionSide


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("Compare")


def layout(
    view: View,
    t: Language,
    plan: Plan,
    compared: Compared,
    sides: Sequence[Side],
    info: SnapshotInfo,
    names: Names,
    missing: date | None = None,
) -> html.Div:
    """The menus, then the table; `missing` is a day whose plan had no such objective."""

    def name(kind: str, code: str) -> str:
        return _name(t, plan, names, kind, code)

    words = t.gettext("Choose 2 to {most} of one kind; the address keeps them.", most=MOST)
    parts: list[Component] = [
        identity(None, t.gettext("Compare"), words),
        html.Div(compare_picker(view, t, plan, compared, name), className="controlbar"),
    ]
    if compared.is_one_objective:
        parts.append(beside_form(view, t))
    if missing:
        said = t.gettext("The plan known on {date} had no such objective.", date=t.date(missing))
        parts.append(html.P(said, className="note"))
    parts += _shown(view, t, plan, compared, sides, info, names)
    versions = html.A(t.gettext("Plan versions"), href=view.href("/method") + "#versions")
    parts.append(html.P(versions, className="note after"))
    if len(sides) < 2:
        parts.append(_examples(view, t, plan, names))
    return html.Div(parts, className="wrap", lang=t.lang)


def _shown(
    view: View,
    t: Language,
    plan: Plan,
    compared: Compared,
    sides: Sequence[Side],
    info: SnapshotInfo,
    names: Names,
) -> list[Component]:
    if not sides:
        return []
    heading = t.gettext("Side by side")
    heads = [_head(view, t, plan, compared, names, at, side) for at, side in enumerate(sides)]
    table = compare_table(t, heading, heads, _rows(view, t, plan, sides))
    return [section(t, heading, [table], sample=info.sample)]


def _rows(view: View, t: Language, plan: Plan, sides: Sequence[Side]) -> list[Row]:
    objectives = [side for side in sides if isinstance(side, Shown)]
    facilities = [side for side in sides if isinstance(side, FacilitySide)]
    if objectives:
        return objective_rows(t, plan.horizons, view.horizon, objectives)
    if facilities:
        return facility_rows(view, t, facilities)
    return region_rows(t, [side for side in sides if isinstance(side, RegionSide)])


def _head(
    view: View,
    t: Language,
    plan: Plan,
    compared: Compared,
    names: Names,
    at: int,
    side: Side,
) -> Head:
    if view.beside and compared.is_one_objective and isinstance(side, Shown):
        code = side.objective.objective.code
        href = view.href(f"/objective/{code}", asof=side.as_of)
        name = _name(t, plan, names, "objective", code)
        return Head(name, href, t.gettext("As known on {date}", date=t.date(side.as_of)))
    code = compared.codes[at]
    href = view.href(f"/{compared.kind}/{code}")
    remove = view.href(compared=compared.without(code).written())
    return Head(_name(t, plan, names, compared.kind, code), href, remove=remove)


def _name(t: Language, plan: Plan, names: Names, kind: str, code: str) -> str:
    if kind == "objective":
        return f"{code} {plan.objective(code).label.text(t.lang)}"
    if kind == "facility":
        return f"{plan.facility(code).number} {names.facility(code)}"
    return names.place(code)


def _examples(view: View, t: Language, plan: Plan, names: Names) -> html.Div:
    """What to choose, with three links to start from."""
    pairs = [
        Compared("objective", tuple(o.code for o in plan.objectives[:2])),
        Compared("facility", tuple(f.id for f in plan.facilities[:2])),
        Compared("region", ("002", "142")),
    ]
    links = []
    for pair in pairs:
        if len(pair.codes) == 2:
            both = t.join([_name(t, plan, names, pair.kind, code) for code in pair.codes])
            href = view.href("/compare", compared=pair.written())
            links.append(html.Li(html.A(both, href=href)))
    words = t.gettext(
        "Choose objectives, facilities or regions above, or one objective and another day. For "
        "example:"
    )
    return html.Div([html.P(words), html.Ul(links, className="links")], className="emptyp message")
