"""The limits between statuses, in words; every number is the method's own."""

from data.progress.linear import BEHIND_FROM, ON_TRACK_FROM
from data.progress.model import Status
from data.progress.status_words import status_word
from data.text.i18n import Language

# The lowest ratio of each status that a ratio decides, and where the next one begins.
LIMITS: dict[Status, tuple[float | None, float | None]] = {
    Status.ON_TRACK: (ON_TRACK_FROM, None),
    Status.BEHIND: (BEHIND_FROM, ON_TRACK_FROM),
    Status.FAR_BEHIND: (0.0, BEHIND_FROM),
    Status.MOVING_AWAY: (None, 0.0),
}


def rule_words(t: Language, status: Status) -> str:
    """A status with its limits: Behind, 0.60 to 0.95."""
    word, limits = status_word(t, status), limit_words(t, status)
    return t.gettext("{status}, {limits}", status=word, limits=limits) if limits else word


def limit_words(t: Language, status: Status) -> str:
    """The limits of the ratio; empty for a status no ratio decides."""
    low, high = LIMITS.get(status, (None, None))
    if low is None and high is None:
        return ""
    if high is None:
        return t.gettext("{low} and above", low=_ratio(t, low))
    if low is None:
        return t.gettext("below {high}", high=_ratio(t, high))
    return t.gettext("{low} up to {high}", low=_ratio(t, low), high=_ratio(t, high))


def _ratio(t: Language, limit: float | None) -> str:
    return t.number(limit or 0, 2 if limit else 0)
