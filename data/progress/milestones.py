"""Ordered steps with due dates: a verdict by lateness, not by a ratio."""

from dataclasses import replace
from datetime import date

from data.plan.model import Indicator
from data.progress.dates import day_of, decimal_year, months_between, year_end
from data.progress.model import Components, Point, Reason, Status, StepState, Verdict

BEHIND_UNDER_MONTHS = 12


def judge_steps(
    indicator: Indicator, horizon: int, points: tuple[Point, ...], as_of: date, start: date
) -> Verdict:
    """Judge a ladder for one horizon; `points` hold the step reached, `start` dates step 0.

    A step once reached stays reached, however old the report: a milestone is never stale.
    """
    goal = indicator.targets[horizon].step or 0
    complete = tuple(point for point in points if point.complete)
    steps = step_states(indicator, complete, start)[: goal + 1]
    parts = Components(target=goal, target_date=steps[-1].due, steps=steps)
    if not complete:
        reason = Reason.TOO_EARLY if points else Reason.NO_MEASURES
        return Verdict(horizon, Status.NOT_ASSESSABLE, reason, components=parts)
    reached = max(int(point.value) for point in complete)
    due = sum(1 for step in steps[1:] if step.due and step.due <= as_of)
    parts = replace(
        parts,
        baseline=0,
        baseline_date=start,
        current=reached,
        current_date=complete[-1].period_end,
        expected_now=due,
        done=min(reached, goal) / goal if goal else None,
        elapsed=due / goal if goal else None,
    )
    return Verdict(horizon, _status(steps, reached, goal, as_of), components=parts)


def step_states(
    indicator: Indicator, points: tuple[Point, ...], start: date
) -> tuple[StepState, ...]:
    """Every step with its due date, spaced evenly where the plan gives none, and its reach."""
    given = _given_dates(indicator, start)
    return tuple(
        StepState(
            number,
            given.get(number) or _spaced(number, given),
            number not in given,
            next((p.period_end for p in points if p.value >= number), None),
        )
        for number in range(len(indicator.steps))
    )


def _given_dates(indicator: Indicator, start: date) -> dict[int, date]:
    """Dates the plan gives: a step's own, or the first horizon that asks for the step."""
    latest_first = sorted(indicator.targets.items(), reverse=True)
    given = {
        target.step: target.due or year_end(horizon)
        for horizon, target in latest_first
        if target.step
    }
    given |= {n: step.due for n, step in enumerate(indicator.steps) if step.due}
    return {0: start} | given


def _spaced(number: int, given: dict[int, date]) -> date | None:
    """The even spacing between the dated steps around; None after the last dated one."""
    after = min((n for n in given if n > number), default=None)
    if after is None:
        return None
    before = max(n for n in given if n < number)
    first, last = decimal_year(given[before]), decimal_year(given[after])
    return day_of(first + (last - first) * (number - before) / (after - before))


def _status(steps: tuple[StepState, ...], reached: int, goal: int, as_of: date) -> Status:
    if reached >= goal:
        return Status.ACHIEVED
    missed = [s.due for s in steps if s.due and s.due <= as_of and s.number > reached]
    if not missed:
        return Status.ON_TRACK
    late = months_between(min(missed), as_of)
    return Status.BEHIND if late < BEHIND_UNDER_MONTHS else Status.FAR_BEHIND
