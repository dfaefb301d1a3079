"""Where measures come from: all regions."""

from collections.abc import Sequence
from datetime import date

from dash import html

from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.measures.report_table import report_table
from dashboard.components.places.world_map import country_map
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import PlaceReport, SnapshotInfo
from data.text.i18n import Language


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("Regions")


def layout(
    view: View,
    t: Language,
    plan: Plan,
    reports: tuple[PlaceReport, ...],
    countries: Sequence[PlaceReport],
    info: SnapshotInfo,
    names: Names,
    as_of: date,
) -> html.Div:
    """One row a region, and the countries on a map."""
    table = report_table(
        t,
        reports,
        heading=t.gettext("Region"),
        name=names.place,
        href=lambda code: view.href(f"/region/{code}"),
    )
    notes = [s.note.text(t.lang) for s in plan.sets if s.kind == "regions" and s.note]
    words = t.gettext("Regions have no targets of their own, so they get no verdict.")
    note = html.P(" ".join([words, *notes]), className="note after")
    measures = section(t, t.gettext("Measures by region"), [table, note], sample=info.sample)
    drawn = country_map(view, t, countries, info, names, as_of)
    twin = report_table(
        t,
        sorted(countries, key=lambda report: names.place(report.code)),
        heading=t.gettext("Country"),
        name=names.place,
        href=lambda code: view.href(f"/place/{code}"),
    )
    summary = html.Summary(t.gettext("The same figures as a table"))
    parts = [drawn, html.Details([summary, twin], className="sum")]
    world = section(t, t.gettext("Countries that have reported"), parts, sample=info.sample)
    return html.Div(
        [identity(None, t.gettext("Regions")), measures, world], className="wrap", lang=t.lang
    )
