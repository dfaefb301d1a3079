"""An edition as HTML for mail: nested tables and inline styles, 600 pixels, nothing else.

Outlook draws with Word, Gmail cuts a message at 102 KB and drops style sheets; so widths are
attributes too, fonts are on every machine, and letters beyond ASCII are written as references,
which no wrong character set can spoil.
"""

from collections.abc import Callable, Sequence

from dashboard.charts.kinds.model import Chart
from dashboard.charts.render.svg import safe
from dashboard.newsletter.digest import Line, Part, digest, digest_heading
from dashboard.newsletter.edition import Edition
from dashboard.newsletter.images import Image
from dashboard.newsletter.words import (
    button,
    caption,
    corrected_words,
    footer,
    live_path,
    said,
)
from dashboard.theme import INK, LOOKS, PAPER, SOFT_INK

WIDE, HIGH, INNER = 600, 340, 552
MOST_BYTES = 102 * 1024
SANS = "font-family:Arial,Helvetica,sans-serif"
SERIF = "font-family:Georgia,'Times New Roman',serif"
TEXT = f"{SANS};font-size:15px;line-height:22px;color:{INK}"
SMALL = f"{SANS};font-size:13px;line-height:19px;color:{SOFT_INK}"
GREEN, RULE, AMBER = "#3C5A2E", "#DDD5C7", "#FBF0DC"
TABLE = '<table role="presentation" cellpadding="0" cellspacing="0" border="0"'


def block(edition: Edition, images: Sequence[Image], address: Callable[[str], str]) -> str:
    """The whole block; `address` makes a path of ours one that leaves the site."""
    name = edition.ctx.plan.dashboard_name.text(edition.ctx.t.lang)
    rows = [
        _row(
            safe(name), f"{SANS};font-size:16px;line-height:22px;font-weight:bold;color:{INK}", 18
        ),
        _row(safe(edition.headline), f"{SERIF};font-size:24px;line-height:30px;color:{INK}", 4),
    ]
    for chart, image in zip(edition.charts, images, strict=True):
        rows += _chart(edition, chart, image)
    rows += _digest(edition)
    rows.append(_button(button(edition), address(live_path(edition))))
    rows.append(_row(safe(footer(edition)), f"border-top:1px solid {RULE};{SMALL}", 10))
    html = (
        f'{TABLE} lang="{edition.ctx.t.lang}" dir="ltr" align="center" width="{WIDE}"'
        f' bgcolor="{PAPER}" style="width:100%;max-width:{WIDE}px;background-color:{PAPER}">'
        f"{''.join(rows)}</table>\n"
    )
    return html.encode("ascii", "xmlcharrefreplace").decode()


def _row(inside: str, style: str, above: int = 6) -> str:
    return f'<tr><td style="padding:{above}px 24px 8px;{style}">{inside}</td></tr>\n'


def _chart(edition: Edition, chart: Chart, image: Image) -> list[str]:
    """A picture that leads to its page, what it shows, its caption, what was corrected."""
    picture = (
        f'<a href="{safe(image.page)}"><img src="{safe(image.source)}" width="{WIDE}"'
        f' height="{HIGH}" alt="{safe(chart.alt)}" border="0"'
        f' style="display:block;width:100%;max-width:{WIDE}px;height:auto;border:0;{SMALL}"></a>'
    )
    rows = [f'<tr><td width="{WIDE}" style="padding:10px 0 0">{picture}</td></tr>\n']
    if finding := said(edition, chart):
        rows.append(_row(safe(finding), TEXT, 12))
    rows.append(_row(safe(caption(edition, chart)), SMALL, 4))
    if told := corrected_words(edition, image):
        rows.append(_row(safe(told), f"background-color:{AMBER};{TEXT}"))
    return rows


def _digest(edition: Edition) -> list[str]:
    heading = safe(digest_heading(edition.ctx.t, edition.news))
    rows = [_row(heading, f"{SERIF};font-size:20px;line-height:26px;color:{INK}", 16)]
    for part in digest(edition.ctx, edition.news):
        rows += _part(part)
    return rows


def _part(part: Part) -> list[str]:
    lines = "".join(_line(line) for line in part.lines)
    inside = f'{TABLE} width="{INNER}" style="width:100%;max-width:{INNER}px">{lines}</table>'
    return [_row(safe(part.heading), f"{TEXT};font-weight:bold"), _row(inside, TEXT, 0)]


def _line(line: Line) -> str:
    style = f"padding:6px 0;{TEXT}"
    words = safe(line.words)
    if line.status is not None:
        look = LOOKS[line.status]
        words = f'<span style="color:{look.text}">{look.glyph}</span> {words}'
    if not line.code:
        return f'<tr><td colspan="2" valign="top" style="{style}">{words}</td></tr>'
    return (
        f'<tr><td width="44" valign="top" style="{style};font-weight:bold">{safe(line.code)}</td>'
        f'<td valign="top" style="{style}">{words}</td></tr>'
    )


def _button(words: str, href: str) -> str:
    link = (
        f'<a href="{safe(href)}" style="display:inline-block;padding:11px 20px;{SANS};'
        'font-size:15px;line-height:20px;font-weight:bold;color:#FFFFFF;text-decoration:none">'
        f"{safe(words)}</a>"
    )
    cell = f'<td bgcolor="{GREEN}" style="border-radius:4px;background-color:{GREEN}">{link}</td>'
    return f'<tr><td style="padding:10px 24px 16px">{TABLE}><tr>{cell}</tr></table></td></tr>\n'
