"""Where an objective's total comes from: four tables of parts, each with links."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.contribution_bars import contribution_bars
from dashboard.components.quantity import measure_words
from dashboard.components.section import section
from dashboard.view import View
from data.answers import Contribution, ObjectiveProgress
from data.i18n import Language
from data.plan_models import Indicator, Plan


def contributions(
    view: View,
    t: Language,
    plan: Plan,
    objective: ObjectiveProgress,
    parts: Sequence[Contribution],
    *,
    title: str,
    heading: str,
    path: str,
    name: Callable[[str | None], str],
    note: str = "",
) -> html.Section:
    """One table; a part links to its page under `path`."""
    indicator = objective.headline.indicator
    children: list[Component] = [html.P(t.gettext("No measures yet."), className="note")]
    if parts:
        children = [
            contribution_bars(
                t,
                parts,
                heading=heading,
                caption=title,
                value_heading=_value_heading(t, plan, indicator),
                name=name,
                href=lambda code: view.href(f"/{path}/{code}"),
                value=t.number,
            )
        ]
    if note:
        children.append(html.P(note, className="note after"))
    return section(t, title, children, sample=objective.headline.sample, css="sec")


def _value_heading(t: Language, plan: Plan, indicator: Indicator) -> str:
    """What the bars measure and in what unit."""
    name, unit = indicator.name.text(t.lang), measure_words(t, plan, indicator)
    return t.gettext("{indicator} ({unit})", indicator=name, unit=unit)
