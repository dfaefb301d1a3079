"""Kinds of charts by name: each is a file of this package that says `KIND = ChartKind(…)`."""

import dashboard.charts.kinds as package
from dashboard.charts.kinds.kind import ChartKind
from dashboard.charts.kinds.model import Chart
from dashboard.reader.context import RequestContext
from data.discovery import modules_of


def find_kinds() -> dict[str, ChartKind]:
    """Every kind of this package."""
    found = (getattr(module, "KIND", None) for module in modules_of(package))
    return {kind.name: kind for kind in found if kind}


KINDS = find_kinds()


def build_chart(ctx: RequestContext, kind: str, id: str) -> Chart:
    """The chart; KeyError for a kind, an id, or a filter, that names nothing."""
    ctx.filters  # noqa: B018 - a filter that names nothing is no chart
    return KINDS[kind].build(ctx, id)


def chart_of_page(path: str) -> tuple[str, str] | None:
    """The chart that stands for a page, an embed or a shared chart, as kind and id."""
    path = path.rstrip("/") or "/"
    match path.split("/")[1:]:
        case ["embed" | "share", name, id_] if name in KINDS:
            return name, id_
    for kind in KINDS.values():
        if found := kind.id_of_page(path):
            return kind.name, found
    return None
