"""The trend of an indicator as panels: figures that a page shows and an image draws."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from dashboard.components.verdict.judged_value import is_multiple, judged_value
from dashboard.components.verdict.quantity import amount
from dashboard.components.verdict.standing import spread_words
from dashboard.figures.marks import plain
from dashboard.figures.trend import trend
from dashboard.figures.trend_words import TrendWords
from dashboard.reader.context import RequestContext
from data.progress.model import Point, Reason, Verdict
from data.progress.status_words import reason_word, verdict_word
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


@dataclass(frozen=True, slots=True)
class Panel:
    """A caption and what makes its figure; None where there is none, and the caption says why."""

    caption: str
    figure: Callable[[], go.Figure] | None


def trend_panels(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> list[Panel]:
    """One panel; or one a horizon where the horizons count different groups."""
    return [_panel(ctx, progress, verdicts) for verdicts in _groups(progress, horizon)]


def _panel(ctx: RequestContext, progress: IndicatorProgress, verdicts: Sequence[Verdict]) -> Panel:
    first = verdicts[0]
    points = _judged(progress, first)
    caption = _caption(ctx, progress, verdicts)
    if not points:
        return Panel(caption, None)
    words = _words(ctx, progress, first)
    return Panel(caption, lambda: trend(points, verdicts, ctx.as_of, words))


def _groups(progress: IndicatorProgress, horizon: int) -> list[list[Verdict]]:
    """Verdicts that share a scale share a panel; the reader's horizon comes first."""
    first = progress.verdicts[horizon]
    others = [verdict for h, verdict in progress.verdicts.items() if h != horizon]
    if all(_scale(progress, verdict) == _scale(progress, first) for verdict in others):
        return [[first, *others]]
    indicator = progress.indicator
    return [[v] for v in progress.verdicts.values() if not is_multiple(indicator, v)]


def _scale(progress: IndicatorProgress, verdict: Verdict) -> tuple[bool, bool, float | None]:
    parts = verdict.components
    size = parts.target_size if parts.as_share else None
    return parts.as_share, is_multiple(progress.indicator, verdict), size


def _judged(progress: IndicatorProgress, verdict: Verdict) -> tuple[Point, ...]:
    """The points on the scale of the verdict: shares where it is judged as a share."""
    points = progress.set_points.get(verdict.horizon, progress.points)
    parts = verdict.components
    if not parts.as_share:
        return points
    size = parts.current_size or parts.target_size
    sized = [(point, point.denominator or size) for point in points]
    return tuple(replace(point, value=point.value / size) for point, size in sized if size)


def _words(ctx: RequestContext, progress: IndicatorProgress, verdict: Verdict) -> TrendWords:
    t = ctx.t
    write = judged_value(ctx, progress.indicator, verdict)
    return TrendWords(
        empty=plain(reason_word(t, verdict.reason or Reason.NO_MEASURES)),
        today=t.gettext("today"),
        expected=lambda value: t.gettext("expected {value}", value=value),
        target=lambda year: t.gettext("Target {horizon}", horizon=year),
        baseline=t.gettext("Baseline"),
        running=t.gettext("running year, not judged"),
        trend=t.gettext("On this trend"),
        value=lambda value: plain(write(value)),
        axis=lambda value: t.percent(value) if verdict.components.as_share else write(value),
        date=t.short_date,
    )


def _caption(ctx: RequestContext, progress: IndicatorProgress, verdicts: Sequence[Verdict]) -> str:
    t = ctx.t
    name = progress.indicator.name.text(t.lang)
    if progress.current is None:
        return t.gettext("{name}: no measures yet.", name=name)
    words = [_verdict(t, verdict) for verdict in verdicts]
    return t.gettext(
        "{name}: {value} on {date}. {verdicts}.",
        name=name,
        value=_current(ctx, progress, verdicts[0]),
        date=t.date(progress.current.period_end),
        verdicts=t.join(words),
    )


def _verdict(t: Language, verdict: Verdict) -> str:
    word = verdict_word(t, verdict.status, verdict.reason)
    return t.gettext("{horizon}: {verdict}", horizon=verdict.horizon, verdict=word)


def _current(ctx: RequestContext, progress: IndicatorProgress, verdict: Verdict) -> str:
    t = ctx.t
    parts = verdict.components
    if parts.as_share and parts.current_count is not None and parts.current_size is not None:
        count, size = t.number(parts.current_count), t.number(parts.current_size)
        return t.gettext("{value} of {size}", value=count, size=size)
    value = progress.current.value if progress.current else 0
    said = [amount(ctx, progress.indicator, value), spread_words(ctx, progress)]
    return " ".join(filter(None, said))
