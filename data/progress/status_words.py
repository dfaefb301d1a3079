"""Statuses and reasons in a word or two, for tiles, lists, feeds and commands."""

from data.progress.model import Reason, Status
from data.text.i18n import Language


def status_word(t: Language, status: Status) -> str:
    """A status as a verdict reads: On track."""
    return {
        Status.ACHIEVED: t.gettext("Achieved"),
        Status.ON_TRACK: t.gettext("On track"),
        Status.BEHIND: t.gettext("Behind"),
        Status.FAR_BEHIND: t.gettext("Far behind"),
        Status.MOVING_AWAY: t.gettext("Moving away"),
        Status.NOT_ASSESSABLE: t.gettext("Not assessable"),
    }[status]


def reason_word(t: Language, reason: Reason) -> str:
    """A reason short enough for a tile."""
    return {
        Reason.NO_PUBLISHED_TARGET: t.gettext("No target published"),
        Reason.NO_MEASURES: t.gettext("No measures yet"),
        Reason.BASELINE_NOT_ESTABLISHED: t.gettext("No baseline set"),
        Reason.TOO_EARLY: t.gettext("Too early to judge"),
        Reason.STALE: t.gettext("Last report too old"),
        Reason.DEFINITION_MISMATCH: t.gettext("Definitions differ"),
    }[reason]


def verdict_word(t: Language, status: Status, reason: Reason | None) -> str:
    """The status, or the reason there is none."""
    return status_word(t, status) if reason is None else reason_word(t, reason)
