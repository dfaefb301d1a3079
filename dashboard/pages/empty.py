"""No snapshot has been published yet, or only such as another version of this program made."""

from dash import html

from dashboard.components.layout.message import message
from dashboard.components.layout.rich import Child, rich
from dashboard.reader.view import View
from data.text.i18n import Language


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
    return _page(view, t, t.gettext("No snapshot has been published yet"), how)


def other_version(view: View, t: Language) -> html.Div:
    """How to bring what is published to this version."""
    how = rich(
        t.gettext(
            "Nothing is lost. Run {prepare}, which brings what is published to this version; if "
            "this is the older of the two, run the later one."
        ),
        prepare=html.Code("python -m ingest prepare"),
    )
    named = t.gettext("What is published was made by another version of this program")
    return _page(view, t, named, how)


def _page(view: View, t: Language, named: str, how: list[Child]) -> html.Div:
    link = html.A(t.gettext("Try this page again"), href=view.href())
    return message(t, named, [html.P(how), html.P(link)])
