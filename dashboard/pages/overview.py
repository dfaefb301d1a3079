"""Where the Initiative stands, on one page."""

from dash import html

from dashboard.components.breakdown.contribution_bars import PartNames, contribution_bars
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
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.questions.answers import Contribution, Overview


@page("/")
def overview(ctx: RequestContext) -> Page:
    """Where the Initiative stands."""
    return Page(ctx.t.gettext("Overview"), layout(ctx, ctx.overview()))


def layout(ctx: RequestContext, overview: Overview) -> html.Div:
    """The sentence, its evidence, the scorecard, the facilities."""
    regions = _regions(ctx, overview.regions)
    panels = (change_feed_slot(ctx), regions)
    return html.Div(
        [
            _opening(ctx, overview),
            controls(ctx),
            scorecard(ctx, overview, panels=panels),
            *facility_strip(ctx, overview),
            membership(ctx.t, overview.membership),
        ],
        className="wrap",
        lang=ctx.t.lang,
    )


def _opening(ctx: RequestContext, overview: Overview) -> html.Section:
    view, t = ctx.view, ctx.t
    kicker = t.gettext(
        "Where do we stand? {date}, against the Strategic Plan, version {version}",
        date=t.date(ctx.as_of),
        version=ctx.plan.version,
    )
    words = [
        html.P(kicker, className="kicker"),
        html.H1(headline(t, overview, view.horizon)),
        html.P(lede(t, overview, view.horizon), className="lede"),
        ledger(ctx, overview.by_status(view.horizon)),
    ]
    return html.Section([html.Div(words), coverage_aside(ctx, overview.coverage)], className="open")


def _regions(ctx: RequestContext, regions: tuple[Contribution, ...]) -> html.Section:
    t = ctx.t
    names = PartNames(
        t.gettext("Region"), ctx.names.place, lambda code: ctx.view.href(f"/region/{code}")
    )
    caption, heading = t.gettext("Measures by region"), t.gettext("Measures")
    table = contribution_bars(t, caption, regions, names, heading)
    note = t.gettext("Regions have no targets of their own in the plan, so they get no verdict.")
    return section(
        t,
        t.gettext("Contributions by region"),
        [
            region_map(ctx, regions),
            html.Details([html.Summary(t.gettext("The same as a table")), table], className="sum"),
            html.P(note, className="note after"),
        ],
        lead=t.gettext("recorded in the last 12 months"),
        links=[
            share_link(ctx, "map", "regions"),
            html.A(t.gettext("All regions"), href=ctx.view.href("/regions")),
        ],
        sample=ctx.info.sample,
        className="sec",
    )
