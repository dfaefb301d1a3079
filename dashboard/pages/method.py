"""The method, explained to a reader who is no statistician, with examples judged on the spot."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.changes.plan_versions import Version, plan_versions
from dashboard.components.layout.contents import contents
from dashboard.components.layout.identity import identity
from dashboard.components.layout.prose import prose
from dashboard.components.layout.section import section
from dashboard.components.method.alternative import alternative_text
from dashboard.components.method.kinds import kinds_text
from dashboard.components.method.limits import disclosure_text, refusals_text
from dashboard.components.method.outlook import confidence_text, outlook_text
from dashboard.components.method.verdict import order_text, status_text, verdict_text
from dashboard.components.method.worked_example import worked_example
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.progress.examples import EXAMPLES
from data.progress.judge import METHOD_VERSION
from data.store.plan_effect import altered

Part = tuple[str, str, Sequence[Component]]  # anchor, heading, children


@page("/method")
def method(ctx: RequestContext) -> Page:
    """How verdicts come about, and what earlier versions of the plan would have said."""
    versions = [
        Version(old, altered(ctx.snapshot, old, ctx.plan, ctx.as_of))
        for old in ctx.snapshot.earlier_plans()
    ]
    return Page(ctx.t.gettext("Method"), layout(ctx, plan_versions(ctx, versions)))


def layout(ctx: RequestContext, versions: Sequence[Component] = ()) -> html.Div:
    """Every part under its heading; `versions` tells what changed between versions of the plan."""
    t = ctx.t
    words = t.gettext(
        "How a verdict comes about, and how to redo it by hand. Method version {version}.",
        version=METHOD_VERSION,
    )
    parts = _parts(ctx, versions)
    links = contents(t, [(anchor, heading) for anchor, heading, _ in parts])
    sections = [
        section(t, heading, children, id=anchor, className="sec")
        for anchor, heading, children in parts
    ]
    return html.Div(
        [
            identity(None, t.gettext("Method"), words),
            html.Div([links, html.Div(sections, className="parts")], className="guide"),
        ],
        className="wrap",
        lang=t.lang,
    )


def _parts(ctx: RequestContext, versions: Sequence[Component]) -> list[Part]:
    t = ctx.t
    parts: list[Part] = [
        ("verdict", t.gettext("What a verdict is"), verdict_text(t)),
        ("statuses", t.gettext("The statuses"), status_text(t)),
        ("order", t.gettext("In what order we judge"), order_text(t)),
        ("kinds", t.gettext("How measures add up"), kinds_text(t)),
        ("examples", t.gettext("Worked examples"), _examples(ctx)),
        ("pace", t.gettext("Pace and projection"), outlook_text(t)),
        ("alternative", t.gettext("The other method"), alternative_text(t)),
        ("confidence", t.gettext("Confidence"), confidence_text(t)),
        ("disclosure", t.gettext("What is reported in confidence"), disclosure_text(t)),
        ("limits", t.gettext("What we do not do"), refusals_text(t)),
    ]
    if versions:
        parts.append(("versions", t.gettext("Plan versions"), versions))
    return parts


def _examples(ctx: RequestContext) -> list[Component]:
    lead = ctx.t.gettext(
        "All names and figures here are made up. They are judged by the same code as the real "
        "ones and shown by the same cards, so that this page cannot differ from the method."
    )
    examples = [worked_example(ctx, example) for example in EXAMPLES]
    return [prose(lead), html.Div(examples, className="examples")]
