"""A milestone's dates in words."""

from dashboard.reader.context import RequestContext
from data.progress.model import StepState
from data.text.i18n import Language

DAYS_A_MONTH = 365.25 / 12


def due_words(t: Language, step: StepState) -> str:
    """When a step is due, and whether the date is our reading."""
    if step.number == 0:
        return t.gettext("baseline")
    if step.due is None:
        return t.gettext("no due date published")
    if step.derived:
        return t.gettext("due {date}, evenly spaced by us", date=t.short_date(step.due))
    return t.gettext("due {date}", date=t.short_date(step.due))


def result_words(t: Language, step: StepState) -> str:
    """When a step was reached, or that it is open."""
    if step.number == 0:
        return t.gettext("start")
    if step.reached is None:
        return t.gettext("open")
    return t.gettext("reached {date}", date=t.short_date(step.reached))


def delay_words(ctx: RequestContext, step: StepState) -> str:
    """How late a step was reached, or is; in time, or not yet due, in words too."""
    t = ctx.t
    if step.due is None or step.number == 0:
        return ""
    if step.reached is None:
        return t.gettext("overdue") if step.due < ctx.as_of else t.gettext("not due yet")
    months = round((step.reached - step.due).days / DAYS_A_MONTH)
    if months <= 0:
        return t.gettext("in time")
    return t.ngettext("{n} month late", "{n} months late", months)
