"""Changes a year: short for a sentence, and exact for a sum."""

from dashboard.components.verdict.judged_value import is_multiple
from dashboard.components.verdict.quantity import is_percent, measure_words, unit_words
from dashboard.reader.context import RequestContext
from data.plan.model import Indicator, Plan
from data.progress.model import Components, Verdict
from data.text.i18n import Language


def yearly_change(
    ctx: RequestContext, indicator: Indicator, verdict: Verdict, change: float
) -> str:
    """The size of a change, as a reader says it: 5.3 countries, 2.5 of the 41 countries, 2 points.

    Units are plural, so what is below two goes without; so does what is yearly in itself.
    """
    t = ctx.t
    size = counted_on(verdict.components)
    amount, number = abs(change) * (size or 1), yearly_number(t, verdict, change)
    if size is None and _in_points(ctx.plan, indicator, verdict):
        return t.gettext("{points} points", points=number)
    if amount < 2 or indicator.traits.is_yearly_amount:
        return number
    if size is not None:
        words = {"value": number, "size": t.number(size), "unit": unit_words(ctx, indicator)}
        return t.gettext("{value} of the {size} {unit}", **words)
    words_of = measure_words if is_multiple(indicator, verdict) else unit_words
    return t.gettext("{value} {unit}", value=number, unit=words_of(ctx, indicator))


def yearly_number(t: Language, verdict: Verdict, change: float) -> str:
    """The bare number of `yearly_change`, for a second mention."""
    parts = verdict.components
    amount = abs(change) * (counted_on(parts) or (100 if parts.as_share else 1))
    return t.number(amount, None if amount >= 1 else 2)


def exact_change(ctx: RequestContext, indicator: Indicator, verdict: Verdict, change: float) -> str:
    """A change with its sign and enough digits to redo a sum."""
    t = ctx.t
    if _in_points(ctx.plan, indicator, verdict):
        points = 100 * change if verdict.components.as_share else change
        return t.gettext("{points} points", points=t.number(points, 2))
    return t.number(change, 2 if abs(change) < 100 else None)


def counted_on(parts: Components) -> float | None:
    """The size that turns changes of shares into counts; None where it is unknown or changes."""
    size = set_size(parts)
    return size if parts.baseline is None or parts.baseline_size == size else None


def set_size(parts: Components) -> float | None:
    """The size that turns shares into counts, from now to the target; None where it changes."""
    if not parts.as_share or parts.current_size != parts.target_size:
        return None
    return parts.current_size


def _in_points(plan: Plan, indicator: Indicator, verdict: Verdict) -> bool:
    in_percent = is_percent(plan, indicator) and not is_multiple(indicator, verdict)
    return verdict.components.as_share or in_percent
