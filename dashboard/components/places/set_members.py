"""Which places of a target's set have what is asked for, and which are missing, by name."""

from collections.abc import Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.section import section
from dashboard.reader.context import RequestContext
from dashboard.reader.names import Names
from data.plan.model import PlaceSet, Plan
from data.questions.answers import Breakdown, IndicatorProgress
from data.reference.places import fold, place
from data.text.i18n import Language


def set_members(
    ctx: RequestContext,
    progress: IndicatorProgress,
    parts: Breakdown,
    drawn: Sequence[Component] = (),
) -> list[html.Section]:
    """One section where places are counted: by the first set whose members are published.

    `drawn` (a map) comes first.
    """
    t = ctx.t
    told = {part.code: part.value for part in parts.parts if part.code}
    if not progress.indicator.traits.counts_places or not told:
        return []
    sets = _sets(ctx.plan, progress)
    named = next((known for known in sets if known.members), None)
    members = (named and named.members) or tuple(told)
    has = [code for code in members if told.get(code, 0) > 0]
    lacks = [code for code in members if told.get(code) == 0]
    silent = [code for code in members if code not in told]
    groups = [
        _group(ctx, t.gettext("Have it: {n}", n=t.number(len(has))), has, "has"),
        _group(ctx, t.gettext("Report “no”: {n}", n=t.number(len(lacks))), lacks, "lacks"),
        _group(ctx, t.gettext("No report: {n}", n=t.number(len(silent))), silent, "silent"),
    ]
    children: list[Component] = [
        *drawn,
        html.Div([group for group in groups if group], className="set-groups"),
    ]
    children += [
        html.P(_unnamed(t, known), className="note") for known in sets if not known.members
    ]
    if named and named.note:
        children.append(html.P(named.note.text(t.lang), className="note"))
    lead = _lead(t, named, len(has)) if named else ""
    heading = t.gettext("Who has it, who is missing")
    return [section(t, heading, children, lead=lead, sample=progress.sample)]


def _sets(plan: Plan, progress: IndicatorProgress) -> list[PlaceSet]:
    """The sets that the indicator's targets ask for, each once."""
    asked = [target.set for target in progress.indicator.targets.values() if target.set]
    return [plan.place_set(name) for name in dict.fromkeys(asked)]


def _lead(t: Language, named: PlaceSet, has: int) -> str:
    size = t.number(len(named.members or ()))
    count = t.gettext("{n} of {size}", n=t.number(has), size=size)
    return t.gettext("{set}: {count} have it", set=named.name.text(t.lang), count=count)


def _unnamed(t: Language, known: PlaceSet) -> str:
    return t.gettext(
        "{set}: the names of the members are not published, so who is missing cannot be said.",
        set=known.name.text(t.lang),
    )


def _group(
    ctx: RequestContext, heading: str, codes: Sequence[str], css: str
) -> html.Details | None:
    if not codes:
        return None
    by_region = sorted(
        codes, key=lambda code: (fold(_region(code, ctx.names)), fold(ctx.names.place(code)))
    )
    rows: list[Component] = []
    for region, inside in groupby(by_region, key=lambda code: _region(code, ctx.names)):
        links = [
            html.Li(html.A(ctx.names.place(code), href=ctx.view.href(_path(code))))
            for code in inside
        ]
        rows += [html.Dt(region), html.Dd(html.Ul(links, className="names"))]
    summary = html.Summary([html.I(className=f"sw-{css}"), heading])
    return html.Details([summary, html.Dl(rows)], className="set-group", open=css == "has")


def _path(code: str) -> str:
    return f"/region/{code}" if place(code).kind == "region" else f"/place/{code}"


def _region(code: str, names: Names) -> str:
    """The region a place is listed under; a region is listed under the world."""
    found = place(code)
    return names.place(found.region) if found.kind == "country" and found.region else ""
