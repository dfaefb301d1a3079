"""The newsletter kit: choose charts, set the issue, take it along; each language as it looks."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.layout.section import section
from dashboard.newsletter.edition import refusals
from dashboard.newsletter.issue import Issue
from dashboard.newsletter.page.downloads import nothing_to_take, take
from dashboard.newsletter.page.names import chart_name
from dashboard.newsletter.page.picks import picks
from dashboard.newsletter.page.settings import setting
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from dashboard.reader.ids import Id
from data.text.i18n import Language


@page("/newsletter")
def newsletter(ctx: RequestContext) -> Page:
    """The kit of the issue that the address describes."""
    issue = Issue.of(ctx.view, ctx.today)
    refused = refusals(ctx.t, ctx.snapshot, issue)
    return Page(ctx.t.gettext("Newsletter kit"), layout(ctx, issue, refused))


def layout(ctx: RequestContext, issue: Issue, refused: Sequence[str]) -> html.Div:
    """Three steps and the preview; `refused` says why there is none."""
    t = ctx.t

    def name(chart: str) -> str:
        return chart_name(ctx, chart)

    steps = html.Div(
        [
            _step(t, 1, t.gettext("Pick charts"), picks(ctx, issue, name)),
            _step(t, 2, t.gettext("Set the issue"), setting(ctx, issue)),
            _step(
                t, 3, t.gettext("Take it away"), nothing_to_take(t) if refused else take(t, issue)
            ),
        ],
        className="steps",
    )
    shown = [_refusal(refused)] if refused else [_slot(ctx)]
    return html.Div(
        [
            _opening(t, issue),
            steps,
            section(
                t,
                t.gettext("Preview"),
                shown,
                lead=t.gettext("the e-mail block in each language"),
                sample=ctx.info.sample,
            ),
            html.Div(className="vh", role="status", id="kit-told"),
        ],
        className="wrap",
        lang=t.lang,
    )


def _opening(t: Language, issue: Issue) -> html.Section:
    said = {
        "charts": t.ngettext("{n} chart", "{n} charts", len(issue.charts)),
        "languages": t.ngettext("{n} language", "{n} languages", len(issue.langs)),
        "date": t.date(issue.as_of),
    }
    words = (
        t.gettext("{charts}, {languages}, figures as of {date}", **said)
        if issue.frozen
        else t.gettext("{charts}, {languages}, figures that follow the dashboard", **said)
    )
    inside = [html.P(t.gettext("Newsletter kit"), className="kicker"), html.H1(words)]
    return html.Section(html.Div(inside), className="open kit-open")


def _step(t: Language, number: int, heading: str, children: Sequence[Component]) -> html.Section:
    """A section whose heading carries its number."""
    made = section(t, heading, children, className="sec")
    made.children[0].children[0].children.insert(0, html.Span(str(number), className="stepn"))
    return made


def _refusal(refused: Sequence[str]) -> html.Div:
    return html.Div([html.P(words) for words in refused], className="emptyp", role="alert")


def _slot(ctx: RequestContext) -> html.Div:
    """Room for the previews, which are made once the page is painted."""
    waiting = html.P(ctx.t.gettext("Loading"), className="note", role="status")
    asked = dcc.Store(id=Id.ISSUE_ASKED, data=ctx.view.href())
    return html.Div([asked, html.Div(waiting, id=Id.ISSUE, className="pv")])
