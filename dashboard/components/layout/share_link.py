"""The way from a chart to its dialog."""

from dash import html

from dashboard.reader.context import RequestContext


def share_link(ctx: RequestContext, kind: str, id: str, words: str = "") -> html.A:
    """Embed it, freeze it, take it along: in the view it is seen in."""
    return html.A(
        words or ctx.t.gettext("Share or embed"), href=ctx.view.href(f"/share/{kind}/{id}")
    )
