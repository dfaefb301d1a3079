"""However an IATI file is written, the same measures come of it."""

import random
from pathlib import Path
from xml.dom import minidom
from xml.etree import ElementTree as ET

import pytest

from data.ledger.writer import Ledger
from ingest.load.load import Delivery, load
from tests.ingest.test_independent_records import activities

LOADED = """
SELECT indicator, partner, place, period, value, activity, parent_activity FROM measure
ORDER BY ALL
"""


def pretty(text: str) -> str:
    return minidom.parseString(text).toprettyxml(indent="\t")


def other_order(text: str) -> str:
    """Every attribute in another order, with other quotes and spaces."""
    root = ET.fromstring(text)
    for element in root.iter():
        said = list(element.attrib.items())
        element.attrib.clear()
        element.attrib.update(dict(reversed(said)))
    return ET.tostring(root, encoding="unicode", short_empty_elements=False).replace('"', "'")


def utf16(text: str) -> bytes:
    return text.encode("utf-16")


def commented(text: str) -> str:
    return text.replace("<period>", "<!-- a period --><period><?x y?>")


WRITINGS = {
    "pretty-printed": pretty,
    "attributes in another order": other_order,
    "UTF-16": utf16,
    "with comments": commented,
    "a line break after each tag": lambda text: text.replace("><", ">\r\n<"),
}


def loaded(ledger: Ledger, path: Path, content: str | bytes) -> list[tuple[object, ...]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with ledger.transaction():
        for table in ("measure", "batch", "batch_event", "restated", "contribution"):
            ledger.run(f"DELETE FROM {table}")
    report = load(ledger, Delivery(path))
    counts = (report.read, report.new, report.rejected, report.left_out)
    return [counts, *(tuple(row) for row in ledger.run(LOADED))]


@pytest.mark.parametrize("name", WRITINGS)
def test_writing_a_file_otherwise_changes_nothing(
    ledger: Ledger, tmp_path: Path, name: str
) -> None:
    text = activities(random.Random(7), "")
    text = text.replace("<iati-activity>", '<iati-activity xml:lang="fr" default-currency="EUR">')
    as_written = loaded(ledger, tmp_path / "a.xml", text)
    assert len(as_written) > 1000
    assert loaded(ledger, tmp_path / "b.xml", WRITINGS[name](text)) == as_written
