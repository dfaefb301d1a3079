"""The map within an image or an embed: the page's own drawing, with its colours written in."""

from dashboard.charts.kinds.model import Body
from data.reference.outlines import load_outlines

STYLE = """
.land{fill:#F0EDE7;stroke:#FDFCFA;stroke-width:.5}.ground{fill:#E9DDC8}
a path,a circle{stroke:#FDFCFA;stroke-width:.6}
.is-yes path,.is-yes circle{fill:#8E673F}.is-no path,.is-no circle{fill:#fff;stroke:#857A6E}
.hatch-ground{fill:#F0EDE7}.hatch-line{fill:#C4BAA9}
.region circle{fill:#5B3F2A;fill-opacity:.9;stroke:#FDFCFA;stroke-width:2.5}
.region text{font-size:20px;font-weight:700;fill:#231C16}.region .value{fill:#fff}
"""


def world_body(svg: str) -> Body:
    """The drawing as large as its room lets it be, in the middle."""
    outlines = load_outlines()
    shape = outlines.width / outlines.height

    def draw(wide: float, high: float) -> str:
        across = min(wide, high * shape)
        begin = (wide - across) / 2
        placed = f'<svg x="{begin:.1f}" width="{across:.1f}" height="{across / shape:.1f}" '
        styled = f"</title><style>{STYLE}</style>"
        return svg.replace("<svg ", placed, 1).replace("</title>", styled, 1)

    return Body(draw, lambda wide: wide / shape)
