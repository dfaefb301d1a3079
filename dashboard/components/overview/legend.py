"""How to read the scorecard's small charts."""

from dash import html

from dashboard.components.method.method_mark import LETTER, mark_words
from data.text.i18n import Language


def key(t: Language) -> list[html.Div | html.Details]:
    """The key in a row, and folded for a phone."""
    folded = html.Details(
        [html.Summary(t.gettext("How to read a line")), _row(t)], className="key-ph"
    )
    return [_row(t), folded]


def _row(t: Language) -> html.Div:
    whole = {"left": "0", "right": "0"}
    middle = {"left": "50%"}
    entries = [
        _entry("st-ontrack", "bar", {"left": "0", "width": "100%"}, t.gettext("measured")),
        _entry("st-ontrack", "base", middle, t.gettext("baseline")),
        _entry("st-ontrack", "now", middle, t.gettext("expected today")),
        _entry("st-ontrack", "tgt", middle, t.gettext("target")),
        _entry("st-ontrack", "step on", middle, t.gettext("milestone reached")),
        _entry("st-na", "dot", middle, t.gettext("value without a verdict")),
        _entry("st-na", "trk void", whole, t.gettext("nothing to show")),
        html.Span([html.B("!", className="flag"), t.gettext("read with care")], className="one"),
        html.Span([html.B(LETTER, className="flag"), mark_words(t)], className="one"),
        html.Span(
            t.gettext("n: partners that reported; foot line: share of them in the last 12 months"),
            className="one",
        ),
    ]
    return html.Div(entries, className="key")


def _entry(status: str, mark: str, style: dict[str, str], words: str) -> html.Span:
    picture = html.Span(html.I(className=mark, style=style), className=f"sw bullet {status}")
    return html.Span([picture, words], className="one")
