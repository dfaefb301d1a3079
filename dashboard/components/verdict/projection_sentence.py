"""Where the last periods lead, in a sentence."""

from dashboard.components.verdict.judged_value import is_multiple, judged_value
from dashboard.components.verdict.quantity import is_percent, measure_words, unit_words
from dashboard.components.verdict.yearly_change import set_size
from dashboard.reader.context import RequestContext
from data.plan.model import Indicator
from data.progress.linear import meets
from data.progress.model import Components, Reason, Status, Verdict
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def projection_sentence(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> str:
    """The value and the year at the pace of the last periods; empty where there is none."""
    verdict, indicator = progress.verdicts[horizon], progress.indicator
    if verdict.projected is None or verdict.reason is Reason.STALE:
        return ""
    pace = ctx.t.ngettext(
        "On the trend of the last {n} period",
        "On the trend of the last {n} periods",
        len(verdict.trend),
    )
    led = _led(ctx, indicator, verdict)
    return ctx.t.gettext("{pace}, {led}.", pace=pace, led=led) if led else ""


def _led(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> str:
    t = ctx.t
    parts = verdict.components
    due = parts.target_date.year if parts.target_date else verdict.horizon
    met = meets(indicator.direction, verdict.projected, parts.target)
    value = _value(ctx, indicator, verdict)
    if verdict.status is not Status.ACHIEVED:
        if met:
            return _in_time(t, due, verdict.projected_year)
        return _late(t, verdict, value, due)
    if met:
        return ""
    words = t.gettext("it would be at {value} in {due}, no longer meeting the target")
    return words.format(value=value, due=due)


def _late(t: Language, verdict: Verdict, value: str, due: int) -> str:
    """A crossing before the target's date that does not last is none."""
    year = verdict.projected_year
    later = year is not None and year >= due
    if _is_over(verdict.components):
        if later:
            return t.gettext("it would reach the target in {year}", year=year)
        return t.gettext("it would never reach the target")
    if later:
        words = t.gettext("it would stand at {value} in {due} and reach the target in {year}")
        return words.format(value=value, due=due, year=year)
    words = t.gettext("it would stand at {value} in {due} and never reach the target")
    return words.format(value=value, due=due)


def _in_time(t: Language, due: int, year: int | None) -> str:
    if year is None:
        return t.gettext("it would be at the target in {due}", due=due)
    return t.gettext("it would reach the target in {year}, in time", year=year)


def _value(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> str:
    """The projected value; counts of a set where its size is known, and no count below zero."""
    t = ctx.t
    parts, value = verdict.components, verdict.projected or 0.0
    if parts.baseline is None or parts.baseline >= 0:
        value = max(0.0, value)
    if (size := set_size(parts)) is not None:
        return t.gettext(
            "{value} of the {size} {unit}",
            value=_whole(t, indicator, value * size, size),
            size=t.number(size),
            unit=unit_words(ctx, indicator),
        )
    multiple = is_multiple(indicator, verdict)
    if parts.as_share or (is_percent(ctx.plan, indicator) and not multiple):
        return judged_value(ctx, indicator, verdict)(round(value, 3))
    count = _whole(t, indicator, value, parts.target)
    if abs(value) < 2:
        return count
    unit = (measure_words if multiple else unit_words)(ctx, indicator)
    return t.gettext("{value} {unit}", value=count, unit=unit)


def _whole(t: Language, indicator: Indicator, count: float, target: float | None) -> str:
    """A whole count, unless rounding would seem to meet a target that is missed."""
    return t.number(count, 1 if meets(indicator.direction, round(count), target) else 0)


def _is_over(parts: Components) -> bool:
    """Whether the newest value is from the target's own date or later."""
    if parts.current_date is None or parts.target_date is None:
        return False
    return parts.current_date >= parts.target_date
