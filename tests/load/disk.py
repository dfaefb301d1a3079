"""A small disk in memory that can be filled to its last byte, where we may mount one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 400_000_000
SLICE = 1 << 16


class Disk:
    """A file system of its own, and the file that fills it."""

    def __init__(self, folder: Path) -> None:
        self._filler = folder / "filler"

    def fill(self, left: int) -> None:
        """Leave room for about `left` bytes, whatever else is written meanwhile."""
        with self._filler.open("wb") as file:
            size = 0
            while (room := _room(self._filler.parent) - left) > SLICE:
                try:
                    os.posix_fallocate(file.fileno(), size, room)
                except OSError:  # somebody else was faster
                    break
                size += room

    def free(self) -> None:
        """Give the room back."""
        self._filler.unlink(missing_ok=True)


@contextmanager
def mounted(folder: Path) -> Iterator[Disk | None]:
    """A disk at a folder; None, and the folder as it is, where we may not mount one."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        yield None
        return
    try:
        yield Disk(folder)
    finally:
        # Lazily: a reader that was just ended may not have let go of its files yet.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _room(folder: Path) -> int:
    told = os.statvfs(folder)
    return told.f_bavail * told.f_frsize
