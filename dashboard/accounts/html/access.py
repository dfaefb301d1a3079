"""Reads who asks and what a form says; refuses forms that are not of our own page."""

from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Protocol
from urllib.parse import parse_qs

from anyio import to_thread
from fastapi import Request

from dashboard.accounts.html.document import NAMELESS, Reader
from dashboard.accounts.sign_in.sessions import Sessions
from dashboard.reader.accept_language import preferred
from data.accounts.accounts import Account, Role
from data.errors import NoSnapshotError
from data.store.store import Store
from data.text.i18n import LANGUAGES, Language

MOST_FIELDS = 2000


class RefusedError(Exception):
    """Not for who asks: `signed_out` asks to sign in, otherwise it is another's."""

    def __init__(self, reader: Reader, signed_out: bool) -> None:
        super().__init__("refused")
        self.reader = reader
        self.signed_out = signed_out


class Says(Protocol):
    """What a form says, by name."""

    def __getitem__(self, name: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Door:
    """Lets readers in, each as who they are."""

    store: Store
    sessions: Sessions

    async def reader(self, request: Request, lang: str = "") -> Reader:
        """Who asks, in which language."""
        t = language_of(request, lang)
        account = await to_thread.run_sync(self.sessions.account, request.cookies)
        key = self.sessions.form_key(request.cookies)
        name = await to_thread.run_sync(self._name, t)
        return Reader(t, request.url.path, account, key, name)

    async def let_in(
        self, request: Request, allows: Callable[[Account], bool], lang: str = ""
    ) -> tuple[Reader, Account]:
        """The reader, if the account may; raises `RefusedError`."""
        reader = await self.reader(request, lang)
        if reader.account is None:
            raise RefusedError(reader, signed_out=True)
        if not allows(reader.account):
            raise RefusedError(reader, signed_out=False)
        return reader, reader.account

    def is_ours(self, request: Request, key: str) -> bool:
        """Whether a form came from a page we gave to this very session."""
        return compare_digest(key.encode(), self.sessions.form_key(request.cookies).encode())

    def _name(self, t: Language) -> str:
        try:
            return self.store.current().plan.dashboard_name.text(t.lang)
        except NoSnapshotError:
            return NAMELESS


def language_of(request: Request, lang: str = "") -> Language:
    """The language a form or an address names, or else the browser's."""
    asked = lang or request.query_params.get("lang", "")
    spoken = preferred(request.headers.get("accept-language", ""))
    return Language(asked if asked in LANGUAGES else spoken)


async def form_of(request: Request) -> dict[str, str]:
    """What a form says; one with too many fields says nothing."""
    body = await request.body()
    try:
        said = parse_qs(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in said.items()}


def is_partner(account: Account) -> bool:
    """Whether it acts for one organisation."""
    return account.role is Role.PARTNER


def is_reviewer(account: Account) -> bool:
    """Whether it may decide on batches."""
    return account.may(Role.REVIEWER)
