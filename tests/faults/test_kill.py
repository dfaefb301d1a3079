"""Killed at any stage, a load leaves the old snapshot served and the ledger whole."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.home import Home
from data.store.store import Store

KILL_AT = Path(__file__).parent / "kill_at.py"
TODAY = date(2026, 11, 22)
STAGES = [
    ("ingest.load.load:read", "after", "file read"),
    ("ingest.load.load:validate", "after", "rows judged"),
    ("ingest.load.load:refresh", "after", "rows appended, not committed"),
    ("data.store.publish:_number", "before", "committed, not published"),
]
# In a lake the publication is there with its number; nothing is copied.
COPYING = [
    ("data.store.publish:_number", "after", "publication numbered"),
    ("data.store.publish:_copy", "before", "about to copy"),
    ("os:fsync", "before", "copied, not yet on disk"),
    ("data.store.publish:_copy", "after", "copied, no manifest"),
    ("data.store.publish:_write_atomically", "after", "manifest, not current"),
]


def run(*command: str, home: Home) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        env={"FPT_HOME": str(home.root), "FPT_SAMPLE": "0", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=600,
    )


@pytest.mark.parametrize(
    ("target", "moment", "stage"),
    [
        *(pytest.param(*stage, id=stage[2]) for stage in STAGES),
        *(pytest.param(*stage, id=stage[2], marks=pytest.mark.one_file) for stage in COPYING),
    ],
)
def test_a_load_killed_when(
    facts_home: Home, write: Callable[..., Path], target: str, moment: str, stage: str
) -> None:
    file = write("indicator,partner,place,period,value\nC1.1,afris,BEN,2025-Q1,3\n")
    before = Store(facts_home).current()
    killed = run(str(KILL_AT), target, moment, "load", str(file), home=facts_home)
    assert killed.returncode == -9, killed.stderr

    served = Store(facts_home).current()
    assert served.info.id == before.info.id
    assert served.overview(TODAY) == before.overview(TODAY)

    again = run("-m", "ingest", "load", str(file), home=facts_home)
    assert again.returncode == 0, again.stderr
    published = run("-m", "ingest", "publish", home=facts_home)
    assert published.returncode == 0, published.stderr
    after = Store(facts_home).current()
    (point,) = after.indicator("C1.1", TODAY).points
    assert point.value == 3  # there once, whatever was committed before the kill
    assert not list(facts_home.snapshots.glob("*.partial"))


def test_a_committed_but_unpublished_batch_is_published_by_the_next_load(
    facts_home: Home, write: Callable[..., Path]
) -> None:
    first = write("indicator,partner,place,period,value\nC1.1,afris,BEN,2025-Q1,3\n", "a.csv")
    second = write("indicator,partner,place,period,value\nC1.1,afris,BEN,2025-Q2,4\n", "b.csv")
    run(str(KILL_AT), "data.store.publish:_number", "before", "load", str(first), home=facts_home)
    assert run("-m", "ingest", "load", str(second), home=facts_home).returncode == 0
    (point,) = Store(facts_home).current().indicator("C1.1", TODAY).points
    assert point.value == 7
