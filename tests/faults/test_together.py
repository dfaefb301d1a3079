"""Many writers and readers at once: writers take turns, readers see whole snapshots."""

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from data.errors import LedgerBusyError
from data.home import Home
from data.ledger.writer import open_ledger
from data.store.store import Store

TODAY = date(2026, 11, 22)


def test_a_busy_ledger_names_its_holder(facts_home: Home) -> None:
    with open_ledger(facts_home), pytest.raises(LedgerBusyError, match=r"process \d+ "):
        with open_ledger(facts_home, wait=0.05):
            pass


def test_loads_at_once_lose_nothing_and_readers_never_see_half_of_one(
    facts_home: Home, tmp_path: Path
) -> None:
    loads = 8
    commands = []
    for number in range(loads):
        file = tmp_path / f"{number}.csv"
        file.write_text(
            "indicator,partner,place,period,value,activity\n"
            f"C1.1,afris,BEN,2025-Q1,1,left-{number}\nC1.1,giz,DEU,2025-Q1,1,right-{number}\n"
        )
        commands.append([sys.executable, "-m", "ingest", "load", str(file)])
    environment = {"FPT_HOME": str(facts_home.root), "FPT_SAMPLE": "0", "PATH": "/usr/bin:/bin"}
    seen: list[float] = []
    faults: list[Exception] = []
    done = threading.Event()
    reader = threading.Thread(target=_read, args=(Store(facts_home), seen, faults, done))
    reader.start()
    running = [
        subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for command in commands
    ]
    ended = [(process.communicate(timeout=600)[1], process.returncode) for process in running]
    done.set()
    reader.join()
    assert [code for _, code in ended] == [0] * loads, ended
    assert not faults
    assert all(total % 2 == 0 for total in seen)  # a delivery's two rows come together
    assert seen == sorted(seen)
    (point,) = Store(facts_home).current().indicator("C1.1", TODAY).points
    assert point.value == 2 * loads


def _read(store: Store, seen: list[float], faults: list[Exception], done: threading.Event) -> None:
    while not done.is_set():
        try:
            points = store.current().indicator("C1.1", TODAY).points
        except Exception as error:  # whatever it is, the test shows it
            faults.append(error)
            return
        seen.append(points[0].value if points else 0)
