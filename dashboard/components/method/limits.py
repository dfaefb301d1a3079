"""What is kept back, and what the method refuses to do."""

from dash.development.base_component import Component

from dashboard.components.layout.prose import points, prose
from data.text.i18n import Language


def disclosure_text(t: Language) -> list[Component]:
    """How confidential reports count and stay confidential."""
    return [
        prose(
            t.gettext(
                "A partner decides who may see each measure: everyone, no one (it then "
                "counts in totals only), the partners of its coalition, or the Executive "
                "Secretariat."
            ),
            t.gettext("Reports in confidence enter in groups of three or more partners."),
            t.gettext(
                "Until then, and while one of them would stand out, a total stays as it was and "
                "nothing tells that they came. They are shown as one amount, never broken down."
            ),
        )
    ]


def refusals_text(t: Language) -> list[Component]:
    """One sentence a refusal."""
    return [
        points(
            t.gettext(
                "We do not average unlike things. Goals, facilities and the Initiative show how "
                "many objectives stand where, never one number."
            ),
            t.gettext("We invent no baseline: where none is established, none is assumed."),
            t.gettext("We do not project a running year to its end; it is shown as it stands."),
            t.gettext("We do not judge a region against a target that the plan never set it."),
            t.gettext("We let no filter change a verdict: it is always that of the whole."),
            t.gettext("We overwrite nothing: any earlier state can be looked up again."),
        )
    ]
