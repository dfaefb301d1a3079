"""Commands that look after the home folder: prepare, publish, status, export."""

from dataclasses import asdict
from pathlib import Path

import click

from data.home import Home
from data.settings import read_settings
from ingest.console import JSON, open_home, tell


@click.command()
@JSON
def prepare(as_json: bool) -> None:
    """Make the home ready to serve: plan, measured facts and (unless FPT_SAMPLE=0) samples.

    Example: FPT_SAMPLE=0 python -m ingest prepare
    """
    from ingest.prepare import prepare as prepare_home

    with open_home(synced=False) as (ledger, settings):
        published = prepare_home(ledger, settings)
        current = ledger.home.current.read_text()
    tell({"published": published, "snapshot": current}, f"Ready: snapshot {current}.", as_json)


@click.command()
@JSON
def publish(as_json: bool) -> None:
    """Publish what the ledger holds.

    Example: python -m ingest publish
    """
    from data.publish import publish as publish_ledger

    with open_home() as (ledger, _):
        snapshot = publish_ledger(ledger)
    tell({"snapshot": snapshot}, f"Published {snapshot}.", as_json)


@click.command()
@JSON
def status(as_json: bool) -> None:
    """Say what is served and what waits. Does not disturb a running load.

    Example: python -m ingest status --json
    """
    from data.store import Store

    info = Store(Home(read_settings().home)).current().info
    facts = asdict(info)
    tell(facts, "\n".join(f"{name}: {value}" for name, value in facts.items()), as_json)


@click.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--format", "file_format", type=click.Choice(["csv"]), default="csv")
@JSON
def export(output: Path, file_format: str, as_json: bool) -> None:
    """Write every public measure in force to a file that `load` reads back.

    Example: python -m ingest export -o measures.csv
    """
    from ingest.batches import export_csv

    with open_home() as (ledger, _):
        written = export_csv(ledger, output)
    tell({"file": str(output), "measures": written}, f"{written} measures: {output}", as_json)


COMMANDS = (prepare, publish, status, export)
