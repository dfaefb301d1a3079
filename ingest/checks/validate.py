"""Finds the bad rows of `staged` by the rules, all rows at once; they go to `problem`."""

from datetime import date

from data.ledger.writer import Ledger
from ingest.checks.rules import EXCLUSIVE, RULES, Rule

PROBLEM = """
CREATE OR REPLACE TEMP TABLE problem (
  line INTEGER, found_at VARCHAR, place_in_order INTEGER, column_name VARCHAR, code VARCHAR,
  cell VARCHAR, hint VARCHAR)
"""
# With what the rules judge by.
SUSPECT = """
CREATE OR REPLACE TEMP TABLE suspect AS
SELECT s.*, i.kind, i.low, i.high, i.place_kind, i.needs_denominator, i.adds_up,
  p.kind AS kind_of_place
FROM staged AS s LEFT JOIN indicator AS i ON i.id = s.indicator
LEFT JOIN place AS p ON p.code = s.place
WHERE s.suspect
"""
FOUND = """
INSERT INTO problem
SELECT s.line, r.found_at, :order, :column, :code, {cell}, {hint}
FROM suspect AS s JOIN raw AS r ON r.line = s.line
WHERE {when}
"""
# A key said twice in one delivery: its first good line stands, the others are told where it is.
REPEATED = """
INSERT INTO problem
WITH good AS (SELECT line, key FROM staged ANTI JOIN problem USING (line)),
first AS (SELECT key, min(line) AS line FROM good GROUP BY key HAVING count(*) > 1)
SELECT g.line, r.found_at, :order, '', 'duplicate_in_file', NULL, s.found_at
FROM good AS g JOIN first AS f ON f.key = g.key AND f.line <> g.line
JOIN raw AS r ON r.line = g.line JOIN raw AS s ON s.line = f.line
"""


# Of a row that is no measure nothing else is told.
FORGET_OTHERS = """
DELETE FROM problem WHERE code <> :code AND line IN (
  SELECT line FROM problem WHERE code = :code)
"""


def validate(ledger: Ledger, partner: str | None, today: date) -> None:
    """Fill `problem` with every broken rule of every row."""
    values = {"partner": partner, "today": today.isoformat()}
    ledger.run(PROBLEM)
    ledger.run(SUSPECT)
    if ledger.scalar("SELECT count(*) FROM suspect"):
        for order, rule in enumerate(RULES):
            _find(ledger, order, rule, values)
        for code in EXCLUSIVE:
            ledger.run(FORGET_OTHERS, code=code)
    ledger.run(REPEATED, order=len(RULES))


def _find(ledger: Ledger, order: int, rule: Rule, values: dict[str, str | None]) -> None:
    cell = f"r.{rule.column}" if rule.column else "NULL"
    used = {name: value for name, value in values.items() if f":{name}" in rule.broken}
    ledger.run(
        FOUND.format(cell=cell, hint=rule.hint, when=rule.broken),
        order=order,
        column=rule.column,
        code=rule.code,
        **used,
    )
