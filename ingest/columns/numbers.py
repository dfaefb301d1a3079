"""SQL for the number a text says. Nothing is guessed: `1.234` without a locale is none."""

import sys
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

from data.text.i18n import GRAMMARS

LOCALES = {
    locale: style for grammar in GRAMMARS.values() for locale, style in grammar.numbers.items()
}
if TYPE_CHECKING:
    NumberLocale = str  # one of LOCALES, checked as it comes in
else:
    NumberLocale = Literal[tuple(LOCALES)]
PLAIN = r"[-+]?\d+([.]\d{1,2}|[.]\d{4,}|([.]\d+)?[eE][-+]?\d{1,3})?"
# Digits of any script, of which the first is not a plain zero.
AMBIGUOUS = r"[-+−]?([1-9]|[^\P{Nd}0-9])\p{Nd}{0,2}[.,]\p{Nd}{3}"
FOREIGN_DIGIT = r"[^\P{Nd}0-9]"
# Between thousands whatever the locale: spaces of any width, the Swiss quotation mark.
GROUPED = r"\d{1,3}([\s\p{Z}]\d{3})+|\d{1,3}([''’ʼ]\d{3})+"
ARABIC_DECIMAL, ARABIC_THOUSANDS = "٫", "٬"
FULL_WIDTH, HALF_WIDTH = "．，－＋％", ".,-+%"
# Marks around a text that show nothing and turn nothing round.
INVISIBLE = r"\x{200B}-\x{200F}\x{2060}\x{FEFF}\x{061C}"
PERCENT_SIGN = r"[\s\p{Z}]*[%٪]$"


def number_sql(column: str, locale: str | None, percent: str = "false") -> str:
    """The number a text says in a locale, or NULL; plain numbers take the short way.

    `percent` is SQL for whether a percent sign may follow, because the unit is percent.
    """
    plain = f"regexp_full_match({column}, '{PLAIN}')"
    return (
        f"CASE WHEN {column} IS NULL THEN NULL WHEN {plain} THEN try_cast({column} AS DOUBLE)"
        f" ELSE {_careful_number(column, locale, percent)} END"
    )


def _careful_number(column: str, locale: str | None, percent: str) -> str:
    """Digits of other scripts, true minus signs, percent signs and the separators."""
    around = rf"[\s\p{{Z}}{INVISIBLE}]"
    bare = f"regexp_replace({column}, '^{around}*''?|{around}+$', '', 'g')"
    western = (
        f"IF(regexp_matches({column}, '{FOREIGN_DIGIT}|[{FULL_WIDTH}]'),"
        f" translate({bare}, '{_foreign_digits()}{FULL_WIDTH}', '{_western_digits()}{HALF_WIDTH}'),"
        f" {bare})"
    )
    without_sign = (
        f"IF({percent}, regexp_replace({western}, '{PERCENT_SIGN}', ''), {western})"
        if percent != "false"
        else western
    )
    return _read_once(f"replace({without_sign}, '−', '-')", locale)


def _read_once(written: str, locale: str | None) -> str:
    """The number of a text that is made once and looked at several times."""
    style = LOCALES[locale] if locale else None
    read = _clear_number("t")
    if style is not None and style.decimal:
        read = _decimal_number("t", style.decimal, style.group)
    arabic = _decimal_number("t", ARABIC_DECIMAL, ARABIC_THOUSANDS)
    number = (
        f"CASE WHEN regexp_full_match(t, '{PLAIN}') THEN try_cast(t AS DOUBLE)"
        f" WHEN regexp_matches(t, '[{ARABIC_DECIMAL}{ARABIC_THOUSANDS}]') THEN {arabic}"
        f" ELSE {read} END"
    )
    return f"list_transform([{written}], lambda t: {number})[1]"


def _clear_number(text: str) -> str:
    """A number that reads one way in every locale."""
    point, comma = _decimal_number(text, ".", ","), _decimal_number(text, ",", ".")
    return (
        f"CASE WHEN regexp_full_match({text}, '{AMBIGUOUS}') THEN NULL"
        # One kind of separator: said once it is the decimals', said again the thousands'.
        f" WHEN {text} NOT LIKE '%,%' THEN IF({text} LIKE '%.%.%', {comma}, {point})"
        f" WHEN {text} NOT LIKE '%.%' THEN IF({text} LIKE '%,%,%', {point}, {comma})"
        # Both: the last one is the decimals'.
        f" WHEN strpos(reverse({text}), ',') < strpos(reverse({text}), '.') THEN {comma}"
        f" ELSE {point} END"
    )


def _decimal_number(text: str, decimal: str, thousands: str) -> str:
    """A number written with these separators, thousands in well-formed groups or none."""
    whole = rf"\d+|\d{{1,3}}([{thousands}]\d{{3}})+|{GROUPED}"
    shape = rf"[-+]?({whole})([{decimal}]\d+)?([eE][-+]?\d{{1,3}})?"
    bare = rf"regexp_replace({text}, '[{thousands}''’ʼ\s\p{{Z}}]', '', 'g')"
    plain = f"replace({bare}, '{decimal}', '.')"
    return f"CASE WHEN regexp_full_match({text}, '{shape}') THEN try_cast({plain} AS DOUBLE) END"


@cache
def _foreign_digits() -> str:
    """Every decimal digit of Unicode but ours, ten of a script after the other."""
    others = (chr(code) for code in range(128, sys.maxunicode + 1))
    return "".join(digit for digit in others if unicodedata.category(digit) == "Nd")


@cache
def _western_digits() -> str:
    return "".join(str(unicodedata.decimal(digit)) for digit in _foreign_digits())
