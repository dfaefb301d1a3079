"""Values on the scale a verdict is judged on: a share where a whole set is asked for."""

from collections.abc import Callable

from dashboard.components.verdict.quantity import figure, is_percent, measured
from dashboard.reader.context import RequestContext
from data.plan.model import Indicator
from data.progress.model import Verdict


def judged_value(
    ctx: RequestContext, indicator: Indicator, verdict: Verdict
) -> Callable[[float], str]:
    """A writer of judged values: 53.7%, 58, −2.1%; a multiple is judged in reported amounts."""
    if verdict.components.as_share:
        return lambda value: ctx.t.percent(value, 1)
    if is_multiple(indicator, verdict):
        return lambda value: measured(ctx, indicator, value)
    return lambda value: figure(ctx, indicator, value)


def is_multiple(indicator: Indicator, verdict: Verdict) -> bool:
    """Whether the horizon asks for a multiple of another horizon's amount."""
    return indicator.targets[verdict.horizon].type == "multiple"


def baseline_words(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> str:
    """The baseline, a range of two values, or that there is none."""
    t = ctx.t
    write, parts = judged_value(ctx, indicator, verdict), verdict.components
    if parts.baseline_low is not None and parts.baseline_high is not None:
        low, high = write(parts.baseline_low), write(parts.baseline_high)
        return t.gettext("{low} to {high}", low=low, high=high)
    if parts.baseline is not None:
        return write(parts.baseline)
    if indicator.baseline.state == "not_established":
        return t.gettext("not established")
    return t.gettext("not published")


def change_words(ctx: RequestContext, indicator: Indicator, verdict: Verdict, change: float) -> str:
    """A difference of two judged values; of percentages in points."""
    t = ctx.t
    if verdict.components.as_share:
        return t.gettext("{points} points", points=t.number(100 * change, 1))
    if is_percent(ctx.plan, indicator) and not is_multiple(indicator, verdict):
        return t.gettext("{points} points", points=t.number(change, 1))
    return t.number(change)
