"""People at the door of one home: each a browser with its own cookies."""

import re
from dataclasses import dataclass, field
from typing import Any

import httpx

from dashboard.accounts.sign_in.sessions import COOKIE
from dashboard.web.app import create_app
from data.accounts.accounts import Accounts, Role
from data.accounts.embeds import Embeds
from data.accounts.engine import accounts_engine
from data.home import Home
from data.settings import Settings
from data.store.store import Store
from data.times import utc_now
from tests.asking import Asking

PASSWORD = "correct horse battery staple"
KEY = re.compile(r'name="key" value="([0-9a-f]{64})"')


@dataclass
class Browser:
    """One person's browser: keeps its cookie and fills in forms as their pages gave them."""

    asking: Asking
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, **more: Any) -> httpx.Response:
        return self.asking.get(address, cookies=self.cookies, **more)

    def post(self, address: str, **more: Any) -> httpx.Response:
        answer = self.asking.post(address, cookies=self.cookies, **more)
        if given := answer.cookies.get(COOKIE):
            self.cookies[COOKIE] = given
        return answer

    def form(self, page: str, address: str, **says: str) -> httpx.Response:
        """Send the form of a page, with its key."""
        return self.post(address, data={"key": key_on(self.get(page).text), **says})

    def sign_in(self, email: str) -> httpx.Response:
        return self.post("/auth/sign-in", data={"email": email, "password": PASSWORD})


def key_on(page: str) -> str:
    found = KEY.search(page)
    assert found
    return found.group(1)


class Town:
    """A home with two partners, a reviewer and an administrator."""

    def __init__(self, home: Home, settings: Settings | None = None) -> None:
        self.home = home
        self.settings = settings or Settings(home=home.root, sample=False)
        self.app = create_app(Store(home), settings=self.settings)
        self.engine = accounts_engine(self.settings.accounts_url, home.root)
        self.accounts, self.embeds = Accounts(self.engine), Embeds(self.engine)
        for name, role, partner in (
            ("ana", Role.PARTNER, "afris"),
            ("ben", Role.PARTNER, "cgiar-alliance"),
            ("rosa", Role.REVIEWER, None),
            ("adam", Role.ADMINISTRATOR, None),
        ):
            email = f"{name}@example.org"
            self.accounts.add(email, name.title(), role, partner, utc_now())
            link = self.accounts.reset_link(email, utc_now())
            self.accounts.set_password(link, PASSWORD, utc_now())

    def stranger(self) -> Browser:
        return Browser(Asking(self.app))

    def signed_in(self, name: str) -> Browser:
        browser = self.stranger()
        assert browser.sign_in(f"{name}@example.org").status_code == 303
        return browser
