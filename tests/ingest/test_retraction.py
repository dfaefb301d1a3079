"""Taking back one row: by its sender, by a standard's own mark, with its history kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.ledger.writer import Ledger
from data.questions.answers import Measure
from data.store.snapshot import Snapshot
from ingest.load.batches import decide
from ingest.load.load import Delivery, LoadReport, load
from tests.beside import case

TODAY = date(2026, 11, 22)
HEADER = "indicator,partner,place,period,value,obs_status,disclosure\n"
MALI = "C1.1,afris,MLI,2025,5,,\n"
TAKEN_BACK = "C1.1,afris,MLI,2025,,retract,\n"
Send = Callable[..., LoadReport]
Publish = Callable[[], Snapshot]


def totals(snapshot: Snapshot) -> list[float]:
    return [point.value for point in snapshot.indicator("C1.1", TODAY).points]


def history(snapshot: Snapshot, key: str) -> list[tuple[float, str, bool]]:
    def told(measure: Measure) -> tuple[float, str, bool]:
        return measure.value, measure.obs_status, measure.superseded

    return [told(measure) for measure in snapshot.measure_history(key, TODAY)]


def test_a_row_is_taken_back_and_counts_nowhere(send: Send, published: Publish) -> None:
    send(HEADER + MALI + "C1.1,afris,BEN,2025,3,,\n")
    before = published()
    (mali,) = (m for m in before.measures(TODAY).measures if m.place == "MLI")
    report = send(HEADER + TAKEN_BACK)
    after = published()
    assert (report.new, report.revised, report.rejected) == (0, 1, 0)
    assert (totals(before), totals(after)) == ([8], [3])
    assert [(m.place, m.value) for m in after.measures(TODAY).measures if not m.superseded] == [
        ("BEN", 3)
    ]
    assert history(after, mali.key) == [(5, "retract", False), (5, "A", True)]
    assert totals(before) == [8]


def test_what_was_taken_back_can_be_reported_again(send: Send, published: Publish) -> None:
    send(HEADER + MALI)
    send(HEADER + TAKEN_BACK)
    assert send(HEADER + TAKEN_BACK).unchanged == 1
    assert send(HEADER + MALI.replace(",5,", ",4,")).revised == 1
    assert totals(published()) == [4]


def test_withdrawing_a_retraction_brings_the_value_back(
    send: Send, ledger: Ledger, published: Publish
) -> None:
    send(HEADER + MALI)
    decide(ledger, send(HEADER + TAKEN_BACK).batch, "withdrawn", None)
    assert totals(published()) == [5]


def test_nothing_can_be_taken_back_that_was_never_reported(send: Send) -> None:
    report = send(HEADER + TAKEN_BACK)
    assert [(p.code, p.column) for p in report.problems] == [("nothing_to_retract", "obs_status")]


def test_nobody_takes_back_what_another_reported(ledger: Ledger, write: Callable) -> None:
    load(ledger, Delivery(write(HEADER + MALI)))
    path = write(HEADER + TAKEN_BACK)
    assert [p.code for p in load(ledger, Delivery(path, only="giz")).problems] == [
        "not_your_partner"
    ]
    path = write(HEADER + TAKEN_BACK.replace("afris", ""))
    assert [p.code for p in load(ledger, Delivery(path, partner="giz", only="giz")).problems] == [
        "nothing_to_retract"
    ]


def test_a_retraction_is_no_more_open_than_what_it_takes_back(
    send: Send, ledger: Ledger, published: Publish
) -> None:
    send(HEADER + MALI.replace(",,\n", ",,secretariat\n"))
    send(HEADER + TAKEN_BACK)
    disclosures = ledger.run("SELECT disclosure FROM measure ORDER BY batch")
    assert [row.disclosure for row in disclosures] == ["secretariat", "secretariat"]
    assert published().measures(TODAY).total == 0


def test_missing_means_missing_not_taken_back(
    send: Send, ledger: Ledger, published: Publish
) -> None:
    send(HEADER + MALI)
    load(ledger, Delivery(case("34-remove-value/del.csv")))
    assert totals(published()) == [5]


def sdmx(path: Path, action: str) -> Path:
    path.write_text(
        f'<m:StructureSpecificData xmlns:m="urn:m"><m:Header/><m:DataSet action="{action}">'
        '<Obs SERIES="C1.1" REPORTER="afris" REF_AREA="MLI" TIME_PERIOD="2025" OBS_VALUE="5"/>'
        "</m:DataSet></m:StructureSpecificData>"
    )
    return path


@pytest.mark.parametrize(("only", "left"), [(None, []), ("afris", []), ("giz", [5])])
def test_a_deletion_takes_back_what_its_sender_reported(
    ledger: Ledger, tmp_path: Path, published: Publish, only: str | None, left: list[float]
) -> None:
    assert load(ledger, Delivery(sdmx(tmp_path / "a.xml", "Delete"))).left_out == 1
    load(ledger, Delivery(sdmx(tmp_path / "a.xml", "Append")))
    report = load(ledger, Delivery(sdmx(tmp_path / "a.xml", "Delete"), only=only))
    assert (report.revised, report.left_out) == (int(not left), int(bool(left)))
    assert totals(published()) == left
