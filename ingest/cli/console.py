"""What every command of `python -m ingest` shares: options, the open ledger, ways to tell."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from errno import EPIPE
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from data.errors import ProductError
from data.ledger.writer import Ledger
from data.settings import Settings, read_settings
from data.text.i18n import LANGUAGES
from ingest.load.deliveries import Outcome
from ingest.load.load import STEPS, Step, silent
from ingest.load.report import document, lines
from ingest.open_ledger import opened

F = TypeVar("F", bound=Callable[..., Any])
DONE, NOTHING_CHANGED, PARTLY = 0, 1, 3
LANG = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", help="Language of the messages."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")


@dataclass(frozen=True, slots=True)
class Output:
    """How results are told: in a language, as JSON or as sentences."""

    lang: str
    as_json: bool


def option_group(
    name: str, model: type, *options: Callable[[F], F]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Options that a command takes as one value, a `model` with a field an option."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**given: Any) -> None:
            parts = {field.name: given.pop(field.name) for field in fields(model)}
            command(**given, **{name: model(**parts)})

        for option in reversed(options):
            run = option(run)
        return run

    return decorate


OUTPUT = option_group("output", Output, LANG, JSON)
WHY = click.option("--why", metavar="TEXT", help="The reason, kept with the batch.")


class Commands(click.Group):
    """Commands whose errors for people end in one sentence, not in a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error for people, or of the system, ends it with exit 1."""
        try:
            return super().invoke(ctx)
        except ProductError as error:
            said = str(error)
        except OSError as error:
            if error.errno == EPIPE:  # who read what we print has gone
                raise
            said = f"{error.filename or 'A file'}: {error.strerror or error}."
        click.echo(said, err=True)
        return ctx.exit(NOTHING_CHANGED)


@contextmanager
def open_home(synced: bool = True) -> Iterator[tuple[Ledger, Settings]]:
    """The ledger of the settings' home."""
    settings = read_settings()
    with opened(settings, synced=synced) as ledger:
        yield ledger, settings


@contextmanager
def progress(paths: tuple[Path, ...]) -> Iterator[Iterator[tuple[Path, Step]]]:
    """Each path with a function to call at each step of its load; a bar where somebody watches."""
    if not sys.stderr.isatty():
        yield ((path, silent) for path in paths)
        return
    with click.progressbar(length=len(paths) * len(STEPS), file=sys.stderr) as bar:
        yield _watched(paths, bar)


def _watched(paths: tuple[Path, ...], bar: Any) -> Iterator[tuple[Path, Step]]:
    for done, path in enumerate(paths):

        def step(name: str, done: int = done, path: Path = path) -> None:
            bar.label = f"{path.name}: {name}"
            bar.update(done * len(STEPS) + STEPS.index(name) - bar.pos)

        yield path, step
        bar.update((done + 1) * len(STEPS) - bar.pos)


def tell(facts: dict[str, object], words: str, as_json: bool) -> None:
    """Facts as JSON on stdout, or words on stderr."""
    if as_json:
        click.echo(json.dumps(facts, default=str, ensure_ascii=False))
    else:
        click.echo(words, err=True)


def tell_loads(outcomes: Sequence[Outcome], snapshot: str | None, lang: str, as_json: bool) -> None:
    """What became of each delivery, with every problem in the asked language."""
    if as_json:
        told = [document(outcome, lang) for outcome in outcomes]
        tell({"snapshot": snapshot, "batches": told}, "", as_json)
        return
    for outcome in outcomes:
        for line in lines(outcome, lang):
            click.echo(line, err=True)
    if snapshot:
        click.echo(f"Published {snapshot}.", err=True)


def load_exit(outcomes: Sequence[Outcome], *, stopped: bool = False) -> int:
    """The exit code of loads: done, partly (`stopped` before the end), or nothing changed."""
    reports = [outcome.report for outcome in outcomes if outcome.report]
    bad = stopped or any(o.refused for o in outcomes) or any(r.rejected for r in reports)
    good = any(report.new + report.revised + report.unchanged for report in reports)
    if bad:
        return PARTLY if good else NOTHING_CHANGED
    return DONE
