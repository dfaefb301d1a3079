"""The command line: `python -m ingest …`, installed as `fpt …`.

Messages go to stderr, `--json` prints one document on stdout. Exit 0 done, 1 nothing was changed,
2 usage, 3 partly: good rows in, bad rows rejected. Each command imports what it needs, so that
`--help` and small loads start fast.
"""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from data.home import Home
from data.settings import read_settings
from ingest.console import (
    JSON,
    LANG,
    WHY,
    Commands,
    load_exit,
    open_home,
    progress,
    tell,
    tell_loads,
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Bring measures into the "4 per 1000" dashboard and look after them.

    Example: python -m ingest load measures.csv --partner afris
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--partner", metavar="ID", help="Reports for rows that name no partner.")
@click.option(
    "--locale", type=click.Choice(["en", "fr", "es"]), help="How numbers are written: 1.5 or 1,5."
)
@click.option("--state", type=click.Choice(["pending", "approved"]), default="approved")
@click.option("--format", "file_format", type=click.Choice(["csv"]), help="Default: CSV.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@LANG
@JSON
def load(
    paths: tuple[Path, ...],
    partner: str | None,
    locale: str | None,
    state: str,
    file_format: str | None,
    dry_run: bool,
    lang: str,
    as_json: bool,
) -> None:
    """Load measures files, publish, and list the rows that were refused.

    Example: python -m ingest load africa.csv europe.csv --locale fr
    """
    from data.publish import publish as publish_ledger
    from ingest.load import Delivery, try_load
    from ingest.load import load as load_delivery

    with open_home() as (ledger, _):
        reports = []
        with progress(paths) as items:
            for path in items:
                delivery = Delivery(path, partner, locale, state)
                reports.append((try_load if dry_run else load_delivery)(ledger, delivery))
        snapshot = None
        if not dry_run and state == "approved" and any(report.changed for report in reports):
            snapshot = publish_ledger(ledger)
    tell_loads(reports, snapshot, lang, as_json)
    sys.exit(load_exit(reports))


@main.command()
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


@main.command()
@JSON
def publish(as_json: bool) -> None:
    """Publish what the ledger holds.

    Example: python -m ingest publish
    """
    from data.publish import publish as publish_ledger

    with open_home() as (ledger, _):
        snapshot = publish_ledger(ledger)
    tell({"snapshot": snapshot}, f"Published {snapshot}.", as_json)


@main.command()
@JSON
def status(as_json: bool) -> None:
    """Say what is served and what waits. Does not disturb a running load.

    Example: python -m ingest status --json
    """
    from data.store import Store

    info = Store(Home(read_settings().home)).current().info
    facts = asdict(info)
    tell(facts, "\n".join(f"{name}: {value}" for name, value in facts.items()), as_json)


@main.command()
@click.option("--state", type=click.Choice(["pending", "approved", "returned", "withdrawn"]))
@JSON
def batches(state: str | None, as_json: bool) -> None:
    """List deliveries, newest first.

    Example: python -m ingest batches --state pending
    """
    from ingest.batches import batches as list_batches

    with open_home() as (ledger, _):
        found = list_batches(ledger, state)
    lines = [
        f"{b.batch}  {b.state:<9}  {b.received_at:%Y-%m-%d %H:%M}  {b.source}  {b.new} new,"
        f" {b.revised} revised, {b.unchanged} unchanged, {b.rejected} rejected"
        for b in found
    ]
    tell({"batches": [asdict(b) for b in found]}, "\n".join(lines) or "No batches.", as_json)


@main.command()
@click.argument("batch")
@LANG
@JSON
def show(batch: str, lang: str, as_json: bool) -> None:
    """Show one delivery and why rows of it were refused.

    Example: python -m ingest show B-000012 --lang fr
    """
    from ingest.batches import batch as find_batch
    from ingest.batches import problems as find_problems

    with open_home() as (ledger, _):
        found, problems = find_batch(ledger, batch), find_problems(ledger, batch)
    told = [asdict(p) | {"sentence": p.sentence(lang)} for p in problems]
    lines = [f"{name}: {value}" for name, value in asdict(found).items()]
    lines += [f"line {p.line}, {p.column or 'row'}: {p.code}: {p.sentence(lang)}" for p in problems]
    tell(asdict(found) | {"problems": told}, "\n".join(lines), as_json)


@main.command()
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


@main.group()
def plan() -> None:
    """Look after plan files."""


@plan.command()
@click.argument("file", type=click.Path(path_type=Path))
@JSON
def check(file: Path, as_json: bool) -> None:
    """Check a plan file and the files it names; every problem is told with its line.

    Example: python -m ingest plan check data/plans/v2.yml
    """
    from data.plan_files import read_versions

    versions = read_versions(file)
    found = versions[0].plan
    facts = {
        "version": found.version,
        "objectives": len(found.objectives),
        "indicators": len(found.indicators),
        "partners": len(versions[0].partners),
        "earlier": [version.plan.version for version in versions[1:]],
    }
    tell(facts, f"{file} is right: {facts['objectives']} objectives.", as_json)


@plan.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@LANG
@JSON
def diff(old: Path, new: Path, lang: str, as_json: bool) -> None:
    """List what a plan file says otherwise than another, and which verdicts that alters.

    Example: python -m ingest plan diff data/plans/v1.yml data/plans/v2.yml --lang fr
    """
    from data.plan import load_plan
    from data.store import Store
    from data.times import utc_now
    from ingest.plan_diff import document, effect, lines

    before, after = load_plan(old), load_plan(new)
    store = Store(Home(read_settings().home))
    found = effect(store, before, after, utc_now().date())
    told = document(before, after, found, lang)
    tell(told, "\n".join(lines(before, after, found, lang)), as_json)


def _decision(name: str, state: str, what: str) -> None:
    """Add the command that puts a batch into a state."""

    @main.command(name, help=f"{what}\n\nExample: python -m ingest {name} B-000012 --why TEXT")
    @click.argument("batch")
    @WHY
    @JSON
    def command(batch: str, why: str | None, as_json: bool) -> None:
        from data.publish import publish as publish_ledger
        from ingest.batches import decide

        with open_home() as (ledger, _):
            decided = decide(ledger, batch, state, why)
            snapshot = publish_ledger(ledger)
        facts = asdict(decided) | {"snapshot": snapshot}
        tell(facts, f"{decided.batch} is {state}; published {snapshot}.", as_json)


_decision("approve", "approved", "Let a batch count in public figures.")
_decision("return", "returned", "Give a batch back to its sender; it counts no longer.")
_decision("withdraw", "withdrawn", "Take a batch out of public figures; nothing is deleted.")


def run() -> None:
    """The program. Keeps DuckDB from importing pandas, which takes longer than a small load."""
    sys.modules["pandas"] = None  # type: ignore[assignment]
    main()


if __name__ == "__main__":
    run()
