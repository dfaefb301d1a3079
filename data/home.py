"""Where things lie in the home folder. Imports nothing of ours."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lake:
    """Where measures lie that many machines share.

    `catalogue` is how PostgreSQL is reached, as libpq takes it; `data` a folder or `s3://…`.
    """

    catalogue: str
    data: str


# What a load of any size may take for its tables; what does not fit waits on disk, in the home.
MEMORY = "1300MB"


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of one home folder; the measures lie in a `lake` instead, where one is named.

    `memory` is what a writer may take, as DuckDB is told it; `confidential_min` how many partners
    must bring a new value before an amount reported in confidence is released; `clock_is_right`
    that a long time since the last record is no fault of the clock.
    """

    root: Path
    lake: Lake | None = None
    memory: str = MEMORY
    confidential_min: int = 3
    clock_is_right: bool = False

    @property
    def ledger(self) -> Path:
        """The append-only database; only a writer that holds `lock` opens it."""
        return self.root / "ledger.duckdb"

    @property
    def lock(self) -> Path:
        """The lock file that lets one writer in."""
        return self.root / "ledger.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock, for the error message of those who wait in vain."""
        return self.root / "ledger.holder"

    @property
    def snapshots(self) -> Path:
        """Published snapshots, `<id>.duckdb` with `<id>.json` beside each."""
        return self.root / "snapshots"

    @property
    def current(self) -> Path:
        """The file that names the snapshot to serve; replaced by atomic rename."""
        return self.snapshots / "CURRENT"

    @property
    def renders(self) -> Path:
        """Pictures of charts, kept by what they show; may be emptied at any time."""
        return self.root / "renders"

    @property
    def frozen(self) -> Path:
        """Pictures that newsletters point to: never changed, never deleted."""
        return self.root / "frozen"

    @property
    def was_used(self) -> bool:
        """Whether anything is there that only a ledger's snapshots are made into."""
        made = (self.current, self.renders, self.frozen)
        return any(path.exists() for path in made) or any(self.snapshots.glob("S-*.duckdb"))

    def snapshot(self, snapshot_id: str) -> Path:
        """The database file of a snapshot."""
        return self.snapshots / f"{snapshot_id}.duckdb"

    def manifest(self, snapshot_id: str) -> Path:
        """Size, digest and time of a snapshot."""
        return self.snapshots / f"{snapshot_id}.json"

    def prepare(self) -> None:
        """Make the folders that must exist."""
        self.snapshots.mkdir(parents=True, exist_ok=True)
