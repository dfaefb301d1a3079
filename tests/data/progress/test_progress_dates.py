"""Decimal years of period ends, months by the calendar, and staleness at exactly 24 months."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.progress.dates import (
    day_of,
    decimal_year,
    is_stale,
    months_between,
    months_later,
    year_end,
)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2025, 12, 31), 2026.0),
        (date(2024, 12, 31), 2025.0),  # a leap year ends on a whole number too
        (date(2025, 1, 1), 2025 + 1 / 365),
        (date(2025, 3, 14), 2025.2),  # the 73rd of 365 days
        (date(2024, 2, 29), 2024 + 60 / 366),
        (date(2024, 7, 1), 2024.5),  # the 183rd of 366 days
    ],
)
def test_a_day_is_a_year_with_the_fraction_that_has_ended(day: date, year: float) -> None:
    assert decimal_year(day) == pytest.approx(year, abs=1e-12)
    assert day_of(year) == day


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_comes_back_from_its_decimal_year(day: date) -> None:
    assert day_of(decimal_year(day)) == day


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2200, 12, 30)))
def test_a_later_day_is_a_later_decimal_year(day: date) -> None:
    assert decimal_year(day) < decimal_year(day + date.resolution)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 12, 31), 12, date(2025, 12, 31)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 3, 31), 0, date(2024, 3, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(
    day: date, months: int, later: date
) -> None:
    assert months_later(day, months) == later


def test_months_between_counts_the_days_of_a_part_month_in_31sts() -> None:
    assert months_between(date(2023, 12, 31), date(2024, 12, 31)) == 12
    assert months_between(date(2023, 12, 31), date(2024, 12, 30)) == pytest.approx(12 - 1 / 31)
    assert months_between(date(2024, 12, 31), date(2023, 12, 31)) == -12


@pytest.mark.parametrize(
    ("ended", "still_fresh", "stale"),
    [
        (date(2023, 12, 31), date(2025, 12, 31), date(2026, 1, 1)),
        (date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 1)),
        (date(2024, 6, 30), date(2026, 6, 30), date(2026, 7, 1)),
    ],
)
def test_a_value_is_stale_only_after_24_months(ended: date, still_fresh: date, stale: date) -> None:
    assert not is_stale(ended, still_fresh)
    assert is_stale(ended, stale)


def test_a_horizon_ends_with_its_year() -> None:
    assert year_end(2030) == date(2030, 12, 31)
