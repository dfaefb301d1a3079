"""Every number of a verdict in the order a reader would redo the sum."""

from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.glyph import glyph
from dashboard.components.judged_value import baseline_words, change_words, judged_value
from dashboard.components.rich import Child
from dashboard.components.status_words import status_word
from data.i18n import Language
from data.plan_models import Indicator, Plan
from data.progress.model import Components, Status, Verdict


def sum_table(t: Language, plan: Plan, indicator: Indicator, verdict: Verdict) -> html.Table:
    """Baseline, now, target; change, time, ratio; what is unknown is said to be so."""
    caption = t.gettext("The sum behind the verdict for {horizon}", horizon=verdict.horizon)
    rows = [*_values(t, plan, indicator, verdict.components), *_ratio(t, plan, indicator, verdict)]
    return html.Table([html.Caption(caption, className="vh"), html.Tbody(rows)])


def _values(t: Language, plan: Plan, indicator: Indicator, parts: Components) -> list[html.Tr]:
    write = judged_value(t, plan, indicator, parts)
    unknown = t.gettext("not published")
    baseline = baseline_words(t, plan, indicator, parts)
    current = t.gettext("no measures yet") if parts.current is None else write(parts.current)
    target = unknown if parts.target is None else write(parts.target)
    baseline_count = _counted(t, parts.baseline_count, parts.baseline_size)
    current_count = _counted(t, parts.current_count, parts.current_size)
    start = parts.baseline_date if parts.baseline is not None else None
    target_count = _counted(t, parts.target_size, parts.target_size)
    return [
        _row(_dated(t, t.gettext("Baseline"), start), baseline_count, baseline),
        _row(_dated(t, t.gettext("Now"), parts.current_date), current_count, current),
        _row(_dated(t, t.gettext("Target"), parts.target_date), target_count, target),
    ]


def _ratio(t: Language, plan: Plan, indicator: Indicator, verdict: Verdict) -> list[html.Tr]:
    parts = verdict.components
    if verdict.ratio is None:
        return []
    if parts.done is None or parts.elapsed is None:
        return [_result(t, verdict, "")]
    division = t.gettext("{a} ÷ {b}", a=t.number(parts.done, 3), b=t.number(parts.elapsed, 3))
    change = _change(t, plan, indicator, parts)
    return [
        _row(t.gettext("Change made ÷ change required"), change, t.number(parts.done, 3)),
        _row(t.gettext("Time elapsed"), _days(t, parts), t.number(parts.elapsed, 3)),
        _result(t, verdict, division),
    ]


def _change(t: Language, plan: Plan, indicator: Indicator, parts: Components) -> str:
    if parts.current is None or parts.baseline is None or parts.target is None:
        return ""
    made = change_words(t, plan, indicator, parts, parts.current - parts.baseline)
    required = change_words(t, plan, indicator, parts, parts.target - parts.baseline)
    return t.gettext("{a} ÷ {b}", a=made, b=required)


def _days(t: Language, parts: Components) -> str:
    if not (parts.baseline_date and parts.current_date and parts.target_date):
        return ""
    return t.gettext(
        "{gone} of {all} days",
        gone=t.number((parts.current_date - parts.baseline_date).days),
        all=t.number((parts.target_date - parts.baseline_date).days),
    )


def _result(t: Language, verdict: Verdict, division: str) -> html.Tr:
    words: list[Child] = [
        t.gettext("Ratio"),
        " ",
        glyph(verdict.status),
        " ",
        _rule(t, verdict.status),
    ]
    return _row(words, division, t.number(verdict.ratio or 0, 2), css="res")


def _rule(t: Language, status: Status) -> str:
    return {
        Status.ON_TRACK: t.gettext("On track, 0.95 and above"),
        Status.BEHIND: t.gettext("Behind, 0.60 to 0.95"),
        Status.FAR_BEHIND: t.gettext("Far behind, 0 to 0.60"),
        Status.MOVING_AWAY: t.gettext("Moving away, below 0"),
    }.get(status, status_word(t, status))


def _dated(t: Language, words: str, day: date | None) -> str:
    return t.gettext("{what}, {date}", what=words, date=t.short_date(day)) if day else words


def _counted(t: Language, count: float | None, size: float | None) -> str:
    if count is None or size is None:
        return ""
    return t.gettext("{value} of {size}", value=t.number(count), size=t.number(size))


def _row(words: Child | list[Child], detail: str, value: str, css: str = "") -> html.Tr:
    cells: list[Component] = [html.Th(words, scope="row"), html.Td(html.Em(detail)), html.Td(value)]
    return html.Tr(cells, className=css)
