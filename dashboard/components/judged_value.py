"""Values on the scale a verdict is judged on: a share where a whole set is asked for."""

from collections.abc import Callable

from dashboard.components.quantity import figure, is_percent
from data.i18n import Language
from data.plan_models import Indicator, Plan
from data.progress.model import Components


def judged_value(
    t: Language, plan: Plan, indicator: Indicator, parts: Components
) -> Callable[[float], str]:
    """A writer of judged values: 53.7%, 58, −2.1%."""
    if parts.as_share:
        return lambda value: t.percent(value, 1)
    return lambda value: figure(t, plan, indicator, value)


def baseline_words(t: Language, plan: Plan, indicator: Indicator, parts: Components) -> str:
    """The baseline, a range of two values, or that there is none."""
    write = judged_value(t, plan, indicator, parts)
    if parts.baseline_low is not None and parts.baseline_high is not None:
        low, high = write(parts.baseline_low), write(parts.baseline_high)
        return t.gettext("{low} to {high}", low=low, high=high)
    if parts.baseline is None:
        return t.gettext("not published")
    return write(parts.baseline)


def change_words(
    t: Language, plan: Plan, indicator: Indicator, parts: Components, change: float
) -> str:
    """A difference of two judged values; of percentages in points."""
    if parts.as_share:
        return t.gettext("{points} points", points=t.number(100 * change, 1))
    if is_percent(plan, indicator):
        return t.gettext("{points} points", points=t.number(change, 1))
    return t.number(change)
