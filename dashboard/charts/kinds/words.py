"""What a chart says: the sentence of its finding, and the text for who cannot see it."""

from collections.abc import Sequence
from datetime import date

from dashboard.charts.kinds.model import Badge, Stamp
from dashboard.components.verdict.judged_value import judged_value
from dashboard.components.verdict.standing import standing_text
from dashboard.reader.context import RequestContext
from data.progress.judge import METHOD_VERSION
from data.progress.model import Reason, Status, Verdict
from data.progress.status_words import verdict_word
from data.questions.answers import Coverage, IndicatorProgress
from data.text.i18n import Language

ALT_MOST = 150


def badge(t: Language, verdict: Verdict) -> Badge:
    """The verdict of one horizon in a word."""
    word = verdict_word(t, verdict.status, verdict.reason)
    return Badge(verdict.horizon, verdict.status, word)


def finding(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> str:
    """Where an indicator stands, where it should, and the verdict: one or two sentences."""
    t = ctx.t
    verdict = progress.verdicts[horizon]
    where = _capital(standing_text(ctx, progress, horizon))
    judged = _verdict(t, verdict)
    if progress.current is None:
        return judged
    if expected := _expected(ctx, progress, verdict):
        said = t.gettext(
            "{standing} on {date}; {expected} would be expected by then.",
            standing=where,
            date=t.date(progress.current.period_end),
            expected=expected,
        )
    else:
        date = t.date(progress.current.period_end)
        said = t.gettext("{standing} on {date}.", standing=where, date=date)
    return f"{said} {judged}"


def _verdict(t: Language, verdict: Verdict) -> str:
    """The verdict as a sentence."""
    if verdict.reason is not None:
        return _not_judged(t, verdict.reason, verdict.horizon)
    return {
        Status.ACHIEVED: t.gettext("The target for {horizon} is achieved."),
        Status.ON_TRACK: t.gettext("That is on track for {horizon}."),
        Status.BEHIND: t.gettext("That is behind for {horizon}."),
        Status.FAR_BEHIND: t.gettext("That is far behind for {horizon}."),
        Status.MOVING_AWAY: t.gettext("It is moving away from the target for {horizon}."),
        Status.NOT_ASSESSABLE: t.gettext("It cannot be judged for {horizon}."),
    }[verdict.status].format(horizon=verdict.horizon)


def _not_judged(t: Language, reason: Reason, horizon: int) -> str:
    return {
        Reason.NO_PUBLISHED_TARGET: t.gettext(
            "It cannot be judged: no target for {horizon} is published."
        ),
        Reason.NO_MEASURES: t.gettext("It cannot be judged for {horizon}: no measures yet."),
        Reason.BASELINE_NOT_ESTABLISHED: t.gettext(
            "It cannot be judged for {horizon}: no baseline is established."
        ),
        Reason.TOO_EARLY: t.gettext("It is too early to judge for {horizon}."),
        Reason.STALE: t.gettext("It cannot be judged for {horizon}: the last report is too old."),
        Reason.DEFINITION_MISMATCH: t.gettext(
            "It cannot be judged for {horizon}: it is measured by another definition."
        ),
    }[reason].format(horizon=horizon)


def _expected(ctx: RequestContext, progress: IndicatorProgress, verdict: Verdict) -> str | None:
    parts = verdict.components
    if verdict.reason is not None or parts.steps:
        return None
    if parts.expected_now is None or parts.baseline is None:
        return None
    if parts.as_share and parts.current_size is not None:
        return ctx.t.number(round(parts.expected_now * parts.current_size))
    return judged_value(ctx, progress.indicator, verdict)(parts.expected_now)


def alt_text(t: Language, title: str, sayings: Sequence[str], day: date, sample: bool) -> str:
    """At most 150 characters: title, the first saying that fits, as of when, sample or not."""
    end = as_of_words(t, day, sample)
    for said in sayings:
        words = t.gettext("{title}: {said}. {end}", title=title, said=said.rstrip("."), end=end)
        if len(words) <= ALT_MOST:
            return words
    named = t.gettext("{title}: {said}", title=title, said=sayings[-1])
    return f"{cut(named, ALT_MOST - 1 - len(end))} {end}"


def as_of_words(t: Language, day: date, sample: bool) -> str:
    """As of when, and that it is sample data where it is."""
    said = t.gettext("As of {date}.", date=t.short_date(day))
    return said if not sample else " ".join([said, t.gettext("Sample data.")])


def verdicts_words(t: Language, badges: Sequence[Badge]) -> str:
    """The verdict of each horizon: 2030: Behind and 2050: On track."""
    return t.join(
        [t.gettext("{horizon}: {verdict}", horizon=b.horizon, verdict=b.word) for b in badges]
    )


def partners_words(t: Language, coverage: Coverage) -> str:
    """How many of the partners expected have reported."""
    return t.ngettext(
        "{n} of {expected} partner reporting",
        "{n} of {expected} partners reporting",
        coverage.reporting,
        expected=t.number(coverage.expected),
    )


def cut(words: str, most: int) -> str:
    """The words, or as many whole ones as fit with “…”."""
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def said_in_full(t: Language, title: str, sentences: Sequence[str], sample: bool) -> str:
    """The long text: title, then every sentence."""
    ended = [t.gettext("These are sample data, not the Initiative’s figures.")] if sample else []
    return " ".join([t.gettext("{title}.", title=title), *filter(None, sentences), *ended])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def stamp(ctx: RequestContext, sample: bool) -> Stamp:
    """Where the figures come from."""
    return Stamp(
        as_of=ctx.as_of,
        snapshot=ctx.info.id,
        published_at=ctx.info.published_at,
        plan=ctx.t.gettext("Strategic Plan {version}", version=ctx.plan.version),
        method=METHOD_VERSION,
        sample=sample,
    )
