"""The parts of a total as a table of bars: soil brown, because a quantity is no verdict."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from data.questions.answers import Contribution
from data.text.i18n import Language

TOP = 15


@dataclass(frozen=True, slots=True)
class PartNames:
    """What parts are called: their column's heading, a name by code, and a part's own page.

    `is_long` where there are hundreds of names, which a printed handout leaves out.
    """

    heading: str
    name: Callable[[str | None], str]
    href: Callable[[str], str] | None = None
    is_long: bool = False


def contribution_bars(
    t: Language,
    caption: str,
    parts: Sequence[Contribution],
    names: PartNames,
    value_heading: str,
    foot: Sequence[tuple[str, str]] = (),
) -> html.Table:
    """The largest parts by name, the rest in one row; what is told in confidence by itself.

    `foot` closes the table: names with written values.
    """
    longest = max((part.value for part in parts), default=0)
    named = [part for part in parts if not part.in_confidence]
    rows = [_row(t, part, longest, names) for part in named[:TOP]]
    if rest := named[TOP:]:
        rows.append(_rest(t, rest))
    if hidden := [part for part in parts if part.in_confidence]:
        rows += [_in_confidence(t, part, longest) for part in hidden]
        rule = t.gettext("Reports in confidence enter in groups of three or more partners.")
        foot = (*foot, (rule, ""))
    return html.Table(
        [
            html.Caption(caption, className="vh"),
            _head(t, names.heading, value_heading),
            html.Tbody(rows),
            html.Tfoot([_foot(*row) for row in foot]),
        ],
        className="bars",
    )


def _foot(name: str, written: str) -> html.Tr:
    if not written:
        return html.Tr(html.Td(name, colSpan="5", className="muted"))
    cells = [html.Td(), html.Td(written, className="nb"), html.Td(colSpan="2")]
    return html.Tr([html.Th(name, scope="row", className="lab"), *cells])


def _head(t: Language, heading: str, value_heading: str) -> html.Thead:
    return html.Thead(
        html.Tr(
            [
                html.Th(heading, scope="col"),
                html.Th(value_heading, scope="col", colSpan="2"),
                html.Th(t.gettext("Share"), scope="col", className="num"),
                html.Th(t.gettext("Partners"), scope="col", className="num"),
            ]
        )
    )


def _row(t: Language, part: Contribution, longest: float, names: PartNames) -> html.Tr:
    words: Component | str = names.name(part.code)
    if names.href and part.code:
        words = html.A(words, href=names.href(part.code))
    cells: list[Component] = [html.Th(words, scope="row", className="lab")]
    cells += [html.Td(bar(part.value, longest), className="long"), *_figures(t, part)]
    return html.Tr([*cells, html.Td(t.number(part.partners), className="num")])


def bar(value: float, longest: float, css: str = "") -> html.Div:
    """One bar, as long as its part of the longest."""
    width = max(0.0, value / longest) if longest > 0 else 0.0
    return html.Div(html.I(className=css, style={"width": f"{width:.1%}"}), className="hb")


def _figures(t: Language, part: Contribution) -> list[html.Td]:
    share = "–" if part.share is None else t.percent(part.share)
    return [html.Td(t.number(part.value), className="nb"), html.Td(share, className="num")]


def _in_confidence(t: Language, part: Contribution, longest: float) -> html.Tr:
    """One row for all of them: how many partners and who they are is not told."""
    words = t.gettext("in confidence, not broken down")
    cells = [html.Td(bar(part.value, longest), className="long"), *_figures(t, part)]
    return html.Tr([html.Th(words, scope="row", className="lab muted"), *cells, html.Td()])


def _rest(t: Language, rest: Sequence[Contribution]) -> html.Tr:
    words = t.ngettext("{n} other", "{n} others", len(rest))
    known = [part.share for part in rest if part.share is not None]
    share = t.percent(sum(known)) if known else "–"
    return html.Tr(
        [
            html.Th(words, scope="row", className="lab"),
            html.Td(),
            html.Td(t.number(sum(part.value for part in rest)), className="nb"),
            html.Td(share, className="num"),
            html.Td("", className="num"),
        ]
    )
