"""How measures add up, kind by kind."""

from dash.development.base_component import Component

from dashboard.components.layout.plain_table import plain_table
from dashboard.components.layout.prose import prose
from data.plan.indicator_kinds import KINDS
from data.text.i18n import Language


def kinds_text(t: Language) -> list[Component]:
    """A table of all kinds, then what holds for every one."""
    heads = [t.gettext("Kind"), t.gettext("A measure says"), t.gettext("The total is")]
    rows = [
        [t.gettext(kind.title), t.gettext(kind.measure), t.gettext(kind.total)]
        for kind in KINDS.values()
    ]
    return [
        plain_table(t.gettext("How measures add up, by kind of indicator"), heads, rows),
        prose(
            t.gettext(
                "An activity that two partners report counts once. A second report of the same "
                "thing is a revision: it takes the first one’s place in the totals, and both stay "
                "on record."
            ),
            t.gettext(
                "The figure of a region, a facility or a partner is its contribution to the "
                "total. It gets a verdict only where the plan sets it a target of its own."
            ),
        ),
    ]
