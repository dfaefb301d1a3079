"""Reasons and marks in sentences."""

from data.progress.model import Mark, Reason
from data.text.i18n import Language


def reason_sentence(t: Language, reason: Reason) -> str:
    """Why there is no verdict, and what would bring one."""
    return {
        Reason.NO_PUBLISHED_TARGET: t.gettext(
            "The plan publishes no measurable target for this horizon, so there is nothing to "
            "judge the measures against."
        ),
        Reason.NO_MEASURES: t.gettext(
            "No partner has reported a measure yet. The first approved report brings a verdict."
        ),
        Reason.BASELINE_NOT_ESTABLISHED: t.gettext(
            "No baseline has been established, and none is assumed, so there is no path to "
            "compare the measures with."
        ),
        Reason.TOO_EARLY: t.gettext(
            "Too little time has passed since the baseline, or too few periods are complete."
        ),
        Reason.STALE: t.gettext(
            "The last reported period ended more than two years ago, so the verdict has lapsed."
        ),
        Reason.DEFINITION_MISMATCH: t.gettext(
            "The measures and the target do not count the same thing, so they cannot be compared."
        ),
    }[reason]


def mark_sentence(t: Language, mark: Mark) -> str:
    """What to keep in mind beside a verdict."""
    return {
        Mark.BASELINE_OF_ANOTHER_SET: t.gettext(
            "The baseline was counted on another group than the target asks for. It stands in as "
            "a share, so read this verdict with low confidence."
        ),
        Mark.UNCERTAIN_BASELINE: t.gettext(
            "The baseline is a range, and the verdict would differ between its two ends."
        ),
        Mark.SET_MEMBERS_NOT_PUBLISHED: t.gettext(
            "The plan does not publish which members the group has, so every reported place "
            "counts and the total may include some outside it."
        ),
    }[mark]
