"""Whatever a cell holds, DuckDB reads it back as it was written."""

from pathlib import Path

from data.ledger.writer import Ledger
from ingest.source_table import spooled
from ingest.spool import LONGEST_CELL, SEPARATOR, Spool

ROWS = [
    ["plain", "a, b; c\td", ""],
    ['says "so"', "two\nlines", "a\rreturn"],
    [f"separator {SEPARATOR} inside", "", "x"],
    ["", "", "only the last"],
    ['"', '""', "'"],
]


def test_a_cell_is_read_as_it_was_written(ledger: Ledger, tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    with spool.table("one", ["a", "b", "c"], 1) as table:
        for number, row in enumerate([*ROWS, ["more", "than", "the", "header"]], 2):
            table.row(number, row)
    source = spooled(spool.tables[0])
    with ledger.transaction():
        ledger.read_file(f"CREATE TEMP TABLE back AS {source.relation}", source.path, "one")
        back = [tuple(row) for row in ledger.run("SELECT * FROM back ORDER BY number")]
    expected = [(n, None, None, *(cell or None for cell in row)) for n, row in enumerate(ROWS, 2)]
    assert back == [*expected, (7, None, "header", "more", "than", "the")]


def test_rows_of_one_place_are_told_apart(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    with spool.table() as table:
        for at in (1, 1, 1, 3, 4, 9, None, None, 9):
            table.row(at, ["x"])
    rows = [line.split(SEPARATOR)[:2] for line in spool.tables[0].path.read_text().splitlines()]
    assert rows == [
        ["1", ""],
        ["2", "1:2"],
        ["3", "1:3"],
        ["4", "3"],
        ["5", "4"],
        ["9", ""],
        ["10", "#7"],
        ["11", "#8"],
        ["12", "9"],
    ]


def test_a_long_cell_is_cut_not_its_neighbours(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    with spool.table("one", ["a", "b"], 1) as table:
        table.row(2, ["x" * (LONGEST_CELL + 9), "kept"])
    line = spool.tables[0].path.read_text().rstrip("\n").split(SEPARATOR)
    assert (line[0], len(line[2]), line[3]) == ("2", LONGEST_CELL, "kept")
