"""Commands that look after plan files."""

from pathlib import Path

import click

from data.settings import read_settings
from ingest.cli.console import JSON, LANG, tell


@click.group()
def plan() -> None:
    """Look after plan files."""


@plan.command()
@click.argument("file", type=click.Path(path_type=Path))
@JSON
def check(file: Path, as_json: bool) -> None:
    """Check a plan file and the files it names; every problem is told with its line.

    Example: python -m ingest plan check data/plans/v2.yml
    """
    from data.reference.plan_sources import read_versions

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
    """List what a plan file says otherwise than another, and which verdicts and embeds that alters.

    Example: python -m ingest plan diff data/plans/v1.yml data/plans/v2.yml --lang fr
    """
    from data.accounts.embeds import Embeds, broken_by
    from data.accounts.engine import accounts_engine
    from data.plan.load import load_plan
    from data.store.store import Store
    from data.times import utc_now
    from ingest.cli.plan_diff import document, effect, lines

    before, after = load_plan(old), load_plan(new)
    settings = read_settings()
    found = effect(Store(settings.place), before, after, utc_now().date())
    kept = Embeds(accounts_engine(settings.accounts_url, settings.home))
    broken = broken_by(kept.all(), after)
    told = document(before, after, found, lang, broken)
    tell(told, "\n".join(lines(before, after, found, lang, broken)), as_json)
