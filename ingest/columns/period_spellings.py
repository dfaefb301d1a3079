"""Periods as people write them, said again as `ingest.columns.periods` reads them.

`juillet 2025` is 2025-07, `31/12/2025` is 2025-12-31, `1er trimestre 2025` is 2025-Q1. What may
be a fiscal year, or a day in one of two orders, is refused by name.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from data.reference.places import fold

LONGEST = 80
FISCAL_YEAR, DAY_OR_MONTH = "fiscal_year", "day_or_month"
DECEMBER = 12
MOST_YEARS = 20  # from the first to the last of a pair written as 2003-05
_MONTHS = """
january jan janvier janv enero ene
february feb febrero febr fevrier fevr fev
march mar marzo mars
april apr abril abr avril avr
may mayo mai
june jun junio juin
july jul julio juillet juil
august aug agosto ago aout
september sep sept septiembre setiembre set septembre
october oct octubre octobre
november nov noviembre novembre
december dec diciembre dic decembre
"""
MONTHS = {name: number for number, line in enumerate(_MONTHS.split("\n")) for name in line.split()}
_ORDINALS = """
first premier premiere primer primero primera i
second deuxieme seconde segundo segunda ii
third troisieme tercer tercero tercera iii
fourth quatrieme cuarto cuarta iv
"""
ORDINALS = {
    name: number for number, line in enumerate(_ORDINALS.split("\n")) for name in line.split()
}
# How many months a part of a year has, and the letter that we write it with.
PARTS = {
    **dict.fromkeys(("quarter", "quarters", "qtr", "q", "trimestre", "trim", "t"), "Q"),
    **dict.fromkeys(("half", "semestre", "semester", "s", "h"), "H"),
}
_FILLERS = "year annee ano an cy calendar civile the of in de del d du la le l el en au"
FILLERS = frozenset(_FILLERS.split())
_ORDINAL_SIGN = re.compile(r"\b([1-4])\s?(?:er|ere|eme|e|nde|nd|st|rd|th|do|da|ro|ra|to|ta|o|a)\b")
_DAY_SIGN = re.compile(r"\b(\d{1,2})(?:er|st|nd|rd|th)\b")
# Marks that show nothing and turn nothing round.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c"))
_YEAR = r"(?:19|20|21)\d\d"
_SPAN_WORDS = re.compile(r"\s+(?:-|–|—|to|until|through|au|à|a|al|hasta)\s+", re.IGNORECASE)
_SPAN_START = re.compile(r"^(?:from|du|de|del|desde)\s+", re.IGNORECASE)
_DAY_LAST = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ]({_YEAR})(?:[T ]00:00.*)?")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:[.,]0+)?)?\s?(?:Z|UTC|[-+]\d\d:?\d\d)?$", re.IGNORECASE)
# One year and the next or a later one: 2024/25, 2024-2025.
_TWO_YEARS = re.compile(rf"({_YEAR})\s?[-/–—_]\s?((?:{_YEAR})|\d\d)")
_FISCAL = re.compile(
    r"(?:fy|fiscal|financial year|school year|exercice|ejercicio|campagne|campana|season)\b.*"
    rf"|fy ?{_YEAR}.*|{_YEAR} ?fy"
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a text says in our own form, or why it is refused though it looks like a period."""

    plain: str | None
    why: str | None = None


Reader = Callable[[str], "Spelling | None"]


def read_spelling(text: str, locale: str | None) -> Spelling | None:
    """A text as one of our own forms; None where it is none of the spellings known here."""
    if len(text) > LONGEST:
        return None
    bare = _western(text)
    return _first(bare, (*_ONE, partial(_day, locale=locale))) or _span(bare, locale)


def names_two_years(text: str) -> bool:
    """Whether a text can only be a pair of years, so that its column holds such pairs."""
    found = _TWO_YEARS.fullmatch(_western(text))
    return found is not None and _is_pair(found) and int(found[2]) > DECEMBER


