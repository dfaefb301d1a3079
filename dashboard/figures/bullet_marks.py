"""Where the marks of a bullet stand, in percent of the required change: 0 baseline, 100 target.

A page shows them as boxes, an image draws them. Pure.
"""

from dataclasses import dataclass

from data.progress.model import Status, Verdict
from data.questions.answers import IndicatorProgress

LEAST, MOST = -10.0, 110.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: `css` says which, `x` where; `ends` is where a bar or rail begins and stops."""

    css: str
    x: float | None = None
    ends: tuple[float, float] | None = None


def bullet_marks(progress: IndicatorProgress, horizon: int) -> list[Mark]:
    """The track, what is done, where one should stand today, the target; or the steps."""
    verdict = progress.verdicts[horizon]
    if verdict.components.steps:
        return _ladder(verdict)
    target = progress.indicator.targets[verdict.horizon]
    if target.type == "none":
        return [Mark("trk void")]
    share = reached(progress, verdict)
    if verdict.status is Status.NOT_ASSESSABLE:
        return _open(share)
    return _measured(verdict, share)


def reached(progress: IndicatorProgress, verdict: Verdict) -> float | None:
    """Percent of the way to the target; without a baseline the way starts at zero."""
    parts = verdict.components
    if parts.done is not None:
        return 100 * parts.done
    if parts.as_share and parts.current is None:
        return None  # a bare count has no place on a scale of shares
    current = progress.current.value if progress.current else None
    value = parts.current if parts.current is not None else current
    target = parts.target
    asked = progress.indicator.targets[verdict.horizon]
    if target is None and asked.type != "multiple":
        target = asked.value
    return 100 * value / target if value is not None and target else None


def _open(share: float | None) -> list[Mark]:
    if share is None:
        return [Mark("trk void")]
    return [Mark("trk open"), Mark("dot", clip(share)), Mark("tgt", 100)]


def _measured(verdict: Verdict, share: float | None) -> list[Mark]:
    marks = [Mark("trk")]
    if share is not None:
        edge = clip(share)
        marks.append(Mark("bar", ends=(min(edge, 0), max(edge, 0))))
        marks += _arrow(share)
    parts = verdict.components
    if parts.baseline is not None and parts.done is not None:
        marks.append(Mark("base", 0))
        if parts.elapsed is not None:
            marks.append(Mark("now", clip(100 * parts.elapsed)))
    return [*marks, Mark("tgt", 100)]


def _arrow(share: float) -> list[Mark]:
    if share > MOST:
        return [Mark("over")]
    return [Mark("under")] if share < LEAST else []


def _ladder(verdict: Verdict) -> list[Mark]:
    steps = verdict.components.steps_asked
    count = len(steps)
    last = max((i for i, step in enumerate(steps, 1) if step.reached), default=0)
    marks = [Mark("rail"), Mark("rail on", ends=(0, _part(last, count))), Mark("step first", 0)]
    for i, step in enumerate(steps, 1):
        marks.append(Mark("step on" if step.reached else "step", _part(i, count)))
    if verdict.components.elapsed is not None:
        marks.append(Mark("now", clip(100 * verdict.components.elapsed)))
    return marks


def _part(number: int, count: int) -> float:
    return round(100 * number / count, 1)


def clip(percent: float) -> float:
    """The percentage, or the end of the scale it lies beyond."""
    return round(min(MOST, max(LEAST, percent)), 1)
