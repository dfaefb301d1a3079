"""An edition without layout: as Markdown, and as plain text."""

import re
from collections.abc import Callable, Sequence

from dashboard.newsletter.digest import Line, digest, digest_heading
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
from dashboard.theme import LOOKS

MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>#|~$&])")


def markdown(edition: Edition, images: Sequence[Image], address: Callable[[str], str]) -> str:
    """Headings, pictures and lists; what others wrote stays what they wrote."""
    parts = [f"# {_escaped(edition.headline)}"]
    for chart, image in zip(edition.charts, images, strict=True):
        parts.append(f"[![{_escaped(chart.alt)}](<{image.source}>)](<{image.page}>)")
        parts += [_escaped(words) for words in (said(edition, chart),) if words]
        parts.append(f"*{_escaped(caption(edition, chart))}*")
        if told := corrected_words(edition, image):
            parts.append(f"**{_escaped(told)}**")
    parts.append(f"## {_escaped(digest_heading(edition.ctx.t, edition.news))}")
    for part in digest(edition.ctx, edition.news):
        parts.append(f"### {_escaped(part.heading)}")
        parts.append("\n".join(f"- {_marked(line)}" for line in part.lines))
    parts.append(f"[{_escaped(button(edition))}](<{address(live_path(edition))}>)")
    parts.append(_escaped(footer(edition)))
    return "\n\n".join(parts) + "\n"


def plain_text(edition: Edition, images: Sequence[Image], address: Callable[[str], str]) -> str:
    """For mail without layout, and for whoever reads it aloud."""
    parts = [edition.headline]
    for chart, image in zip(edition.charts, images, strict=True):
        told = (chart.title, said(edition, chart), corrected_words(edition, image), image.page)
        parts.append("\n".join(filter(None, told)))
    parts.append(digest_text(edition))
    parts.append(f"{button(edition)}: {address(live_path(edition))}")
    parts.append(footer(edition))
    return "\n\n".join(parts) + "\n"


def digest_text(edition: Edition) -> str:
    """What is new since the last issue, as text."""
    parts = [digest_heading(edition.ctx.t, edition.news)]
    for part in digest(edition.ctx, edition.news):
        lines = "\n".join(f"- {_with_glyph(line)}" for line in part.lines)
        parts.append(f"{part.heading}\n{lines}")
    return "\n\n".join(parts)


def _with_glyph(line: Line) -> str:
    glyph = LOOKS[line.status].glyph if line.status is not None else ""
    return " ".join(filter(None, (line.code, glyph, line.words)))


def _marked(line: Line) -> str:
    code = f"**{_escaped(line.code)}**" if line.code else ""
    glyph = LOOKS[line.status].glyph if line.status is not None else ""
    return " ".join(filter(None, (code, glyph, _escaped(line.words))))


def _escaped(words: str) -> str:
    """Words that Markdown takes for words."""
    return MEANS_SOMETHING.sub(r"\\\1", " ".join(words.splitlines()))
