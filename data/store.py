"""Which snapshot is current; hands out `Snapshot` objects, one a publication and process."""

import json
import logging
import threading

from sqlalchemy.exc import DBAPIError

from data.errors import NoSnapshotError
from data.home import Home
from data.publish import digest, served_ids
from data.snapshot import Snapshot, open_snapshot

LOGGER = logging.getLogger(__name__)
TRIES = 3


class Store:
    """The published side of a home folder: read only, any number of processes and threads.

    A snapshot is checked against its digest once, when first opened. A damaged one is passed
    over for the newest good one, whose `info.damaged` then names it.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._served: Snapshot | None = None
        self._served_for = ""

    @property
    def home(self) -> Home:
        """The home folder, for what is kept beside the snapshots."""
        return self._home

    def current_id(self) -> str:
        """The id of the snapshot published last, or "" before the first; cheap enough to poll."""
        try:
            return self._home.current.read_text().strip()
        except OSError:
            return ""

    def current(self) -> Snapshot:
        """The snapshot to answer from; raises `NoSnapshotError` where there is none."""
        newest = self.current_id()
        served = self._served
        if served is not None and self._served_for == newest:
            return served
        with self._lock:
            if self._served is not None and self._served_for == newest:
                return self._served  # another thread was faster
            return self._swap(newest)

    def _swap(self, newest: str) -> Snapshot:
        """Open `newest`; what others still read of the old one stays open until they let go."""
        for _ in range(TRIES):
            snapshot = self._open(newest)
            if snapshot is not None:
                self._served, self._served_for = snapshot, newest
                return snapshot
            newest = self.current_id()  # published and deleted again while we looked
        if self._served is not None:
            return self._served
        raise NoSnapshotError(
            f"Nothing readable is published in {self._home.root}."
            " Run `make run`, or `python -m ingest publish`."
        )

    def _open(self, newest: str) -> Snapshot | None:
        candidates = [newest, *(s for s in served_ids(self._home) if s != newest)]
        damaged = None
        for snapshot_id in filter(None, candidates):
            if self._is_whole(snapshot_id):
                try:
                    return open_snapshot(self._home.snapshot(snapshot_id), snapshot_id, damaged)
                except DBAPIError:
                    LOGGER.exception("snapshot %s cannot be opened", snapshot_id)
            damaged = damaged or snapshot_id
            LOGGER.error("snapshot %s is damaged or gone; trying the one before", snapshot_id)
        return None

    def _is_whole(self, snapshot_id: str) -> bool:
        try:
            manifest = json.loads(self._home.manifest(snapshot_id).read_text())
            return bool(digest(self._home.snapshot(snapshot_id)) == manifest["sha256"])
        except (OSError, ValueError, KeyError):
            return False
