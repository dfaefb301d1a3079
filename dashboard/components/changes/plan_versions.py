"""What changed from one version of the plan to the next, and which verdicts that alters."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.changes.list import change_list
from dashboard.components.changes.version_table import version_table
from dashboard.components.layout.prose import prose
from dashboard.reader.context import RequestContext
from data.plan.diff import differences
from data.plan.model import Plan
from data.questions.change_records import Change


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of the plan, and the verdicts the present one gives otherwise."""

    plan: Plan
    altered: tuple[Change, ...]


def plan_versions(ctx: RequestContext, earlier: Sequence[Version]) -> list[Component]:
    """A part for each earlier version."""
    return [part for version in earlier for part in _version(ctx, version)]


def _version(ctx: RequestContext, version: Version) -> list[Component]:
    t, plan = ctx.t, ctx.plan
    found = differences(version.plan, plan)
    told = t.ngettext(
        "Version {new} differs from version {old} in {n} point.",
        "Version {new} differs from version {old} in {n} points.",
        len(found),
        old=version.plan.version,
        new=plan.version,
    )
    effect = t.ngettext(
        "On the same measures, this alters the verdicts of {n} indicator.",
        "On the same measures, this alters the verdicts of {n} indicators.",
        len(version.altered),
    )
    table = version_table(t, version.plan, plan, found)
    summary = html.Summary(t.gettext("All differences, side by side"))
    parts: list[Component] = [prose(f"{told} {effect}")]
    if version.altered:
        parts.append(change_list(ctx, version.altered))
    return [*parts, html.Details([summary, table], className="sum")]
