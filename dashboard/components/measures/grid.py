"""The grid of measures: sorted, filtered and scrolled on the server's side, by keyboard too.

A page holds a slot; `dashboard.callbacks.measures_grid` fills it once the grid's script is there.
"""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component
from dash_ag_grid import AgGrid

from dashboard.components.layout import aria
from dashboard.components.measures.grid_words import grid_words
from dashboard.components.measures.observation_words import observation_word
from dashboard.components.measures.words import (
    Link,
    column_words,
    indicator_link,
    measure_href,
    partner_link,
    place_link,
    source_link,
    state_class,
    state_words,
    value_words,
)
from dashboard.reader.context import RequestContext
from dashboard.reader.ids import Id
from dashboard.reader.view import View
from dashboard.web.grid_script import script_address
from data.questions.answers import Measure
from data.text.i18n import Language

BLOCK = 100  # rows asked for at once
SEEN = 12  # rows seen without scrolling
ROW = 34  # pixels
HEAD = 88  # headings, filters and a scroll bar
# Pixels wished for and needed; beside a list, on a laptop, all columns have what they need.
WIDTHS = {
    "period": (90, 88),
    "indicator": (210, 140),
    "place": (125, 95),
    "partner": (165, 150),
    "value": (120, 100),
    "obs_status": (115, 95),
    "source": (180, 115),
    "recorded_at": (175, 165),
    "state": (175, 120),
}
LINKED = ("period", "indicator", "place", "partner", "source")
# A row is named by its measure and revision. Of ours, not of the data.
ROW_ID = "params.data.id"


def grid_slot(view: View, query: str) -> list[Component]:
    """Where the grid will be; `query` says which measures."""
    asked = [query, view.href()]
    script: dict[str, Any] = {"data-script": script_address()}
    return [
        dcc.Store(id=Id.MEASURES_ASKED, data=asked),
        html.Div(id=Id.MEASURES_SLOT, className="measures-grid", **script),
    ]


def chosen_slot(t: Language) -> list[Component]:
    """Where the history of the row chosen will be."""
    told: dict[str, Any] = {"aria-live": "polite"} | aria.label(t.gettext("The measure chosen"))
    return [html.Div(id=Id.MEASURE_CHOSEN, role="region", **told)]


def measures_grid(t: Language, total: int, several: bool) -> AgGrid:
    """The grid, empty: it asks for its rows itself; `several` indicators get a column."""
    return AgGrid(
        id=Id.MEASURES_GRID,
        rowModelType="infinite",
        columnDefs=[
            _column(t, name, words)
            for name, words in column_words(t).items()
            if several or name != "indicator"
        ],
        defaultColDef={
            "sortable": True,
            "floatingFilter": True,
            "resizable": True,
            "suppressHeaderMenuButton": True,
            "suppressHeaderFilterButton": True,
            "suppressHeaderContextMenu": True,
            "cellDataType": False,
        },
        dashGridOptions={
            "rowSelection": {
                "mode": "singleRow",
                "checkboxes": False,
                "enableClickSelection": True,
            },
            "cacheBlockSize": BLOCK,
            "maxBlocksInCache": 10,
            "blockLoadDebounceMillis": 100,
            "rowHeight": ROW,
            "suppressMovableColumns": True,
            "suppressDragLeaveHidesColumns": True,
            "animateRows": False,
            "localeText": grid_words(t),
        },
        rowClassRules={"is-old": "params.data && params.data.superseded"},
        getRowId=ROW_ID,
        style={"height": f"{HEAD + ROW * min(max(total, 3), SEEN)}px", "width": "100%"},
    )


def _column(t: Language, name: str, words: str) -> dict[str, Any]:
    wished, needed = WIDTHS[name]
    column: dict[str, Any] = {
        "field": name,
        "headerName": words,
        "minWidth": needed,
        "flex": wished,
    }
    if name in LINKED:
        column["cellRenderer"] = "MeasureLink"
    if name == "state":
        return column | {"cellRenderer": "MeasureState", "sortable": False, "filter": False}
    return column | _filter(name)


def _filter(name: str) -> dict[str, Any]:
    kind, options = {
        "value": (
            "agNumberColumnFilter",
            ["equals", "greaterThanOrEqual", "lessThanOrEqual", "inRange"],
        ),
        "recorded_at": ("agDateColumnFilter", ["equals", "greaterThan", "lessThan", "inRange"]),
    }.get(name, ("agTextColumnFilter", ["contains"]))
    settings = {"filterOptions": options, "maxNumConditions": 1, "inRangeInclusive": True}
    return {
        "filter": kind,
        "filterParams": settings | {"debounceMs": 300},
        "suppressFloatingFilterButton": len(options) == 1,
    }


def grid_row(ctx: RequestContext, measure: Measure) -> dict[str, Any]:
    """One row as the grid shows it, in the reader's language."""
    t = ctx.t
    return {
        "id": f"{measure.key}-{measure.revision}",
        "key": measure.key,
        "superseded": measure.superseded,
        "period": _cell((measure.period, measure_href(ctx.view, measure))),
        "indicator": _cell(indicator_link(ctx, measure)),
        "place": _cell(place_link(ctx, measure)),
        "partner": _cell(partner_link(ctx.view, measure)),
        "value": value_words(ctx, measure),
        "obs_status": observation_word(t, measure.obs_status),
        "source": _cell(source_link(t, measure)) | {"rel": "nofollow noopener"},
        "recorded_at": t.short_date(measure.recorded_at.date()),
        "state": {"words": state_words(t, measure), "css": state_class(measure)},
    }


def _cell(link: Link) -> dict[str, str | None]:
    words, href = link
    return {"words": words, "href": href}
