"""What is written down of a request, and what is not."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dashboard.web.request_log import log_config
from data.accounts.engine import accounts_engine
from data.home import Home
from data.settings import Settings
from tests.access.people import Town

LOGGER = "dashboard.web.request_log"
# A process of its own: a test's own logging is not ours to change.
WRITE = """
import json, logging.config, sys
logging.config.dictConfig(json.loads(sys.argv[1]))
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("some.part").exception("went %s", "wrong")
"""


@pytest.fixture
def town(facts_home: Home) -> Town:
    return Town(facts_home)


def test_a_request_is_a_line_without_query_address_or_cookie(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    ana = town.signed_in("ana")
    caplog.clear()
    with caplog.at_level(logging.INFO):
        ana.get("/set-password?link=very-secret-link")
        ana.post("/auth/sign-in", data={"email": "ana@example.org", "password": "hidden"})
    lines = [r.getMessage() for r in caplog.records if r.name == LOGGER]
    assert [line.rsplit(" ", 2)[0] for line in lines] == [
        "GET '/set-password' 200",
        "POST '/auth/sign-in' 401",
    ]
    for secret in ("very-secret", "ana@", "hidden", *ana.cookies.values(), "127.0.0.1"):
        assert not any(secret in line for line in lines)


@pytest.mark.parametrize(
    ("given", "kept"), [("0123abcd-proxy", True), ("short", False), ("x" * 99, False), ("", False)]
)
def test_a_request_has_an_id_that_its_answer_carries(
    town: Town, caplog: pytest.LogCaptureFixture, given: str, kept: bool
) -> None:
    answer = town.stranger().get("/healthz", headers={"X-Request-ID": given})
    assert (answer.headers["x-request-id"] == given) is kept
    assert len(answer.headers["x-request-id"]) >= 14


def test_no_path_writes_a_line_of_its_own(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        town.stranger().get("/api/v1/x%0a2026-01-01%20INFO%20forged" + "y" * 500)
    line = next(r.getMessage() for r in caplog.records if r.name == LOGGER)
    assert "\n" not in line and len(line) < 300


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_fault_is_a_line_with_its_trace(form: str) -> None:
    config = json.dumps(log_config(Settings(log_format=form)))
    done = subprocess.run([sys.executable, "-c", WRITE, config], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    if form == "json":
        told = json.loads(done.stderr)
        assert (told["message"], told["levelname"], told["request"]) == ("went wrong", "ERROR", "-")
        assert "ZeroDivisionError" in told["exc_info"]
    else:
        assert "ERROR some.part [-] went wrong" in done.stderr


def test_a_fault_of_the_database_names_nobody(tmp_path: Path) -> None:
    engine = accounts_engine("", tmp_path)
    with pytest.raises(DBAPIError) as fault, engine.connect() as connection:
        connection.execute(text("SELECT nothing WHERE :who = 1"), {"who": "ana@example.org"})
    engine.dispose()
    assert "ana@example.org" not in str(fault.value)
