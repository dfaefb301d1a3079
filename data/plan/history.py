"""The plans a ledger or snapshot keeps: the one in force at a moment, and earlier versions."""

from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, text

from data.plan.model import Plan
from data.times import LAST_MOMENT

# Before any was in force, the first one stands.
IN_FORCE = """
SELECT digest, content FROM plan WHERE NOT earlier
ORDER BY recorded_at <= :moment DESC,
  CASE WHEN recorded_at <= :moment THEN recorded_at END DESC, recorded_at LIMIT 1
"""
# By `arg_max`: DuckDB 1.5.5 cannot bind the same as a window over a view.
EARLIER = """
SELECT arg_max(digest, recorded_at) AS digest, arg_max(content, recorded_at) AS content
FROM plan WHERE earlier GROUP BY version ORDER BY version DESC
"""


def plan_in_force(connection: Connection, moment: datetime = LAST_MOMENT) -> Plan:
    """The plan judged against at a moment (UTC)."""
    row = connection.execute(text(IN_FORCE), {"moment": moment}).one()
    return _parsed(row.digest, row.content)


def earlier_plans(connection: Connection) -> tuple[Plan, ...]:
    """The versions before the plan in force, newest first."""
    return tuple(_parsed(row.digest, row.content) for row in connection.execute(text(EARLIER)))


@lru_cache(maxsize=8)
def _parsed(digest: str, content: str) -> Plan:
    """Parsed once for all that share it."""
    return Plan.model_validate_json(content)
