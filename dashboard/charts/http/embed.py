"""The page of an embed: HTML with its drawing inside, readable without any other file."""

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from dashboard.charts.bodies.world import STYLE as MAP_STYLE
from dashboard.charts.kinds.model import Chart, Table
from dashboard.charts.render.svg import attributes, safe, symbol
from dashboard.theme import LOOKS
from data.text.i18n import Language

HERE = Path(__file__).parent
WIDE, NARROW = 620.0, 330.0


def embed_page(chart: Chart, address: Callable[[str], str], *, live: bool) -> str:
    """The whole document; `live` ones look for newer figures while they are open."""
    t = Language(chart.lang)
    refresh = ' data-live=""' if live else ""
    return (
        f'<!doctype html><html lang="{chart.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="only light"><base target="_top">'
        f"<title>{safe(chart.title)}</title>"
        f'<meta name="description" content="{safe(chart.alt)}">'
        f'<link rel="canonical" href="{safe(address(chart.page))}">'
        f"<style>{style()}</style></head><body{refresh}><main>"
        f"{_head(chart)}{_figure(chart)}{_twin(t, chart.table)}{_foot(t, chart, address)}"
        f"</main><script>{_script()}</script></body></html>"
    )


@cache
def policy(frame_ancestors: str) -> str:
    """What the page may do: its own style and script, and asking us for newer figures."""
    styles = " ".join(_digest(text) for text in (style(), MAP_STYLE))
    return (
        f"default-src 'none'; style-src {styles}; script-src {_digest(_script())};"
        " connect-src 'self'; base-uri 'none'; form-action 'none';"
        f" frame-ancestors {frame_ancestors}"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def style() -> str:
    """The style sheet of embeds, written into each."""
    return (HERE / "embed.css").read_text()


@cache
def _script() -> str:
    return (HERE / "embed.js").read_text()


def _head(chart: Chart) -> str:
    code = f'<span class="cd">{safe(chart.code)}</span> ' if chart.code else ""
    badges = "".join(
        f'<li class="{LOOKS[badge.status].css}"><small>{badge.horizon}</small>'
        f'<svg width="12" height="12" aria-hidden="true">'
        f"{symbol(LOOKS[badge.status].symbol, 6, 6, 11, LOOKS[badge.status].colour)}</svg>"
        f"<b>{safe(badge.word)}</b></li>"
        for badge in chart.badges
    )
    verdicts = f"<ul>{badges}</ul>" if badges else ""
    return (
        f"<header><div><h1>{code}{safe(chart.name)}</h1><p>{safe(chart.finding)}</p></div>"
        f"{verdicts}</header>"
    )


def _figure(chart: Chart) -> str:
    """The drawing once for wide and once for narrow frames; a map, which scales, once."""
    if chart.kind == "map":
        key = "".join(f'<li><i class="{kind}"></i>{safe(words)}</li>' for kind, words in chart.key)
        said = f'<ul class="key">{key}</ul><p class="src">{safe(chart.caveat)}</p>'
        return f"<figure>{_drawing(chart, WIDE, '', labelled=False)}</figure>{said}"
    wide, narrow = _drawing(chart, WIDE, "wide"), _drawing(chart, NARROW, "narrow")
    return f"<figure>{wide}{narrow}</figure>"


def _drawing(chart: Chart, wide: float, css: str, *, labelled: bool = True) -> str:
    high = chart.body.height(wide)
    said = attributes(
        viewBox=f"0 0 {wide:g} {high:g}",
        **{"class": css or None},
        role="img" if labelled else None,
        aria_label=chart.alt if labelled else None,
    )
    return f"<svg{said}>{chart.body.draw(wide, high)}</svg>"


def _twin(t: Language, table: Table) -> str:
    if not table.shown:
        return ""
    heads = "".join(f'<th scope="col">{safe(column.heading)}</th>' for column in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in row) + "</tr>" for row in table.shown
    )
    name = t.gettext("The same as a table")
    return (
        f"<details><summary>{safe(name)}</summary>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{safe(table.caption)}">'
        f"<table><caption>{safe(table.caption)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _foot(t: Language, chart: Chart, address: Callable[[str], str]) -> str:
    stamp = chart.stamp
    words = [t.gettext("As of {date}", date=t.date(stamp.as_of)), chart.note]
    tag, link = t.gettext("Sample data"), t.gettext("Open the dashboard")
    sample = f'<b class="sample">{safe(tag)}</b>' if stamp.sample else ""
    source = t.gettext(
        "Snapshot {id}. Source: partners’ reports, {plan}.", id=stamp.snapshot, plan=stamp.plan
    )
    return (
        f"<footer>{sample}<span>{safe(', '.join(filter(None, words)))}</span>"
        f'<a href="{safe(address(chart.page))}">{safe(link)}</a>'
        f'<span class="src">{safe(source)}</span></footer>'
    )
