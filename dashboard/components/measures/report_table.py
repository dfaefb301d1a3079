"""Who or where reported how much: regions, countries or partners."""

from collections.abc import Callable, Sequence

from dash import html

from dashboard.components.breakdown.contribution_bars import bar
from dashboard.components.layout.scrolling import scrolling
from data.questions.answers import PlaceReport
from data.text.i18n import Language


def report_table(
    t: Language,
    reports: Sequence[PlaceReport],
    *,
    heading: str,
    name: Callable[[str], str],
    href: Callable[[str], str],
    of_partners: bool = False,
) -> html.Div:
    """One row a report, longest bar for the most measures; silence is said in words.

    A table `of_partners`, one a row, does not count them.
    """
    longest = max((report.measures for report in reports), default=0)
    rows = [
        _row(t, report, longest, html.A(name(report.code), href=href(report.code)), of_partners)
        for report in reports
    ]
    title = t.gettext("Measures reported")
    caption = html.Caption(title, className="vh")
    table = html.Table(
        [caption, _head(t, heading, of_partners), html.Tbody(rows)], className="bars"
    )
    return scrolling(table, title)


def _head(t: Language, heading: str, of_partners: bool) -> html.Thead:
    counts = [] if of_partners else [t.gettext("Partners")]
    counts += [t.gettext("Indicators"), t.gettext("Newest")]
    return html.Thead(
        html.Tr(
            [
                html.Th(heading, scope="col"),
                html.Th(t.gettext("Measures"), scope="col", colSpan="2"),
                *(html.Th(words, scope="col", className="num") for words in counts),
            ]
        )
    )


def _row(
    t: Language, report: PlaceReport, longest: int, link: html.A, of_partners: bool
) -> html.Tr:
    head = html.Th(link, scope="row", className="lab")
    if not report.measures:
        void = html.Td(html.Div(className="hb void"), className="long")
        rest = "3" if of_partners else "4"
        words = html.Td(t.gettext("no measures yet"), className="muted", colSpan=rest)
        return html.Tr([head, void, words])
    counts = [report.indicators] if of_partners else [report.partners, report.indicators]
    newest = t.short_date(report.newest) if report.newest else "–"
    return html.Tr(
        [
            head,
            html.Td(bar(report.measures, longest), className="long"),
            html.Td(t.number(report.measures), className="nb"),
            *(html.Td(t.number(count), className="num") for count in counts),
            html.Td(newest, className="num nowrap"),
        ]
    )
