"""What is put side by side: `objective:A1,objective:B2` of an address, found in a snapshot."""

from dataclasses import dataclass

from data.plan.model import Plan
from data.reference.places import load_places, place

KINDS = ("objective", "facility", "region")
MOST = 4


@dataclass(frozen=True, slots=True)
class Compared:
    """Codes of one kind, in the order they were chosen."""

    kind: str
    codes: tuple[str, ...] = ()

    def written(self) -> str | None:
        """As an address says it; None for nothing."""
        return ",".join(f"{self.kind}:{code}" for code in self.codes) or None

    @property
    def is_one_objective(self) -> bool:
        """Whether it may be shown beside itself on another day."""
        return self.kind == "objective" and len(self.codes) == 1

    def with_one(self, code: str) -> "Compared":
        """One more, where there is room."""
        return Compared(self.kind, (*self.codes, code)[:MOST])

    def without(self, code: str) -> "Compared":
        """All but one."""
        return Compared(self.kind, tuple(other for other in self.codes if other != code))


def read(written: str | None, plan: Plan) -> Compared:
    """What is known of what an address asks for; the first kind named is the kind of all."""
    pairs = [part.strip().partition(":") for part in (written or "").split(",")]
    asked = [(kind, code) for kind, _, code in pairs if kind in KINDS and _known(kind, code, plan)]
    kind = asked[0][0] if asked else KINDS[0]
    codes = dict.fromkeys(code for other, code in asked if other == kind)
    return Compared(kind, tuple(codes)[:MOST])


def choosable(kind: str, plan: Plan) -> tuple[str, ...]:
    """Every code of a kind."""
    if kind == "objective":
        return tuple(objective.code for objective in plan.objectives)
    if kind == "facility":
        return tuple(facility.id for facility in plan.facilities)
    return tuple(found.code for found in load_places() if found.kind == "region")


def _known(kind: str, code: str, plan: Plan) -> bool:
    try:
        if kind == "objective":
            plan.objective(code)
        elif kind == "facility":
            plan.facility(code)
        else:
            return place(code).kind == "region"
    except KeyError:
        return False
    return True
