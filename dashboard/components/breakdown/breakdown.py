"""An objective's total taken apart by region, facility, country, partner and college."""

from collections.abc import Callable, Mapping, Sequence

from dash import html

from dashboard.components.breakdown.contribution_bars import PartNames
from dashboard.components.breakdown.contributions import contributions
from dashboard.components.breakdown.overlaps import overlap_ledger
from dashboard.reader.context import RequestContext
from dashboard.reader.names import Names
from data.plan.model import Plan
from data.questions.answers import Breakdown, Dimension, ObjectiveProgress, Overlap
from data.text.i18n import Language

Parts = Mapping[Dimension, Breakdown]


def taken_apart(
    ctx: RequestContext, objective: ObjectiveProgress, *, parts: Parts, overlaps: Sequence[Overlap]
) -> list[html.Div]:
    """A table a dimension and the overlap ledger, in pairs; a milestone is one step, has none."""
    t = ctx.t
    if objective.headline.indicator.traits.has_steps:
        return []
    sections = [
        contributions(
            ctx,
            objective,
            parts[dimension],
            _title(t, dimension),
            _names(ctx, dimension),
            _region_note(t, objective) if dimension is Dimension.REGION else "",
        )
        for dimension in ORDER
        if _is_told(ctx.plan, objective, dimension)
    ]
    sections += overlap_ledger(ctx, objective.headline, overlaps)
    return [html.Div(sections[at : at + 2], className="cols2") for at in range(0, len(sections), 2)]


ORDER = (
    Dimension.REGION,
    Dimension.FACILITY,
    Dimension.PLACE,
    Dimension.PARTNER,
    Dimension.COLLEGE,
)


def _is_told(plan: Plan, objective: ObjectiveProgress, dimension: Dimension) -> bool:
    """Where places are counted each country is one; they are listed by name instead."""
    if dimension is Dimension.PLACE:
        return not objective.headline.indicator.traits.counts_places
    return bool(plan.facilities) or dimension is not Dimension.FACILITY


def _title(t: Language, dimension: Dimension) -> str:
    return {
        Dimension.REGION: t.gettext("Contributions by region"),
        Dimension.FACILITY: t.gettext("Contributions by facility"),
        Dimension.PLACE: t.gettext("Contributions by country"),
        Dimension.PARTNER: t.gettext("Contributions by partner"),
        Dimension.COLLEGE: t.gettext("Contributions by college"),
    }[dimension]


def _heading(t: Language, dimension: Dimension) -> str:
    return {
        Dimension.REGION: t.gettext("Region"),
        Dimension.FACILITY: t.gettext("Facility"),
        Dimension.PLACE: t.gettext("Country or region"),
        Dimension.PARTNER: t.gettext("Partner"),
        Dimension.COLLEGE: t.gettext("College"),
    }[dimension]


def _names(ctx: RequestContext, dimension: Dimension) -> PartNames:
    """A college has no page of its own; every other part has one under its dimension."""
    heading, name = _heading(ctx.t, dimension), _named(dimension, ctx.names)
    if dimension is Dimension.COLLEGE:
        return PartNames(heading, name)
    return PartNames(
        heading,
        name,
        lambda code: ctx.view.href(f"/{dimension.value}/{code}"),
        is_long=dimension is Dimension.PARTNER,
    )


def _named(dimension: Dimension, names: Names) -> Callable[[str | None], str]:
    named = {
        Dimension.FACILITY: names.facility,
        Dimension.PARTNER: names.partner,
        Dimension.COLLEGE: names.college,
    }.get(dimension)
    if named is None:
        return names.place
    return lambda code: named(code) if code else names.place(None)


def _region_note(t: Language, objective: ObjectiveProgress) -> str:
    note = t.gettext("Regions have no targets of their own, so they get no verdict.")
    verdicts = objective.headline.verdicts.values()
    if len({verdict.components.current_size for verdict in verdicts}) < len(verdicts):
        return note
    group = t.gettext(
        "These tables count every reported place; each horizon’s verdict counts its own group."
    )
    return f"{note} {group}"
