"""The headline indicator of an objective, under the objective's name."""

from collections.abc import Iterator

from dashboard.charts.kinds.kind import ChartKind
from dashboard.charts.kinds.model import Chart
from dashboard.charts.kinds.one_indicator import Subject, indicator_chart
from dashboard.components.breakdown.filter_part import is_filtered, part_words
from dashboard.reader.context import RequestContext
from data.plan.model import Plan
from data.plan.texts import Words


def build(ctx: RequestContext, id: str) -> Chart:
    """The chart of an objective, and in words what the reader's filters choose of it."""
    found = ctx.objective(id)
    subject = Subject("objective", id, id, found.objective.label.text(ctx.t.lang))
    part = part_words(ctx, found) if is_filtered(ctx.view) else ""
    return indicator_chart(ctx, subject, found.headline, part)


def title(ctx: RequestContext, id: str) -> str:
    """Code and label."""
    return f"{id} {ctx.plan.objective(id).label.text(ctx.t.lang)}"


def texts(plan: Plan, id: str) -> Iterator[tuple[str, Words]]:
    """The objective's label and its headline's name."""
    yield id, plan.objective(id).label
    yield id, plan.headline(id).name


KIND = ChartKind("objective", build, title, texts, {"/objective/{id}": ""})
