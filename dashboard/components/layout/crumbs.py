"""Where a page is, with its neighbours."""

from collections.abc import Sequence

from dash import html

from dashboard.components.layout import aria
from data.text.i18n import Language

Place = tuple[str, str]  # words, address


def crumbs(
    t: Language,
    above: Sequence[Place],
    here: str,
    before: Place | None = None,
    after: Place | None = None,
) -> html.Nav:
    """The way down to `here`, and links to the pages before and after it."""
    steps = [html.Li(html.A(words, href=href)) for words, href in above]
    steps.append(html.Li(here, **aria.current(True)))
    if before or after:
        steps.append(html.Li(_neighbours(t, before, after), className="pn"))
    return html.Nav(html.Ol(steps, className="crumbs"), **aria.label(t.gettext("Breadcrumb")))


def _neighbours(t: Language, before: Place | None, after: Place | None) -> list[html.A]:
    links = []
    if before:
        name = t.gettext("Previous: {name}", name=before[0])
        links.append(html.A(f"‹ {before[0]}", href=before[1], **aria.label(name)))
    if after:
        name = t.gettext("Next: {name}", name=after[0])
        links.append(html.A(f"{after[0]} ›", href=after[1], **aria.label(name)))
    return links
