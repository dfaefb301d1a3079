"""Ctrl+C while files are loaded: nothing is half in, and what is said about it is true."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from data.home import Home
from data.ledger.writer import open_ledger
from ingest.__main__ import main
from ingest.load import load as loading

HEADER = "indicator,partner,place,period,value\n"
PLACES = "SELECT place FROM measure WHERE indicator = 'C1.1' ORDER BY place"


@pytest.fixture
def files(tmp_path: Path, facts_home: Home, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setenv("FPT_HOME", str(facts_home.root))
    monkeypatch.setenv("FPT_SAMPLE", "0")
    found = []
    for place in ("BEN", "MLI", "TGO"):
        found.append(tmp_path / f"{place}.csv")
        found[-1].write_text(f"{HEADER}C1.1,afris,{place},2025,3\n")
    return found


def places(home: Home) -> list[str]:
    with open_ledger(home) as ledger:
        return [row.place for row in ledger.run(PLACES)]


@pytest.mark.parametrize(
    ("at", "code", "kept"),
    [(0, 1, []), (1, 3, ["BEN"]), (2, 3, ["BEN", "MLI"])],
)
@pytest.mark.parametrize("within", ["normalise", "refresh"])
def test_what_was_loaded_stays_and_the_rest_is_named(
    files: list[Path],
    facts_home: Home,
    monkeypatch: pytest.MonkeyPatch,
    at: int,
    code: int,
    kept: list[str],
    within: str,
) -> None:
    calls = []
    real: Callable[..., None] = getattr(loading, within)

    def pressed(*args: object) -> None:
        calls.append(args)
        if len(calls) == at + 1:
            os.kill(os.getpid(), signal.SIGINT)
        real(*args)

    monkeypatch.setattr(loading, within, pressed)
    done = CliRunner().invoke(main, ["load", *map(str, files)])
    if within == "refresh":  # the last thing a load does: its file is in
        kept, at, code = [*kept, ["BEN", "MLI", "TGO"][at]], at + 1, 3 if at < 2 else 0
    assert done.exit_code == code
    assert places(facts_home) == kept
    left = [path.name for path in files[at:]]
    assert ("Stopped: nothing of " + ", ".join(left) in done.stderr) == bool(left)
    assert ("Published S-" in done.stderr) == bool(kept)
    monkeypatch.undo()


def test_the_next_load_works(files: list[Path], facts_home: Home) -> None:
    before = signal.getsignal(signal.SIGINT)
    assert CliRunner().invoke(main, ["load", *map(str, files)]).exit_code == 0
    assert signal.getsignal(signal.SIGINT) is before
    assert places(facts_home) == ["BEN", "MLI", "TGO"]
