"""Commands that bring measures in by themselves: from folders and from sources."""

import sys
from dataclasses import astuple
from pathlib import Path

import click

from ingest.cli.commands.deliveries import SENDER_OPTIONS, SenderOptions
from ingest.cli.console import OUTPUT, Output


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option(
    "--every", type=click.FloatRange(0.1), default=2.0, metavar="SECONDS", help="Between looks."
)
@click.option("--once", is_flag=True, help="Take what is there or due now, then end.")
@SENDER_OPTIONS
@click.option(
    "--metrics",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="Tell Prometheus how long loads and publications take, on this machine only.",
)
@OUTPUT
def watch(
    folder: Path | None,
    every: float,
    once: bool,
    sender: SenderOptions,
    metrics: int | None,
    output: Output,
) -> None:
    """Take in files as they come into DIR, or follow the sources of data/sources.yml.

    A file is taken once it is complete, and then moves to done/ or rejected/ in DIR, with the
    reasons beside it. Folders in DIR are not looked into. With --json, one document a line.

    Ends after the current file when it is interrupted (Ctrl-C) or told to end (SIGTERM).

    Example: python -m ingest watch var/inbox --locale fr --state pending
    """
    from prometheus_client import start_http_server

    from data.metrics import WORK
    from ingest.cli import watch_loop as watching
    from ingest.columns.mapping import read_mapping
    from ingest.load.load import Delivery

    if metrics:
        start_http_server(metrics, "127.0.0.1", WORK)
    telling = watching.Telling(output.lang, output.as_json)
    if folder is None:
        if any(astuple(sender)):
            raise click.UsageError("--partner, --locale, --mapping and --state go with DIR.")
        sys.exit(watching.follow_sources(every, once, telling))
    meanings = read_mapping(sender.mapping) if sender.mapping else None
    state = sender.state or "approved"
    said = Delivery(folder, sender.partner, sender.locale, state, mapping=meanings)
    sys.exit(watching.follow_folder(folder, said, every, once, telling))


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]…")
@OUTPUT
def fetch(sources: tuple[str, ...], output: Output) -> None:
    """Run sources of data/sources.yml now, whatever their schedule; all of them by default.

    Example: python -m ingest fetch afris-results
    """
    from ingest.cli import watch_loop as watching

    sys.exit(watching.fetch_now(sources, watching.Telling(output.lang, output.as_json)))


COMMANDS = (watch, fetch)
