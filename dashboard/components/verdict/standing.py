"""Where an indicator stands for a horizon, in one short line: 22 of 41 countries."""

from dash import html

from dashboard.components.layout.rich import Child, rich
from dashboard.components.verdict.quantity import amount, counted_template, figure, unit_words
from dashboard.reader.context import RequestContext
from data.plan.model import Indicator, Target
from data.progress.model import Components
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language

Phrase = tuple[str, dict[str, str]]


def standing(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> list[Child]:
    """The line with its value in bold."""
    template, parts = _phrase(ctx, progress, horizon)
    line = rich(template, **{k: html.B(v) if k == "value" else v for k, v in parts.items()})
    return [*line, *([f" {words}"] if (words := spread_words(ctx, progress)) else [])]


def standing_text(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> str:
    """The line as plain text."""
    template, parts = _phrase(ctx, progress, horizon)
    return " ".join(filter(None, [template.format(**parts), spread_words(ctx, progress)]))


def spread_words(ctx: RequestContext, progress: IndicatorProgress) -> str:
    """What the value may be while overlaps are open: (40–70, overlaps not settled); or nothing."""
    if progress.spread is None:
        return ""
    low, high = (figure(ctx, progress.indicator, end) for end in progress.spread)
    return ctx.t.gettext("({low}–{high}, overlaps not settled)", low=low, high=high)


def _phrase(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> Phrase:
    verdict = progress.verdicts[horizon]
    if progress.current is None:
        return ctx.t.gettext("no measures yet"), {}
    indicator = progress.indicator
    value = progress.current.value
    if indicator.traits.has_steps:
        return _step(ctx.t, indicator, indicator.targets[horizon], value)
    parts = verdict.components
    if parts.as_share and parts.current_count is not None and parts.current_size is not None:
        return _counted(ctx, indicator, parts)
    return _compared(ctx, indicator, indicator.targets[horizon], value)


def _step(t: Language, indicator: Indicator, target: Target, value: float) -> Phrase:
    last = target.step or len(indicator.steps) - 1
    number = min(int(value), len(indicator.steps) - 1)
    parts = {
        "value": t.gettext("Step {n}", n=t.number(value)),
        "last": t.number(last),
        "step": indicator.steps[number].name.text(t.lang),
    }
    return t.gettext("{value} of {last}: {step}"), parts


def _counted(ctx: RequestContext, indicator: Indicator, parts: Components) -> Phrase:
    t = ctx.t
    words = {
        "value": t.number(parts.current_count or 0),
        "size": t.number(parts.current_size or 0),
        "unit": unit_words(ctx, indicator),
    }
    return t.gettext("{value} of {size} {unit}"), words


def _compared(ctx: RequestContext, indicator: Indicator, target: Target, value: float) -> Phrase:
    t = ctx.t
    short = {"value": figure(ctx, indicator, value)}
    if target.value is None or target.type == "multiple":
        return _alone(ctx, indicator, value)
    short["target"] = figure(ctx, indicator, target.value)
    if target.type == "yearly_minimum":
        short["unit"] = unit_words(ctx, indicator)
        return t.gettext("{value} {unit}, at least {target}"), short
    if target.type == "number":
        short["unit"] = unit_words(ctx, indicator)
        return t.gettext("{value} of {target} {unit}"), short
    if target.type == "growth":
        return t.gettext("{value} a year, target {target}"), short
    return t.gettext("{value}, target {target}"), short


def _alone(ctx: RequestContext, indicator: Indicator, value: float) -> Phrase:
    if indicator.traits.is_share or indicator.traits.is_growth:
        return "{value}", {"value": amount(ctx, indicator, value)}
    return counted_template(ctx.t, value), {
        "value": figure(ctx, indicator, value),
        "unit": unit_words(ctx, indicator),
    }
