"""Commands that bring measures in."""

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from ingest.cli.console import (
    JSON,
    OUTPUT,
    Output,
    load_exit,
    open_home,
    option_group,
    progress,
    tell,
    tell_loads,
)
from ingest.columns.numbers import LOCALES
from ingest.formats.registry import FORMATS

LOCALE = click.option(
    "--locale", type=click.Choice([*LOCALES]), help="How numbers are written: 1.5 or 1,5."
)


@dataclass(frozen=True, slots=True)
class SenderOptions:
    """What a sender says about its files."""

    partner: str | None
    locale: str | None
    mapping: Path | None
    state: str | None


SENDER_OPTIONS = option_group(
    "sender",
    SenderOptions,
    click.option("--partner", metavar="ID", help="Reports for rows that name no partner."),
    LOCALE,
    click.option(
        "--mapping", type=click.Path(path_type=Path), help="What the sender's words mean."
    ),
    click.option("--state", type=click.Choice(["pending", "approved"]), help="Default: approved."),
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@SENDER_OPTIONS
@click.option(
    "--format",
    "file_format",
    type=click.Choice([*FORMATS]),
    help="Default: by what the file holds.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@OUTPUT
def load(
    paths: tuple[Path, ...],
    sender: SenderOptions,
    file_format: str | None,
    dry_run: bool,
    output: Output,
) -> None:
    """Load measures files, publish, and list the rows that were refused.

    Reads CSV, XLSX, JSON, Parquet, IATI and SDMX files, HXL-tagged sheets, submissions of
    KoboToolbox and ODK, and ZIP files of these.

    Example: python -m ingest load africa.csv europe.xlsx --locale fr --dry-run
    """
    from data.store.publish import is_behind
    from data.store.publish import publish as publish_ledger
    from ingest.columns.mapping import read_mapping
    from ingest.load.deliveries import Outcome, deliver
    from ingest.load.interrupt import InterruptedLoadError, interruptible
    from ingest.load.load import Delivery

    meanings = read_mapping(sender.mapping) if sender.mapping else None
    state = sender.state or "approved"
    left = list(paths)
    with open_home() as (ledger, _), progress(paths) as items, interruptible() as watched:
        outcomes: list[Outcome] = []
        for path, step in items:
            delivery = Delivery(
                *(path, sender.partner, sender.locale, state),
                file_format=file_format,
                mapping=meanings,
            )
            try:
                outcomes += deliver(ledger, delivery, dry_run, watched(step))
            except InterruptedLoadError:
                break
            left.remove(path)
        snapshot = None
        changed = any(outcome.changed for outcome in outcomes)
        if state == "approved" and not dry_run and (changed or is_behind(ledger)):
            snapshot = publish_ledger(ledger)
    tell_loads(outcomes, snapshot, output.lang, output.as_json)
    if left:
        names = ", ".join(path.name for path in left)
        click.echo(
            f"Stopped: nothing of {names} was loaded. Load it again when you like.", err=True
        )
    sys.exit(load_exit(outcomes, stopped=bool(left)))


@click.command("map")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--partner", metavar="ID", help="Reports every row.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Default: standard output.")
@JSON
def map_file(file: Path, partner: str | None, output: Path | None, as_json: bool) -> None:
    """Propose what a file's own columns, titles, units and places mean, to be edited.

    Example: python -m ingest map results.xlsx --partner afris -o afris.yml
    """
    from ingest.load.propose_mapping import propose

    with open_home() as (ledger, _):
        proposed = propose(ledger, file, partner)
    if output is None and not as_json:
        click.echo(proposed, nl=False)
        return
    if output:
        output.write_text(proposed, encoding="utf-8")
    facts: dict[str, object] = {"file": str(output) if output else None, "mapping": proposed}
    tell(facts, f"Proposed: {output}. Read it, correct it, then load with --mapping.", as_json)


COMMANDS = (load, map_file)
