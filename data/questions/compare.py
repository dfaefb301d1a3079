"""Two states side by side: which indicators moved, and what is to blame. Pure."""

from collections.abc import Iterator, Mapping

from data.plan.model import Indicator, Plan
from data.questions.answers import IndicatorProgress
from data.questions.change_records import Cause, CauseKind, Change, Standing

Standings = Mapping[int, Standing]


def compared(
    plan: Plan,
    plan_before: Plan,
    before: Mapping[str, Standings],
    after: Mapping[str, Standings],
    brought: Mapping[str, tuple[Cause, ...]],
) -> Iterator[Change]:
    """Indicators of `plan` whose standings differ; without data or plan to blame, time passed."""
    asked = {i.id: _asked(plan_before, i) for i in all_indicators(plan_before)}
    for indicator in all_indicators(plan):
        old, new = before.get(indicator.id, {}), after[indicator.id]
        if same(old, new):
            continue
        found = brought.get(indicator.id, ())
        if asked.get(indicator.id) != _asked(plan, indicator):
            found = (*found, Cause(CauseKind.PLAN_CHANGE))
        yield Change(indicator, dict(old), dict(new), found or (Cause(CauseKind.DATE_PASSED),))


def same(old: Standings, new: Standings) -> bool:
    """Whether nothing moved for any horizon there is now."""
    return all(horizon in old and old[horizon].same(new[horizon]) for horizon in new)


def standings(progress: IndicatorProgress) -> Standings:
    """How an indicator stands for each horizon."""
    now = progress.current
    return {
        horizon: Standing(
            verdict.status,
            verdict.reason,
            now.value if now else None,
            now.period_end if now else None,
        )
        for horizon, verdict in progress.verdicts.items()
    }


def all_indicators(plan: Plan) -> tuple[Indicator, ...]:
    """The indicators of objectives, then those of context."""
    return plan.indicators + plan.context


def _asked(plan: Plan, indicator: Indicator) -> tuple[object, ...]:
    """Everything of a plan that a verdict on the indicator rests on."""
    sets = {indicator.set, indicator.baseline.of, *(t.set for t in indicator.targets.values())}
    named = sorted(name for name in sets if name)
    return indicator, plan.baseline_year, *(plan.place_set(name) for name in named)
