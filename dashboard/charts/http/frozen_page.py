"""The page of a frozen picture: the picture, its words, and a notice when it was corrected."""

from collections.abc import Callable, Sequence
from urllib.parse import parse_qs, urlencode

from dashboard.charts.http.embed import style
from dashboard.charts.http.frozen import Correction, Frozen
from dashboard.charts.render.svg import safe
from data.progress.status_words import status_word
from data.text.i18n import Language


def frozen_page(
    found: Frozen, corrections: Sequence[Correction], address: Callable[[str], str]
) -> str:
    """The whole document."""
    t = Language(found.lang)
    view = {name: values[0] for name, values in parse_qs(found.query).items() if name != "asof"}
    live = f"/embed/{found.kind}/{found.id}?{urlencode(view)}"
    told = t.gettext(
        "Frozen as of {date}, snapshot {id}. This picture never changes.",
        date=t.date(found.as_of),
        id=found.snapshot,
    )
    now = t.gettext("The same chart with today’s figures")
    return (
        f'<!doctype html><html lang="{t.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{safe(found.title)}</title>"
        f'<meta name="description" content="{safe(found.alt)}">'
        f"<style>{style()}</style></head><body><main><h1>{safe(found.title)}</h1>"
        f"{notice(t, corrections)}"
        f'<figure><img src="{safe(address(found.path))}" alt="{safe(found.alt)}"></figure>'
        f"<p>{safe(found.description)}</p>"
        f'<footer><span>{safe(told)}</span><a href="{safe(address(live))}">{safe(now)}</a></footer>'
        "</main></body></html>"
    )


def notice(t: Language, corrections: Sequence[Correction]) -> str:
    """What was corrected, as HTML; nothing where nothing was."""
    if not corrections:
        return ""
    items = "".join(f"<li>{safe(words)}</li>" for words in correction_words(t, corrections))
    heading = t.gettext("Corrected since: figures reported later change what this picture shows.")
    return f'<aside role="note" class="notice"><b>{safe(heading)}</b><ul>{items}</ul></aside>'


def correction_words(t: Language, corrections: Sequence[Correction]) -> list[str]:
    """Each correction in a sentence."""
    return [
        t.gettext(
            "{code} for {horizon}: shown as “{was}”, now “{now}” for the same day",
            code=each.code,
            horizon=each.horizon,
            was=status_word(t, each.was),
            now=status_word(t, each.now),
        )
        for each in corrections
    ]
