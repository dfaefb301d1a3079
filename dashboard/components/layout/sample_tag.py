"""The tag on whatever contains sample data."""

from dash import html

from data.text.i18n import Language


def sample_tag(t: Language, sample: bool) -> list[html.Span]:
    """The tag as children to splice in; empty for real data."""
    return [html.Span(t.gettext("Sample"), className="sample")] if sample else []
