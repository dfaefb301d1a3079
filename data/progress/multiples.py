"""A target that is a multiple of what was observed at another horizon: ×2 against 2030."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from data.plan.model import Indicator
from data.progress.dates import year_end
from data.progress.measured import judge_measured
from data.progress.model import Components, Reason, Status, Verdict


def judge_multiple(
    indicator: Indicator, horizon: int, values: Sequence[tuple[date, float]], as_of: date
) -> Verdict:
    """Judge the newest value on the line from the base to its multiple.

    `values` are those of ended periods, in time order. Too early until something later than the
    base is known; a base never reported, or nothing that could be multiplied, is not established.
    """
    target = indicator.targets[horizon]
    base_date = year_end(target.of_horizon or horizon)
    parts = Components(target_date=target.due or year_end(horizon))
    verdict = Verdict(horizon, Status.NOT_ASSESSABLE, components=parts)
    if not values:
        return replace(verdict, reason=Reason.NO_MEASURES)
    current_date, current = values[-1]
    parts = replace(parts, current=current, current_date=current_date)
    if current_date <= base_date:
        return replace(verdict, reason=Reason.TOO_EARLY, components=parts)
    base = _base(indicator, values, base_date)
    if base is None or base <= 0:
        return replace(verdict, reason=Reason.BASELINE_NOT_ESTABLISHED, components=parts)
    times = target.value or 0.0
    parts = replace(parts, baseline=base, baseline_date=base_date, target=base * times)
    return judge_measured(replace(verdict, components=parts), indicator, as_of)


def _base(
    indicator: Indicator, values: Sequence[tuple[date, float]], base_date: date
) -> float | None:
    """What there was at the base: that year's amount, or the state reached by then."""
    if indicator.traits.is_yearly:  # an amount of the base year itself; a state stands on
        return dict(values).get(base_date)
    return next((value for day, value in reversed(values) if day <= base_date), None)
