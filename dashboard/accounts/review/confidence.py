"""What confidential reports come to and what is missing, on a batch's page: for reviewers alone."""

from collections.abc import Sequence

from dashboard.accounts.html.document import Reader, form
from dashboard.accounts.html.elements import button, heading, paragraph
from dashboard.accounts.html.tables import table
from dashboard.charts.render.svg import safe
from data.ledger.release import Held
from data.text.i18n import Language


def in_confidence(reader: Reader, name: str, found: Sequence[Held]) -> list[str]:
    """A table of amounts, each with a way to take it out of its total again."""
    t = reader.t
    title = t.gettext("In confidence")
    lead = t.gettext(
        "Reports in confidence enter in groups of three or more partners. Only reviewers see this"
        " table: do not pass its figures on."
    )
    heads = [
        t.gettext("Indicator"),
        t.gettext("Period ending"),
        t.gettext("In force"),
        t.gettext("Shown"),
        t.gettext("Partners with new values"),
        t.gettext("What is missing"),
        t.gettext("Undo"),
    ]
    rows = [
        (
            safe(row.indicator),
            t.date(row.period_end),
            t.number(row.true),
            t.number(row.shown),
            t.number(row.fresh),
            safe(_gate(t, row)),
            _drop(t, row) if row.shown else "",
        )
        for row in found
    ]
    inside = table(title, heads, rows)
    return [heading(title), paragraph(lead), form(reader, f"/review/{name}/drop", inside)]


def _gate(t: Language, row: Held) -> str:
    if row.gate is None:
        return t.gettext("nothing: the next publication shows it")
    if row.true == row.shown:
        return t.gettext("nothing: it is shown")
    return {
        "G1": t.gettext("partners with new values"),
        "G2": t.gettext("one partner would stand out in the amount"),
        "G3": t.gettext("one partner would stand out in what is new"),
        "G4": t.gettext("the amount is nothing, or all there is"),
    }[row.gate]


def _drop(t: Language, row: Held) -> str:
    said = t.gettext("Take it out of the total")
    about = f"{said}: {row.indicator}, {t.date(row.period_end)}"
    value = f"{row.indicator}:{row.period_end.isoformat()}"
    return button(said, name="drop", value=value, aria_label=about)
