"""Commands that look after the home folder: prepare, publish, status, export."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from data.settings import read_settings
from data.text.i18n import LANGUAGES
from ingest.cli.console import JSON, open_home, tell

FORMATS = ("csv", "xlsx", "json", "parquet", "sdmx-csv")


@click.command()
@JSON
def prepare(as_json: bool) -> None:
    """Make the home ready to serve: plan, measured facts and (unless FPT_SAMPLE=0) samples.

    Example: FPT_SAMPLE=0 python -m ingest prepare
    """
    from data.store.store import Store
    from ingest.cli.prepare import prepare as prepare_home

    with open_home(synced=False) as (ledger, settings):
        published = prepare_home(ledger, settings)
        current = Store(settings.place).current_id()
    tell({"published": published, "snapshot": current}, f"Ready: snapshot {current}.", as_json)


@click.command()
@JSON
def publish(as_json: bool) -> None:
    """Publish what the ledger holds.

    Example: python -m ingest publish
    """
    from data.store.publish import publish as publish_ledger

    with open_home() as (ledger, _):
        snapshot = publish_ledger(ledger)
    tell({"snapshot": snapshot}, f"Published {snapshot}.", as_json)


@click.command()
@JSON
def status(as_json: bool) -> None:
    """Say what is served and how the sources are doing. Does not disturb a running load.

    Example: python -m ingest status --json
    """
    from data.store.store import Store

    snapshot = Store(read_settings().place).current()
    facts = asdict(snapshot.info)
    sources = [asdict(source) for source in snapshot.sources()]
    lines = [f"{name}: {value}" for name, value in facts.items()]
    lines += [_source(source) for source in sources]
    tell(facts | {"sources": sources}, "\n".join(lines), as_json)


def _source(source: dict[str, Any]) -> str:
    """One line: since when a source is broken, or when it last worked."""
    if source["broken_since"]:
        state = f"broken since {source['broken_since']:%Y-%m-%d %H:%M} ({source['detail']})"
    else:
        state = f"{source['last_result']} {source['last_run']:%Y-%m-%d %H:%M}"
    return f"source {source['id']}: {state}"


@click.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "file_format", type=click.Choice(FORMATS), help="Default: by the file's name."
)
@JSON
def export(output: Path, file_format: str | None, as_json: bool) -> None:
    """Write every public measure in force to a file that `load` reads back.

    Snapshot, licence and citation go with it.

    Example: python -m ingest export -o measures.xlsx
    """
    from ingest.write.export import export as export_measures

    ending = output.suffix.lstrip(".").lower()
    chosen = file_format or (ending if ending in FORMATS else "csv")
    with open_home() as (ledger, settings):
        written = export_measures(ledger, settings, output, chosen)
    tell({"file": str(output), "measures": written}, f"{written} measures: {output}", as_json)


@click.command()
@click.option("--partner", required=True, metavar="ID", help="For whom; `GET partners` lists ids.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@JSON
def template(partner: str, lang: str, output: Path, as_json: bool) -> None:
    """Write a spreadsheet for one partner to fill in, in their language.

    Example: python -m ingest template --partner afris --lang fr -o afris.xlsx
    """
    from ingest.write.template import write_template

    with open_home() as (ledger, settings):
        rows = write_template(ledger, settings, partner, lang, output)
    tell({"file": str(output), "rows": rows}, f"{rows} rows to fill in: {output}", as_json)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@JSON
def backup(file: Path, as_json: bool) -> None:
    """Write everything the home holds to one file, whole even while loads run.

    Example: python -m ingest backup backups/monday.zip
    """
    from ingest.write.backup import back_up

    with open_home(synced=False) as (ledger, _):
        facts = back_up(ledger, file)
    tell(facts, f"{facts['batches']} batches, {facts['measures']} measures: {file}", as_json)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@JSON
def restore(file: Path, as_json: bool) -> None:
    """Put a backup in the place of what the home holds, and publish it.

    What was there is kept beside it, under the name that is told.

    Example: python -m ingest restore backups/monday.zip
    """
    from ingest.write.backup import restore as restore_home

    facts = restore_home(read_settings(), file)
    tell(facts, f"Restored; published {facts['snapshot']}. Before: {facts['kept']}.", as_json)


@click.command()
@JSON
def recover(as_json: bool) -> None:
    """Put the newest snapshot that can be read in the place of a damaged or missing ledger.

    The damaged ledger is kept beside it. Batches that came after the snapshot are named.

    Example: python -m ingest recover
    """
    from ingest.cli.recover import recover as recover_home

    found = recover_home(read_settings().place)
    kept = f" The damaged one is kept: {found.kept}." if found.kept else ""
    missing = "It cannot tell what came after." if found.kept and found.missing is None else ""
    if found.missing:
        missing = "Send again what came after: " + ", ".join(found.missing) + "."
    words = f"The ledger is that of {found.snapshot} again.{kept} {missing}".strip()
    tell({"snapshot": found.snapshot, "kept": found.kept, "missing": found.missing}, words, as_json)


@click.command()
@JSON
def repair(as_json: bool) -> None:
    """Take times that a clock ahead wrote into the ledger back to now, and publish.

    Example: python -m ingest repair
    """
    from data.store.publish import publish as publish_ledger
    from ingest.cli.repair import repair_clock

    with open_home(synced=False) as (ledger, _):
        moments = repair_clock(ledger)
        snapshot = publish_ledger(ledger) if moments else None
    words = f"{moments} times were ahead and are of now. Published {snapshot}."
    tell(
        {"moments": moments, "snapshot": snapshot},
        words if moments else "No time is ahead.",
        as_json,
    )


COMMANDS = (prepare, publish, status, export, template, backup, restore, recover, repair)
