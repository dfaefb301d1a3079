"""Where published states stand: files of the home folder, or versions of the lake."""

import json
import logging
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine
from sqlalchemy.exc import DBAPIError

from data.errors import LakeError, OtherVersionError
from data.home import Home, Lake
from data.ledger.lake import LakeVersion, Publications
from data.ledger.storage_faults import Source, doubt_at_faults, let_go
from data.ledger.tables import Tables
from data.ledger.upgrade import refuse_other_version
from data.plan.history import plan_in_force
from data.questions import register
from data.store.publish import digest, public_id, served_ids
from data.store.snapshot import Snapshot

LOGGER = logging.getLogger(__name__)


class SnapshotFile:
    """A published file, to read from."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.doubtful = False

    def engine(self) -> Engine:
        """Connections that read it."""
        read_only = {"read_only": True}
        return create_engine(
            f"duckdb:///{self._path}", connect_args=read_only, poolclass=QueuePool, pool_size=8
        )

    def attach(self, connection: Connection, name: str) -> None:
        """Make it readable under a name beside what a connection reads already."""
        path = str(self._path).replace("'", "''")
        connection.exec_driver_sql(f"ATTACH '{path}' AS {name} (READ_ONLY)")

    def close(self) -> None:
        """Nothing is kept but the connections themselves."""


class FileShelf:
    """Snapshots as files, each with a digest that proves it whole."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def newest(self) -> str:
        """The id of the snapshot published last, or "" before the first; cheap enough to poll."""
        try:
            return self._home.current.read_text().strip()
        except (OSError, ValueError):  # not there, or overwritten with what is no text
            return ""

    def look(self) -> None:
        """Nothing: the newest is looked up whenever it is asked for."""

    def open(self, newest: str) -> Snapshot | None:
        """The snapshot of this id, or the newest good one; None where there is none.

        Raises `OtherVersionError` where those that are whole were made by another version.
        """
        candidates = [newest, *(s for s in served_ids(self._home) if s != newest)]
        damaged, other = None, None
        for snapshot_id in filter(None, candidates):
            if self._is_whole(snapshot_id):
                try:
                    file = SnapshotFile(self._home.snapshot(snapshot_id))
                    return open_snapshot(file, snapshot_id, damaged)
                except OtherVersionError as error:
                    other = other or error
                except DBAPIError:
                    LOGGER.exception("snapshot %s cannot be opened", snapshot_id)
            damaged = damaged or snapshot_id
            LOGGER.error("snapshot %s is damaged or gone; trying the one before", snapshot_id)
        if other:
            raise other
        return None

    def _is_whole(self, snapshot_id: str) -> bool:
        try:
            manifest = json.loads(self._home.manifest(snapshot_id).read_text())
            return bool(digest(self._home.snapshot(snapshot_id)) == manifest["sha256"])
        except (OSError, ValueError, KeyError):
            return False


class LakeShelf:
    """Snapshots as versions of the lake, which are whole or not there at all."""

    def __init__(self, lake: Lake) -> None:
        self._lake = lake
        self._publications = Publications(lake)
        self._publications.newest()  # looked up now, so that nobody who is answered waits for it

    def newest(self) -> str:
        """The id of the snapshot published last, or "" before the first; cheap enough to poll."""
        publications = self._publications.newest()
        return publications[0][1] if publications else ""

    def look(self) -> None:
        """See what was published now, rather than in a moment."""
        self._publications.look()

    def open(self, newest: str) -> Snapshot | None:
        """The snapshot of this id; None where it cannot be read.

        Raises `OtherVersionError` where another version made it.
        """
        for version, snapshot_id in self._publications.newest() if newest else ():
            if snapshot_id == newest:
                try:
                    return open_snapshot(LakeVersion(self._lake, version), snapshot_id)
                except (DBAPIError, LakeError):
                    LOGGER.exception("snapshot %s cannot be opened", snapshot_id)
        return None


def open_snapshot(source: Source, snapshot_id: str, damaged: str | None = None) -> Snapshot:
    """Open what was published for reading; `damaged` names a newer one passed over for it."""
    engine = source.engine()
    try:
        with engine.connect() as connection:
            refuse_other_version(Tables(connection))
            plan = plan_in_force(connection)
            named = public_id(snapshot_id), damaged and public_id(damaged)
            info = register.info(connection, named[0], plan.version, named[1])
    except Exception:
        let_go(engine, source)
        raise
    doubt_at_faults(engine, source)
    return Snapshot(engine, source, plan, info)
