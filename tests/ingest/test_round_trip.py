"""What is exported and loaded into an empty home gives the same totals and verdicts."""

from datetime import date
from pathlib import Path

import pytest

from data.home import Home
from data.ledger.reference_tables import sync
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.store import Store
from ingest.load.load import Delivery, load
from ingest.write.export import export

TODAY = date(2026, 11, 22)
ENDINGS = {"csv": "csv", "xlsx": "xlsx", "json": "json", "parquet": "parquet", "sdmx-csv": "csv"}


def near(value: float | None) -> str:
    """A number without the last digits, which depend on the order of a sum."""
    return "" if value is None else f"{value:.9g}"


def standings(home: Home) -> dict[str, object]:
    """Every indicator's total and verdicts, with the numbers they rest on."""
    snapshot = Store(home).current()
    try:
        found = {}
        for indicator in (*snapshot.plan.indicators, *snapshot.plan.context):
            progress = snapshot.indicator(indicator.id, TODAY)
            found[indicator.id] = (
                [(p.period_end, near(p.value)) for p in progress.points],
                {h: (v.status, v.reason, near(v.ratio)) for h, v in progress.verdicts.items()},
                progress.contributors,
                progress.measures,
            )
        return found
    finally:
        snapshot.close()


@pytest.mark.parametrize("file_format", ENDINGS)
def test_totals_and_verdicts_are_the_same(
    sample_template: Path, tmp_path: Path, file_format: str
) -> None:
    source = Home(sample_template)
    file = tmp_path / f"measures.{ENDINGS[file_format]}"
    with open_ledger(source) as ledger:
        written = export(ledger, Settings(home=source.root), file, file_format)
    target = Settings(home=tmp_path / "other")
    with open_ledger(Home(target.home)) as ledger:
        sync(ledger, target)
        report = load(ledger, Delivery(file))
        publish(ledger)
    assert (report.read, report.new, report.problems) == (written, written, ())
    assert standings(Home(target.home)) == standings(source)
