"""How many of a group's objectives stand where, in one sentence: never an average."""

from collections.abc import Sequence

from data.progress.model import Status
from data.questions.answers import ObjectiveProgress
from data.text.i18n import Language


def spread(t: Language, objectives: Sequence[ObjectiveProgress], horizon: int) -> str:
    """Whether the objectives can be judged, and how many are in each status."""
    if not objectives:
        return t.gettext("It has no objective of its own.")
    clauses = [
        clause(t, status, count)
        for status in Status
        if (count := sum(o.status(horizon) is status for o in objectives))
    ]
    return t.gettext("For {horizon}: {statuses}.", horizon=horizon, statuses=t.join(clauses))


def clause(t: Language, status: Status, n: int, /, **parts: str) -> str:
    """A count of objectives with its status; `n` among the parts replaces the written number."""
    return {
        Status.ACHIEVED: t.ngettext("{n} achieved", "{n} achieved", n, **parts),
        Status.ON_TRACK: t.ngettext("{n} on track", "{n} on track", n, **parts),
        Status.BEHIND: t.ngettext("{n} behind", "{n} behind", n, **parts),
        Status.FAR_BEHIND: t.ngettext("{n} far behind", "{n} far behind", n, **parts),
        Status.MOVING_AWAY: t.ngettext("{n} moving away", "{n} moving away", n, **parts),
        Status.NOT_ASSESSABLE: t.ngettext("{n} not assessable", "{n} not assessable", n, **parts),
    }[status]
