"""Commands for a store that machines share: migrate, maintain."""

from dataclasses import asdict
from pathlib import Path

import click
from pydantic import SecretStr

from data.settings import LAKE, Settings, read_settings
from ingest.cli.console import JSON, open_home, tell

FILE = "file"


@click.command()
@click.option(
    "--to", "target", required=True, metavar="STORE", help=f"`{FILE}`, or `{LAKE}…`, to carry to."
)
@click.option("--data-path", default="", metavar="PATH", help="Folder or s3:// address of a lake.")
@click.option("--home", type=click.Path(path_type=Path), help="Home of the target, if another.")
@JSON
def migrate(target: str, data_path: str, home: Path | None, as_json: bool) -> None:
    """Carry everything this store holds to another, prove both equal, and publish it there.

    The store it comes from stays as it is; set FPT_STORE and FPT_DATA_PATH to go on in the new one.

    Example: python -m ingest migrate --to "ducklake:postgres:host=db dbname=lake" --data-path /lake
    """
    from data.store.migrate import carry

    settings = read_settings()
    other = Settings(
        home=home or settings.home,
        store=SecretStr("" if target == FILE else target),
        data_path=data_path,
    )
    carried = carry(settings.place, other.place)
    words = f"{sum(carried.rows.values())} rows in {len(carried.rows)} tables, the same on both"
    tell(asdict(carried), f"{words} sides. Published {carried.snapshot}.", as_json)


@click.command()
@click.option("--hours", default=24, show_default=True, help="Let go versions older than this.")
@click.option(
    "--orphans", is_flag=True, help="Also delete files that this catalogue does not know."
)
@JSON
def maintain(hours: int, orphans: bool, as_json: bool) -> None:
    """Keep a shared store small and quick: join small files, let go of old versions.

    Never lets go of what readers may hold. Run it once a day; see docs/operations.md. Files that
    programs left over when they were ended go with --orphans: only where FPT_DATA_PATH is this
    lake's alone, as another's files, or those of a copy of its catalogue, would go too.

    Example: python -m ingest maintain
    """
    from data.ledger.maintain import maintain as maintain_lake

    with open_home(synced=False) as (ledger, _):
        done = maintain_lake(ledger, hours, orphans)
    words = f"{done.rewritten} files written anew, {done.expired} versions let go,"
    tell(asdict(done), f"{words} {done.deleted} files deleted.", as_json)


COMMANDS = (migrate, maintain)
