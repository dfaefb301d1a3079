"""The page of an embed that is not, or is no more: polite, small, and with a way on."""

from dashboard.charts.http.embed import style
from dashboard.charts.render.svg import safe
from data.text.i18n import Language


def sorry_page(t: Language, home: str, words: str = "") -> str:
    """One sentence and a link."""
    said = words or t.gettext(
        "This chart does not exist. Its address may be mistyped, or the plan changed."
    )
    name = t.gettext("Open the dashboard")
    return (
        f'<!doctype html><html lang="{t.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<base target="_top"><title>{safe(name)}</title><style>{style()}</style></head>'
        f'<body><main><p>{safe(said)}</p><footer><a href="{safe(home)}">{safe(name)}</a></footer>'
        "</main></body></html>"
    )
