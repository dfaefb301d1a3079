"""A section of a page: rule, heading, one explaining sentence, links at the right."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.layout.sample_tag import sample_tag
from data.text.i18n import Language

ON_SCREEN = "sec block on-screen"  # left out of the handout that a printer makes


def section(
    t: Language,
    heading: str,
    children: Sequence[Component],
    *,
    lead: str = "",
    links: Sequence[Component] = (),
    sample: bool = False,
    **attributes: str,
) -> html.Section:
    """A named section; `lead` is the sentence beside the heading, `attributes` are Dash's."""
    return html.Section(
        [_head(t, heading, lead, links, sample), *children],
        **{"className": "sec block", **aria.label(heading), **attributes},
    )


def _head(
    t: Language, heading: str, lead: str, links: Sequence[Component], sample: bool
) -> html.Div:
    parts: list[Component] = [html.H2([heading, " ", *sample_tag(t, sample)])]
    if lead:
        parts.append(html.P(lead))
    if links:
        parts.append(html.Span(list(links), className="right"))
    return html.Div(parts, className="sec-h")
