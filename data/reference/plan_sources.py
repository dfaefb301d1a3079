"""A plan file with the files it names: its register of partners, its facts, its earlier version."""

from dataclasses import dataclass
from pathlib import Path

from data.plan.load import PlanError, load_plan
from data.plan.model import Plan
from data.reference.partners import Partner, load_partners


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan and where it was read from."""

    path: Path
    plan: Plan

    @property
    def register(self) -> Path | None:
        """The file of the partners; None where the plan names none."""
        return self._beside(self.plan.partners)

    @property
    def facts(self) -> Path | None:
        """The file of the measured facts."""
        return self._beside(self.plan.facts)

    @property
    def previous(self) -> Path | None:
        """The plan file of the version before."""
        return self._beside(self.plan.previous)

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The registered partners; without a register there are none."""
        return load_partners(self.register) if self.register else ()

    def _beside(self, name: str | None) -> Path | None:
        return self.path.parent / name if name else None


def read_plan(path: Path) -> PlanFile:
    """The plan in a file; raises PlanError naming every problem."""
    return PlanFile(path, load_plan(path))


def read_versions(path: Path) -> tuple[PlanFile, ...]:
    """The plan in a file and the versions before it, newest first."""
    versions = [read_plan(path)]
    while previous := versions[-1].previous:
        if any(previous.samefile(version.path) for version in versions):
            raise PlanError(f"{versions[-1].path}: previous: “{previous}” comes after itself")
        versions.append(read_plan(previous))
    return tuple(versions)
