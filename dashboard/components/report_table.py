"""Who or where reported how much: regions, countries or partners."""

from collections.abc import Callable, Sequence

from dash import html

from dashboard.components.contribution_bars import bar
from dashboard.components.scrolling import scrolling
from data.answers import PlaceReport
from data.i18n import Language


def report_table(
    t: Language,
    reports: Sequence[PlaceReport],
    *,
    heading: str,
    name: Callable[[str], str],
    href: Callable[[str], str],
) -> html.Div:
    """One row a report, longest bar for the most measures; silence is said in words."""
    longest = max((report.measures for report in reports), default=0)
    rows = [_row(t, report, longest, name(report.code), href(report.code)) for report in reports]
    title = t.gettext("Measures reported")
    caption = html.Caption(title, className="vh")
    table = html.Table([caption, _head(t, heading), html.Tbody(rows)], className="bars")
    return scrolling(table, title)


def _head(t: Language, heading: str) -> html.Thead:
    return html.Thead(
        html.Tr(
            [
                html.Th(heading, scope="col"),
                html.Th(t.gettext("Measures"), scope="col", colSpan="2"),
                html.Th(t.gettext("Partners"), scope="col", className="num"),
                html.Th(t.gettext("Indicators"), scope="col", className="num"),
                html.Th(t.gettext("Newest"), scope="col", className="num"),
            ]
        )
    )


def _row(t: Language, report: PlaceReport, longest: int, name: str, href: str) -> html.Tr:
    head = html.Th(html.A(name, href=href), scope="row", className="lab")
    if not report.measures:
        void = html.Td(html.Div(className="hb void"), className="long")
        words = html.Td(t.gettext("no measures yet"), className="muted", colSpan="4")
        return html.Tr([head, void, words])
    newest = t.short_date(report.newest) if report.newest else "–"
    return html.Tr(
        [
            head,
            html.Td(bar(report.measures, longest), className="long"),
            html.Td(t.number(report.measures), className="nb"),
            html.Td(t.number(report.partners), className="num"),
            html.Td(t.number(report.indicators), className="num"),
            html.Td(newest, className="num nowrap"),
        ]
    )
