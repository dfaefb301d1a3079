"""Moments in UTC without zone: what the ledger stores. Imports nothing of ours."""

from datetime import UTC, datetime

FIRST_MOMENT, LAST_MOMENT = datetime(1, 1, 1), datetime(9999, 12, 31)  # noqa: DTZ001 - UTC


def utc_now() -> datetime:
    """The time now."""
    return datetime.now(UTC).replace(tzinfo=None)
