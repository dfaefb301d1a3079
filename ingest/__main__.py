"""The command line: `python -m ingest …`, installed as `fpt …`.

Messages go to stderr, `--json` prints one document on stdout. Exit 0 done, 1 nothing was changed,
2 usage, 3 partly: good rows in, bad rows rejected. Each command imports what it needs, so that
`--help` and small loads start fast.
"""

import sys

import click

from ingest.cli.commands import accounts, batches, deliveries, embeds, home, lake, plan, sources
from ingest.cli.console import Commands


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Bring measures into the "4 per 1000" dashboard and look after them.

    Example: python -m ingest load measures.csv --partner afris
    """


for command in (
    *deliveries.COMMANDS,
    *sources.COMMANDS,
    *batches.COMMANDS,
    *home.COMMANDS,
    *lake.COMMANDS,
    plan.plan,
    accounts.accounts,
    embeds.embeds,
):
    main.add_command(command)


def run() -> None:
    """The program. Keeps DuckDB from importing pandas, which takes longer than a small load."""
    sys.modules["pandas"] = None  # type: ignore[assignment]
    main()


if __name__ == "__main__":
    run()
