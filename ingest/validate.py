"""Finds the bad rows of `staged` by the rules, all rows at once; they go to `problem`."""

from datetime import date

from data.ledger import Ledger
from ingest.normalise import AMBIGUOUS
from ingest.rules import RULES, Rule

PROBLEM = """
CREATE OR REPLACE TEMP TABLE problem (
  line INTEGER, place_in_order INTEGER, column_name VARCHAR, code VARCHAR, cell VARCHAR,
  hint VARCHAR)
"""
FOUND = """
INSERT INTO problem
SELECT s.line, :order, :column, :code, {cell}, {hint}
FROM staged AS s JOIN raw AS r ON r.line = s.line WHERE {when}
"""


# A key said twice in one delivery: its first good line stands, the others are told where it is.
REPEATED = """
INSERT INTO problem
WITH good AS (SELECT line, key FROM staged ANTI JOIN problem USING (line)),
first AS (SELECT key, min(line) AS line FROM good GROUP BY key HAVING count(*) > 1)
SELECT g.line, :order, '', 'duplicate_in_file', NULL, CAST(f.line AS VARCHAR)
FROM good AS g JOIN first AS f ON f.key = g.key AND f.line <> g.line
"""


def validate(ledger: Ledger, partner: str | None, today: date) -> None:
    """Fill `problem` with every broken rule of every row."""
    ledger.run(PROBLEM)
    values = {"partner": partner, "today": today.isoformat()}
    for order, rule in enumerate(RULES):
        when = _condition(rule)
        used = {name: value for name, value in values.items() if f":{name}" in when}
        cell = f"r.{rule.column}" if rule.column else "NULL"
        ledger.run(
            FOUND.format(cell=cell, hint=rule.hint, when=when),
            order=order,
            column=rule.column,
            code=rule.code,
            **used,
        )
    ledger.run(REPEATED, order=len(RULES))


def _condition(rule: Rule) -> str:
    ambiguous = {
        f"ambiguous_{column}": f"regexp_full_match(r.{column}, '{AMBIGUOUS}')"
        for column in ("value", "denominator")
    }
    when = rule.when
    for name, condition in ambiguous.items():
        when = when.replace("{" + name + "}", condition)
    return when
