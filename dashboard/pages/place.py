"""One country: what was measured there, and by whom. No verdict."""

from dash import html

from dashboard.components.breakdown.part_table import part_section
from dashboard.components.layout.crumbs import crumbs
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.measures.report_table import report_table
from dashboard.components.measures.table import measures_section
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import MeasurePage, ObjectiveProgress, PlaceReport, SnapshotInfo
from data.text.i18n import Language


def title(t: Language, code: str, names: Names) -> str:
    """The document title."""
    return names.place(code)


def layout(
    view: View,
    t: Language,
    plan: Plan,
    place_code: str,
    objectives: tuple[ObjectiveProgress, ...],
    partners: tuple[PlaceReport, ...],
    measures: MeasurePage,
    info: SnapshotInfo,
    names: Names,
) -> html.Div:
    """Contributions, partners reporting, measures."""
    name = names.place(place_code)
    above = [
        (plan.owner.text(t.lang), view.href("/")),
        (t.gettext("Regions"), view.href("/regions")),
    ]
    note = t.gettext(
        "The plan sets no targets for single countries, so a country gets no verdict: here is "
        "what was measured there. The seat of a partner does not matter."
    )
    return html.Div(
        [
            crumbs(t, above, name),
            identity(None, name),
            part_section(view, t, plan, objectives, note),
            _partners(view, t, partners, info, names),
            measures_section(view, t, plan, measures, names=names, query=f"place={place_code}"),
        ],
        className="wrap",
        lang=t.lang,
    )


def _partners(
    view: View,
    t: Language,
    partners: tuple[PlaceReport, ...],
    info: SnapshotInfo,
    names: Names,
) -> html.Section:
    heading = t.gettext("Partners reporting")
    if not partners:
        words = t.gettext("No partner has reported measures from here yet.")
        return section(t, heading, [html.P(words, className="emptyp")])
    table = report_table(
        t,
        partners,
        heading=t.gettext("Partner"),
        name=names.partner,
        href=lambda code: view.href(f"/partner/{code}"),
        of_partners=True,
    )
    return section(t, heading, [table], sample=info.sample)
