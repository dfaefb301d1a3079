"""Values that a published state held in public and that are public no longer; each asked once."""

from datetime import datetime

from data.questions import closings as questions
from data.questions.closings import Closing
from data.store.snapshot import Snapshot


def closings(snapshot: Snapshot) -> tuple[Closing, ...]:
    """Every value that was public and is no longer."""

    def ask() -> tuple[Closing, ...]:
        with snapshot.connect() as connection:
            return questions.closings(connection)

    return snapshot.answers.get("closings", ask)


def published_at(snapshot: Snapshot, snapshot_id: str) -> datetime | None:
    """When another snapshot was published (UTC); None for one that is not known here."""

    def ask() -> datetime | None:
        with snapshot.connect() as connection:
            return questions.published_at(connection, snapshot_id)

    return snapshot.answers.get(("published at", snapshot_id), ask)
