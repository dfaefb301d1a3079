"""How often partners report: worked by hand."""

from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, text

from data.questions.rhythms import YEARLY, Rhythm, last_told, rhythms

TODAY = date(2026, 11, 23)
ROWS = """
CREATE TABLE measure AS SELECT *, 'A1.1' AS indicator, 'A' AS obs_status FROM (VALUES
  ('quick', TIMESTAMP '2026-01-01 08:00:00', 1), ('quick', TIMESTAMP '2026-01-01 09:00:00', 1),
  ('quick', TIMESTAMP '2026-01-11 08:00:00', 1), ('quick', TIMESTAMP '2026-02-20 08:00:00', 1),
  ('once', TIMESTAMP '2026-10-01 08:00:00', 2)) AS t(partner, recorded_at, batch)
"""
APPROVED = """
CREATE TABLE batch_event AS SELECT 1 AS batch, 'approved' AS state,
  TIMESTAMP '2026-02-20 08:00:00' AS decided_at
"""


def test_days_gaps_and_the_median_of_them() -> None:
    with create_engine("duckdb:///:memory:").connect() as connection:
        connection.execute(text(ROWS))
        connection.execute(text(APPROVED))
        # Gaps of ten and forty days: the median is 25.
        assert rhythms(connection) == (
            Rhythm("once", date(2026, 10, 1), 1, None),
            Rhythm("quick", date(2026, 2, 20), 3, 25),
        )
        assert last_told(connection) == {"quick": {"A1.1": date(2026, 2, 20)}}


@pytest.mark.parametrize(
    ("days", "usual", "ago", "late"),
    [
        (3, 20, 30, 0),  # half as long again is not yet over
        (3, 20, 31, 11),
        (2, 20, 100, 0),  # two days show no rhythm: once a year
        (1, None, 547, 0),
        (1, None, 548, 183),
        (4, 0, 400, 0),  # a median of nothing is no rhythm either
    ],
)
def test_late_is_half_as_long_again(days: int, usual: int | None, ago: int, late: int) -> None:
    rhythm = Rhythm("x", TODAY - timedelta(days=ago), days, usual)
    assert rhythm.late(TODAY) == timedelta(days=late)
    assert rhythm.expected == (timedelta(days=20) if days == 3 else YEARLY)
