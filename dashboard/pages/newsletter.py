"""The newsletter kit: choose charts, set the issue, take it along; each language as it looks."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.layout.section import section
from dashboard.newsletter.issue import Issue
from dashboard.newsletter.page.downloads import nothing_to_take, take
from dashboard.newsletter.page.names import chart_name
from dashboard.newsletter.page.picks import picks
from dashboard.newsletter.page.settings import setting
from dashboard.reader.ids import Id
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import SnapshotInfo
from data.text.i18n import Language


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("Newsletter kit")


def layout(
    view: View,
    t: Language,
    plan: Plan,
    issue: Issue,
    refused: Sequence[str],
    info: SnapshotInfo,
    names: Names,
) -> html.Div:
    """Three steps and the preview; `refused` says why there is none."""

    def name(chart: str) -> str:
        return chart_name(t, plan, names, chart)

    steps = html.Div(
        [
            _step(t, 1, t.gettext("Pick charts"), picks(view, t, plan, issue, name)),
            _step(t, 2, t.gettext("Set the issue"), setting(view, t, plan, issue)),
            _step(
                t, 3, t.gettext("Take it away"), nothing_to_take(t) if refused else take(t, issue)
            ),
        ],
        className="steps",
    )
    shown = [_refusal(refused)] if refused else [_slot(view, t)]
    return html.Div(
        [
            _opening(t, issue),
            steps,
            section(
                t,
                t.gettext("Preview"),
                shown,
                lead=t.gettext("the e-mail block in each language"),
                sample=info.sample,
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
    inside = [html.P(title(t), className="kicker"), html.H1(words)]
    return html.Section(html.Div(inside), className="open kit-open")


def _step(t: Language, number: int, heading: str, children: Sequence[Component]) -> html.Section:
    """A section whose heading carries its number."""
    made = section(t, heading, children, css="sec")
    made.children[0].children[0].children.insert(0, html.Span(str(number), className="stepn"))
    return made


def _refusal(refused: Sequence[str]) -> html.Div:
    return html.Div([html.P(words) for words in refused], className="emptyp", role="alert")


def _slot(view: View, t: Language) -> html.Div:
    """Room for the previews, which are made once the page is painted."""
    waiting = html.P(t.gettext("Loading"), className="note", role="status")
    asked = dcc.Store(id=Id.ISSUE_ASKED, data=view.href())
    return html.Div([asked, html.Div(waiting, id=Id.ISSUE, className="pv")])
