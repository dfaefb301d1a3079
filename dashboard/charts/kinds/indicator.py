"""One indicator under its own name."""

from collections.abc import Iterator

from dashboard.charts.kinds.kind import ChartKind
from dashboard.charts.kinds.model import Chart
from dashboard.charts.kinds.one_indicator import Subject, indicator_chart
from dashboard.reader.context import RequestContext
from data.plan.model import Plan
from data.plan.texts import Words


def build(ctx: RequestContext, id: str) -> Chart:
    """The chart of an indicator."""
    progress = ctx.snapshot.indicator(id, ctx.as_of)
    code = progress.indicator.objective or ""
    return indicator_chart(ctx, Subject("indicator", id, code, title(ctx, id)), progress)


def title(ctx: RequestContext, id: str) -> str:
    """Its name."""
    return ctx.plan.indicator(id).name.text(ctx.t.lang)


def texts(plan: Plan, id: str) -> Iterator[tuple[str, Words]]:
    """Its name."""
    yield id, plan.indicator(id).name


KIND = ChartKind("indicator", build, title, texts)