def is_month_first(text: str) -> bool:
    """Whether a text is a day that can only be read with its month first, such as 12/31/2025."""
    found = _DAY_LAST.fullmatch(_western(text))
    return found is not None and int(found[1]) <= DECEMBER < int(found[2])


def _western(text: str) -> str:
    """Plain digits, signs and single spaces, whatever the script or width."""
    plain = "".join(
        str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", text)
    )
    shown = plain.translate(_INVISIBLE)
    return " ".join(shown.split()).removeprefix("'").replace("−", "-").replace("‐", "-")


def _first(text: str, readers: tuple[Reader, ...]) -> Spelling | None:
    return next((found for reader in readers if (found := reader(text))), None)


def _two_years(text: str) -> Spelling | None:
    found = _TWO_YEARS.fullmatch(text)
    if found and _is_pair(found):
        return Spelling(None, FISCAL_YEAR)
    return Spelling(None, FISCAL_YEAR) if _FISCAL.fullmatch(fold(text)) else None


def _is_pair(found: re.Match[str]) -> bool:
    """Whether the second number may be a later year; with a hyphen 2011-12 is a month."""
    first, second = int(found[1]), found[2]
    if len(second) == 4:
        return True
    if "-" in found[0] and 1 <= int(second) <= DECEMBER:
        return False
    return 0 < (int(second) - first) % 100 <= MOST_YEARS


def _numbers(text: str) -> Spelling | None:
    """A year, month or day in digits alone, the year first or the month before it."""
    for pattern, form in _FORMS:
        if found := pattern.fullmatch(text):
            return Spelling(form(*found.groups()))
    return None


def _month_form(year: str, month: str) -> str:
    return f"{year}-{int(month):02}"


def _day_form(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (rf"({_YEAR})(?:[.,]0*)?", str),
        (r"(\d{5})[.,]0+", str),  # a day as spreadsheets count it
        (rf"({_YEAR})年", str),
        (rf"({_YEAR})年(\d{{1,2}})月", _month_form),
        (rf"({_YEAR})年(\d{{1,2}})月(\d{{1,2}})日", _day_form),
        (rf"({_YEAR})[-/ ]?(0[1-9]|1[0-2])", _month_form),
        (rf"({_YEAR})[-/]([1-9])", _month_form),
        (rf"({_YEAR})(0[1-9]|1[0-2])(\d\d)", _day_form),
        (rf"({_YEAR})[-/.](\d{{1,2}})[-/.](\d{{1,2}})", _day_form),
        (rf"(0?[1-9]|1[0-2])[-/.]({_YEAR})", lambda month, year: _month_form(year, month)),
    )
)


def _words(text: str) -> Spelling | None:
    """A month, quarter or half of a year in words or letters; nothing else may stand beside it."""
    found = re.match(r"(.+?)[-.’' ](\d\d)$", text)
    if found and fold(found[1]) in MONTHS and not text[len(found[1])].isspace():
        return Spelling(f"20{found[2]}-{MONTHS[fold(found[1])]:02}")  # as spreadsheets show it
    bare = _DAY_SIGN.sub(r"\1", _ORDINAL_SIGN.sub(r"\1 ", fold(text)))
    words = [w for w in re.findall(r"[^\W\d_]+|\d+", bare) if w not in FILLERS]
    years = [word for word in words if re.fullmatch(_YEAR, word)]
    # In “July 2025 (2)” the number beyond the year is a footnote's.
    if len(years) != 1 or words[1:-1] == years or not re.search(r"[^\W\d_]", text):
        return None
    plain = _part(years[0], [word for word in words if word != years[0]])
    return Spelling(plain) if plain else None


