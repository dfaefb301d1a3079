"""Facilities and regions side by side: what was reported for them and from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dash import html

from dashboard.components.breakdown.contribution_bars import bar
from dashboard.components.compare.table import NOTHING, Cell, Row
from dashboard.components.verdict.status_label import verdict_label
from dashboard.reader.context import RequestContext
from data.questions.answers import ObjectiveProgress
from data.text.i18n import Language


@dataclass(frozen=True, slots=True)
class FacilitySide:
    """A facility with its objectives; counts are of the reports on those."""

    objectives: tuple[ObjectiveProgress, ...]
    measures: int
    partners: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class RegionSide:
    """A region with what was reported from it, and from how many of its countries."""

    measures: int
    partners: int
    countries: int
    countries_in_all: int
    newest: date | None


def facility_rows(ctx: RequestContext, shown: Sequence[FacilitySide]) -> list[Row]:
    """Objectives with their verdicts for the view's horizon, then counts."""
    t = ctx.t
    heading = t.gettext("Objectives, verdict for {horizon}", horizon=ctx.view.horizon)
    return [
        Row(heading, [_objectives(ctx, one.objectives) for one in shown]),
        Row(t.gettext("Measures"), _bars(t, [one.measures for one in shown])),
        Row(t.gettext("Partners reporting"), _bars(t, [one.partners for one in shown])),
        Row(t.gettext("Newest report"), [_day(t, one.newest) for one in shown]),
    ]


def region_rows(t: Language, shown: Sequence[RegionSide]) -> list[Row]:
    """Counts; regions have no targets, so no verdicts."""
    return [
        Row(t.gettext("Measures"), _bars(t, [one.measures for one in shown])),
        Row(t.gettext("Partners reporting"), _bars(t, [one.partners for one in shown])),
        Row(t.gettext("Countries reporting"), [_countries(t, one) for one in shown]),
        Row(t.gettext("Newest period"), [_day(t, one.newest) for one in shown]),
    ]


def _objectives(ctx: RequestContext, found: Sequence[ObjectiveProgress]) -> Cell:
    if not found:
        return ctx.t.gettext("It has no objective of its own.")
    return html.Ul([html.Li(_objective(ctx, one)) for one in found])


def _objective(ctx: RequestContext, one: ObjectiveProgress) -> list[html.A | html.Span]:
    code = one.objective.code
    name = f"{code} {one.objective.label.text(ctx.t.lang)}"
    link = html.A(name, href=ctx.view.href(f"/objective/{code}"))
    return [link, verdict_label(ctx.t, one.headline.verdicts[ctx.view.horizon])]


def _bars(t: Language, values: Sequence[int]) -> list[Cell]:
    """Numbers with bars on one scale."""
    return [[t.number(value), bar(value, max(values))] for value in values]


def _countries(t: Language, one: RegionSide) -> Cell:
    words = t.gettext(
        "{reporting} of {expected}",
        reporting=t.number(one.countries),
        expected=t.number(one.countries_in_all),
    )
    return [words, bar(one.countries, one.countries_in_all)]


def _day(t: Language, day: date | None) -> Cell:
    return html.Span(t.short_date(day), className="nowrap") if day else NOTHING
