"""A real provider of OpenID Connect in a process of its own, and people who have names there."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

FOLDER = Path(__file__).parent / "provider"
SECRET = "known to the tests"


@contextmanager
def providing(*words: str) -> Iterator[str]:
    """The issuer of a provider that runs."""
    assert (FOLDER / "node_modules").exists(), "Run: npm ci --prefix tests/access/provider"
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
        process.communicate(timeout=30)


def sent_back(way_there: str, name: str) -> str:
    """Sign in at the provider under a name, or cancel without one; where it sends the browser."""
    with httpx.Client() as browser:
        answer = browser.get(way_there)
        while "/auth/openid/back" not in answer.headers.get("location", ""):
            if answer.is_redirect:
                answer = browser.get(answer.url.join(answer.headers["location"]))
            else:
                assert "Who are you?" in answer.text, answer.text
                answer = browser.post(answer.url, data={"name": name})
        return str(answer.headers["location"])
