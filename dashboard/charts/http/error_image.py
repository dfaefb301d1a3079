"""An image that says there is none: what a newsletter shows instead of a broken picture."""

from functools import cache

from fastapi import Response

from dashboard.api.problems import GoneError, NotFoundError
from dashboard.charts.render.png import png
from dashboard.charts.render.svg import SANS, Font, box, lines
from dashboard.charts.render.text_width import broken
from dashboard.theme import PAPER, SOFT_INK
from data.text.i18n import Language

WIDE, HIGH = 400.0, 120.0
RULE = "#DDD5C7"


def refusal(t: Language, error: Exception, extension: str) -> Response:
    """404 for what does not exist, 410 for what was recalled, 503 for what cannot be drawn now.

    Never kept by anyone.
    """
    status, words = (
        503,
        t.gettext("This chart cannot be drawn at the moment. Please try again later."),
    )
    if isinstance(error, NotFoundError):
        status, words = (
            404,
            t.gettext(
                "This chart does not exist. Its address may be mistyped, or the plan changed."
            ),
        )
    elif isinstance(error, GoneError):
        status, words = 410, str(error)
    content, kind = _drawn(words, extension)
    return Response(
        content,
        status_code=status,
        media_type=kind,
        headers={"Cache-Control": "no-store"},
    )


@cache
def _drawn(words: str, extension: str) -> tuple[bytes, str]:
    said = broken(words, WIDE - 48, 15, most=3)
    first = HIGH / 2 - (len(said) - 1) * 10 + 5
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE:g}" height="{HIGH:g}"'
        f' viewBox="0 0 {WIDE:g} {HIGH:g}" font-family="{SANS}">'
        + box(0.5, 0.5, WIDE - 1, HIGH - 1, PAPER, stroke=RULE)
        + lines(WIDE / 2, first, said, 20, Font(size=15, fill=SOFT_INK, anchor="middle"))
        + "</svg>"
    )
    return (svg.encode(), "image/svg+xml") if extension == "svg" else (png(svg, 2), "image/png")
