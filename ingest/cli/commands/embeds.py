"""Commands that look after embeds: where they are used, and their revocation."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from data.errors import ProductError
from data.settings import read_settings
from data.times import utc_now
from ingest.cli.console import JSON, tell

if TYPE_CHECKING:  # a command imports what it needs, so that all start fast
    from data.accounts.embeds import Embeds


@click.group()
def embeds() -> None:
    """Look after charts that other sites show."""


@embeds.command(name="list")
@JSON
def list_all(as_json: bool) -> None:
    """List embeds: what each shows, since when, on which ten hosts most often.

    Example: python -m ingest embeds list
    """
    found, _ = _opened().register()
    lines = []
    for embed, uses in ((each.embed, each.uses) for each in found):
        revoked = f"  revoked: {embed.why}" if embed.revoked_at else ""
        made = f"{embed.made_at:%Y-%m-%d}"
        lines.append(f"{embed.id}  {embed.kind}/{embed.chart}?{embed.query}  {made}{revoked}")
        lines += [f"    {use.host}  {use.times} times, last {use.last}" for use in uses]
    told = [asdict(e.embed) | {"uses": [asdict(use) for use in e.uses]} for e in found]
    tell({"embeds": told}, "\n".join(lines) or "No embeds.", as_json)


@embeds.command(context_settings={"ignore_unknown_options": True})  # old ids may begin with a dash
@click.argument("embed_id", metavar="EMBED")
@click.option("--why", default="", metavar="TEXT", help="The reason, kept with the embed.")
@JSON
def revoke(embed_id: str, why: str, as_json: bool) -> None:
    """Show a polite card instead of an embed, within ten seconds.

    Example: python -m ingest embeds revoke kJ3_aQ9x --why "The page is gone"
    """
    if not _opened().revoke(embed_id, why, utc_now()):
        raise ProductError(f"There is no embed {embed_id} that is shown.")
    tell({"revoked": embed_id}, f"Embed {embed_id} is revoked.", as_json)


def _opened() -> "Embeds":
    from data.accounts.embeds import Embeds
    from data.accounts.engine import accounts_engine

    settings = read_settings()
    return Embeds(accounts_engine(settings.accounts_url, settings.home))
