"""What moved and why, in sentences: for the page of changes and for the feed."""

from dashboard.components.verdict.quantity import amount
from dashboard.reader.context import RequestContext
from data.progress.status_words import verdict_word
from data.questions.change_records import Cause, CauseKind, Change, Standing
from data.text.i18n import Language

BATCHES_NAMED = 3


def change_name(ctx: RequestContext, change: Change) -> str:
    """The objective with its indicator: A1 NDCs: countries with targets."""
    t = ctx.t
    indicator = change.indicator
    name = indicator.name.text(t.lang)
    if indicator.objective is None:
        return name
    label = ctx.plan.objective(indicator.objective).label.text(t.lang)
    return t.gettext(
        "{code} {label}: {indicator}", code=indicator.objective, label=label, indicator=name
    )


def verdict_words(t: Language, change: Change, horizon: int) -> str:
    """From which verdict to which: 2030: behind, now on track."""
    return t.gettext(
        "{horizon}: {before} → {after}",
        horizon=horizon,
        before=_word(t, change.before[horizon]),
        after=_word(t, change.after[horizon]),
    )


def _word(t: Language, standing: Standing) -> str:
    return verdict_word(t, standing.status, standing.reason)


def value_words(ctx: RequestContext, change: Change) -> str:
    """From which value to which; empty where it stayed."""
    if not change.value_changed:
        return ""
    horizon = next(iter(change.after))
    before, after = change.before[horizon], change.after[horizon]
    return ctx.t.gettext(
        "{before} → {after}",
        before=_value(ctx, change, before),
        after=_value(ctx, change, after),
    )


def _value(ctx: RequestContext, change: Change, standing: Standing) -> str:
    t = ctx.t
    if standing.value is None or standing.period_end is None:
        return t.gettext("no measures")
    return t.gettext(
        "{value} ({date})",
        value=amount(ctx, change.indicator, standing.value),
        date=t.short_date(standing.period_end),
    )


def cause_words(t: Language, change: Change) -> str:
    """Everything that brought the change about, in one line."""
    return t.join([_with_batches(t, cause) for cause in change.causes])


def cause_in_short(t: Language, change: Change) -> str:
    """What brought a change about, without the deliveries, which not every reader knows."""
    return t.join([_cause(t, cause) for cause in change.causes])


def _with_batches(t: Language, cause: Cause) -> str:
    words = _cause(t, cause)
    if not cause.batches:
        return words
    return t.gettext("{what} ({batches})", what=words, batches=_batches(t, cause.batches))


def _cause(t: Language, cause: Cause) -> str:
    n = cause.measures
    return {
        CauseKind.NEW_DATA: t.ngettext("{n} new measure", "{n} new measures", n),
        CauseKind.REVISION: t.ngettext("{n} revised measure", "{n} revised measures", n),
        CauseKind.WITHDRAWAL: t.ngettext("{n} withdrawn measure", "{n} withdrawn measures", n),
        CauseKind.CONFIDENTIAL_RELEASE: _release(t, cause),
        CauseKind.CONFIDENTIAL_DROP: t.gettext("an amount reported in confidence was taken out"),
        CauseKind.PLAN_CHANGE: t.gettext("another version of the plan"),
        CauseKind.DATE_PASSED: t.gettext("time: a date passed, nothing was reported"),
    }[cause.kind]


def _release(t: Language, cause: Cause) -> str:
    if cause.since is None:
        return t.gettext("reports in confidence of three or more partners")
    return t.gettext(
        "reports in confidence of three or more partners, received since {date}",
        date=t.short_date(cause.since),
    )


def _batches(t: Language, names: tuple[str, ...]) -> str:
    told = list(names[-BATCHES_NAMED:])
    if rest := len(names) - len(told):
        told.append(t.ngettext("{n} other", "{n} others", rest))
    return t.join(told)
