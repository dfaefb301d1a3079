"""Commands that look after batches once they came."""

from dataclasses import asdict
from pathlib import Path

import click

from data.settings import read_settings
from data.text.i18n import LANGUAGES
from data.times import utc_now
from ingest.cli.console import JSON, LANG, WHY, open_home, tell


@click.command()
@click.option("--state", type=click.Choice(["pending", "approved", "returned", "withdrawn"]))
@JSON
def batches(state: str | None, as_json: bool) -> None:
    """List deliveries, newest first.

    Example: python -m ingest batches --state pending
    """
    from ingest.load.batches import batches as list_batches

    with open_home() as (ledger, _):
        found = list_batches(ledger, state)
    lines = [
        f"{b.batch}  {b.state:<9}  {b.received_at:%Y-%m-%d %H:%M}  {b.source}  {b.new} new,"
        f" {b.revised} revised, {b.unchanged} unchanged, {b.rejected} rejected"
        for b in found
    ]
    tell({"batches": [asdict(b) for b in found]}, "\n".join(lines) or "No batches.", as_json)


@click.command()
@click.argument("batch")
@LANG
@JSON
def show(batch: str, lang: str, as_json: bool) -> None:
    """Show one delivery, why rows of it were refused and what to look at in the others.

    Example: python -m ingest show B-000012 --lang fr
    """
    from ingest.load import batches as looked_up
    from ingest.load.report import problems

    with open_home() as (ledger, _):
        found = looked_up.batch(ledger, batch)
        layout = looked_up.layout_of(ledger, looked_up.batch_number(batch))
        told = {
            "problems": problems(looked_up.problems(ledger, batch), layout, lang),
            "warnings": problems(looked_up.warnings(ledger, batch), layout, lang),
        }
    lines = [f"{name}: {value}" for name, value in asdict(found).items()]
    lines += [f"{p['where']}: {p['code']}: {p['sentence']}" for kind in told.values() for p in kind]
    tell(asdict(found) | told, "\n".join(lines), as_json)


@click.command()
@click.argument("batch")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="CSV, XLSX or JSON."
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Default: the sender's.")
@JSON
def rejects(batch: str, output: Path, lang: str | None, as_json: bool) -> None:
    """Write a batch's refused rows as their sender laid them out, with the reason beside each.

    Mended and loaded again, the file continues the batch.

    Example: python -m ingest rejects B-000012 -o mend-me.xlsx --lang fr
    """
    from ingest.review.rejects import write_rejects

    with open_home() as (ledger, _):
        written = write_rejects(ledger, batch, output, lang)
    tell({"file": str(output), "rows": written}, f"{written} rows to mend: {output}", as_json)


def _decision(name: str, what: str) -> click.Command:
    """The command that takes a decision about a batch."""

    @click.command(name, help=f"{what}\n\nExample: python -m ingest {name} B-000012 --why TEXT")
    @click.argument("batch")
    @WHY
    @JSON
    def command(batch: str, why: str | None, as_json: bool) -> None:
        from data.accounts.engine import accounts_engine
        from ingest.review.decisions import COMMAND_LINE, decisions

        settings = read_settings()
        engine = accounts_engine(settings.accounts_url, settings.home)
        desk = decisions(settings, engine, utc_now)
        decided = desk.decide(batch, name, COMMAND_LINE, why or "")
        facts = asdict(decided.batch) | {"snapshot": decided.snapshot}
        called, state = decided.batch.batch, decided.batch.state
        done = f"{called} is {state}; published {decided.snapshot}."
        waits = f"{called} would change a verdict: another person must approve it too."
        tell(facts, done if decided.snapshot else waits, as_json)

    return command


COMMANDS = (
    batches,
    show,
    rejects,
    _decision("approve", "Let a batch count in public figures."),
    _decision("return", "Give a batch back to its sender; it counts no longer."),
    _decision("withdraw", "Take a batch out of public figures; nothing is deleted."),
)
