"""The pace so far and the pace the target asks for, in a sentence."""

from dashboard.components.verdict.yearly_change import yearly_change, yearly_number
from dashboard.reader.context import RequestContext
from data.plan.model import Indicator
from data.progress.linear import DIGITS
from data.progress.model import Status, Verdict
from data.text.i18n import Language


def pace_sentence(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> str:
    """So far it gained 5.3 countries a year; the target asks for 9.1 a year. Empty without one."""
    t = ctx.t
    parts = verdict.components
    if verdict.pace is None or parts.baseline is None or parts.target is None:
        return ""
    way = parts.target - parts.baseline
    so_far = yearly_change(ctx, indicator, verdict, verdict.pace)
    if verdict.pace * way > 0:
        clause = _towards(t, so_far, up=way > 0, yearly=indicator.traits.is_yearly_amount)
    elif verdict.pace == 0:
        clause = t.gettext("So far it has not moved")
    else:
        clause = t.gettext("So far it moved away from the target, by {pace} a year", pace=so_far)
    if verdict.status is Status.ACHIEVED:
        return t.gettext("{sentence}.", sentence=clause)
    return t.gettext("{so_far}; {needed}.", so_far=clause, needed=_asked(ctx, indicator, verdict))


def pace_share(t: Language, verdict: Verdict) -> str:
    """What part of the pace so far would do, in percent; empty where more is needed."""
    if verdict.acceleration is None or round(verdict.acceleration, DIGITS) > 1:
        return ""
    return t.percent(verdict.acceleration)


def times_words(t: Language, acceleration: float) -> str:
    """How many times the pace so far, with the digits that tell it from once."""
    return t.number(acceleration, 2 if acceleration < 1.1 else 1)


def _towards(t: Language, pace: str, *, up: bool, yearly: bool) -> str:
    if yearly and up:
        return t.gettext("So far the yearly figure rose by {pace} a year", pace=pace)
    if yearly:
        return t.gettext("So far the yearly figure fell by {pace} a year", pace=pace)
    if up:
        return t.gettext("So far it gained {pace} a year", pace=pace)
    return t.gettext("So far it came down by {pace} a year", pace=pace)


def _asked(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> str:
    t = ctx.t
    if verdict.pace_needed is None:
        return t.gettext("the target was due before that")
    needed = yearly_change(ctx, indicator, verdict, verdict.pace_needed)
    if verdict.acceleration is None:
        return t.gettext("from now on the target asks for {needed} a year", needed=needed)
    number = yearly_number(t, verdict, verdict.pace_needed)
    if share := pace_share(t, verdict):
        return t.gettext(
            "the target asks for {number} a year, so it may go at {share} of that pace and still "
            "arrive in time",
            number=number,
            share=share,
        )
    return t.gettext(
        "the target asks for {number} a year, {times} times that pace",
        number=number,
        times=times_words(t, verdict.acceleration),
    )
