"""Numbers, dates and lists as each language writes them."""

from datetime import date, timedelta

import pytest

from dashboard.reader.accept_language import preferred
from data.text.i18n import Language

EN, FR, ES = Language("en"), Language("fr"), Language("es")


def test_numbers_have_each_languages_separators() -> None:
    said = [t.number(1204) for t in (EN, FR, ES)]
    assert said == ["1,204", "1\u202f204", "1.204"]
    assert [t.number(-2.14, 1) for t in (EN, FR, ES)] == ["−2.1", "−2,1", "−2,1"]
    assert [t.percent(0.021, 1) for t in (EN, FR, ES)] == ["2.1%", "2,1\u00a0%", "2,1\u00a0%"]


def test_dates_are_whole_and_in_order() -> None:
    day = date(2026, 11, 22)
    assert [t.date(day) for t in (EN, FR, ES)] == [
        "22 November 2026",
        "22 novembre 2026",
        "22 de noviembre de 2026",
    ]


def test_lists_are_joined_as_in_a_sentence() -> None:
    assert EN.join(["A1", "B2", "B3"]) == "A1, B2 and B3"
    assert FR.join(["A1", "B2"]) == "A1 et B2"
    assert ES.join(["A1", "B2"]) == "A1 y B2"


def test_a_span_is_told_in_its_largest_unit() -> None:
    assert EN.age(timedelta(seconds=40)) == "40 seconds"


def test_an_unknown_message_shows_in_english() -> None:
    assert FR.gettext("No such message for {n}", n=3) == "No such message for 3"


@pytest.mark.parametrize(
    ("header", "lang"),
    [("", "en"), ("de", "en"), ("fr;q=0.3, es;q=0.8", "es"), ("fr;q=0", "en"), (";;,q=x", "en")],
)
def test_a_browsers_wish_is_weighed(header: str, lang: str) -> None:
    assert preferred(header) == lang
