"""Columns that stand beside a measure for people only, and that reading passes over."""

from functools import cache

from data.text.i18n import LANGUAGES, Language
from data.text.marks import mark
from ingest.columns.header_names import key

# In a template, for whoever fills it in.
HELPERS = (mark("Indicator’s name"), mark("Last value"), mark("Last period"))


@cache
def helper_names() -> frozenset[str]:
    """Names of columns that exports and templates add for people, in every language."""
    said = (Language(lang).gettext(name) for name in HELPERS for lang in LANGUAGES)
    return frozenset({key(name) for name in said} | {"sample"})
