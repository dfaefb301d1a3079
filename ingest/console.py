"""What every command of `python -m ingest` shares: options, the open ledger, ways to tell."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from data.contributions import refresh
from data.errors import ProductError
from data.home import Home
from data.ledger import Ledger, open_ledger
from data.reference_tables import sync
from data.settings import Settings, read_settings
from ingest.load import LoadReport

DONE, NOTHING_CHANGED, PARTLY = 0, 1, 3
PROBLEMS_SHOWN = 30
LANG = click.option(
    "--lang", type=click.Choice(["en", "fr", "es"]), default="en", help="Language of the messages."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
WHY = click.option("--why", metavar="TEXT", help="The reason, kept with the batch.")


class Commands(click.Group):
    """Commands whose errors for people end in one sentence, not in a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error for people ends it with exit 1."""
        try:
            return super().invoke(ctx)
        except ProductError as error:
            click.echo(str(error), err=True)
            ctx.exit(NOTHING_CHANGED)


@contextmanager
def open_home(synced: bool = True) -> Iterator[tuple[Ledger, Settings]]:
    """The ledger of the settings' home, its reference tables up to date."""
    settings = read_settings()
    with open_ledger(Home(settings.home)) as ledger:
        if synced and sync(ledger, settings):
            with ledger.transaction():
                refresh(ledger)
        yield ledger, settings


@contextmanager
def progress(paths: tuple[Path, ...]) -> Iterator[Iterator[Path]]:
    """The paths, behind a bar where somebody watches and there is more than one."""
    if len(paths) == 1 or not sys.stderr.isatty():
        yield iter(paths)
        return
    with click.progressbar(paths, label="Loading", file=sys.stderr) as bar:
        yield iter(bar)


def tell(facts: dict[str, object], words: str, as_json: bool) -> None:
    """Facts as JSON on stdout, or words on stderr."""
    if as_json:
        click.echo(json.dumps(facts, default=str, ensure_ascii=False))
    else:
        click.echo(words, err=True)


def tell_loads(reports: list[LoadReport], snapshot: str | None, lang: str, as_json: bool) -> None:
    """What became of each delivery, with every problem in the asked language."""
    documents = []
    for report in reports:
        told = [asdict(p) | {"sentence": p.sentence(lang)} for p in report.problems]
        documents.append(asdict(report) | {"problems": told})
        if not as_json:
            _tell_load(report, lang)
    if not as_json and snapshot:
        click.echo(f"Published {snapshot}.", err=True)
    if as_json:
        click.echo(json.dumps({"snapshot": snapshot, "batches": documents}, ensure_ascii=False))


def _tell_load(report: LoadReport, lang: str) -> None:
    for problem in report.problems[:PROBLEMS_SHOWN]:
        where = f"line {problem.line}, {problem.column or 'row'}: {problem.code}"
        click.echo(f"{where}: {problem.sentence(lang)}", err=True)
    if len(report.problems) > PROBLEMS_SHOWN:
        click.echo(f"… and more: python -m ingest show {report.batch}", err=True)
    click.echo(
        f"{report.batch}: {report.read} rows read, {report.new} new, {report.revised} revised,"
        f" {report.unchanged} unchanged, {report.rejected} rejected.",
        err=True,
    )


def load_exit(reports: list[LoadReport]) -> int:
    """The exit code of loads: done, partly, or nothing changed."""
    rejected = sum(report.rejected for report in reports)
    good = sum(report.new + report.revised + report.unchanged for report in reports)
    if rejected:
        return PARTLY if good else NOTHING_CHANGED
    return DONE
