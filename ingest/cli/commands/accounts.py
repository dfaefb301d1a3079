"""Commands that look after accounts and tokens. Each is noted in the audit log."""

from dataclasses import asdict
from datetime import timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from data.errors import NoSnapshotError, ProductError
from data.settings import Settings, read_settings
from data.times import utc_now
from ingest.cli.console import JSON, tell

if TYPE_CHECKING:  # a command imports what it needs, so that all start fast
    from data.accounts.accounts import Account, Accounts
    from data.accounts.audit import Audit
    from data.accounts.tokens import Tokens
    from data.accounts.trusted_partners import TrustedPartners

BY_COMMAND = "command line"
ROLES = ("partner", "reviewer", "administrator")
SCOPES = ("submit", "read")


@click.group()
def accounts() -> None:
    """Look after who may sign in, and the tokens of partners' programs."""


@accounts.command()
@click.argument("email")
@click.option("--name", default="", help="How the person is called.")
@click.option("--role", type=click.Choice(ROLES), default=ROLES[0])
@click.option("--partner", metavar="ID", help="The organisation a partner's account acts for.")
@JSON
def add(email: str, name: str, role: str, partner: str | None, as_json: bool) -> None:
    """Make an account, and tell the link with which its password is set, once.

    Example: python -m ingest accounts add ana@example.org --partner afris --name "Ana Ruiz"
    """
    from data.accounts.accounts import Role

    settings, people, audit = _opened()
    _registered(settings, partner)
    account = people.add(email, name, Role(role), partner, utc_now())
    audit.note(BY_COMMAND, "", "account added", account.email, utc_now(), role)
    _tell_link(settings, people, account, as_json)


@accounts.command(name="list")
@JSON
def list_all(as_json: bool) -> None:
    """List accounts.

    Example: python -m ingest accounts list
    """
    found = _opened()[1].all()
    lines = [
        f"{a.email}  {a.role}  {a.partner or ''}  {a.name}"
        f"{'' if a.has_password else '  no password yet'}{'  disabled' if a.disabled_at else ''}"
        for a in found
    ]
    told = "\n".join(lines) or "No accounts. Make one: python -m ingest accounts add EMAIL"
    tell({"accounts": [asdict(a) for a in found]}, told, as_json)


@accounts.command()
@click.argument("email")
@JSON
def disable(email: str, as_json: bool) -> None:
    """Close an account: nobody signs in with it any more, and its sessions end at once.

    Example: python -m ingest accounts disable ana@example.org
    """
    _, people, audit = _opened()
    account = people.disable(email, utc_now())
    audit.note(BY_COMMAND, "", "account disabled", account.email, utc_now())
    tell(asdict(account), f"{account.email} is disabled.", as_json)


@accounts.command()
@click.argument("email")
@JSON
def reset(email: str, as_json: bool) -> None:
    """Tell a link that sets a new password, once, within two days. Hand it out yourself.

    Example: python -m ingest accounts reset ana@example.org
    """
    settings, people, audit = _opened()
    account = people.find(email)
    if account is None:
        raise ProductError(f"There is no account for {email}.")
    audit.note(BY_COMMAND, "", "password link", account.email, utc_now())
    _tell_link(settings, people, account, as_json)


@accounts.command()
@click.argument("partner")
@click.option("--name", default="API", help="What it is for.")
@click.option("--scope", "scopes", type=click.Choice(SCOPES), multiple=True, default=["submit"])
@click.option("--days", type=click.IntRange(1, 730), default=365, help="How long it holds.")
@JSON
def token(partner: str, name: str, scopes: tuple[str, ...], days: int, as_json: bool) -> None:
    """Make a token for a partner's programs. It is shown this once.

    Example: python -m ingest accounts token afris --scope submit --days 90
    """
    _registered(read_settings(), partner)
    made, secret = _tokens().make(partner, name, scopes, timedelta(days=days), utc_now())
    _opened()[2].note(BY_COMMAND, "", "token made", f"{partner} {made.id}", utc_now(), name)
    until = f"{made.ends_at:%Y-%m-%d}"
    told = f"Token {made.id} of {partner}, until {until}. Shown this once:\n{secret}"
    tell(asdict(made) | {"secret": secret}, told, as_json)


@accounts.command()
@click.argument("partner", required=False)
@JSON
def tokens(partner: str | None, as_json: bool) -> None:
    """List tokens, of one partner or all, with the day of their last use.

    Example: python -m ingest accounts tokens afris
    """
    found = _tokens().of_partner(partner)
    lines = [
        f"{t.id}  {t.partner}  {' '.join(t.scopes)}  until {t.ends_at:%Y-%m-%d}"
        f"  used {t.used_on or 'never'}{'  revoked' if t.revoked_at else ''}  {t.name}"
        for t in found
    ]
    tell({"tokens": [asdict(t) for t in found]}, "\n".join(lines) or "No tokens.", as_json)


