"""What the system says of processes that we started."""

import os
import select
from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")
WORKER = "spawn_main"
PAGE = os.sysconf("SC_PAGE_SIZE")


def children(process: int) -> list[int]:
    """Processes that one started and that have not ended."""
    found: list[int] = []
    for thread in PROCESSES.glob(f"{process}/task/*/children"):
        found += [int(child) for child in _read(thread).split()]
    return found


def child(process: int, word: str) -> int:
    """The child whose command holds a word; StopIteration where there is none."""
    return next(pid for pid in children(process) if word in command(pid))


def workers(server: int) -> list[int]:
    """The processes of a server of several that answer."""
    return sorted(pid for pid in children(server) if WORKER in command(pid))


def command(process: int) -> str:
    """What a process runs, or "" once it is gone."""
    return _read(PROCESSES / str(process) / "cmdline").replace("\0", " ")


def of_group(group: int) -> list[int]:
    """Living processes of a process group."""
    found = []
    for stat in PROCESSES.glob("[0-9]*/stat"):
        # After the name, which may hold anything: state, parent, group.
        told = _read(stat).rpartition(")")[2].split()
        if told and int(told[2]) == group and told[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def ended(process: int, seconds: float) -> bool:
    """Wait for the end of a process, anybody's; whether it came in time."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def resident(process: int) -> int:
    """Bytes of memory that a process keeps to itself or shares."""
    return int((PROCESSES / str(process) / "statm").read_text().split()[1]) * PAGE


def descriptors(process: int) -> int:
    """How many files, pipes and sockets a process has open."""
    return len(list((PROCESSES / str(process) / "fd").iterdir()))


def deleted(process: int) -> int:
    """How many files it has open that were deleted: their room is not free yet."""
    found = 0
    for handle in (PROCESSES / str(process) / "fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            found += str(handle.readlink()).endswith(" (deleted)")
    return found


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""  # it ended meanwhile
