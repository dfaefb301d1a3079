"""Every number of a verdict in the order a reader would redo the sum."""

from datetime import date

from dash import html

from dashboard.components.layout.rich import Child
from dashboard.components.verdict.glyph import glyph
from dashboard.components.verdict.judged_value import baseline_words, change_words, judged_value
from dashboard.components.verdict.status_rules import rule_words
from dashboard.components.verdict.sum_row import sum_row
from dashboard.reader.context import RequestContext
from data.plan.model import Indicator
from data.progress.dates import decimal_year
from data.progress.model import Components, Verdict
from data.text.i18n import Language


def sum_table(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> html.Table:
    """Baseline, now, target; change, time, ratio; what is unknown is said to be so."""
    caption = ctx.t.gettext("The sum behind the verdict for {horizon}", horizon=verdict.horizon)
    rows = [*_values(ctx, indicator, verdict), *_ratio(ctx, indicator, verdict)]
    return html.Table([html.Caption(caption, className="vh"), html.Tbody(rows)])


def _values(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> list[html.Tr]:
    t = ctx.t
    parts, write = verdict.components, judged_value(ctx, indicator, verdict)
    baseline = baseline_words(ctx, indicator, verdict)
    current = t.gettext("no measures yet") if parts.current is None else write(parts.current)
    target = _unknown_target(t, indicator, verdict) if parts.target is None else write(parts.target)
    baseline_count = _counted(t, parts.baseline_count, parts.baseline_size)
    current_count = _counted(t, parts.current_count, parts.current_size)
    start = parts.baseline_date if parts.baseline is not None else None
    target_count = _counted(t, parts.target_size, parts.target_size)
    return [
        sum_row(_dated(t, t.gettext("Baseline"), start), baseline_count, baseline),
        sum_row(_dated(t, t.gettext("Now"), parts.current_date), current_count, current),
        sum_row(_dated(t, t.gettext("Target"), parts.target_date), target_count, target),
    ]


def _unknown_target(t: Language, indicator: Indicator, verdict: Verdict) -> str:
    """A multiple of what is not known yet is asked for all the same."""
    asked = indicator.targets[verdict.horizon]
    if asked.type != "multiple":
        return t.gettext("not published")
    times = t.number(asked.value or 0)
    words = t.gettext("{value} times the figure of {horizon}")
    return words.format(value=times, horizon=asked.of_horizon)


def _ratio(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> list[html.Tr]:
    t = ctx.t
    parts = verdict.components
    if verdict.ratio is None:
        return []
    if parts.baseline is None or parts.done is None or parts.elapsed is None:
        return [_result(t, verdict, _growth(ctx, indicator, verdict))]
    division = t.gettext("{a} ÷ {b}", a=t.number(parts.done, 3), b=t.number(parts.elapsed, 3))
    change = _change(ctx, indicator, verdict)
    return [
        sum_row(t.gettext("Change made ÷ change required"), change, t.number(parts.done, 3)),
        sum_row(t.gettext("Time elapsed"), _years(t, parts), t.number(parts.elapsed, 3)),
        _result(t, verdict, division),
    ]


def _growth(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> str:
    """Without a baseline the ratio is what was measured over what is asked for."""
    parts, write = verdict.components, judged_value(ctx, indicator, verdict)
    if parts.current is None or parts.target is None:
        return ""
    return ctx.t.gettext("{a} ÷ {b}", a=write(parts.current), b=write(parts.target))


def _change(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> str:
    parts = verdict.components
    if parts.current is None or parts.baseline is None or parts.target is None:
        return ""
    made = change_words(ctx, indicator, verdict, parts.current - parts.baseline)
    required = change_words(ctx, indicator, verdict, parts.target - parts.baseline)
    return ctx.t.gettext("{a} ÷ {b}", a=made, b=required)


def _years(t: Language, parts: Components) -> str:
    """Time as the method counts it, in decimal years."""
    if not (parts.baseline_date and parts.current_date and parts.target_date):
        return ""
    start = decimal_year(parts.baseline_date)
    return t.gettext(
        "{gone} of {all} years",
        gone=t.number(decimal_year(parts.current_date) - start, 2),
        all=t.number(decimal_year(parts.target_date) - start, 2),
    )


def _result(t: Language, verdict: Verdict, division: str) -> html.Tr:
    words: list[Child] = [
        t.gettext("Ratio"),
        " ",
        glyph(verdict.status),
        " ",
        rule_words(t, verdict.status),
    ]
    return sum_row(words, division, t.number(verdict.ratio or 0, 2), css="res")


def _dated(t: Language, words: str, day: date | None) -> str:
    return t.gettext("{what}, {date}", what=words, date=t.short_date(day)) if day else words


def _counted(t: Language, count: float | None, size: float | None) -> str:
    if count is None or size is None:
        return ""
    return t.gettext("{value} of {size}", value=t.number(count), size=t.number(size))
