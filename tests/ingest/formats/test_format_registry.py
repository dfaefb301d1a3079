"""Formats of files: each is one file, and everything else learns of it from there."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import ingest.formats
from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from ingest.formats import registry
from ingest.formats.registry import FORMATS, detect, find_formats, format_of
from ingest.load import read
from ingest.load.load import Delivery, load

ROOT = Path(__file__).resolve().parents[3]
PIPES = '''
"""Tables between pipes, as people draw them in a mail."""

from ingest.formats.format import Format


class Pipes(Format):
    name = "pipes"
    rank = 4
    addressing = "records"

    def matches(self, start):
        return start.text.startswith("|")

    def spool(self, file, spool):
        rows = [line.strip("|").split("|") for line in file.path.read_text().splitlines()]
        with spool.table(columns=rows[0]) as table:
            for number, row in enumerate(rows[1:], 1):
                table.row(number, row)


FORMAT = Pipes()
'''
HELP = """
import sys

import ingest.formats

ingest.formats.__path__.append(sys.argv[1])

from ingest.cli.commands.deliveries import load

load(["--help"])
"""
TABLE = """|indicator|partner|place|period|value|
|C1.1|afris|BEN|2025|3|
|C1.1|afris|FRA|2025|n/a|
"""


def test_a_format_is_one_file(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pipes_format.py").write_text(PIPES)
    monkeypatch.setattr(ingest.formats, "__path__", [*ingest.formats.__path__, str(tmp_path)])
    found = find_formats()
    for name, one in found.items():
        monkeypatch.setitem(FORMATS, name, one)
    monkeypatch.setattr(registry, "FORMATS", found)
    path = tmp_path / "table.txt"
    path.write_text(TABLE)
    assert detect(path).name == format_of(path, "pipes").name == "pipes"
    with read.tables(ledger, path) as tables:
        assert tables[0].columns[0] == "indicator"
    report = load(ledger, Delivery(path))
    assert (report.new, report.rejected, report.layout.file_format) == (1, 1, "pipes")
    command = [sys.executable, "-c", HELP, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "pipes" in done.stdout


def test_the_most_particular_format_is_tried_first() -> None:
    assert [*FORMATS] == ["parquet", "xlsx", "zip", "iati", "sdmx-ml", "json", "csv"]


@pytest.mark.parametrize("name", FORMATS)
def test_each_is_told_of_in_the_documents(name: str) -> None:
    assert name.removesuffix("-ml") in (ROOT / "docs" / "sending.md").read_text().lower()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "is a PDF file"),
        (b"<html><body>Sign in</body></html>", "is a web page"),
        (b"<?xml version='1.0'?><!-- x --><rss/>", "“rss”"),
        (b"PK\x03\x04 cut off", "is damaged"),
    ],
)
def test_what_holds_no_table_says_what_it_is(
    write: Callable[..., Path], content: bytes, said: str
) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        detect(write(content, "file"))
