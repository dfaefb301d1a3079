"""Tries inputs in a process of its own, so that one that crashes it is seen and kept.

A crash of the interpreter, a panic below it, more than two seconds of work or more memory than
a load may take: each is a finding, and its input lies in `tests/fuzz/found`.
"""

import multiprocessing
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from data.errors import UnreadableFileError
from ingest.formats.parquet import check
from ingest.formats.xlsx import read_xlsx
from ingest.spool import Spool
from tests.fuzz.corpus import corpus
from tests.fuzz.mutate import made
from tests.fuzz.targets import room

FOUND = Path(__file__).parent / "found"
MOST_SECONDS = 2.0  # of work, on whatever core
MOST_WAITED = 60.0  # for an input that does no work and does not end
MOST_KILOBYTES = 512 << 10
MOST_ADDRESSED = 4 << 30
MOST_FINDINGS = 20  # of a reader; then it is time to mend
# One process does not try all: of each file it read, DuckDB keeps some twenty kilobytes.
MOST_AT_ONCE = 10_000
# Readers that end in a process of their own what ends one here.
APART: dict[str, Callable[[Path, Path], object]] = {
    "xlsx": lambda path, folder: read_xlsx(path, Spool(folder)),
    "parquet": lambda path, _: check(path, path.name),
}
_CONTEXT = multiprocessing.get_context("spawn")


@dataclass
class Tally:
    """What became of a reader's inputs."""

    reader: str
    inputs: int = 0
    refused: int = 0
    findings: list[str] = field(default_factory=list)


def fuzz(reader: str, inputs: int, seed: int) -> Tally:
    """Try the inputs one after the other, in a new process after one that ended."""
    tally, refused, following = Tally(reader), _CONTEXT.Value("q", 0), 0
    while following < inputs and len(tally.findings) < MOST_FINDINGS:
        at = _CONTEXT.Value("q", following - 1)
        last = min(inputs, following + MOST_AT_ONCE)
        why = _run(reader, range(following, last), seed, at, refused)
        if why is None:
            following = last
            continue
        following = at.value + 1
        if reader in APART and _is_refused_apart(reader, seed, at.value):
            refused.value += 1
            continue
        tally.findings.append(_keep(reader, seed, at.value, why))
    tally.inputs, tally.refused = following, refused.value
    return tally


def _run(
    reader: str,
    numbers: range,
    seed: int,
    at: "Synchronized[int]",
    refused: "Synchronized[int]",
) -> str | None:
    """Why the process ended, if it was not done."""
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_work, args=(reader, numbers, seed, at, refused, sender))
    process.start()
    sender.close()
    before = None
    while process.is_alive():
        process.join(MOST_WAITED)
        if process.is_alive() and at.value == before:
            process.kill()
        before = at.value
    process.join()
    if process.exitcode == 0:
        return None
    try:
        return str(receiver.recv())
    except (EOFError, OSError):
        signals = {-signal.SIGPROF: "too slow", -signal.SIGKILL: "too slow, or killed"}
        code = process.exitcode or 0
        return signals.get(code, f"the process ended with {code}")


def _work(  # type: ignore[no-untyped-def]
    reader: str, numbers: range, seed: int, at, refused, sender
) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSED, MOST_ADDRESSED))
    found, unraised = corpus(reader), list[str]()
    sys.unraisablehook = lambda told: unraised.append(repr(told.exc_value))
    with room() as here:
        for number in numbers:
            at.value = number
            content = made(found, seed, number)
            try:
                signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
                refused.value += here.refuses(reader, number, content)
                signal.setitimer(signal.ITIMER_PROF, 0)
                _check_memory()
                if unraised:
                    raise AssertionError(f"below Python: {unraised}")
            except BaseException:  # a panic of Rust is no Exception
                signal.setitimer(signal.ITIMER_PROF, 0)
                sender.send(traceback.format_exc()[-4000:])
                raise SystemExit(1) from None


def _is_refused_apart(reader: str, seed: int, number: int) -> bool:
    """Whether a file that ended the process is refused where its reader runs apart."""
    with tempfile.TemporaryDirectory(prefix="fpt-fuzz-") as folder:
        path = Path(folder) / "input"
        path.write_bytes(made(corpus(reader), seed, number))
        try:
            APART[reader](path, Path(folder))
        except UnreadableFileError:
            return True
    return False


def _check_memory() -> None:
    # Of this process alone: what `getrusage` tells began with the one that started it.
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0])
    if peak > MOST_KILOBYTES:
        raise MemoryError(f"{peak >> 10} MB are more than a load may take")


def _keep(reader: str, seed: int, number: int, why: str) -> str:
    """Where the input of a finding lies now, and in a word why."""
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{reader}-{seed}-{number}.input"
    path.write_bytes(made(corpus(reader), seed, number))
    path.with_suffix(".txt").write_text(why)
    return f"{path}: {why.strip().splitlines()[-1][:300]}"
