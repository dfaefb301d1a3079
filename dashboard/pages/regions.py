"""Where measures come from: all regions."""

from dash import html

from dashboard.components.identity import identity
from dashboard.components.names import Names
from dashboard.components.report_table import report_table
from dashboard.components.section import section
from dashboard.view import View
from data.answers import PlaceReport, SnapshotInfo
from data.i18n import Language
from data.plan_models import Plan


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("Regions")


def layout(
    view: View,
    t: Language,
    plan: Plan,
    reports: tuple[PlaceReport, ...],
    info: SnapshotInfo,
    names: Names,
) -> html.Div:
    """One row a region."""
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
    return html.Div([identity(None, t.gettext("Regions")), measures], className="wrap", lang=t.lang)
