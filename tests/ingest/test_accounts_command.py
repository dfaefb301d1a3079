"""The commands of accounts, tokens and embeds: told once, noted, refused with a reason."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from data.accounts.embeds import Embeds
from data.accounts.engine import accounts_engine
from data.times import utc_now
from ingest.__main__ import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FPT_HOME", str(tmp_path))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_an_account_comes_with_a_link_once(home: Path) -> None:
    made = run("accounts", "add", "ana@example.org", "--partner", "afris", "--json")
    assert made.exit_code == 0, made.output
    assert "/set-password?link=" in json.loads(made.stdout)["link"]
    again = run("accounts", "add", "ana@example.org", "--partner", "afris")
    assert again.exit_code == 1 and "already" in again.output
    assert "no password yet" in run("accounts", "list").output
    assert run("accounts", "disable", "ana@example.org").exit_code == 0
    log = json.loads(run("accounts", "audit", "--json").stdout)["audit"]
    assert [entry["what"] for entry in log] == ["account disabled", "account added"]


def test_a_token_is_shown_once_and_can_be_revoked(home: Path) -> None:
    made = json.loads(run("accounts", "token", "afris", "--json").stdout)
    assert made["secret"].startswith("fpt_")
    listed = run("accounts", "tokens").output
    assert made["id"] in listed and made["secret"] not in listed
    assert run("accounts", "revoke", made["id"]).exit_code == 0
    assert run("accounts", "revoke", made["id"]).exit_code == 1


def test_an_account_nobody_knows_is_named(home: Path) -> None:
    for words in (("reset", "eve@example.org"), ("disable", "eve@example.org")):
        refused = run("accounts", *words)
        assert refused.exit_code == 1 and "eve@example.org" in refused.output


def test_a_partner_nobody_registered_is_refused(
    facts_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FPT_HOME", str(facts_template))
    refused = run("accounts", "token", "cgiar-aliance")
    assert refused.exit_code == 1 and "cgiar-alliance" in refused.output


@pytest.mark.parametrize("id", ["aduEtjT7", "-aduEtjT"])  # as ids of old may be
def test_embeds_are_listed_with_their_hosts_and_revoked(
    home: Path, id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.accounts.embeds.new_id", lambda: id)
    kept = Embeds(accounts_engine("", home))
    made = kept.make("objective", "A1", "lang=fr", utc_now())
    kept.count(made.id, "partner.example", utc_now().date())
    kept.write_counts()
    listed = run("embeds", "list").output
    assert made.id in listed and "partner.example  1 times" in listed
    assert run("embeds", "revoke", made.id, "--why", "gone").exit_code == 0
    assert run("embeds", "revoke", made.id).exit_code == 1
    assert "revoked: gone" in run("embeds", "list").output
