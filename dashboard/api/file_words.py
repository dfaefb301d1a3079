"""What a file says of itself: snapshot, day, licence, citation, method; in English."""

from datetime import date

from data.plan.model import Plan
from data.progress.judge import METHOD_VERSION
from data.questions.answers import SnapshotInfo
from data.text.i18n import Language

LICENCE = "CC BY 4.0"


def about(plan: Plan, info: SnapshotInfo, as_of: date) -> dict[str, str]:
    """Names and texts, for a sheet of their own or a file's metadata."""
    t = Language("en")
    kind = " (contains sample data)" if info.sample else ""
    return {
        "snapshot": info.id,
        "as_of": as_of.isoformat(),
        "published_at": f"{info.published_at:%Y-%m-%dT%H:%M:%SZ}",
        "plan_version": plan.version,
        "method_version": METHOD_VERSION,
        "units": "values are in the unit of their indicator, see /api/v1/plan",
        "sample": "true" if info.sample else "false",
        "licence": LICENCE,
        "citation": f"{plan.dashboard_name.text('en')}, snapshot {info.id}, {t.date(as_of)}{kind}",
        "next_update": "whenever partners' reports are approved",
    }
