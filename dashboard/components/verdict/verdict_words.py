"""A verdict in sentences: where it stands, where the path is, what pace is needed."""

from dash import html

from dashboard.components.layout.rich import Child, rich
from dashboard.components.verdict.judged_value import judged_value
from dashboard.components.verdict.pace_sentence import pace_share, times_words
from dashboard.components.verdict.standing import standing_text
from dashboard.components.verdict.status_words import reason_sentence
from dashboard.reader.context import RequestContext
from data.plan.model import Indicator
from data.progress.model import Reason, Status, Verdict
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def say(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> list[Child]:
    """Where the indicator stands and where the straight path is; or why nobody can say."""
    t = ctx.t
    verdict = progress.verdicts[horizon]
    value = html.Span(_standing(ctx, progress, horizon))
    if verdict.reason is Reason.NO_MEASURES:
        return [reason_sentence(t, verdict.reason)]
    if verdict.reason is not None:
        words = t.gettext("{value}. {reason}")
        return rich(words, value=value, reason=reason_sentence(t, verdict.reason))
    if verdict.components.steps:
        return rich(
            t.gettext("{value}. {next}"), value=value, next=_next_step(t, progress, verdict)
        )
    if verdict.status is Status.ACHIEVED:
        return rich(t.gettext("{value}. The target is met."), value=value)
    if verdict.components.expected_now is None or verdict.components.baseline is None:
        return rich(t.gettext("{value}."), value=value)
    expected = html.B(_expected(ctx, progress.indicator, verdict))
    words = t.gettext("{value}. On the straight path it would be {expected} by then.")
    return rich(words, value=value, expected=expected)


def _standing(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> list[Child]:
    """The value, and which group it counts where a horizon asks for a whole group."""
    value = html.B(standing_text(ctx, progress, horizon))
    group = progress.indicator.targets[horizon].set
    parts = progress.verdicts[horizon].components
    if group is None or not parts.as_share or parts.current is None:
        return [value]
    name = ctx.plan.place_set(group).name.text(ctx.t.lang)
    return rich(ctx.t.gettext("{value} ({group})"), value=value, group=name)


def pace_words(t: Language, verdict: Verdict) -> str:
    """What pace the target asks for, against the pace so far; empty where there is none."""
    if verdict.components.steps:
        return t.gettext("judged by dated milestones, not by a ratio")
    if verdict.status in (Status.ACHIEVED, Status.NOT_ASSESSABLE):
        return ""
    if verdict.acceleration is not None:
        if share := pace_share(t, verdict):
            return t.gettext("may go at {share} of the pace so far", share=share)
        times = times_words(t, verdict.acceleration)
        return t.gettext("needs {times} times the pace so far", times=times)
    if verdict.pace is not None and verdict.pace_needed is not None:
        return t.gettext("no movement towards the target so far")
    return ""


def _expected(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> str:
    parts = verdict.components
    expected = parts.expected_now or 0
    if parts.as_share and parts.current_size:
        return ctx.t.number(expected * parts.current_size, 0)
    return judged_value(ctx, indicator, verdict)(expected)


def _next_step(t: Language, progress: IndicatorProgress, verdict: Verdict) -> str:
    ahead = [step for step in verdict.components.steps_asked if step.reached is None]
    if not ahead:
        return t.gettext("Every step asked for is reached.")
    step = ahead[0]
    name = progress.indicator.steps[step.number].name.text(t.lang)
    if step.due is None:
        return t.gettext("Next: {step}.", step=name)
    return t.gettext("Next: {step}, due {date}.", step=name, date=t.date(step.due))
