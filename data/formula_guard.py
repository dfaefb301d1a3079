"""The apostrophe before what a spreadsheet would run as a formula, and how it is taken off again.

A text gets one where it begins, after any apostrophes, with a sign that begins a formula, unless
all of it is a number; so that taking off one gives every text back as it was. Source of the signs:
OWASP, "CSV Injection".
"""

import re
from typing import TypeVar, cast

T = TypeVar("T")
SIGNS = r"=+@\t\r\n＝＋－＠-"
NUMBER = r"[-+]\d[\d.,\x{A0}\x{202F} ]*(?:[eE][-+]?\d+)?%?"
_RUNS = re.compile(f"'*[{SIGNS}]")
_NUMBER = re.compile(NUMBER.replace(r"\x{A0}\x{202F}", "\u00a0\u202f"))


def guard(cell: T) -> T:
    """A text as a file for spreadsheets holds it; what is no text comes back as it is."""
    if isinstance(cell, str) and _RUNS.match(cell) and not _NUMBER.fullmatch(cell):
        return cast(T, f"'{cell}")
    return cell


def guard_sql(text: str) -> str:
    """SQL for `guard` of a text."""
    runs = f"regexp_matches({text}, '^''*[{SIGNS}]') AND NOT regexp_full_match({text}, '{NUMBER}')"
    return f"IF({runs}, '''' || {text}, {text})"


def unguard_sql(text: str) -> str:
    r"""SQL for a text without the apostrophe that `guard` put before it."""
    return rf"regexp_replace({text}, '^''(''*[{SIGNS}])', '\1')"
