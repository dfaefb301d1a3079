"""A chart as one picture: whose, as of when, the finding, the drawing, its source."""

from dataclasses import dataclass

from dashboard.charts.kinds.model import Chart
from dashboard.charts.render.svg import (
    SANS,
    Font,
    attributes,
    box,
    glyph,
    line,
    lines,
    moved,
    safe,
    text,
)
from dashboard.charts.render.text_width import broken, shortened, width
from dashboard.figures.world_map import HATCH
from dashboard.theme import LOOKS, PAPER, QUANTITY, SOFT_INK
from data.text.i18n import Language

SOILS = (("#2F221A", 0.0), ("#5B3F2A", 0.34), ("#9A6B3F", 0.58), ("#CFA864", 0.8))
STRIPE = 7.0
RULE = "#DDD5C7"
FILLS = {"yes": "#8E673F", "no": PAPER, "no_report": HATCH, "rest": "#F0EDE7"}
SAMPLE_PAPER = "#FBF0DC"
MARGIN = 24.0
FOOT = 46.0
TITLE, LONG_TITLE = 22.0, 18.0


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels (no height: as high as it needs), and how it is scaled."""

    wide: float
    high: float | None = None
    zoom: int = 2


# Twice the pixels, so that words stay sharp and as large as they are here.
PRESETS = {
    "": Size(640),
    "email": Size(600, 340),
    "wide": Size(600, 314),
    "square": Size(540, 540),
    "slide": Size(800, 450),
}


def card(chart: Chart, dashboard: str, size: Size) -> str:
    """The whole picture as SVG, opaque, with its own title and description."""
    t = Language(chart.lang)
    wide = size.wide
    margin = MARGIN if wide >= 400 else 12.0
    inner = wide - 2 * margin
    head, top = _head(t, chart, dashboard, inner)
    under, taken = _under(chart, inner)
    high = size.high or top + chart.body.height(inner) + taken + FOOT + 26
    room = high - top - FOOT - 14 - taken
    parts = [
        box(0, 0, wide, high, PAPER),
        box(0.5, 0.5, wide - 1, high - 1, "none", stroke=RULE),
        *_stripe(wide),
        moved(margin, 0, head),
        moved(margin, top, chart.body.draw(inner, room)),
        moved(margin, top + room + 8, under),
        moved(margin, high - FOOT, _foot(t, chart, inner)),
    ]
    box_of = attributes(width=wide, height=high, viewBox=f"0 0 {wide:g} {high:g}")
    words = (
        f'<title id="t">{safe(chart.title)}</title><desc id="d">{safe(chart.description)}</desc>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{box_of} role="img" aria-labelledby="t d"'
        f' lang="{chart.lang}" font-family="{SANS}">{words}{"".join(parts)}</svg>'
    )


def _stripe(wide: float) -> list[str]:
    ends = [*(start for _, start in SOILS[1:]), 1.0]
    return [
        box(start * wide, 0, (end - start) * wide, STRIPE, colour)
        for (colour, start), end in zip(SOILS, ends, strict=True)
    ]


def _head(t: Language, chart: Chart, dashboard: str, inner: float) -> tuple[str, float]:
    """Whose and when, title, verdicts and finding; and where the drawing may begin."""
    day = t.date(chart.stamp.as_of)
    owner = shortened(dashboard, inner - width(day, 13) - 16, 13, "bold")
    badges, taken = _badges(chart)
    beside = bool(chart.badges) and width(chart.title, TITLE, "serif") + taken + 24 <= inner
    parts = [
        text(0, 34, owner, Font(size=13, face="bold")),
        text(inner, 34, day, Font(size=13, fill=SOFT_INK, anchor="end")),
        _title(chart, inner),
    ]
    said = broken(chart.finding, inner, 14, most=3)
    parts.append(lines(0, 84, said, 18, Font(size=14)))
    end = 84.0 + 18 * len(said)
    if chart.badges:
        parts.append(moved(inner - taken, 56, badges) if beside else moved(0, end - 2, badges))
    return "".join(parts), end + (18 if chart.badges and not beside else 0)


def _title(chart: Chart, inner: float) -> str:
    """Code and name, smaller where they are long."""
    size = TITLE if width(chart.title, TITLE, "serif") <= inner else LONG_TITLE
    code = width(f"{chart.code} ", size, "serif") if chart.code else 0.0
    name = shortened(chart.name, inner - code, size, "serif")
    return text(0, 62, chart.code, Font(size=size, face="serif", fill=QUANTITY)) + text(
        code, 62, name, Font(size=size, face="serif")
    )


def _badges(chart: Chart) -> tuple[str, float]:
    """The verdict of each horizon in a line, and how wide it is."""
    x, drawn = 0.0, []
    for badge in chart.badges:
        year = str(badge.horizon)
        drawn.append(text(x, 5, year, Font(size=13, fill=SOFT_INK)))
        x += width(year, 13) + 8
        drawn.append(glyph(badge.status, x + 5, 0, 11))
        word = text(
            x + 15, 5, badge.word, Font(size=13, face="bold", fill=LOOKS[badge.status].text)
        )
        drawn.append(word)
        x += 15 + width(badge.word, 13, "bold") + 18
    return "".join(drawn), x - 18


def _under(chart: Chart, inner: float) -> tuple[str, float]:
    """What the colours of a map mean and what it does not say; and how high that is."""
    if not chart.caveat:
        return "", 0.0
    x, drawn = 0.0, []
    for kind, words in chart.key:
        drawn.append(box(x, 0, 16, 10, FILLS[kind], stroke=SOFT_INK, stroke_width=0.6))
        drawn.append(text(x + 22, 9, words, Font(fill=SOFT_INK)))
        x += 22 + width(words, 12) + 16
    top = 26.0 if chart.key else 10.0
    said = broken(chart.caveat, inner, 10, most=4)
    drawn.append(lines(0, top, said, 13, Font(size=10, fill=SOFT_INK)))
    return "".join(drawn), top + 13 * len(said)


def _foot(t: Language, chart: Chart, inner: float) -> str:
    """Who reported; the snapshot and the source; the word for sample data at the right."""
    stamp = chart.stamp
    tag, taken = _sample(t, inner) if stamp.sample else ("", 0.0)
    source = t.gettext(
        "Snapshot {id}. Source: partners’ reports, {plan}.", id=stamp.snapshot, plan=stamp.plan
    )
    return (
        line(0, 0, inner, 0, RULE)
        + text(0, 18, shortened(chart.note, inner - taken - 12, 12), Font(fill=SOFT_INK))
        + text(0, 36, shortened(source, inner, 11), Font(size=11, fill=SOFT_INK))
        + tag
    )


def _sample(t: Language, inner: float) -> tuple[str, float]:
    words = t.gettext("Sample, not the Initiative’s figures")
    if width(words, 12, "bold") > 0.6 * inner:
        words = t.gettext("Sample data")
    taken = width(words, 12, "bold") + 16
    x = inner - taken
    frame = box(x, 5, taken, 18, SAMPLE_PAPER, stroke="#8E5A1C", stroke_dasharray="3 2", rx=2)
    said = text(x + 8, 18, words, Font(face="bold", fill="#5B3A16"))
    return frame + said, taken
