"""Measures files of any size: believable, valid, every natural key different."""

import csv
from pathlib import Path

import duckdb
import xlsxwriter

# Series of 24 quarters each: what a partner's field observatory sends.
ROWS = """
COPY (
  SELECT ['A2.1', 'A3.1', 'A4.1', 'A5.1', 'B4.1', 'C1.1', 'C3.1', 'D4.2', 'F2.1'][1 + s % 9]
      AS indicator,
    'sample-' || lpad(CAST(1 + (s * 7) % 740 AS VARCHAR), 3, '0') AS partner,
    (SELECT list(code ORDER BY code) FROM read_csv('{places}', all_varchar = true)
      WHERE kind = 'country')[1 + CAST((s * 31) % 190 AS INTEGER)] AS place,
    (2020 + i % 24 // 4) || '-Q' || (1 + i % 4) AS period,
    round((i % 1000) / 7.0, 2) AS value,
    'observation-' || s AS activity,
    'https://example.org/' || (i % 500) AS source,
    'Comment number ' || i % 1000 AS comment
  FROM (SELECT i, i // 24 AS s FROM range(CAST($first AS BIGINT), CAST($last AS BIGINT)) AS r(i))
) TO '{target}' (HEADER)
"""
PLACES = Path(__file__).resolve().parents[2] / "data/reference/places.csv"


def write_rows(target: Path, first: int, last: int) -> Path:
    """Write rows number `first` up to `last`; the file."""
    with duckdb.connect() as connection:
        statement = ROWS.format(places=PLACES, target=target)
        connection.execute(statement, {"first": first, "last": last})
    return target


def write_workbook(target: Path, rows: Path) -> Path:
    """The same rows as a spreadsheet, numbers as numbers; the file."""
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_numbers": True}
    with xlsxwriter.Workbook(target, options) as book, rows.open(newline="") as file:
        page = book.add_worksheet("Measures")
        for number, row in enumerate(csv.reader(file)):
            page.write_row(number, 0, row)
    return target
