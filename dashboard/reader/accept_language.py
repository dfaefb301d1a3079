"""The language a browser asks for. Imports nothing of ours but the list of languages."""

from data.text.i18n import LANGUAGES


def preferred(accept_language: str) -> str:
    """Our best match for an `Accept-Language` header; English where there is none."""
    wishes = []
    for position, wish in enumerate(accept_language.split(",")):
        name, _, quality = wish.strip().partition(";q=")
        wishes.append((-_number(quality), position, name[:2].lower()))
    known = (name for quality, _, name in sorted(wishes) if name in LANGUAGES and quality < 0)
    return next(known, LANGUAGES[0])


def _number(quality: str) -> float:
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0
