"""No snapshot has been published yet."""

from dash import html

from dashboard.components.message import message
from dashboard.components.rich import rich
from dashboard.view import View
from data.i18n import Language


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("No data yet")


def layout(view: View, t: Language) -> html.Div:
    """How to publish the first one."""
    how = rich(
        t.gettext(
            "Run {run} once, which loads the plan and publishes a first snapshot, or {publish} "
            "where the ledger already holds measures."
        ),
        run=html.Code("make run"),
        publish=html.Code("python -m ingest publish"),
    )
    link = html.A(t.gettext("Try this page again"), href=view.href())
    return message(t, t.gettext("No snapshot has been published yet"), [html.P(how), html.P(link)])
