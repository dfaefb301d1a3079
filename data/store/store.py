"""Which snapshot is current; hands out `Snapshot` objects, one a publication and process."""

import threading
import time

from data.errors import NoSnapshotError, OtherVersionError
from data.home import Home
from data.store.backends import FileShelf, LakeShelf
from data.store.publish import order, public_id
from data.store.snapshot import Snapshot

TRIES = 3
AGAIN_SECONDS = 1.0  # until what could not be opened is tried again
HEARSAY_SECONDS = 1.0  # until a publication nobody has seen is believed in again


class Store:
    """The published side of a home: read only, any number of processes and threads.

    A snapshot is checked against its digest when first opened, and again when a question of it
    fails as of a damaged file. A damaged one is passed over for the newest good one, whose
    `info.damaged` then names it. Where none can be opened, what was served before still is; one
    thread then tries again from time to time, and nobody waits for it. With nothing to serve,
    everyone tries.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._shelf: FileShelf | LakeShelf = LakeShelf(home.lake) if home.lake else FileShelf(home)
        self._lock = threading.Lock()
        self._served: Snapshot | None = None
        self._served_for = ""
        self._unreadable, self._again_at = "", 0.0
        self._why: NoSnapshotError | None = None  # why nothing that is whole can be opened
        self._looking = threading.Lock()
        self._look_at = 0.0

    @property
    def home(self) -> Home:
        """The home folder, for what is kept beside the snapshots."""
        return self._home

    def current_id(self) -> str:
        """How the snapshot published last is called in public, or "" before the first.

        Cheap enough to poll.
        """
        return public_id(self._shelf.newest())

    def catch_up(self, snapshot_id: str) -> None:
        """Look again, where a reader heard of a later snapshot from another host than ours is."""
        if order(snapshot_id) <= order(self.current_id()) or time.monotonic() < self._look_at:
            return
        if not self._looking.acquire(blocking=False):
            return
        try:
            self._shelf.look()
            if order(snapshot_id) > order(self.current_id()):  # nobody published it
                self._look_at = time.monotonic() + HEARSAY_SECONDS
        finally:
            self._looking.release()

    def current(self) -> Snapshot:
        """The snapshot to answer from; raises `NoSnapshotError` where there is none."""
        newest = self._shelf.newest()
        return self._served_still(newest) or self._swap(newest)

    def _served_still(self, newest: str) -> Snapshot | None:
        """What is served, while it is the newest and nothing speaks against it."""
        served = self._served
        if served is None or self._served_for != newest or served.source.doubtful:
            return None
        return served

    def _swap(self, newest: str) -> Snapshot:
        """Open `newest`; what others still read of the old one stays open until they let go."""
        if not self._lock.acquire(blocking=not self._is_known_bad(newest)):
            return self._in_its_place()
        try:
            if swapped := self._served_still(newest):
                return swapped  # another thread was faster
            if self._is_known_bad(newest) and time.monotonic() < self._again_at:
                return self._in_its_place()
            return self._opened(newest) or self._in_its_place()
        finally:
            self._lock.release()

    def _is_known_bad(self, newest: str) -> bool:
        """Whether it could not be opened, and there is something to serve in its place."""
        return newest == self._unreadable and self._served is not None

    def _opened(self, newest: str) -> Snapshot | None:
        for _ in range(TRIES):
            try:
                snapshot = self._shelf.open(newest)
            except OtherVersionError as error:
                snapshot, self._why = None, error
            if snapshot is not None:
                if self._served is not None:
                    self._served.rebuilt.forget()  # earlier days hold on to what they are of
                self._served, self._served_for, self._unreadable = snapshot, newest, ""
                return snapshot
            self._unreadable, self._again_at = newest, time.monotonic() + AGAIN_SECONDS
            newest = self._shelf.newest()
            if newest == self._unreadable:
                break  # else it was published and deleted again while we looked
        return None

    def _in_its_place(self) -> Snapshot:
        """What was served before; there is no better one to look for."""
        if self._served is None:
            raise self._why or NoSnapshotError(
                f"Nothing readable is published in {self._home.root}."
                " Run `make run`, or `python -m ingest publish`."
            )
        self._served.source.doubtful = False
        return self._served
