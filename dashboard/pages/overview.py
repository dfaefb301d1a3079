"""Where the Initiative stands, on one page."""

from datetime import date

from dash import html

from dashboard.components.breakdown.contribution_bars import contribution_bars
from dashboard.components.changes.feed import change_feed_slot
from dashboard.components.layout.controls import controls
from dashboard.components.layout.section import section
from dashboard.components.layout.share_link import share_link
from dashboard.components.overview.coverage_aside import coverage_aside
from dashboard.components.overview.membership import membership
from dashboard.components.overview.scorecard import scorecard
from dashboard.components.overview.status_strip import ledger
from dashboard.components.overview.summary_sentences import headline, lede
from dashboard.components.places.facility_strip import facility_strip
from dashboard.components.places.world_map import region_map
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import Contribution, Overview, SnapshotInfo
from data.text.i18n import Language


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("Overview")


def layout(
    view: View,
    t: Language,
    plan: Plan,
    overview: Overview,
    info: SnapshotInfo,
    names: Names,
    as_of: date,
) -> html.Div:
    """The sentence, its evidence, the scorecard, the facilities."""
    regions = _regions(view, t, overview.regions, info, names, as_of)
    panels = (change_feed_slot(view, t), regions)
    return html.Div(
        [
            _opening(view, t, plan, overview, info=info, as_of=as_of),
            controls(view, t, plan, names),
            scorecard(view, t, plan, overview, names=names, panels=panels),
            *facility_strip(view, t, plan, overview),
            membership(t, overview.membership),
        ],
        className="wrap",
        lang=t.lang,
    )


def _opening(
    view: View, t: Language, plan: Plan, overview: Overview, *, info: SnapshotInfo, as_of: date
) -> html.Section:
    kicker = t.gettext(
        "Where do we stand? {date}, against the Strategic Plan, version {version}",
        date=t.date(as_of),
        version=plan.version,
    )
    words = [
        html.P(kicker, className="kicker"),
        html.H1(headline(t, overview, view.horizon)),
        html.P(lede(t, overview, view.horizon), className="lede"),
        ledger(view, t, overview.by_status(view.horizon)),
    ]
    return html.Section(
        [html.Div(words), coverage_aside(t, overview.coverage, info)], className="open"
    )


def _regions(
    view: View,
    t: Language,
    regions: tuple[Contribution, ...],
    info: SnapshotInfo,
    names: Names,
    as_of: date,
) -> html.Section:
    table = contribution_bars(
        t,
        regions,
        heading=t.gettext("Region"),
        caption=t.gettext("Measures by region"),
        value_heading=t.gettext("Measures"),
        name=names.place,
        href=lambda code: view.href(f"/region/{code}"),
        value=t.number,
    )
    note = t.gettext("Regions have no targets of their own in the plan, so they get no verdict.")
    return section(
        t,
        t.gettext("Contributions by region"),
        [
            region_map(view, t, regions, info, names, as_of),
            html.Details([html.Summary(t.gettext("The same as a table")), table], className="sum"),
            html.P(note, className="note after"),
        ],
        lead=t.gettext("recorded in the last 12 months"),
        links=[
            share_link(view, t, "map", "regions"),
            html.A(t.gettext("All regions"), href=view.href("/regions")),
        ],
        sample=info.sample,
        css="sec",
    )
