"""Makes what the dialog of a chart offers: a registered embed, a frozen picture."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from dash import Dash, Input, Output, State, no_update

from dashboard.api.problems import BadQueryError, NotFoundError
from dashboard.charts.http.frozen_service import frozen_of
from dashboard.charts.http.parts import ChartParts
from dashboard.charts.http.service import ChartService
from dashboard.charts.share_dialog import embed_made, frozen_made, not_made, refused
from dashboard.reader.ids import Id
from dashboard.web.callback_threads import answer
from data.accounts.retention import QuotaError
from data.text.i18n import Language


def register(app: Dash, parts: ChartParts, clock: Callable[[], datetime]) -> None:
    """Answer the two buttons; `clock` gives the time in UTC."""
    charts, frozen, embeds = parts.service, parts.frozen, parts.embeds

    @answer(
        app,
        Output(Id.EMBED_MADE, "children"),
        Input(Id.MAKE_EMBED, "n_clicks"),
        State(Id.SHARED, "data"),
        State(Id.DOCUMENT, "data"),
        State(Id.LOCATION, "href"),
        prevent_initial_call=True,
    )
    def make(clicks: int | None, address: str, document: dict[str, str], here: str) -> Any:
        if not clicks:
            return no_update
        t = Language(document["lang"])
        try:
            wanted = charts.picture_wanted(address)
            chart, _ = charts.chart(wanted)
            parts.quotas.leave_one()
            embed = embeds.make(chart.kind, chart.id, urlencode(wanted.view.query()), clock())
        except QuotaError as error:
            return refused(t, error)
        except (NotFoundError, BadQueryError) as error:
            return not_made(t, str(error))
        return embed_made(t, embed, _absolute(charts, here), chart.title)

    @answer(
        app,
        Output(Id.FROZEN_MADE, "children"),
        Input(Id.FREEZE, "n_clicks"),
        State(Id.SHARED, "data"),
        State(Id.DOCUMENT, "data"),
        State(Id.LOCATION, "href"),
        prevent_initial_call=True,
    )
    def freeze(clicks: int | None, address: str, document: dict[str, str], here: str) -> Any:
        if not clicks:
            return no_update
        t = Language(document["lang"])
        try:
            kept = frozen_of(charts, frozen, f"{address}&preset=email")
        except QuotaError as error:
            return refused(t, error)
        except OSError as error:
            return not_made(t, error.strerror or "")  # not where we keep our files
        except (NotFoundError, BadQueryError) as error:
            return not_made(t, str(error))
        return frozen_made(t, kept, _absolute(charts, here))


def _absolute(charts: ChartService, here: str) -> Callable[[str], str]:
    """Writes a path of ours as a link for other sites: under the setting, or where we are seen."""
    parts = urlsplit(here)
    base = charts.base_url or f"{parts.scheme}://{parts.netloc}"
    return lambda path: f"{base}{path}"
