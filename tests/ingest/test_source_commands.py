"""`watch` and `fetch`: exit codes, JSON, and an end when they are told to end."""

import json
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import click
import httpx
import pytest
from click.testing import CliRunner, Result

from data.errors import LedgerBusyError
from data.home import Home
from data.ledger.writer import Ledger
from data.store.store import Store
from ingest.cli import watch_loop as watching
from ingest.cli.commands.sources import COMMANDS
from ingest.cli.console import Commands
from ingest.sources import folder as watched
from ingest.sources import scheduler as collecting
from tests.ingest.answers import Server, answer, serving
from tests.serving import PATIENCE, free_port

HEADER = "indicator,partner,place,period,value\n"
GOOD = HEADER + "C1.1,afris,BEN,2025-Q1,3\n"
MIXED = GOOD + "Z9.9,afris,BEN,2025-Q1,3\n"
Run = Callable[..., Result]

server = pytest.fixture(serving)


@click.group(cls=Commands)
def main() -> None:
    pass


for command in COMMANDS:
    main.add_command(command)


@pytest.fixture
def run(facts_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    (tmp_path / "inbox").mkdir()
    monkeypatch.setenv("FPT_HOME", str(facts_home.root))
    monkeypatch.setenv("FPT_SAMPLE", "0")
    monkeypatch.setenv("FPT_SOURCES", str(tmp_path / "sources.yml"))
    monkeypatch.setattr(watching, "SETTLE_SECONDS", 0.0)
    monkeypatch.setattr(watched, "SETTLE_SECONDS", 0.0)

    def invoke(*command: object) -> Result:
        return CliRunner().invoke(main, [str(part) for part in command])

    return invoke


def source(tmp_path: Path, *addresses: str) -> None:
    lines = [
        f"  - {{id: s{n}, title: S, address: '{address}', state: approved}}\n"
        for n, address in enumerate(addresses)
    ]
    (tmp_path / "sources.yml").write_text("sources:\n" + "".join(lines))


@pytest.mark.parametrize(("content", "code"), [(GOOD, 0), (MIXED, 3), ("a,b\n1,2\n", 1)])
def test_a_folder_once(run: Run, tmp_path: Path, content: str, code: int) -> None:
    (tmp_path / "inbox" / "a.csv").write_text(content)
    done = run("watch", tmp_path / "inbox", "--once", "--every", "0.1", "--lang", "fr")
    assert done.exit_code == code and done.stdout == "" and "a.csv → " in done.stderr


def test_a_folder_once_with_figures_of_its_work(run: Run, tmp_path: Path) -> None:
    (tmp_path / "inbox" / "a.csv").write_text(GOOD)
    port = free_port()
    run("watch", tmp_path / "inbox", "--once", "--every", "0.1", "--metrics", port)
    told = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE).text
    assert re.search(r"fpt_load_seconds_count [1-9]", told)
    assert re.search(r"fpt_publish_seconds_count [1-9]", told)


def test_a_folder_once_in_json(run: Run, tmp_path: Path, facts_home: Home) -> None:
    (tmp_path / "inbox" / "a.csv").write_text(MIXED)
    done = run("watch", tmp_path / "inbox", "--once", "--every", "0.1", "--json")
    told = json.loads(done.stdout)
    assert told["snapshot"] == Store(facts_home).current_id()
    (file,) = told["files"]
    assert file["file"] == "a.csv" and Path(file["moved_to"]).exists()
    assert file["batches"][0]["rejected"] == 1


def test_an_empty_folder_once(run: Run, tmp_path: Path) -> None:
    done = run("watch", tmp_path / "inbox", "--once")
    assert done.exit_code == 0 and "nothing to do" in done.stderr


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("watch", tmp_path / "none").exit_code == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(run: Run, tmp_path: Path, number: int) -> None:
    (tmp_path / "inbox" / "a.csv").write_text(GOOD)
    before = signal.getsignal(number)
    real = watched.publish

    def told(ledger: Ledger) -> str:
        os.kill(os.getpid(), number)
        return real(ledger)

    with patch.object(watched, "publish", told):
        done = run("watch", tmp_path / "inbox", "--every", "0.1")
    assert done.exit_code == 0 and "Published S-" in done.stderr
    assert signal.getsignal(number) == before


def test_a_busy_ledger_is_told_once_and_tried_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def busy(*_: object, **__: object) -> object:
        tries.append(1)
        if len(tries) == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        raise LedgerBusyError("The ledger is busy.")

    monkeypatch.setattr(watching, "opened", busy)
    done = run("watch", tmp_path / "inbox", "--every", "0.1")
    assert (done.exit_code, len(tries)) == (0, 3)
    assert done.stderr.count("The ledger is busy.") == 1


def test_sources_are_followed_until_it_is_told_to_end(
    run: Run, tmp_path: Path, server: Server
) -> None:
    server.answers = [answer()]
    source(tmp_path, f"{server.address}/a.csv")
    real = collecting.publish

    def told(ledger: Ledger) -> str:
        os.kill(os.getpid(), signal.SIGTERM)
        return real(ledger)

    with patch.object(collecting, "publish", told):
        done = run("watch", "--every", "0.1")
    assert done.exit_code == 0 and "s0: ok." in done.stderr and "Published S-" in done.stderr


def test_fetch_runs_what_is_named_whatever_its_schedule(
    run: Run, tmp_path: Path, server: Server
) -> None:
    server.answers = [answer()]
    source(tmp_path, f"{server.address}/a.csv", f"{server.address}/b.csv")
    first = run("fetch", "s1")
    assert first.exit_code == 0 and "s1: ok." in first.stderr and "Published S-" in first.stderr
    again = json.loads(run("fetch", "s1", "--json").stdout)
    assert [(r["source"], r["result"]) for r in again["runs"]] == [("s1", "unchanged")]
    assert [path for path, _ in server.asked] == ["/b.csv", "/b.csv"]


def test_exit_codes_of_fetch(run: Run, tmp_path: Path, server: Server) -> None:
    server.answers = [answer(404, b"")]
    source(tmp_path, f"{server.address}/a.csv")
    failed = run("fetch")
    assert failed.exit_code == 1 and "s0: failed. 127.0.0.1 has nothing" in failed.stderr
    server.answers = [answer(200, MIXED.encode())]
    assert run("fetch").exit_code == 3
    assert run("watch", "--once").exit_code == 0  # nothing is due


def test_wrong_uses(run: Run, tmp_path: Path) -> None:
    assert run("fetch").exit_code == 1  # no file of sources
    (tmp_path / "sources.yml").write_text("sources: []")
    assert "No source stands in" in run("watch", "--once").stderr
    source(tmp_path, "https://example.org/a.csv")
    assert "No source is called “other”" in run("fetch", "other").stderr
    assert run("watch", "--partner", "afris").exit_code == 2
    assert run("watch", tmp_path, "--every", "0").exit_code == 2


def test_help_has_examples(run: Run) -> None:
    for command in COMMANDS:
        assert "Example:" in run(command.name, "--help").stdout
