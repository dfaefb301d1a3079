"""Components as HTML: what a browser can show before any script has run."""

from html.parser import HTMLParser
from typing import Any

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html

from dashboard.web.html import markup
from dashboard.web.serialize import plain

NAMED: dict[str, Any] = {"data-n": 1, "aria-label": "A & “B”", "aria-hidden": "true"}


@pytest.mark.parametrize(
    ("component", "written"),
    [
        (html.P(["3 < 4 & 5", html.Br(), None, 1.5]), "<p>3 &lt; 4 &amp; 5<br>1.5</p>"),
        (
            html.A("x", href='/?q="><script>', className="btn"),
            '<a href="/?q=&quot;&gt;&lt;script&gt;" class="btn">x</a>',
        ),
        (html.I(**NAMED), '<i data-n="1" aria-label="A &amp; “B”" aria-hidden="true"></i>'),
        (html.Div(hidden=True, tabIndex=-1, key="k"), '<div hidden tabindex="-1"></div>'),
        (html.Details(open=False), "<details></details>"),
        (html.Label("Day", htmlFor="day"), '<label for="day">Day</label>'),
        (
            html.B(style={"--to": "3", "backgroundColor": "red"}),
            '<b style="--to:3;background-color:red"></b>',
        ),
        (
            dcc.Input(type="search", name="q", maxLength=9, value='"'),
            '<input type="search" name="q" maxlength="9" value="&quot;">',
        ),
        (
            dcc.Textarea(value="<b>", readOnly=True, rows=2),
            '<textarea readonly rows="2">&lt;b&gt;</textarea>',
        ),
        (
            dbc.Alert("Old figures", className="lastgood", fade=False),
            '<div class="lastgood">Old figures</div>',
        ),
        ([dcc.Store(id="s", data="secret"), dcc.Graph()], ""),
    ],
)
def test_a_component_is_written_as_react_would_show_it(component: Any, written: str) -> None:
    assert _read(markup(plain(component))) == _read(written)


def _read(text: str) -> list[object]:
    """Tags with their attributes in any order, and texts, as a browser reads them."""
    seen: list[object] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: seen.append((tag, dict(attributes)))  # type: ignore[method-assign]
    parser.handle_endtag = lambda tag: seen.append(f"/{tag}")  # type: ignore[method-assign]
    parser.handle_data = seen.append  # type: ignore[method-assign]
    parser.feed(text)
    parser.close()
    return seen
