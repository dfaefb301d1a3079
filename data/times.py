"""Moments in UTC without zone: what the ledger stores. Imports nothing of ours."""

from datetime import UTC, date, datetime

FIRST_DAY = date(1900, 1, 1)  # of questions: a year or two before it are in the calendar still
FIRST_MOMENT, LAST_MOMENT = datetime(1, 1, 1), datetime(9999, 12, 31)  # noqa: DTZ001 - UTC


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC).replace(tzinfo=None)


def day_asked(written: str | None) -> date | None:
    """A day as an address writes it (2024-05-03), from `FIRST_DAY` on; None for anything else."""
    try:
        day = date.fromisoformat(written or "")
    except ValueError:
        return None
    return day if day >= FIRST_DAY else None
