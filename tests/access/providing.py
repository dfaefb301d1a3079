"""A real provider of OpenID Connect in a process of its own, and people who have names there."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from dashboard.accounts.sign_in.openid import COOKIE as UNDER_WAY
from data.home import Home
from data.settings import Settings
from tests.access.people import Browser
from tests.serving import PATIENCE

FOLDER = Path(__file__).parent / "provider"
SECRET = "known to the tests"
KEY = "k" * 32


@contextmanager
def providing(*words: str) -> Iterator[str]:
    """The issuer of a provider that runs."""
    if not (FOLDER / "node_modules").exists():
        pytest.skip("a real provider needs Node 20: npm ci --prefix tests/access/provider")
    process = subprocess.Popen(
        ["node", "provider.mjs", *words],
        cwd=FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.communicate(timeout=PATIENCE)


def sent_back(way_there: str, name: str) -> str:
    """Sign in at the provider under a name, or cancel without one; where it sends the browser."""
    with httpx.Client(timeout=PATIENCE) as browser:
        answer = browser.get(way_there)
        while "/auth/openid/back" not in answer.headers.get("location", ""):
            if answer.is_redirect:
                answer = browser.get(answer.url.join(answer.headers["location"]))
            else:
                assert "Who are you?" in answer.text, answer.text
                answer = browser.post(answer.url, data={"name": name})
        return str(answer.headers["location"])


def settings_of(home: Home, issuer: str) -> Settings:
    return Settings(
        home=home.root,
        sample=False,
        base_url="http://fpt.test",
        secret_key=KEY,
        oidc_issuer=issuer,
        oidc_client_id="dashboard",
        oidc_client_secret=SECRET,
        oidc_name="Soil ID",
    )


def leave(browser: Browser, address: str = "/auth/openid") -> str:
    """Where the browser is sent to; it keeps its cookie."""
    answer = browser.get(address)
    assert answer.status_code == 303, answer.text
    assert answer.headers["cache-control"] == "no-store"
    browser.cookies |= dict(answer.cookies)
    return answer.headers["location"]


def back(browser: Browser, address: str) -> httpx.Response:
    """Come back as a browser does: what is set and deleted is kept and forgotten."""
    answer = browser.get(address)
    gone = answer.headers.get_list("set-cookie")[-1]
    assert gone.startswith(f'{UNDER_WAY}=""') and "Max-Age=0" in gone
    browser.cookies.pop(UNDER_WAY, None)
    browser.cookies |= dict(answer.cookies)
    return answer
