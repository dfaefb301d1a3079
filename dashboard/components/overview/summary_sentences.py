"""The first sentences of the overview, computed from the verdicts."""

from collections import Counter

from data.progress.model import Reason, Status
from data.questions.answers import ObjectiveProgress, Overview
from data.text.i18n import Language

ON_COURSE = (Status.ACHIEVED, Status.ON_TRACK)


def headline(t: Language, overview: Overview, horizon: int) -> str:
    """How many objectives are on course, and how many cannot be judged."""
    total = len(overview.objectives)
    by_status = overview.by_status(horizon)
    judged = total - len(by_status[Status.NOT_ASSESSABLE])
    if not judged:
        return t.gettext(
            "None of the {total} objectives can be judged for {horizon} yet.",
            total=t.number(total),
            horizon=horizon,
        )
    on_course = sum(len(by_status[status]) for status in ON_COURSE)
    return f"{_on_course(t, on_course, judged, horizon)} {_not_judged(t, total - judged, total)}"


def lede(t: Language, overview: Overview, horizon: int) -> str:
    """Who lags, and why the others are not judged."""
    by_status = overview.by_status(horizon)
    sentences = [
        _behind(t, by_status[Status.BEHIND]),
        _far_behind(t, by_status[Status.FAR_BEHIND]),
        _moving_away(t, by_status[Status.MOVING_AWAY]),
        _reasons(t, by_status[Status.NOT_ASSESSABLE], horizon),
    ]
    return " ".join(filter(None, sentences))


def _on_course(t: Language, count: int, judged: int, horizon: int) -> str:
    if judged == 1 and count:
        return t.gettext(
            "The one objective that can be judged is on course for {horizon}.", horizon=horizon
        )
    if judged == 1:
        return t.gettext(
            "The one objective that can be judged is not on course for {horizon}.", horizon=horizon
        )
    if not count:
        return t.gettext(
            "None of the {judged} objectives that can be judged is on course for {horizon}.",
            judged=t.number(judged),
            horizon=horizon,
        )
    return t.ngettext(
        "{n} of the {judged} objectives that can be judged is on course for {horizon}.",
        "{n} of the {judged} objectives that can be judged are on course for {horizon}.",
        count,
        judged=t.number(judged),
        horizon=horizon,
    )


def _not_judged(t: Language, count: int, total: int) -> str:
    if not count:
        return t.gettext("All {total} can be judged.", total=t.number(total))
    return t.ngettext(
        "{n} of the {total} cannot be judged yet.",
        "{n} of the {total} cannot be judged yet.",
        count,
        total=t.number(total),
    )


def _codes(t: Language, objectives: tuple[ObjectiveProgress, ...]) -> str:
    return t.join([o.objective.code for o in objectives])


def _behind(t: Language, found: tuple[ObjectiveProgress, ...]) -> str:
    return (
        found
        and t.ngettext(
            "{codes} is behind.", "{codes} are behind.", len(found), codes=_codes(t, found)
        )
    ) or ""


def _far_behind(t: Language, found: tuple[ObjectiveProgress, ...]) -> str:
    return (
        found
        and t.ngettext(
            "{codes} is far behind.", "{codes} are far behind.", len(found), codes=_codes(t, found)
        )
    ) or ""


def _moving_away(t: Language, found: tuple[ObjectiveProgress, ...]) -> str:
    return (
        found
        and t.ngettext(
            "{codes} is moving away from its target.",
            "{codes} are moving away from their targets.",
            len(found),
            codes=_codes(t, found),
        )
    ) or ""


def _reasons(t: Language, found: tuple[ObjectiveProgress, ...], horizon: int) -> str:
    verdicts = [o.headline.verdicts[horizon] for o in found]
    counts = Counter(verdict.reason for verdict in verdicts if verdict.reason)
    clauses = [_reason_clause(t, reason, n) for reason, n in counts.most_common()]
    return t.gettext("Not judged: {reasons}.", reasons=t.join(clauses)) if clauses else ""


def _reason_clause(t: Language, reason: Reason, n: int) -> str:
    return {
        Reason.NO_PUBLISHED_TARGET: t.ngettext(
            "{n} has no published target", "{n} have no published target", n
        ),
        Reason.NO_MEASURES: t.ngettext("{n} has no measures yet", "{n} have no measures yet", n),
        Reason.BASELINE_NOT_ESTABLISHED: t.ngettext(
            "{n} has no established baseline", "{n} have no established baseline", n
        ),
        Reason.TOO_EARLY: t.ngettext("{n} is too early to judge", "{n} are too early to judge", n),
        Reason.STALE: t.ngettext(
            "{n} was last reported too long ago", "{n} were last reported too long ago", n
        ),
        Reason.DEFINITION_MISMATCH: t.ngettext(
            "{n} is measured by another definition", "{n} are measured by another definition", n
        ),
    }[reason]
