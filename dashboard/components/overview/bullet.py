"""The small chart of a tile: baseline, today, expected today and target on one scale.

Plain boxes placed by CSS custom properties in percent of the required change: 24 of them cost
nothing, where 24 Plotly figures would be slow. 0 is the baseline and 100 the target.
"""

from dash import html

from dashboard.components.layout import aria
from dashboard.figures.bullet_marks import Mark, bullet_marks, reached
from dashboard.theme import status_class
from data.progress.model import StepState, Verdict
from data.progress.status_words import verdict_word
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def bullet(
    t: Language, progress: IndicatorProgress, horizon: int, *, big: bool = False
) -> html.Div:
    """The verdict of one horizon as a picture with its sentence."""
    verdict = progress.verdicts[horizon]
    size = _size(reached(progress, verdict)) if big else ""
    css = f"bullet {size}{status_class(verdict.status)}"
    marks = [_box(mark) for mark in bullet_marks(progress, horizon)]
    return html.Div(marks, className=css, **aria.picture(bullet_sentence(t, verdict)))


def bullet_sentence(t: Language, verdict: Verdict) -> str:
    """What the picture shows."""
    parts = verdict.components
    word = verdict_word(t, verdict.status, verdict.reason)
    if steps := parts.steps_asked:
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


def _size(share: float | None) -> str:
    """The large form uses its whole width, unless something lies beyond its ends."""
    return "big " if share is None or 0 <= share <= 100 else "big wide "


def _box(mark: Mark) -> html.I:
    """A box with its place; a bar and a rail run from one to another."""
    style = {} if mark.x is None else {"--x": f"{mark.x:g}"}
    if mark.ends is not None:
        begin, end = mark.ends
        style = {"--to": f"{end:.1f}"} | (
            {} if mark.css == "rail on" else {"--from": f"{begin:.1f}"}
        )
    return html.I(className=mark.css, style=style)
