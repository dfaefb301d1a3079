"""Sentences, numbers and dates in the reader's language.

English text in the code is the key; French and Spanish live in `data/text/translations/*.po`, read
when first needed, so that there is no compiled catalogue to forget. A missing entry fails the
tests, and until then the English shows.
"""

import gettext
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - `date` is a method here
from datetime import datetime, timedelta
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from data.discovery import modules_of
from data.text import languages
from data.text.grammar import Grammar


def _grammars() -> dict[str, Grammar]:
    found = [module.LANGUAGE for module in modules_of(languages)]
    return {grammar.code: grammar for grammar in sorted(found, key=lambda g: g.order)}


GRAMMARS = _grammars()
LANGUAGES = tuple(GRAMMARS)
if TYPE_CHECKING:
    LanguageCode = str  # what a request may name, checked as it comes in
else:
    LanguageCode = Literal[LANGUAGES]
CATALOGUES = Path(__file__).parent / "translations"
MINUS = "\u2212"


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    path = CATALOGUES / f"{lang}.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as source:
        entries = read_po(source, locale=lang)
    compiled = BytesIO()
    write_mo(compiled, entries)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@dataclass(frozen=True, slots=True)
class Language:
    """One reader's language: words, plurals, numbers and dates as a native would write them."""

    lang: str

    def gettext(self, message: str, /, **values: object) -> str:
        """The message in this language with `{name}` places filled in."""
        return _fill(_catalogue(self.lang).gettext(message), values)

    def ngettext(self, one: str, many: str, n: float, /, **values: object) -> str:
        """The message in the number `n` asks for; `{n}` is written with its separators."""
        whole = float(n).is_integer() or not self.grammar.plural_fractions
        text = _catalogue(self.lang).ngettext(one, many, int(abs(n)) if whole else 2)
        return _fill(text, {"n": self.number(n), **values})

    def number(self, value: float, digits: int | None = None) -> str:
        """A number with the language's separators and a true minus sign.

        Without `digits`: none for whole numbers and from 100 up, else one decimal.
        """
        if digits is None:
            digits = 0 if abs(value) >= 100 or float(value).is_integer() else 1
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return _decimal(value or 0, pattern, self.lang)  # minus zero is nothing, too

    def percent(self, fraction: float, digits: int = 0) -> str:
        """A fraction of 1 as a percentage, spaced as the language wants."""
        pattern = self._locale.percent_formats[None].pattern
        if digits:
            pattern = pattern.replace("#,##0", "#,##0." + "0" * digits)
        return _minus(format_percent(fraction, format=pattern, locale=self._locale))

    def date(self, day: Day) -> str:
        """A full date: 22 November 2026."""
        return self._first(day, format_date(day, self.grammar.date, locale=self._locale))

    def short_date(self, day: Day) -> str:
        """A date that fits a table: 22 Nov 2026."""
        return self._first(day, _day(day, self.grammar.short_date, self.lang))

    def _first(self, day: Day, written: str) -> str:
        """The first of a month may be called so: 1er avril, 2 avril."""
        return f"{self.grammar.first_of_month}{written[1:]}" if day.day == 1 else written

    def month(self, day: Day) -> str:
        """A month and year: November 2026."""
        return str(format_skeleton("yMMMM", day, locale=self._locale))

    def time(self, moment: datetime) -> str:
        """A date with the time of day, UTC."""
        day = self.short_date(moment.date())
        return f"{day} {format_datetime(moment, 'HH:mm', locale=self._locale)} UTC"

    def age(self, span: timedelta) -> str:
        """A span in its largest unit: 40 seconds, 3 months."""
        return str(format_timedelta(span, locale=self._locale, threshold=1.2))

    def join(self, items: Sequence[str]) -> str:
        """A list in a sentence: A1, B2 and B3."""
        if self.grammar.join_list and len(items) > 2:
            return self.grammar.join_list(items)
        return format_list(items, locale=self._locale)

    @property
    def grammar(self) -> Grammar:
        """What this language does its own way."""
        return GRAMMARS[self.lang]

    @property
    def _locale(self) -> Locale:
        return _locale_of(self.lang)


@cache
def _locale_of(lang: str) -> Locale:
    """Babel's knowledge of a language: asked for with every number and date of a page."""
    return Locale.parse(lang)


# A long table says the same few numbers and days over and over.
@lru_cache(maxsize=8192)
def _decimal(value: float, pattern: str, lang: str) -> str:
    return _minus(format_decimal(value, format=pattern, locale=_locale_of(lang)))


@lru_cache(maxsize=8192)
def _day(day: Day, form: str, lang: str) -> str:
    return str(format_date(day, form, locale=_locale_of(lang)))


def _fill(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values else text


def _minus(text: str) -> str:
    return text.replace("-", MINUS)
