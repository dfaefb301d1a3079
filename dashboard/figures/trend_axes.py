"""Axes that hold all of a trend: round years, round values, zero included."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import floor, log10

import plotly.graph_objects as go

from dashboard.figures.trend_words import TrendWords
from dashboard.theme import AXIS
from data.progress.model import Point, Verdict

HEADROOM = 0.12  # for the label of a last point at the very top


def fit_axes(
    figure: go.Figure,
    points: Sequence[Point],
    verdicts: Sequence[Verdict],
    as_of: date,
    words: TrendWords,
) -> None:
    """Bounds and ticks for points, paths and today."""
    _fit_time(figure, _days(points, verdicts, as_of))
    ticks = round_ticks(_values(points, verdicts))
    top = max(ticks[-1], *_values(points, verdicts))
    figure.update_yaxes(
        range=[ticks[0], top + HEADROOM * (top - ticks[0])],
        tickvals=ticks,
        ticktext=[words.axis(tick) for tick in ticks],
    )
    if ticks[0] < 0:
        figure.add_hline(0, line={"color": AXIS, "width": 1})


def round_years(first: int, last: int) -> list[int]:
    """Multiples of a round step, at most six of them."""
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200) if (last - first) / s <= 5)
    return list(range(-(-first // step) * step, last + 1, step))


def round_ticks(values: Sequence[float]) -> list[float]:
    """Round values from zero or below to the highest or just under it, four to six of them."""
    low, high = min(0.0, *values), max(0.0, *values)
    rough = (high - low or 1.0) / 4
    size = 10.0 ** floor(log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * 0.999)
    first, last = floor(low / step), floor(high / step + 1e-9)
    return [round(number * step, 9) for number in range(first, max(last, first + 1) + 1)]


def _fit_time(figure: go.Figure, days: Sequence[date]) -> None:
    first, last = min(days), max(days)
    pad = timedelta(days=(last - first).days * 0.03 + 30)
    years = round_years(first.year, last.year)
    figure.update_xaxes(
        range=[first - pad, last + pad / 3],
        tickvals=[date(year, 12, 31) for year in years],
        ticktext=[str(year) for year in years],
    )


def _days(points: Sequence[Point], verdicts: Sequence[Verdict], as_of: date) -> list[date]:
    days = [as_of, *(point.period_end for point in points)]
    for parts in (verdict.components for verdict in verdicts):
        days += [day for day in (parts.baseline_date, parts.target_date) if day]
    return days


def _values(points: Sequence[Point], verdicts: Sequence[Verdict]) -> list[float]:
    values = [point.value for point in points]
    for parts in (verdict.components for verdict in verdicts):
        known = (parts.baseline, parts.baseline_high, parts.target, parts.expected_now)
        values += [value for value in known if value is not None]
    return [0.0, *values]
