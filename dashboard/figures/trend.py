"""Trend of an indicator: measured, the straight path to each target, where it stands today."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard.figures.marks import Shape, label, line, mark, nothing_yet, upright
from dashboard.figures.trend_axes import fit_axes
from dashboard.figures.trend_words import TrendWords
from dashboard.theme import FAINT, INK, LOOKS, PAPER, SOFT_INK, template
from data.progress.model import Components, Point, Verdict

HEIGHT = 286
NEAR = 0.12  # of the required change: closer than that, labels would collide
DASHED, DOTTED = "5px,4px", "1.5px,3.5px"


def trend(
    points: Sequence[Point], verdicts: Sequence[Verdict], as_of: date, words: TrendWords
) -> go.Figure:
    """Points in time order and one verdict a path; the first verdict colours the last point.

    Values are on the judged scale of the verdicts: shares of 1 where they are `as_share`.
    """
    if not points:
        return nothing_yet(words.empty, HEIGHT)
    figure = go.Figure(layout={"template": template(), "height": HEIGHT})
    upright(figure, as_of, words.today)
    for verdict in verdicts:
        _path(figure, points, verdict, words)
    _measured(figure, points, words)
    for verdict in verdicts[:1]:
        _gap(figure, verdict)
        _projected(figure, verdict, words)
        _start(figure, points, verdict.components, words)
        _expected(figure, verdict.components, words)
        _last(figure, points, verdict, words)
    fit_axes(figure, points, verdicts, as_of, words)
    return figure


def _measured(figure: go.Figure, points: Sequence[Point], words: TrendWords) -> None:
    complete = [point for point in points if point.complete]
    days = [point.period_end for point in complete]
    line(figure, days, [point.value for point in complete], color=INK, width=2.5)
    for point in complete[:-1]:
        _point(figure, point, words.hover(point), Shape("circle", INK, 6))
    for point in points:
        if not point.complete:
            hover = f"{words.hover(point)}<br>{words.running}"
            _point(figure, point, hover, Shape("circle-open", SOFT_INK, 8))


def _point(figure: go.Figure, point: Point, hover: str, shape: Shape) -> None:
    mark(figure, point.period_end, point.value, hover, shape)


def _path(figure: go.Figure, points: Sequence[Point], verdict: Verdict, words: TrendWords) -> None:
    """Baseline to target; level at the target where there is no baseline to start from."""
    parts = verdict.components
    if parts.target is None or parts.target_date is None:
        return
    begin, first = points[0].period_end, parts.target
    if parts.baseline is not None and parts.baseline_date is not None and parts.done is not None:
        begin, first = parts.baseline_date, parts.baseline
    days, values = [begin, parts.target_date], [first, parts.target]
    line(figure, days, values, color=SOFT_INK, width=1.5, dash=DASHED)
    name, told = words.target(verdict.horizon), words.value(parts.target)
    bar = Shape("line-ew", INK, 16, width=4)
    mark(figure, parts.target_date, parts.target, f"{name}<br>{told}", bar)
    label(figure, parts.target_date, parts.target, f"<b>{name}</b><br>{told}")


def _gap(figure: go.Figure, verdict: Verdict) -> None:
    parts = verdict.components
    if None not in (parts.baseline, parts.current, parts.expected_now):
        days, values = [parts.current_date] * 2, [parts.expected_now, parts.current]
        line(figure, days, values, color=LOOKS[verdict.status].colour, width=5, opacity=0.45)


def _projected(figure: go.Figure, verdict: Verdict, words: TrendWords) -> None:
    """Where the last periods lead by the horizon; said in words where the target leaves room."""
    parts = verdict.components
    value = verdict.projected
    if value is None or parts.target is None or parts.current_date is None:
        return
    span = abs(parts.target - (parts.baseline or 0))
    low, high = sorted((parts.baseline or 0, parts.target))
    if not low <= value <= high:
        return
    day = parts.target_date or parts.current_date
    line(
        figure,
        [parts.current_date, day],
        [parts.current, value],
        color=INK,
        width=1.5,
        dash=DOTTED,
    )
    if abs(value - parts.target) < NEAR * span:
        return  # no room for words beside the target's own
    told = f"{words.trend}<br>{words.value(value)}"
    mark(figure, day, value, told, Shape("circle", PAPER, 7, edge=INK))
    label(figure, day, value, told)


def _start(
    figure: go.Figure, points: Sequence[Point], parts: Components, words: TrendWords
) -> None:
    """The baseline, hollow because it is the plan's and no measure; a range as a bar."""
    if parts.baseline is None or parts.baseline_date is None:
        return
    if parts.baseline_date < points[0].period_end:
        days = [parts.baseline_date, points[0].period_end]
        line(figure, days, [parts.baseline, points[0].value], color=FAINT, width=1.5)
    if parts.baseline_low is not None and parts.baseline_high is not None:
        ends = [parts.baseline_low, parts.baseline_high]
        line(figure, [parts.baseline_date] * 2, ends, color=SOFT_INK, width=3)
    told = f"{words.baseline}<br>{words.value(parts.baseline)}"
    hollow = Shape("circle", PAPER, 9, edge=SOFT_INK)
    mark(figure, parts.baseline_date, parts.baseline, told, hollow)


def _expected(figure: go.Figure, parts: Components, words: TrendWords) -> None:
    if parts.expected_now is None or parts.current_date is None or parts.current is None:
        return
    if parts.baseline is None:
        return
    told = words.expected(words.value(parts.expected_now))
    mark(figure, parts.current_date, parts.expected_now, told, Shape("triangle-down", INK, 9))
    below = parts.expected_now < parts.current
    side, lift = ("right", -14) if below else ("left", 10)
    label(figure, parts.current_date, parts.expected_now, told, side=side, lift=lift)


def _last(figure: go.Figure, points: Sequence[Point], verdict: Verdict, words: TrendWords) -> None:
    complete = [point for point in points if point.complete]
    if not complete:
        return
    last, look = complete[-1], LOOKS[verdict.status]
    edge = None if look.symbol.endswith("open") else PAPER
    _point(figure, last, words.hover(last), Shape(look.symbol, look.colour, 17, edge=edge))
    parts = verdict.components
    other = parts.target if parts.expected_now is None else parts.expected_now
    lift = 12 if other is not None and last.value > other else -12  # away from what stands there
    told = f"<b>{words.value(last.value)}</b>"
    label(figure, last.period_end, last.value, told, lift=lift)
