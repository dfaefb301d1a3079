"""One region: what it adds to each objective. No verdict, because it has no targets."""

from collections.abc import Sequence
from datetime import date

from dash import html

from dashboard.components.breakdown.part_table import part_section
from dashboard.components.layout.crumbs import crumbs
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.layout.share_link import share_link
from dashboard.components.measures.report_table import report_table
from dashboard.components.measures.table import measures_section
from dashboard.components.partners.silent_partners import silent_partners
from dashboard.components.places.world_map import country_map
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import (
    MeasurePage,
    ObjectiveProgress,
    PartnerSummary,
    PlaceReport,
    SnapshotInfo,
)
from data.text.i18n import Language


def title(t: Language, code: str, names: Names) -> str:
    """The document title."""
    return names.place(code)


def layout(
    view: View,
    t: Language,
    plan: Plan,
    region_code: str,
    objectives: tuple[ObjectiveProgress, ...],
    countries: tuple[PlaceReport, ...],
    measures: MeasurePage,
    info: SnapshotInfo,
    names: Names,
    as_of: date,
    partners: Sequence[PartnerSummary],
) -> html.Div:
    """Contributions, countries, measures."""
    name = names.place(region_code)
    drawn = country_map(view, t, countries, info, names, as_of, within=region_code)
    above = [
        (plan.owner.text(t.lang), view.href("/")),
        (t.gettext("Regions"), view.href("/regions")),
    ]
    note = t.gettext(
        "The plan sets no targets for single regions, so a region gets no verdict: here is its "
        "share of each total and its contribution."
    )
    return html.Div(
        [
            crumbs(t, above, name),
            identity(
                None,
                name,
                _filter(view, t, region_code),
                [
                    share_link(view, t, "region", region_code),
                    share_link(view, t, "map", region_code, t.gettext("Share the map")),
                ],
            ),
            part_section(view, t, plan, objectives, note),
            _countries(view, t, countries, drawn, info, names),
            silent_partners(view, t, partners, region_code, names, as_of),
            measures_section(view, t, plan, measures, names=names, query=f"region={region_code}"),
        ],
        className="wrap",
        lang=t.lang,
    )


def _filter(view: View, t: Language, code: str) -> html.A:
    words = t.gettext("See this region’s part on the scorecard")
    return html.A(words, href=view.href("/", region=code))


def _countries(
    view: View,
    t: Language,
    countries: tuple[PlaceReport, ...],
    drawn: html.Figure,
    info: SnapshotInfo,
    names: Names,
) -> html.Section:
    heading = t.gettext("Countries")
    if not countries:
        words = t.gettext("No country of this region has measures yet.")
        return section(t, heading, [html.P(words, className="emptyp")])
    table = report_table(
        t,
        countries,
        heading=t.gettext("Country"),
        name=names.place,
        href=lambda code: view.href(f"/place/{code}"),
    )
    return section(t, heading, [drawn, table], sample=info.sample)
