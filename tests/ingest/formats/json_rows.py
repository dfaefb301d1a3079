"""What the reader of JSON makes of a text."""

import csv
import json
import tempfile
from io import StringIO
from pathlib import Path

from ingest.formats.json import read_json
from ingest.spool import SEPARATOR, Spool, Table

Row = dict[str, str]


def table(content: str | bytes) -> tuple[Table, list[list[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "delivery.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        spool = Spool(Path(folder))
        read_json(path, spool)
        (only,) = spool.tables
        return only, list(
            csv.reader(StringIO(only.path.read_text(), newline=""), delimiter=SEPARATOR)
        )


def rows(content: str | bytes) -> list[Row]:
    only, cells = table(content)
    names = ["number", *only.columns]
    return [
        dict(zip(names, [n, *row] + [""] * (len(names) - 1 - len(row)), strict=True))
        for n, _, *row in cells
    ]


def row(record: object) -> Row:
    (only,) = rows(json.dumps([record]))
    return {name: cell for name, cell in only.items() if name != "number"}
