"""A dry run says which totals and verdicts would move, and leaves everything as it was."""

from collections.abc import Callable
from pathlib import Path

from data.ledger.schema import KEPT
from data.ledger.writer import Ledger
from ingest.load.dry_run import try_load
from ingest.load.load import Delivery, LoadReport, load

Send = Callable[..., LoadReport]
Write = Callable[..., Path]
HEADER = "indicator,partner,place,period,value\n"


def state(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    names = sorted(KEPT | {"contribution", "total", "reported", "partner_total", "overlap"})
    return {n: [tuple(r) for r in ledger.run(f'SELECT * FROM "{n}" ORDER BY ALL')] for n in names}


def test_it_tells_of_totals_and_flips_and_writes_nothing(
    send: Send, ledger: Ledger, write: Write
) -> None:
    send(HEADER + "C1.1,afris,BEN,2024,1\nA3.1,afris,BEN,2024,1\n")
    before = state(ledger)
    file = write(HEADER + "C1.1,inrae,BEN,2025,60\nC1.1,afris,BEN,2024,2\nZ,afris,BEN,2024,1\n")
    trial = try_load(ledger, Delivery(file))
    counted = (trial.report.new, trial.report.revised, trial.report.rejected)
    assert counted == (1, 1, 1)
    (change,) = trial.changes
    assert change.indicator.id == "C1.1"
    assert (change.before[2030].value, change.after[2030].value) == (1, 60)
    assert trial.flips == trial.changes
    assert state(ledger) == before


def test_it_foretells_what_the_load_then_does(send: Send, ledger: Ledger, write: Write) -> None:
    send(HEADER + "C1.1,afris,BEN,2024,20\n")
    delivery = Delivery(write(HEADER + "C1.1,inrae,BEN,2024,60\nC1.1,giz,BEN,2024,x\n"))
    trial, report = try_load(ledger, delivery), load(ledger, delivery)
    assert trial.report == report
    again = try_load(ledger, delivery)
    assert (again.changes, again.report.unchanged) == ((), 1)


def test_what_would_wait_is_tried_as_if_it_were_approved(ledger: Ledger, write: Write) -> None:
    file = write(HEADER + "C1.1,afris,BEN,2024,20\n")
    trial = try_load(ledger, Delivery(file, state="pending"))
    assert [c.after[2030].value for c in trial.changes] == [20]
    assert ledger.scalar("SELECT count(*) FROM batch_event") == 0
