"""Counts add up for every format and everybody is told the same; no gate opens another rule."""

from pathlib import Path

import pytest

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from ingest.columns.mapping import read_mapping
from ingest.load.batches import batch, problems, warnings
from ingest.load.deliveries import Outcome
from ingest.load.load import Delivery, load
from ingest.load.report import COUNTS, document
from tests.beside import CASES, case

FILES = sorted(
    str(path.relative_to(CASES))
    for path in CASES.rglob("*")
    if path.is_file() and path.suffix not in (".md", ".yml")
)


@pytest.mark.parametrize("name", FILES)
def test_what_was_read_is_new_revised_unchanged_rejected_or_left_out(
    ledger: Ledger, name: str
) -> None:
    path = case(name)
    mapping = next(iter(path.parent.glob("m*.yml")), None)
    said = read_mapping(mapping) if mapping and mapping.name == "map.yml" else None
    try:
        report = load(ledger, Delivery(path, mapping=said))
    except UnreadableFileError:
        assert ledger.scalar("SELECT count(*) FROM batch") == 0
        return
    counted = report.new + report.revised + report.unchanged + report.rejected + report.left_out
    assert report.read == counted
    told = {count: getattr(report, count) for count in COUNTS}
    kept = batch(ledger, report.batch)
    assert {count: getattr(kept, count) for count in COUNTS} == told
    assert {count: document(Outcome(name, report), "en")[count] for count in COUNTS} == told
    lines = {problem.line for problem in problems(ledger, report.batch)}
    assert len(lines) == report.rejected + report.left_out
    assert len({warning.line for warning in warnings(ledger, report.batch)}) == report.warned
    entered = ledger.scalar("SELECT count(*) FROM measure")
    assert entered == report.new + report.revised


def test_a_title_that_begins_with_total_is_no_row_of_totals(ledger: Ledger) -> None:
    folder = case("97-iati-title-total")
    report = load(ledger, Delivery(folder / "a.xml", mapping=read_mapping(folder / "map.yml")))
    assert (report.rejected, report.new) == (0, report.read)
    values = ledger.run("SELECT place, value FROM measure WHERE indicator = 'C1.1' ORDER BY value")
    assert [(row.place, row.value) for row in values][:2] == [("BEN", 3), ("TGO", 4)]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Total number of events held", "unknown_indicator"),
        ("Total", "total_row"),
        ("Total général", "total_row"),
        ("Grand total", "total_row"),
        ("Total for Africa", "total_row"),
    ],
)
def test_an_unknown_title_is_told_as_such(
    ledger: Ledger, tmp_path: Path, title: str, code: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"indicator,partner,place,period,value\n{title},afris,BEN,2025,3\n")
    assert [p.code for p in load(ledger, Delivery(path)).problems] == [code]


def test_a_sound_row_whose_other_cells_open_gates_is_a_measure(
    ledger: Ledger, tmp_path: Path
) -> None:
    """A row that one gate lets into the rules is asked only for what it may have broken."""
    path = tmp_path / "a.csv"
    path.write_text(
        "iati-identifier,indicator,partner,place,period,value,aggregation-status,comment\n"
        f"Total Energies 1,C1.1,afris,BEN,2025,3,1,{'é' * 3000}\n"
    )
    report = load(ledger, Delivery(path))
    assert (report.new, report.rejected) == (1, 0), report.problems