def _part(year: str, words: list[str]) -> str | None:
    """What is left beside the year: nothing, a month, a day and its month, a numbered part."""
    if not words:
        return year
    months = [MONTHS[word] for word in words if word in MONTHS]
    if months and len(words) == 1:
        return f"{year}-{months[0]:02}"
    numbers = [int(word) if word.isdigit() else ORDINALS.get(word) for word in words]
    known = [number for number in numbers if number is not None]
    if len(words) != 2 or len(known) != 1:
        return None
    if months:
        return f"{year}-{months[0]:02}-{known[0]:02}"
    kind = next((PARTS[word] for word in words if word in PARTS), "")
    most = {"Q": 4, "H": 2}.get(kind, 0)
    return f"{year}-{kind}{known[0]}" if 1 <= known[0] <= most else None


def _midnight(text: str) -> Spelling | None:
    """A day with the time of its first moment, which says no more than the day."""
    found = _MIDNIGHT.search(text)
    return _numbers(text[: found.start()].strip()) if found else None


def _day(text: str, locale: str | None) -> Spelling | None:
    """A day with its year last: the order is the locale's, or plain where one number is over 12."""
    found = _DAY_LAST.fullmatch(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[2]), found[3]
    day_first = second <= DECEMBER and (first > DECEMBER or first == second)
    month_first = first <= DECEMBER < second
    if day_first or (reads_day_first(locale) and not month_first):
        return Spelling(_day_form(year, str(second), str(first)))
    if month_first and not reads_day_first(locale):
        return Spelling(_day_form(year, str(first), str(second)))
    return Spelling(None, DAY_OR_MONTH)


def reads_day_first(locale: str | None) -> bool:
    """Whether days stand before their month in a locale; in English that depends on the country."""
    return locale is not None and locale != "en"


_ONE: tuple[Reader, ...] = (_two_years, _numbers, _midnight, _words)


# --- From one day, month or quarter to another ---


def _span(text: str, locale: str | None) -> Spelling | None:
    for first, last in _halves(text):
        read = [_side(side, locale) for side in _with_year(first, last)]
        if all(read):
            sides = [side for side in read if side]
            why = next((side.why for side in sides if side.why), None)
            if why or any(side.plain is None for side in sides):
                return Spelling(None, why)
            start, end = (str(side.plain) for side in sides)
            if len(start) == 4 or len(end) == 4:
                return Spelling(None, FISCAL_YEAR)
            return Spelling(f"{_first_day(start)}/{_last_day(end)}")
    return None


def _halves(text: str) -> list[tuple[str, str]]:
    """The ways to part a text in two: at a word or a dash between spaces, else at any sign."""
    bare = _SPAN_START.sub("", text)
    parted = _SPAN_WORDS.split(bare)
    if len(parted) == 2:
        return [(parted[0], parted[1])]
    places = [n for n, sign in enumerate(bare) if sign in "/-–—"]
    return [(bare[:n].strip(), bare[n + 1 :].strip()) for n in places]


def _with_year(first: str, last: str) -> tuple[str, str]:
    """The year of the end stands for the start too, where that is a month's name alone."""
    year = re.search(_YEAR, last)
    if year and fold(first) in MONTHS:
        return f"{first} {year[0]}", last
    return first, last


def _side(text: str, locale: str | None) -> Spelling | None:
    if re.fullmatch(rf"{_YEAR}-[HSQT][1-4]", text.upper()):
        return Spelling(text.upper().replace("S", "H").replace("T", "Q"))
    return _first(text, (*_ONE, partial(_day, locale=locale)))


def _first_day(plain: str) -> str:
    year, month = plain[:4], _months(plain)[0]
    return plain if len(plain) == 10 else f"{year}-{month:02}-01"


def _last_day(plain: str) -> str:
    if len(plain) == 10:
        return plain
    year, month = int(plain[:4]), _months(plain)[1]
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"


def _months(plain: str) -> tuple[int, int]:
    """The first and the last month of a year, of a part of one, or of a month."""
    part = plain[5:7]
    if not part:
        return 1, 12
    if part.isdigit():
        return int(part), int(part)
    length = {"Q": 3, "H": 6}[part[0]]
    last = length * int(part[1])
    return last - length + 1, last
