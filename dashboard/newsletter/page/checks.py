"""What to check before an issue is sent: weight, what mail programs refuse, words, corrections."""

from collections.abc import Sequence

from dash import html

from dashboard.components.layout import aria
from dashboard.newsletter.block import MOST_BYTES
from dashboard.newsletter.edition import Edition, our_translations
from dashboard.newsletter.images import Image
from data.text.i18n import GRAMMARS, Language

KILOBYTE = 1024
NAMED = 8


def checks(t: Language, edition: Edition, images: Sequence[Image], code: dict[str, str]) -> html.Ul:
    """One line each, marked where someone must look."""
    lines = [_weight(t, images), *_html(t, code), *_words(t, edition)]
    lines += [(False, words) for image in images for words in image.corrections]
    if not code:
        lines.append((False, t.gettext("The images are not frozen yet")))
    return html.Ul([_line(t, *line) for line in lines], className="checks")


def _weight(t: Language, images: Sequence[Image]) -> tuple[bool, str]:
    heavy = sum(image.size or 0 for image in images) / KILOBYTE
    words = t.ngettext(
        "{n} image, {kilobytes} KB, 1200 × 680 pixels, opaque",
        "{n} images, {kilobytes} KB together, each 1200 × 680 pixels, opaque",
        len(images),
        kilobytes=t.number(round(heavy)),
    )
    return True, words


def _html(t: Language, code: dict[str, str]) -> list[tuple[bool, str]]:
    if not code:
        return []
    written = code["html"]
    size = len(written.encode())
    words = t.gettext(
        "HTML {kilobytes} KB of the 102 that Gmail shows; no script, no SVG, whole addresses",
        kilobytes=t.number(size / KILOBYTE, 1),
    )
    bare = not any(f"<{tag}" in written for tag in ("script", "svg", "style"))
    return [(size < MOST_BYTES and bare, words)]


def _words(t: Language, edition: Edition) -> list[tuple[bool, str]]:
    lang = edition.ctx.t.lang
    name = GRAMMARS[lang].name
    lines = [
        (True, t.gettext("Every text exists in {language}", language=name)),
        (True, t.gettext("Image texts written from snapshot {id}", id=edition.ctx.info.id)),
    ]
    if ours := our_translations(edition.ctx.plan, edition.issue, lang):
        codes = t.join(ours) if len(ours) <= NAMED else ""
        words = t.ngettext(
            "{n} name is our translation, not official",
            "{n} names are our translation, not official",
            len(ours),
        )
        lines.append((False, ": ".join(filter(None, (words, codes)))))
    return lines


def _line(t: Language, good: bool, words: str) -> html.Li:
    mark = html.Span(className="ok" if good else "warn", **aria.HIDDEN)
    look = "" if good else t.gettext("Please check:")
    return html.Li([mark, html.Span([html.Span([look, " "], className="vh"), words])])
