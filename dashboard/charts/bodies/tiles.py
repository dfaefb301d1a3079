"""The scorecard in one picture: a small tile an objective, and how many stand where."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.kinds.model import Body
from dashboard.charts.render.svg import Font, box, glyph, line, text
from dashboard.charts.render.text_width import width
from dashboard.theme import LOOKS
from data.progress.model import Status

GAP = 4.0
LOWEST, HIGHEST = 34.0, 76.0
KEY_STEP, KEY_SIZE = 22.0, 14.0


@dataclass(frozen=True, slots=True)
class Tile:
    """One objective; `outside` when it has nothing to do with what the reader asked for."""

    code: str
    status: Status
    outside: bool = False


def tiles_body(tiles: Sequence[Tile], key: Sequence[tuple[Status, str]]) -> Body:
    """Tiles in rows of twelve, eight or six, in the order given; below them the key."""

    def draw(wide: float, high: float) -> str:
        across = _across(wide)
        down = -(-len(tiles) // across)
        below, key_height = _key(key, wide)
        each = min(HIGHEST, max(LOWEST, (high - key_height - 14) / down - GAP))
        size = (wide - (across - 1) * GAP) / across
        drawn = [
            _tile(tile, number % across * (size + GAP), number // across * (each + GAP), size, each)
            for number, tile in enumerate(tiles)
        ]
        top = down * (each + GAP) + 20
        return "".join(drawn) + f'<g transform="translate(0 {top:.1f})">{below}</g>'

    def height(wide: float) -> float:
        down = -(-len(tiles) // _across(wide))
        return down * (44 + GAP) + 14 + _key(key, wide)[1]

    return Body(draw, height)


def _across(wide: float) -> int:
    return 12 if wide >= 520 else 8 if wide >= 400 else 6


def _tile(tile: Tile, x: float, y: float, wide: float, high: float) -> str:
    look = LOOKS[tile.status]
    middle = y + (high - 4) / 2
    taken = width(tile.code, 15, "bold")
    left = x + (wide - taken - 16) / 2
    foot = y + high - 2
    dotted = "0.1 6" if tile.status is Status.NOT_ASSESSABLE else None
    drawn = (
        box(x, y, wide, high, look.tint)
        + line(
            x + (2 if dotted else 0),
            foot,
            x + wide,
            foot,
            look.colour,
            4,
            stroke_dasharray=dotted,
            stroke_linecap="round" if dotted else None,
        )
        + glyph(tile.status, left + 5, middle, 10)
        + text(left + 15, middle + 5, tile.code, Font(size=15, face="bold", fill=look.text))
    )
    return f'<g opacity="0.35">{drawn}</g>' if tile.outside else drawn


def _key(key: Sequence[tuple[Status, str]], wide: float) -> tuple[str, float]:
    """The counts with their glyphs, in as many lines as they need, and how high they are."""
    x, y, drawn = 0.0, 0.0, []
    for status, words in key:
        taken = 18 + width(words, KEY_SIZE, "bold")
        if x and x + taken > wide:
            x, y = 0.0, y + KEY_STEP
        drawn.append(glyph(status, x + 6, y, 11))
        drawn.append(
            text(x + 18, y + 5, words, Font(size=KEY_SIZE, face="bold", fill=LOOKS[status].text))
        )
        x += taken + 16
    return "".join(drawn), y + KEY_STEP
