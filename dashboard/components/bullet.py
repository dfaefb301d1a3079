"""The small chart of a tile: baseline, today, expected today and target on one scale.

Plain boxes placed by CSS custom properties in percent of the required change: 24 of them cost
nothing, where 24 Plotly figures would be slow. 0 is the baseline and 100 the target.
"""

from dash import html

from dashboard.components import aria
from dashboard.components.step_words import steps_asked
from dashboard.theme import status_class
from data.answers import IndicatorProgress
from data.i18n import Language
from data.progress.model import Status, StepState, Verdict
from data.status_words import verdict_word

LEAST, MOST = -10.0, 110.0


def bullet(
    t: Language, progress: IndicatorProgress, horizon: int, *, big: bool = False
) -> html.Div:
    """The verdict of one horizon as a picture with its sentence."""
    verdict = progress.verdicts[horizon]
    size = _size(_reached(progress, verdict)) if big else ""
    css = f"bullet {size}{status_class(verdict.status)}"
    return html.Div(
        _marks(progress, verdict), className=css, **aria.picture(bullet_sentence(t, verdict))
    )


def bullet_sentence(t: Language, verdict: Verdict) -> str:
    """What the picture shows."""
    parts = verdict.components
    word = verdict_word(t, verdict.status, verdict.reason)
    if steps := steps_asked(verdict):
        return _steps_sentence(t, word, steps)
    if parts.done is None or parts.elapsed is None or parts.baseline is None:
        return word
    return t.gettext(
        "{verdict}: {done} of the required change made, {elapsed} of the time gone",
        verdict=word,
        done=t.percent(parts.done),
        elapsed=t.percent(parts.elapsed),
    )


def _steps_sentence(t: Language, word: str, steps: tuple[StepState, ...]) -> str:
    reached = sum(1 for step in steps if step.reached)
    return t.ngettext(
        "{verdict}: {reached} of {n} step reached",
        "{verdict}: {reached} of {n} steps reached",
        len(steps),
        verdict=word,
        reached=t.number(reached),
    )


def _size(reached: float | None) -> str:
    """The large form uses its whole width, unless something lies beyond its ends."""
    return "big " if reached is None or 0 <= reached <= 100 else "big wide "


def _marks(progress: IndicatorProgress, verdict: Verdict) -> list[html.I]:
    if verdict.components.steps:
        return _ladder(verdict)
    target = progress.indicator.targets[verdict.horizon]
    if target.type == "none":
        return [_box("trk void")]
    reached = _reached(progress, verdict)
    if verdict.status is Status.NOT_ASSESSABLE:
        return _open(reached)
    return _measured(verdict, reached)


def _reached(progress: IndicatorProgress, verdict: Verdict) -> float | None:
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


def _open(reached: float | None) -> list[html.I]:
    if reached is None:
        return [_box("trk void")]
    return [_box("trk open"), _box("dot", x=_clip(reached)), _box("tgt", x=100)]


def _measured(verdict: Verdict, reached: float | None) -> list[html.I]:
    marks = [_box("trk")]
    if reached is not None:
        marks.append(_bar(reached))
        marks += _arrow(reached)
    parts = verdict.components
    if parts.baseline is not None and parts.done is not None:
        marks.append(_box("base", x=0))
        if parts.elapsed is not None:
            marks.append(_box("now", x=_clip(100 * parts.elapsed)))
    return [*marks, _box("tgt", x=100)]


def _bar(reached: float) -> html.I:
    edge = _clip(reached)
    ends = {"--from": f"{min(edge, 0):.1f}", "--to": f"{max(edge, 0):.1f}"}
    return html.I(className="bar", style=ends)


def _arrow(reached: float) -> list[html.I]:
    if reached > MOST:
        return [_box("over")]
    return [_box("under")] if reached < LEAST else []


def _ladder(verdict: Verdict) -> list[html.I]:
    steps = steps_asked(verdict)
    count = len(steps)
    reached = max((i for i, step in enumerate(steps, 1) if step.reached), default=0)
    marks = [_box("rail"), html.I(className="rail on", style={"--to": f"{_part(reached, count)}"})]
    marks.append(_box("step first", x=0))
    for i, step in enumerate(steps, 1):
        marks.append(_box("step on" if step.reached else "step", x=_part(i, count)))
    if verdict.components.elapsed is not None:
        marks.append(_box("now", x=_clip(100 * verdict.components.elapsed)))
    return marks


def _part(number: int, count: int) -> float:
    return round(100 * number / count, 1)


def _clip(percent: float) -> float:
    return round(min(MOST, max(LEAST, percent)), 1)


def _box(css: str, x: float | None = None) -> html.I:
    return html.I(className=css, style={} if x is None else {"--x": f"{x:g}"})
