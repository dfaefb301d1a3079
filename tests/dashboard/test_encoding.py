"""Components are encoded as Dash encodes them."""

import json
from datetime import date
from typing import Any

from dash import dcc, html
from plotly.io.json import to_json_plotly

from dashboard.web.serialize import plain

NAMED: dict[str, Any] = {"data-n": 1, "aria-label": "bold"}


def test_every_kind_of_value_goes_over_the_wire_as_dash_would_send_it() -> None:
    body = html.Div(
        [
            "words",
            None,
            1.5,
            True,
            html.P((html.B("bold", **NAMED), "tuple")),
            html.I(title=None, hidden=False, style={"--to": "3", "width": 2}),
            dcc.Graph(figure={"data": [{"y": [1, None]}], "layout": {}}, id="chart"),
            dcc.Store(id="store", data={"day": date(2026, 11, 22), "parts": [html.P("in data")]}),
        ],
        id="body",
    )
    assert plain(body) == json.loads(to_json_plotly(body))