@accounts.command()
@click.argument("token_id", metavar="TOKEN")
@JSON
def revoke(token_id: str, as_json: bool) -> None:
    """Let a token hold no longer, from the next request on.

    Example: python -m ingest accounts revoke 1f0c2d3e4b5a
    """
    if not _tokens().revoke(token_id, utc_now()):
        raise ProductError(f"There is no token {token_id} that still holds.")
    _opened()[2].note(BY_COMMAND, "", "token revoked", token_id, utc_now())
    tell({"revoked": token_id}, f"Token {token_id} is revoked.", as_json)


@accounts.command()
@click.argument("partner")
@JSON
def trust(partner: str, as_json: bool) -> None:
    """Approve a partner's batches without a look where nothing in them raises a doubt.

    Batches with a refused row or a warning wait as before.

    Example: python -m ingest accounts trust afris
    """
    settings, _, log = _opened()
    _registered(settings, partner)
    changed = _trusted(settings).add(partner, utc_now())
    if not changed:
        raise ProductError(f"{partner} is trusted already.")
    log.note(BY_COMMAND, "", "partner trusted", partner, utc_now())
    tell({"trusted": partner}, f"{partner} is trusted from now on.", as_json)


@accounts.command()
@click.argument("partner")
@JSON
def distrust(partner: str, as_json: bool) -> None:
    """Let a partner's batches wait for a reviewer again.

    Example: python -m ingest accounts distrust afris
    """
    settings, _, log = _opened()
    if not _trusted(settings).remove(partner):
        raise ProductError(f"{partner} is not trusted.")
    log.note(BY_COMMAND, "", "partner no longer trusted", partner, utc_now())
    tell({"distrusted": partner}, f"Batches of {partner} wait for a reviewer again.", as_json)


@accounts.command()
@JSON
def trusted(as_json: bool) -> None:
    """List the partners whose batches are approved without a look.

    Example: python -m ingest accounts trusted
    """
    found = _trusted(read_settings()).all()
    tell({"trusted": found}, "\n".join(found) or "No partner is trusted.", as_json)


@accounts.command()
@JSON
def audit(as_json: bool) -> None:
    """Print the audit log: who did what, when and why.

    Example: python -m ingest accounts audit --json > audit.json
    """
    found = _opened()[2].entries()
    lines = [
        f"{e.at:%Y-%m-%d %H:%M:%S}  {e.who}  {e.what}  {e.subject}  {e.why or ''}" for e in found
    ]
    tell({"audit": [asdict(e) for e in found]}, "\n".join(lines) or "No entries.", as_json)


def _opened() -> "tuple[Settings, Accounts, Audit]":
    from data.accounts.accounts import Accounts
    from data.accounts.audit import Audit
    from data.accounts.engine import accounts_engine

    settings = read_settings()
    engine = accounts_engine(settings.accounts_url, settings.home)
    return settings, Accounts(engine), Audit(engine)


def _registered(settings: Settings, partner: str | None) -> None:
    """That the register knows the partner; names the nearest where it does not."""
    from data.store.store import Store

    if partner is None:
        return
    try:
        known = Store(settings.place).current().partners_by_id(utc_now().date())
    except NoSnapshotError:
        return  # before the first publication there is no register to look in
    if partner not in known:
        near = get_close_matches(partner, list(known), 3)
        hint = f" Nearest: {', '.join(near)}." if near else ""
        raise ProductError(f"No partner is registered as “{partner}”.{hint}")


def _tokens() -> "Tokens":
    from data.accounts.engine import accounts_engine
    from data.accounts.tokens import Tokens

    settings = read_settings()
    return Tokens(accounts_engine(settings.accounts_url, settings.home))


def _tell_link(settings: Settings, people: "Accounts", account: "Account", as_json: bool) -> None:
    base = settings.base_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    link = f"{base}/set-password?link={people.reset_link(account.email, utc_now())}"
    told = f"{account.email}: set the password within two days, once, at\n{link}"
    tell(asdict(account) | {"link": link}, told, as_json)


def _trusted(settings: Settings) -> "TrustedPartners":
    from data.accounts.engine import accounts_engine
    from data.accounts.trusted_partners import TrustedPartners

    return TrustedPartners(accounts_engine(settings.accounts_url, settings.home))
