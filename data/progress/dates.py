"""Dates as the methods count them: decimal years of period ends, horizons at the year's end."""

from datetime import date

STALE_AFTER_MONTHS = 24


def decimal_year(day: date) -> float:
    """A day as a year with a fraction; 31 December of a year is the next whole number."""
    start = date(day.year, 1, 1)
    days = (date(day.year + 1, 1, 1) - start).days
    return day.year + ((day - start).days + 1) / days


def day_of(decimal: float) -> date:
    """The day of a decimal year; the inverse of `decimal_year`."""
    year = int(decimal) if decimal != int(decimal) else int(decimal) - 1
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return date.fromordinal(date(year, 1, 1).toordinal() + round((decimal - year) * days) - 1)


def year_end(year: int) -> date:
    """The last day of a year: where a horizon's target is due unless it says otherwise."""
    return date(year, 12, 31)


def months_between(earlier: date, later: date) -> float:
    """Months from one day to another, in decimals; negative when `later` is earlier."""
    whole = (later.year - earlier.year) * 12 + later.month - earlier.month
    return whole + (later.day - earlier.day) / 31


def is_stale(period_end: date, as_of: date) -> bool:
    """Whether the last period ended more than 24 months before `as_of`."""
    return months_later(period_end, STALE_AFTER_MONTHS) < as_of


def months_later(day: date, months: int) -> date:
    """The same day some months later (earlier when negative), or the month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))
